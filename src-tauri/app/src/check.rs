//! What an author should know of an open entry before any export, looked at whenever the keys rest.

use crate::{
    convert,
    error::Error,
    preview::{self, Places, Wanted},
    session::Session,
};
use faircopy_blog::{check as preflight, differences, references};
use faircopy_host::clock;
use faircopy_wire as wire;
use std::collections::BTreeSet;

/// An open entry as it stood when it was asked for, with where its pictures may be.
pub struct Source {
    revision: u32,
    text: String,
    file_name: String,
    pictures: Vec<(String, Option<Places>)>,
    /// What is known already; errors among it leave nothing more to check.
    known: Vec<wire::Finding>,
}

impl Session {
    /// The open entry to be checked beside the session's thread.
    pub fn check_source(&mut self, entry: u32) -> Result<Source, Error> {
        let opened = self.opened(entry)?;
        let (text, path) = (opened.draft.text(), opened.path.clone());
        let (revision, known) = (opened.draft.revision(), opened.findings());
        let written: BTreeSet<String> = references::referenced_images(&text)
            .into_iter()
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
            file_name: path.rsplit('/').next().unwrap_or(&path).to_owned(),
            revision,
            text,
            known,
        })
    }
}

/// Looks for what is wrong with an entry by itself; its pictures are looked for on disk.
pub fn check(source: Source) -> wire::Checked {
    let mut findings = source.known;
    if !findings.iter().any(wire::Finding::stops) {
        let present = source
            .pictures
            .into_iter()
            .filter(|(_, places)| {
                places
                    .as_ref()
                    .is_some_and(|at| preview::find(at).is_some())
            })
            .map(|(written, _)| written)
            .collect();
        let found = preflight::check(
            &source.text,
            &source.file_name,
            &preflight::ImagesPresent(present),
            None,
            &clock::now(),
        );
        // Where GitHub's page parts from the blog's is told beside the text.
        let found = found.iter().filter(|found| found.code != differences::CODE);
        for finding in found.map(convert::finding) {
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
    }
}
