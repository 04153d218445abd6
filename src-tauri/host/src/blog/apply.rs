//! Writes a plan into a blog: all of it, or nothing.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use faircopy_blog::plan::ExportPlan;

use crate::disk::{self, ContentHash, DiskError};

use super::read::{self, BlogError};
use super::undo::{Record, Step, Undo, sync_folder_of};

/// What an export wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The files, relative to the blog, in the order written. Exactly these and the removed ones are to be
    /// committed.
    pub written: Vec<String>,
    /// The files that were removed.
    pub removed: Vec<String>,
    /// The post, relative to the blog, whether or not it had to be written.
    pub post: String,
}

/// A file that could not be brought back to what it was.
#[derive(Debug, thiserror::Error)]
#[error("{path} could not be brought back: {source}")]
pub struct UndoFailure {
    /// Relative to the blog.
    pub path: String,
    /// Why.
    pub source: DiskError,
}

/// Why a plan was not applied. Unless it says otherwise, the blog is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// A path of the plan leads out of the blog, by itself or by a symbolic link.
    #[error("{path} leads out of the blog {}", root.display())]
    Outside {
        /// The blog's folder.
        root: PathBuf,
        /// The path in the plan.
        path: String,
    },
    /// The target is a symbolic link, a folder or a device.
    #[error("{} is not an ordinary file", path.display())]
    NotAFile {
        /// The target.
        path: PathBuf,
    },
    /// The file is not what it was when the plan was made.
    #[error("{path} was changed in the blog since the export was planned; plan it again")]
    Changed {
        /// Relative to the blog.
        path: String,
    },
    /// A file of the blog could not be read.
    #[error(transparent)]
    Read(#[from] BlogError),
    /// The disk refused; everything written before was taken back.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The disk refused, and some of what was written could not be taken back.
    #[error("{source}; and {} of the files written before could not be brought back", failures.len())]
    NotUndone {
        /// What stopped the export.
        source: DiskError,
        /// The files that now differ from what they were.
        failures: Vec<UndoFailure>,
    },
}

/// Writes the files of a plan beneath a blog's folder, all or nothing.
///
/// First every target is compared with what the plan saw; then each is written whole and durable.
/// If a step fails, the steps before it are taken back. With `state_dir` (in the program's data
/// folder, never in the blog), a kill or power cut midway is taken back by [`super::recover`].
///
/// # Errors
/// If a target is not as the plan saw it, leads out of the blog, or cannot be written.
pub fn apply(
    dir: &Path,
    plan: &ExportPlan,
    state_dir: Option<&Path>,
) -> Result<Receipt, ApplyError> {
    let root = dir
        .canonicalize()
        .map_err(|error| DiskError::from_io(dir, error))?;
    let mut undo = Undo {
        root,
        folders: Vec::new(),
        steps: Vec::new(),
    };
    for file in &plan.files {
        verify(&undo.root, &file.path, file.before.as_deref())?;
        for folder in missing_folders(&undo.root, &file.path) {
            if !undo.folders.contains(&folder) {
                undo.folders.push(folder);
            }
        }
        undo.steps.push(Step {
            path: file.path.clone(),
            before: file.before.clone(),
            after: Some(ContentHash::of(&file.bytes)),
        });
    }
    for file in &plan.removed {
        verify(&undo.root, &file.path, Some(&file.before))?;
        undo.steps.push(Step {
            path: file.path.clone(),
            before: Some(file.before.clone()),
            after: None,
        });
    }
    let record = match state_dir {
        Some(state_dir) if !undo.steps.is_empty() => Some(Record::create(state_dir, &undo)?),
        _ => None,
    };
    if let Err(error) = write_all(&undo, plan) {
        return Err(taken_back(&undo, record, error));
    }
    if let Some(record) = record {
        record.remove()?;
    }
    Ok(Receipt {
        written: plan.files.iter().map(|file| file.path.clone()).collect(),
        removed: plan.removed.iter().map(|file| file.path.clone()).collect(),
        post: plan.post_path.clone(),
    })
}

fn taken_back(undo: &Undo, record: Option<Record>, error: DiskError) -> ApplyError {
    let failures = undo.roll_back();
    if !failures.is_empty() {
        // The record stays, for the next start to try again.
        return ApplyError::NotUndone {
            source: error,
            failures,
        };
    }
    if let Some(Err(error)) = record.map(Record::remove) {
        // Harmless: taking back what is as it was does nothing.
        tracing::warn!(%error, "the record of an export that was taken back stays");
    }
    match error {
        DiskError::Changed { path, .. } => ApplyError::Changed {
            path: path
                .strip_prefix(&undo.root)
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned(),
        },
        other => ApplyError::Disk(other),
    }
}

/// Checks that a target lies beneath the blog and holds what the plan saw.
fn verify(root: &Path, path: &str, before: Option<&[u8]>) -> Result<(), ApplyError> {
    let outside = || ApplyError::Outside {
        root: root.into(),
        path: path.to_owned(),
    };
    let relative = Path::new(path);
    let plain = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if !plain || path.is_empty() || path.contains('\0') {
        return Err(outside());
    }
    let target = root.join(relative);
    let holder = nearest_folder(&target)?;
    if !holder.starts_with(root) {
        return Err(outside());
    }
    match fs::symlink_metadata(&target) {
        Ok(metadata) if !metadata.is_file() => return Err(ApplyError::NotAFile { path: target }),
        Ok(_) => {}
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
        Err(error) => return Err(DiskError::from_io(&target, error).into()),
    }
    if read::content(root, path)?.as_deref() == before {
        Ok(())
    } else {
        Err(ApplyError::Changed {
            path: path.to_owned(),
        })
    }
}

/// The innermost folder on the way to a target that is there, with all links resolved.
fn nearest_folder(target: &Path) -> Result<PathBuf, DiskError> {
    let mut folder = target.parent();
    while let Some(path) = folder {
        match path.canonicalize() {
            Ok(found) => return Ok(found),
            Err(error) if error.kind() == ErrorKind::NotFound => folder = path.parent(),
            Err(error) => return Err(DiskError::from_io(path, error)),
        }
    }
    Ok(PathBuf::from("/"))
}

/// The folders of a target that are not there yet, outer ones first.
fn missing_folders(root: &Path, path: &str) -> Vec<String> {
    let separators = path.match_indices('/').map(|(at, _)| &path[..at]);
    separators
        .filter(|folder| !root.join(folder).exists())
        .map(str::to_owned)
        .collect()
}

fn write_all(undo: &Undo, plan: &ExportPlan) -> Result<(), DiskError> {
    for folder in &undo.folders {
        let path = undo.root.join(folder);
        match fs::create_dir(&path) {
            Ok(()) => sync_folder_of(&path)?,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(DiskError::from_io(&path, error)),
        }
    }
    for file in &plan.files {
        let target = undo.root.join(&file.path);
        match &file.before {
            Some(before) => disk::save(&target, &file.bytes, Some(ContentHash::of(before)))?,
            None => disk::create_new(&target, &file.bytes)?,
        };
    }
    for file in &plan.removed {
        let target = undo.root.join(&file.path);
        let found = disk::hash_of(&target)?;
        if found != Some(ContentHash::of(&file.before)) {
            return Err(DiskError::Changed {
                path: target,
                found,
            });
        }
        fs::remove_file(&target).map_err(|error| DiskError::from_io(&target, error))?;
        sync_folder_of(&target)?;
    }
    Ok(())
}
