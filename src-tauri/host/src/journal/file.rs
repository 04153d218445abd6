//! The file of a journal: appended to while it can be trusted, replaced as a whole otherwise.

use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::path::{Path, PathBuf};

use faircopy_draft::journal::DraftId;

use crate::disk::DiskError;
use crate::private::{self, Fresh};

/// How the names of journals end.
pub(super) const SUFFIX: &str = ".journal";

/// A name for the journal of a text that is opened now, unlike any other.
pub fn fresh_id() -> DraftId {
    let mut id = [0; 16];
    for (index, half) in id.chunks_exact_mut(8).enumerate() {
        // Keyed anew, by the system's random numbers, for every process and every call.
        let number = RandomState::new().hash_one((std::process::id(), index));
        half.copy_from_slice(&number.to_le_bytes());
    }
    DraftId(id)
}

#[derive(Debug)]
pub(super) struct JournalFile {
    path: PathBuf,
    /// Open for its lock also when it is not to be trusted any more.
    file: Option<File>,
    bytes: u64,
}

impl JournalFile {
    /// A journal that has no file before something is to be kept.
    pub(super) fn not_yet(folder: &Path, id: DraftId) -> Self {
        Self {
            path: folder.join(format!("{id}{SUFFIX}")),
            file: None,
            bytes: 0,
        }
    }

    /// A journal that was found, whose lock is ours.
    pub(super) fn found(path: PathBuf, file: File) -> Self {
        Self {
            path,
            file: Some(file),
            bytes: 0,
        }
    }

    /// How many bytes it holds.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Writes behind what is there, durably.
    ///
    /// After an error the file is not to be appended to again: what a failed `fdatasync` did
    /// not write is taken for written by the next one (`fsync(2)`).
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        let failed = |error| DiskError::from_io(&self.path, error);
        let Some(file) = &mut self.file else {
            return Err(failed(std::io::ErrorKind::NotFound.into()));
        };
        file.write_all(bytes).map_err(failed)?;
        file.sync_data().map_err(failed)?;
        self.bytes += bytes.len() as u64;
        if private::is_at(file, &self.path) {
            return Ok(());
        }
        // Somebody removed it: what was written has no name any more.
        Err(DiskError::NotFound {
            path: self.path.clone(),
        })
    }

    /// Puts a fresh file with `bytes` in the place of the one there, if any, durably.
    pub(super) fn replace(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        private::create_folder(self.folder())?;
        let file = Fresh::create(&self.path)?.publish(bytes)?;
        self.bytes = bytes.len() as u64;
        // Before anything can fail: with it goes the lock.
        self.file = Some(file);
        private::sync_folder(self.folder())
    }

    /// Removes the file, if there is one, durably.
    pub(super) fn remove(&mut self) -> Result<(), DiskError> {
        // Open, and so locked, until its name is gone.
        let Some(_file) = self.file.take() else {
            return Ok(());
        };
        private::remove(&self.path)?;
        private::sync_folder(self.folder())
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }
}
