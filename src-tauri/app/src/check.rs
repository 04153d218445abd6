//! What an author should know of an open entry before any export, looked at whenever the keys rest.

use crate::{
    convert,
    error::Error,
    preview::{self, Places, Wanted},
    session::Session,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use faircopy_blog::{
    check as preflight,
    references::{self, Place},
};
use faircopy_host::{blog, clock, disk::ContentHash};
use faircopy_wire as wire;
use std::{collections::BTreeSet, path::PathBuf};

/// An open entry as it stood when it was asked for, with where its pictures may be.
pub struct Source {
    revision: u32,
    text: String,
    file_name: String,
    pictures: Vec<(String, Option<Places>)>,
    /// The blog that its Liquid will run in, if one is chosen.
    blog: Option<PathBuf>,
    /// What is known already; errors among it leave nothing more to check.
    known: Vec<wire::Finding>,
}

impl Session {
    /// The open entry to be checked beside the session's thread.
    pub fn check_source(&mut self, entry: u32) -> Result<Source, Error> {
        let blog = self.store.settings().blog.as_deref().map(PathBuf::from);
        let opened = self.opened(entry)?;
        let (text, path) = (opened.draft.text(), opened.path.clone());
        let (revision, known) = (opened.draft.revision(), opened.findings());
        let written: BTreeSet<String> = references::all_images(&text)
            .into_iter()
            // Liquid may lead to a picture of the blog; what is on the net is not looked for.
            .filter(|image| image.place != Place::Remote || image.written.contains("{{"))
            .map(|image| image.written)
            .collect();
        let pictures = written.into_iter().map(|written| {
            let wanted = Wanted::Reference {
                entry,
                written: written.clone(),
            };
            (written, self.places(&wanted))
        });
        Ok(Source {
            pictures: pictures.collect(),
            blog,
            file_name: path.rsplit('/').next().unwrap_or(&path).to_owned(),
            revision,
            text,
            known,
        })
    }
}

/// Looks for what is wrong with an entry by itself; its pictures are looked for on disk.
pub fn check(source: &Source) -> wire::Checked {
    let mut findings = source.known.clone();
    let pictures = seen(&source.pictures);
    if !findings.iter().any(wire::Finding::stops) {
        let there = pictures.iter().filter(|it| it.content.is_some());
        let present = there.map(|picture| picture.written.clone()).collect();
        let present = preflight::ImagesPresent(present);
        let found = with_tags(source, |tags| {
            preflight::check_writing(&source.text, &source.file_name, &present, tags)
        });
        for finding in found.iter().map(convert::finding) {
            let same = |known: &wire::Finding| {
                known.line == finding.line && known.message == finding.message
            };
            if !findings.iter().any(same) {
                findings.push(finding);
            }
        }
    }
    wire::Checked {
        revision: source.revision,
        findings,
        pictures,
    }
}

/// Looks for each picture.
fn seen(wanted: &[(String, Option<Places>)]) -> Vec<wire::PictureSeen> {
    let seen = wanted.iter().map(|(written, places)| {
        let found = places.as_ref().and_then(preview::find);
        let content = found.map(|picture| ContentHash::of(&picture.bytes));
        wire::PictureSeen {
            written: written.clone(),
            content: content.map(|content| BASE64_STANDARD.encode(content.as_bytes())),
        }
    });
    seen.collect()
}

/// Hands on the blog where the entry's Liquid will run; none where it has no tags or there is no
/// blog that can be read.
fn with_tags<T>(source: &Source, with: impl FnOnce(Option<&preflight::TagBlog<'_>>) -> T) -> T {
    let read = || {
        let folder = source
            .blog
            .as_deref()
            .filter(|_| source.text.contains("{%"))?;
        let snapshot = blog::snapshot(folder).ok()?;
        let config = snapshot.site_config().ok()?;
        Some((snapshot, config))
    };
    let Some((snapshot, config)) = read() else {
        return with(None);
    };
    let now = clock::now();
    with(Some(&preflight::TagBlog {
        config: &config,
        snapshot: &snapshot,
        file_name: &source.file_name,
        now: &now,
    }))
}
