//! Preflight: will this entry publish, and look as meant?

use std::collections::BTreeSet;

use faircopy_entry::diagnostic::Diagnostic;
use jiff::ZonedDateTime;

use crate::config::SiteConfig;
use crate::conventions::Conventions;
use crate::snapshot::BlogSnapshot;

/// The references of an entry whose pictures are there, as they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImagesPresent(pub BTreeSet<String>);

/// The blog that an entry is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Its settings.
    pub config: &'a SiteConfig,
    /// Its ways.
    pub conventions: &'a Conventions,
    /// What is in it.
    pub snapshot: &'a BlogSnapshot,
}

/// Checks an entry, without a blog or against one.
pub fn check(
    text: &str,
    file_name: &str,
    images: &ImagesPresent,
    site: Option<&Site<'_>>,
    now: &ZonedDateTime,
) -> Vec<Diagnostic> {
    let _ = (text, file_name, images, site, now);
    Vec::new()
}
