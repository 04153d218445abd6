//! Handing an entry to the blog: a plan that is shown, then exactly that plan, all or nothing.

use crate::{
    convert::{self, number},
    cover::{IMAGES, LARGEST_IMAGE},
    error::Error,
    export_state::Notes,
    session::Session,
    unexport,
};
use faircopy_blog::{
    check as preflight,
    plan::{
        self as planning, EntrySource, ExportPlan, FileKind, IMAGE_BUDGET, PlannedFile, SourceImage,
    },
    private_words::PrivateWords,
    references::{self, Place},
};
use faircopy_entry::diagnostic::{Diagnostic, Severity};
use faircopy_host::{beneath, blog, clock, disk, image};
use faircopy_wire as wire;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Pictures wider than this are scaled down for the blog, in pixels.
const WIDEST: u32 = 1600;

/// The largest `_config.yml` that is read, in bytes.
const LARGEST_CONFIG: u64 = 1024 * 1024;

/// An entry on its way to a blog.
#[derive(Debug, Clone)]
pub struct Source {
    /// Posts folder.
    pub posts: PathBuf,
    /// Path of the entry below it.
    pub path: String,
    /// The entry's bytes.
    pub bytes: Vec<u8>,
    /// The blog's folder.
    pub blog: PathBuf,
    /// Where undo records of unfinished exports are kept.
    pub undo: Option<PathBuf>,
    /// Words that must not leave.
    pub private_words: PrivateWords,
    /// What one picture may weigh in bytes before that is told.
    pub budget: u64,
}

impl Source {
    /// An entry in a file, and a blog; without a blog only the entry itself can be checked.
    pub fn of_file(file: &Path, bytes: Vec<u8>, blog: Option<&Path>) -> Self {
        let folder = file
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Self {
            posts: folder.unwrap_or(Path::new(".")).to_path_buf(),
            path: name.unwrap_or_default(),
            bytes,
            blog: blog.map(Path::to_path_buf).unwrap_or_default(),
            undo: None,
            private_words: PrivateWords::default(),
            budget: IMAGE_BUDGET,
        }
    }

    /// The entry's file.
    pub(crate) fn file(&self) -> PathBuf {
        self.posts.join(&self.path)
    }

    pub(crate) fn file_name(&self) -> String {
        self.path
            .rsplit('/')
            .next()
            .unwrap_or(&self.path)
            .to_owned()
    }

    /// The entry with the pictures it refers to, ready to publish, and what is wrong with them.
    fn entry(&self) -> (EntrySource, Vec<Diagnostic>) {
        let text = String::from_utf8_lossy(&self.bytes);
        let mut images: Vec<SourceImage> = Vec::new();
        let (mut problems, mut alike) = (Vec::new(), BTreeMap::new());
        for reference in references::referenced_images(&text) {
            if images
                .iter()
                .any(|image| image.reference == reference.written)
            {
                continue;
            }
            let Some((file_name, bytes)) = self.picture(&reference.place) else {
                if let Some(other) = self.alike(&reference.place) {
                    alike.insert(reference.written, other);
                }
                continue;
            };
            match image::for_publishing(&bytes, WIDEST) {
                Ok(ready) => images.push(SourceImage {
                    reference: reference.written,
                    file_name,
                    bytes: ready.bytes,
                }),
                Err(error) => problems.push(Diagnostic {
                    severity: Severity::Error,
                    code: "image-unusable",
                    file: None,
                    line: Some(reference.line),
                    last_line: None,
                    message: format!(
                        "The picture {} cannot be published: {error}.",
                        reference.written
                    ),
                    hint: Some("Choose another picture.".to_owned()),
                    fix: None,
                }),
            }
        }
        let source = EntrySource {
            file_name: self.file_name(),
            text: self.bytes.clone(),
            images,
            alike,
            private_words: self.private_words.clone(),
            budget: self.budget,
        };
        (source, problems)
    }

    /// The bytes of a local picture, looked for where the preview looks for it.
    fn picture(&self, place: &Place) -> Option<(String, Vec<u8>)> {
        self.candidates(place).into_iter().find_map(|candidate| {
            let bytes = beneath::read(&self.posts, Path::new(&candidate), LARGEST_IMAGE).ok()?;
            let last = candidate.rsplit('/').next().unwrap_or(&candidate);
            Some((last.to_owned(), bytes))
        })
    }

    /// The path of a picture that differs in capitals only.
    fn alike(&self, place: &Place) -> Option<String> {
        let mut candidates = self.candidates(place).into_iter();
        candidates.find_map(|candidate| beneath::alike(&self.posts, &candidate))
    }

    /// Where a local picture may lie beneath the posts folder.
    fn candidates(&self, place: &Place) -> Vec<String> {
        let (Place::Beside(path) | Place::Site(path)) = place else {
            return Vec::new();
        };
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let last = path.rsplit('/').next().unwrap_or(path);
        let candidates = [
            format!("{IMAGES}/{path}"),
            path.clone(),
            format!("{folder}/{path}"),
            format!("{IMAGES}/{last}"),
        ];
        let below = |candidate: String| candidate.trim_start_matches('/').to_owned();
        candidates.map(below).into()
    }
}

/// Works out what exporting would write; writes nothing.
pub fn plan(source: &Source) -> Result<ExportPlan, Error> {
    if let Some(undo) = &source.undo {
        blog::recover(undo)?;
    }
    let now = clock::now();
    let mut snapshot = blog::snapshot(&source.blog)?;
    let before = unexport::forerunner(source, &mut snapshot)?;
    let (entry, problems) = source.entry();
    let wanted = planning::wanted(&entry, &snapshot, &now)?;
    blog::read_contents(&source.blog, &mut snapshot, &wanted)?;
    let mut plan = planning::plan(&entry, &snapshot, &now)?;
    plan.diagnostics.extend(problems);
    if let Some(before) = &before {
        unexport::follow_rename(source, &mut snapshot, before, &mut plan)?;
    }
    Ok(plan)
}

/// What is wrong with the entry for this blog, or by itself where there is none.
///
/// Fixes are edits of the text without its byte order mark.
pub fn check(source: &Source) -> Result<Vec<Diagnostic>, Error> {
    const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
    if let Some(bytes) = source.bytes.strip_prefix(BYTE_ORDER_MARK) {
        return check(&Source {
            bytes: bytes.to_vec(),
            ..source.clone()
        });
    }
    if !source.blog.as_os_str().is_empty() {
        return Ok(plan(source)?.diagnostics);
    }
    let (entry, problems) = source.entry();
    let text = String::from_utf8_lossy(&source.bytes);
    let written = entry.images.iter().map(|image| image.reference.clone());
    let present = preflight::ImagesPresent {
        present: written.collect(),
        alike: entry.alike,
    };
    let mut found = preflight::check(&text, &entry.file_name, &present, None, &clock::now());
    found.extend(problems);
    Ok(found)
}

/// The plan as the window and the command line show it.
pub fn shown(blog: &Path, plan: &ExportPlan) -> wire::ExportPlan {
    wire::ExportPlan {
        blog: blog.display().to_string(),
        files: plan.files.iter().map(planned_file).collect(),
        url: plan.url.clone(),
        findings: plan.diagnostics.iter().map(convert::finding).collect(),
        nothing_to_do: plan.nothing_to_do,
        removed: plan.removed.iter().map(|file| file.path.clone()).collect(),
    }
}

fn planned_file(file: &PlannedFile) -> wire::PlannedFile {
    wire::PlannedFile {
        path: file.path.clone(),
        exists: file.before.is_some(),
        changes: file.before.as_ref() != Some(&file.bytes),
        diff: file.diff.clone(),
        bytes: number(file.bytes.len()),
        image: file.kind == FileKind::Image,
    }
}

/// Writes a plan, all or nothing.
pub fn apply(source: &Source, plan: &ExportPlan) -> Result<wire::ExportReceipt, Error> {
    let error = plan
        .diagnostics
        .iter()
        .find(|found| found.severity == Severity::Error);
    if let Some(error) = error {
        return Err(Error::Stopped {
            file: source.path.clone(),
            line: error.line,
            message: error.message.clone(),
            hint: error.hint.clone(),
        });
    }
    let receipt = blog::apply(&source.blog, plan, source.undo.as_deref())?;
    let notes = Notes::of(source.undo.as_deref(), &source.blog);
    let is_gone = receipt.removed.contains(&plan.post_path);
    let kept = if is_gone {
        notes.forget(&source.file())
    } else {
        notes.write(source, plan)
    };
    if let Err(error) = kept {
        tracing::warn!("The export of {} is not noted down: {error}.", source.path);
    }
    Ok(wire::ExportReceipt {
        written: receipt.written,
        removed: receipt.removed,
        blog: source.blog.display().to_string(),
        url: plan.url.clone(),
    })
}

/// Writes the plan that was agreed to, if working it out again gives the same.
pub fn apply_agreed(source: &Source, agreed: &ExportPlan) -> Result<wire::ExportReceipt, Error> {
    let takes_back = agreed
        .removed
        .iter()
        .any(|file| file.path == agreed.post_path);
    let now = if takes_back {
        unexport::plan(source)?
    } else {
        plan(source)?
    };
    let differs = now.files != agreed.files || now.removed != agreed.removed;
    if differs || now.url != agreed.url {
        return Err(Error::PlanOutdated(source.path.clone()));
    }
    apply(source, &now)
}

/// Says whether a folder is a blog.
pub fn probe(folder: &Path) -> Result<(), Error> {
    blog::snapshot(folder)?;
    Ok(())
}

/// Makes a small practice blog in an empty folder.
pub fn make_practice_blog(folder: &Path) -> Result<(), Error> {
    Ok(blog::practice_blog(folder)?)
}

/// The text of a blog's settings; none where it cannot be read.
pub fn config_text(folder: &Path) -> Option<String> {
    let bytes = disk::read(&folder.join("_config.yml"), LARGEST_CONFIG).ok()?;
    String::from_utf8(bytes).ok()
}

impl Session {
    /// An open entry on its way to the remembered blog.
    pub fn export_source(&mut self, entry: u32) -> Result<Source, Error> {
        let blog = self.store.settings().blog.clone().ok_or(Error::NoBlog)?;
        let (posts, undo) = (self.posts.clone(), self.store.undo_folder());
        let (private_words, budget) = (self.store.private_words(None)?, self.store.image_budget());
        let opened = self.opened(entry)?.writable()?;
        Ok(Source {
            posts,
            path: opened.path.clone(),
            bytes: opened.draft.to_bytes(),
            blog: PathBuf::from(blog),
            undo,
            private_words,
            budget,
        })
    }

    /// Keeps the plan that is shown, so that exactly it can be agreed to.
    pub fn remember_plan(&mut self, entry: u32, plan: ExportPlan) {
        self.shown_plan = Some((entry, plan));
    }

    /// The plan that was shown last, with the entry as it stands now.
    pub fn agreed_plan(&mut self, entry: u32) -> Result<(Source, ExportPlan), Error> {
        let source = self.export_source(entry)?;
        match self.shown_plan.take() {
            Some((shown, plan)) if shown == entry => Ok((source, plan)),
            _ => Err(Error::PlanOutdated(source.path)),
        }
    }
}
