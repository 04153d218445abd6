//! The file of a journal: appended to while it can be trusted, replaced as a whole otherwise.

use std::hash::{BuildHasher, RandomState};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use faircopy_draft::journal::DraftId;

use crate::disk::DiskError;
use crate::private::{self, Fresh, Locked};

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

/// The file of one journal.
#[derive(Debug)]
pub(super) struct JournalFile {
    path: PathBuf,
    /// Open for its lock also when it is not to be trusted any more.
    file: Option<Arc<Locked>>,
    bytes: u64,
    /// The folders whose syncs make the file's name durable.
    folders: Vec<PathBuf>,
}

/// A file with what was written to it and is not durable yet.
#[derive(Debug)]
pub(super) struct Unsynced {
    file: Arc<Locked>,
    path: PathBuf,
    bytes: u64,
    folders: Vec<PathBuf>,
}

impl Unsynced {
    /// How many bytes the file holds.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Makes it durable.
    ///
    /// After an error the file is not to be written to again: what a failed `fdatasync` did
    /// not write is taken for written by the next one (`fsync(2)`).
    pub(super) fn sync(self) -> Result<(), DiskError> {
        let failed = |error| DiskError::from_io(&self.path, error);
        self.file.sync_data().map_err(failed)?;
        private::sync_folders(&self.folders)?;
        if private::is_at(&self.file, &self.path) {
            return Ok(());
        }
        // Somebody removed it: what was written has no name any more.
        Err(failed(ErrorKind::NotFound.into()))
    }
}

impl JournalFile {
    /// A journal that has no file before something is to be kept.
    pub(super) fn not_yet(folder: &Path, id: DraftId) -> Self {
        Self {
            path: folder.join(format!("{id}{SUFFIX}")),
            file: None,
            bytes: 0,
            folders: Vec::new(),
        }
    }

    /// A journal that was found, whose lock is ours.
    pub(super) fn found(path: PathBuf, file: Locked) -> Self {
        Self {
            path,
            file: Some(Arc::new(file)),
            bytes: 0,
            folders: Vec::new(),
        }
    }

    /// Whether it has a file, to be trusted or not.
    pub(super) fn is_there(&self) -> bool {
        self.file.is_some()
    }

    /// Writes behind what is there, not durably. After an error the file is not to be written
    /// to again.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        let failed = |error| DiskError::from_io(&self.path, error);
        let Some(mut file) = self.file.as_ref().map(|file| &***file) else {
            return Err(failed(ErrorKind::NotFound.into()));
        };
        file.write_all(bytes).map_err(failed)?;
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// What a sync has to make durable.
    pub(super) fn unsynced(&mut self) -> Option<Unsynced> {
        let folders = std::mem::take(&mut self.folders);
        let file = Arc::clone(self.file.as_ref()?);
        Some(Unsynced {
            file,
            path: self.path.clone(),
            bytes: self.bytes,
            folders,
        })
    }

    /// Makes the first file, with `bytes`, not durably: there is nothing yet that it could
    /// replace, and being killed must not wait for a disk.
    pub(super) fn create(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        let mut folders = private::create_folder(folder(&self.path))?;
        let file = Fresh::create(&self.path)?.publish_unsynced(bytes)?;
        self.bytes = bytes.len() as u64;
        self.file = Some(Arc::new(file));
        folders.push(folder(&self.path).to_owned());
        self.folders = folders;
        Ok(())
    }

    /// Puts a fresh file with `bytes` in the place of the one there, durably.
    pub(super) fn replace(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        // Somebody may have removed it.
        let mut folders = private::create_folder(folder(&self.path))?;
        let file = Fresh::create(&self.path)?.publish(bytes)?;
        self.bytes = bytes.len() as u64;
        // Before anything can fail: with it goes the lock.
        self.file = Some(Arc::new(file));
        folders.append(&mut self.folders);
        folders.push(folder(&self.path).to_owned());
        private::sync_folders(&folders)
    }

    /// Removes the file, if there is one, durably.
    pub(super) fn remove(&mut self) -> Result<(), DiskError> {
        // Open, and so locked, until its name is gone.
        let Some(_file) = self.file.take() else {
            return Ok(());
        };
        private::remove(&self.path)?;
        private::sync_folder(folder(&self.path))
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}
