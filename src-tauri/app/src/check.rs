//! What an author should know of an open entry before any export, looked at whenever the keys rest.

use crate::{
    convert,
    edit::field_edit,
    error::Error,
    export,
    preview::{self, Places, Wanted},
    session::Session,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use faircopy_blog::{
    check as preflight,
    references::{self, Place},
};
use faircopy_entry::{
    diagnostic::{Diagnostic, Severity},
    edit::TextEdit,
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
    known: Vec<Diagnostic>,
}

impl Session {
    /// The open entry to be checked beside the session's thread.
    pub fn check_source(&mut self, entry: u32) -> Result<Source, Error> {
        let blog = self.store.settings().blog.as_deref().map(PathBuf::from);
        let opened = self.opened(entry)?;
        let (text, path) = (opened.draft.text(), opened.path.clone());
        let (revision, known) = (opened.draft.revision(), opened.reading.problems.clone());
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

    /// Says edits of the text at a revision in the window's units.
    pub fn fixed(
        &mut self,
        entry: u32,
        revision: u32,
        edits: &[TextEdit],
    ) -> Result<wire::FieldEdit, Error> {
        let opened = self.opened(entry)?.writable()?;
        let have = opened.draft.revision();
        if have != revision {
            return Err(Error::Stale {
                have,
                got: revision,
            });
        }
        Ok(field_edit(opened, edits))
    }
}

/// Looks for what is wrong with an entry by itself; its pictures are looked for on disk.
pub fn check(source: &Source) -> wire::Checked {
    let mut findings: Vec<_> = source.known.iter().map(convert::finding).collect();
    let pictures = seen(&source.pictures);
    for finding in found(source, &pictures).iter().map(convert::finding) {
        let same =
            |known: &wire::Finding| known.line == finding.line && known.message == finding.message;
        if !findings.iter().any(same) {
            findings.push(finding);
        }
    }
    wire::Checked {
        revision: source.revision,
        findings,
        pictures,
    }
}

/// What is wrong besides what is known; nothing where an error leaves nothing more to check.
fn found(source: &Source, pictures: &[wire::PictureSeen]) -> Vec<Diagnostic> {
    let stops = |known: &Diagnostic| known.severity == Severity::Error;
    if source.known.iter().any(stops) {
        return Vec::new();
    }
    let mut images = preflight::ImagesPresent::default();
    for (picture, (written, places)) in pictures.iter().zip(&source.pictures) {
        if picture.content.is_some() {
            images.present.insert(written.clone());
        } else if let Some(other) = places.as_ref().and_then(preview::alike) {
            images.alike.insert(written.clone(), other);
        }
    }
    with_tags(source, |tags| {
        preflight::check_writing(&source.text, &source.file_name, &images, tags)
    })
}

/// The fix of a finding that the author was told of, and the revision that it is for.
///
/// # Errors
/// If the finding is not told of the entry as it stands, or the blog cannot be read.
pub fn fix_of(
    source: &Source,
    export: Option<&export::Source>,
    wanted: &wire::FixFinding,
) -> Result<(u32, Vec<TextEdit>), Error> {
    let fix_in = |found: &[Diagnostic]| {
        let mut found = found.iter();
        let same = |it: &&Diagnostic| {
            it.code == wanted.code
                && it.message == wanted.message
                && it.line.map(convert::number) == wanted.line
        };
        found.find(same)?.fix.clone()
    };
    let by_itself = || fix_in(&found(source, &seen(&source.pictures)));
    let mut fix = fix_in(&source.known).or_else(by_itself);
    if let (None, Some(export)) = (&fix, export) {
        fix = fix_in(&export::check(export)?);
    }
    let fix = fix.ok_or_else(|| Error::NoFix(source.file_name.clone()))?;
    Ok((source.revision, fix.edits))
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
