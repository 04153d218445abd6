//! What saves leave behind whose process died between two of their calls.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::beside::is_temporary;
use super::{ContentHash, DiskError, hash_of};

/// A hidden file that a dead save left in the author's folder: mostly the old text or the new,
/// but it may be what another program wrote in that moment, and then stands nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// The file.
    pub path: PathBuf,
    /// What it holds. Remove it only if that is kept elsewhere.
    pub hash: ContentHash,
}

/// The unfinished files in a folder, those of saves that are under way left out.
///
/// # Errors
/// If the folder or one of them cannot be read.
pub fn unfinished(folder: &Path) -> Result<Vec<Unfinished>, DiskError> {
    let mut found = Vec::new();
    for name in crate::folder::names(folder)? {
        let path = folder.join(&name);
        if !is_temporary(&name) || is_under_way(&path) {
            continue;
        }
        if let Some(hash) = hash_of(&path)? {
            found.push(Unfinished { path, hash });
        }
    }
    Ok(found)
}

impl Unfinished {
    /// Removes the file; that it is gone already is no error.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn remove(self) -> Result<(), DiskError> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(DiskError::from_io(&self.path, error))
            }
            _ => Ok(()),
        }
    }
}

/// Whether the file may be in use: its lock is taken, or nobody can tell.
fn is_under_way(path: &Path) -> bool {
    // A lock that is got here goes with the file at once.
    !File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}
