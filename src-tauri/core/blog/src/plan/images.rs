//! Where the pictures of an export go.

use std::collections::BTreeMap;

use faircopy_entry::diagnostic::{Diagnostic, Severity};

use super::{EntrySource, FileKind, PlanError, PlannedFile, SourceImage};
use crate::config::SiteConfig;
use crate::conventions::{self, Conventions, join};
use crate::post::Post;
use crate::references::{ImageReference, ImageRole, Place};
use crate::snapshot::{BlogSnapshot, file_name, folder_of};
use crate::{check, rewrite};

/// The images of one export: which are taken in, and where each will lie.
pub(super) struct Images<'a> {
    source: &'a EntrySource,
    snapshot: &'a BlogSnapshot,
    conventions: &'a Conventions,
    config: &'a SiteConfig,
    /// Where each picture of the entry lies in the blog, by its reference.
    pub(super) placed: BTreeMap<&'a str, String>,
    /// References that the blog itself serves.
    served: Vec<String>,
    pub(super) files: Vec<PlannedFile>,
    pub(super) cover: Option<String>,
    /// Pictures that the blog has under another name, each told.
    pub(super) reused: Vec<Diagnostic>,
}

impl<'a> Images<'a> {
    pub(super) fn new(
        source: &'a EntrySource,
        snapshot: &'a BlogSnapshot,
        conventions: &'a Conventions,
        config: &'a SiteConfig,
    ) -> Self {
        Images {
            source,
            snapshot,
            conventions,
            config,
            placed: BTreeMap::new(),
            served: Vec::new(),
            files: Vec::new(),
            cover: None,
            reused: Vec::new(),
        }
    }

    /// Finds a place for the picture behind a reference and has the reference say so.
    pub(super) fn take_in(
        &mut self,
        reference: &ImageReference,
        post: &Post<'_>,
        edits: &mut rewrite::Edits<'_>,
    ) -> Result<(), PlanError> {
        if reference.place == Place::Outside {
            return Ok(());
        }
        let supplied = self
            .source
            .images
            .iter()
            .find(|image| image.reference == reference.written);
        let Some(image) = supplied else {
            let existing = conventions::existing_image(
                &reference.role,
                &reference.written,
                self.conventions,
                self.snapshot,
                &self.config.baseurl,
            );
            if let Some(path) = existing {
                self.note_cover(reference, &path);
                self.served.push(reference.written.clone());
            }
            return Ok(());
        };
        let path = self.path_for(image)?;
        self.note_cover(reference, &path);
        if file_name(&path) != safe_name(&image.file_name) && self.is_stored(&path) {
            self.reused.push(reuse(reference, &path));
        }
        let value = self.value_for(reference, &path, post);
        edits.replace(reference, &value);
        Ok(())
    }

    fn note_cover(&mut self, reference: &ImageReference, path: &str) {
        if matches!(reference.role, ImageRole::Cover { .. }) && self.cover.is_none() {
            self.cover = Some(path.to_owned());
        }
    }

    fn value_for(&self, reference: &ImageReference, path: &str, post: &Post<'_>) -> String {
        let baseurl = &self.config.baseurl;
        match &reference.role {
            ImageRole::Cover { key } => self
                .conventions
                .form_of(key)
                .value(path, baseurl)
                .unwrap_or_else(|| format!("/{path}")),
            ImageRole::Inline { .. } if conventions::renders_liquid(post) => {
                self.conventions.inline_form.value(path, baseurl)
            }
            ImageRole::Inline { .. } => format!("{baseurl}/{path}"),
        }
    }

    /// Where a picture lies in the blog: where it lies already, or under a new name.
    fn path_for(&mut self, image: &'a SourceImage) -> Result<String, PlanError> {
        if let Some(path) = self.placed.get(image.reference.as_str()) {
            return Ok(path.clone());
        }
        let path = match self.same_picture(image)? {
            Some(path) => path,
            None => self.new_picture(image),
        };
        self.placed.insert(&image.reference, path.clone());
        Ok(path)
    }

    /// A file of the blog, or of this export, that holds the same bytes where covers can reach it.
    fn same_picture(&self, image: &SourceImage) -> Result<Option<String>, PlanError> {
        let wanted = join(&self.conventions.image_dir, &safe_name(&image.file_name));
        let planned = self.files.iter().find(|file| file.bytes == image.bytes);
        if let Some(file) = planned {
            return Ok(Some(file.path.clone()));
        }
        let mut best: Option<&str> = None;
        for candidate in &self.snapshot.images {
            let size = image.bytes.len() as u64;
            if candidate.size != size || folder_of(&candidate.path) != self.conventions.image_dir {
                continue;
            }
            let content = self.snapshot.contents.get(&candidate.path);
            let content = content.ok_or_else(|| PlanError::Unread {
                path: candidate.path.clone(),
            })?;
            if *content == image.bytes && best.is_none_or(|known| known != wanted) {
                best = Some(&candidate.path);
            }
        }
        Ok(best.map(str::to_owned))
    }

    fn new_picture(&mut self, image: &SourceImage) -> String {
        let name = safe_name(&image.file_name);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "img"));
        let mut path = join(&self.conventions.image_dir, &name);
        let mut number = 2;
        while self.is_taken(&path) {
            let next = format!("{stem}-{number}.{extension}");
            path = join(&self.conventions.image_dir, &next);
            number += 1;
        }
        self.files.push(PlannedFile {
            path: path.clone(),
            bytes: image.bytes.clone(),
            before: None,
            kind: FileKind::Image,
            diff: None,
        });
        path
    }

    /// Whether the blog holds this picture already.
    fn is_stored(&self, path: &str) -> bool {
        self.files.iter().all(|file| file.path != path)
    }

    fn is_taken(&self, path: &str) -> bool {
        let wanted = path.to_lowercase();
        self.snapshot.has_file(path)
            || self
                .files
                .iter()
                .any(|file| file.path.to_lowercase() == wanted)
    }

    /// The paths of the pictures that are written.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// Where each picture of the entry lies in the blog, each once.
    pub(super) fn paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = self.placed.values().cloned().collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Tells of pictures that weigh more than `budget`, in bytes.
    pub(super) fn heavy(&self, budget: u64) -> Vec<Diagnostic> {
        let images = self.source.images.iter();
        images
            .filter(|image| image.bytes.len() as u64 > budget)
            .map(|image| {
                let kilobytes = image.bytes.len().div_ceil(1000);
                check::finding(
                    Severity::Warning,
                    "image-heavy",
                    None,
                    format!(
                        "The picture {} weighs {kilobytes} kB as it would be published; the budget \
                         is {} kB.",
                        image.reference,
                        budget / 1000
                    ),
                    "Take a smaller one, or a photograph as JPEG instead of PNG.",
                )
            })
            .collect()
    }

    /// The references that will work once the plan is applied.
    pub(super) fn present(&self) -> check::ImagesPresent {
        let placed = self.placed.keys().map(|written| (*written).to_owned());
        check::ImagesPresent {
            present: placed.chain(self.served.iter().cloned()).collect(),
            alike: self.source.alike.clone(),
        }
    }
}

/// Says that a picture is not stored a second time under the author's name.
fn reuse(reference: &ImageReference, path: &str) -> Diagnostic {
    let written = &reference.written;
    check::finding(
        Severity::Hint,
        "image-stored",
        Some(reference.line),
        format!("The blog has the picture {written} already, as {path}; the post shows that one."),
        "Nothing needs to be done.",
    )
}

/// A file name that needs no escape in an address and no quotes in YAML or Liquid.
fn safe_name(name: &str) -> String {
    let name = file_name(name).rsplit('\\').next().unwrap_or_default();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "img"));
    let keep = |character: char| {
        if character.is_alphanumeric() || matches!(character, '-' | '_' | '.') {
            character
        } else {
            '-'
        }
    };
    let stem: String = stem.chars().map(keep).collect();
    // Jekyll leaves out files that begin with `.`, `_`, `#` or `~`.
    let stem = stem.trim_matches(['-', '.', '_']).replace("..", ".");
    let stem = if stem.is_empty() { "image" } else { &stem };
    let stem: String = stem.chars().take(100).collect();
    let extension: String = extension
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    format!("{stem}.{extension}")
}
