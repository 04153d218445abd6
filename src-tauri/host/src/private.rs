//! Files of the app's own: readable by their owner only, whole or not there, and locked by the
//! process that writes them.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::io::Errno;

use crate::disk::DiskError;

/// How the names of unfinished files end.
const UNFINISHED: &str = ".new";
/// How many random names are tried.
const ATTEMPTS: u32 = 16;

/// A file whose lock is ours (`flock(2)`): until it is dropped, or the process killed.
#[derive(Debug)]
pub(crate) struct Locked(File);

impl Locked {
    /// Asks for the lock, without waiting; `None` if a living process has it.
    ///
    /// On a file system that knows no locks everybody gets it.
    pub(crate) fn of(file: File) -> io::Result<Option<Self>> {
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self(file))),
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => match error.kind() {
                    ErrorKind::Interrupted => {}
                    ErrorKind::Unsupported => return Ok(Some(Self(file))),
                    _ if error.raw_os_error() == Some(Errno::NOLCK.raw_os_error()) => {
                        return Ok(Some(Self(file)));
                    }
                    _ => return Err(error),
                },
            }
        }
    }
}

impl std::ops::Deref for Locked {
    type Target = File;

    fn deref(&self) -> &File {
        &self.0
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        // Not by closing alone: a program that is being started has a copy for a moment.
        if let Err(error) = self.0.unlock() {
            tracing::debug!(%error, "A lock goes with its file.");
        }
    }
}

/// Makes a folder that nobody but its owner may look into, and those it lies in. Answers the
/// folders that have to be synced so that it is durable.
pub(crate) fn create_folder(folder: &Path) -> Result<Vec<PathBuf>, DiskError> {
    let failed = |error| DiskError::from_io(folder, error);
    let missing = folder.ancestors().take_while(|it| !it.exists());
    let changed = missing.filter_map(Path::parent);
    let changed = changed.filter(|parent| !parent.as_os_str().is_empty());
    let changed: Vec<PathBuf> = changed.map(Path::to_owned).collect();
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(failed)?;
    let permissions = fs::metadata(folder).map_err(failed)?.permissions();
    if permissions.mode() & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(failed)?;
    }
    Ok(changed)
}

/// Whether `path` names this file, and not one that took its place meanwhile.
pub(crate) fn is_at(file: &File, path: &Path) -> bool {
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let found = fs::symlink_metadata(path).map(identity);
    let own = file.metadata().map(identity);
    matches!((found, own), (Ok(found), Ok(own)) if found == own)
}

/// Removes a file; that it is gone already is no error.
pub(crate) fn remove(path: &Path) -> Result<(), DiskError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(DiskError::from_io(path, error)),
        _ => Ok(()),
    }
}

/// Makes the names in these folders durable.
pub(crate) fn sync_folders(folders: &[PathBuf]) -> Result<(), DiskError> {
    folders.iter().try_for_each(|folder| sync_folder(folder))
}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), DiskError> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some file systems have nothing to sync in a folder.
        Err(error) if error.raw_os_error() == Some(Errno::INVAL.raw_os_error()) => Ok(()),
        other => other.map_err(|error| DiskError::from_io(folder, error)),
    }
}

/// Whether a file of that name was left by a process that died while writing it, unless it is
/// still being written.
pub(crate) fn is_unfinished(name: &str) -> bool {
    name.ends_with(UNFINISHED)
}

/// Removes the unfinished files of processes that died.
pub(crate) fn sweep(folder: &Path) -> Result<(), DiskError> {
    for name in crate::folder::names(folder)? {
        let path = folder.join(&name);
        if !is_unfinished(&name) {
            continue;
        }
        let abandoned = File::open(&path).and_then(Locked::of);
        // Ours until it is removed.
        if let Ok(Some(_locked)) = abandoned {
            remove(&path)?;
        }
    }
    Ok(())
}

/// A file that is being written under a name of its own; gone when dropped unfinished.
#[derive(Debug)]
pub(crate) struct Fresh {
    /// `None` when it is in its place.
    file: Option<Locked>,
    path: PathBuf,
    target: PathBuf,
}

impl Fresh {
    /// Begins a file that is to stand at `target`, and takes its lock.
    pub(crate) fn create(target: &Path) -> Result<Self, DiskError> {
        let failed = |error| DiskError::from_io(target, error);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true).mode(0o600);
        for attempt in 0..ATTEMPTS {
            let number = RandomState::new().hash_one((std::process::id(), attempt));
            let path = target.with_extension(format!("{number:016x}{UNFINISHED}"));
            let file = match options.open(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(failed(error)),
            };
            let locked = Locked::of(file).map_err(|error| {
                clean_up(&path);
                failed(error)
            });
            let fresh = Self {
                file: locked?,
                path,
                target: target.to_owned(),
            };
            // Another process that sweeps may have been quicker.
            if fresh.file.is_some() && fresh.path.exists() {
                return Ok(fresh);
            }
        }
        Err(DiskError::AlreadyExists {
            path: target.to_owned(),
        })
    }

    /// Writes all of the file, durably, and puts it in its place, where it takes that of any
    /// file that is there. Answers the file, still locked. The place itself is durable after
    /// [`sync_folder`].
    pub(crate) fn publish(self, bytes: &[u8]) -> Result<Locked, DiskError> {
        self.write(bytes)?;
        let synced = self.file.as_ref().map_or(Ok(()), |file| file.sync_data());
        synced.map_err(|error| DiskError::from_io(&self.target, error))?;
        self.rename()
    }

    /// As [`Fresh::publish`], but nothing of it is durable yet: for a place where nothing is.
    pub(crate) fn publish_unsynced(self, bytes: &[u8]) -> Result<Locked, DiskError> {
        self.write(bytes)?;
        self.rename()
    }

    fn write(&self, bytes: &[u8]) -> Result<(), DiskError> {
        let Some(mut file) = self.file.as_deref() else {
            return Ok(());
        };
        let written = file.write_all(bytes);
        written.map_err(|error| DiskError::from_io(&self.target, error))
    }

    fn rename(mut self) -> Result<Locked, DiskError> {
        let failed = |error| DiskError::from_io(&self.target, error);
        fs::rename(&self.path, &self.target).map_err(failed)?;
        let missing = failed(ErrorKind::NotFound.into());
        self.file.take().ok_or(missing)
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if self.file.is_none() {
            return;
        }
        clean_up(&self.path);
    }
}

fn clean_up(unfinished: &Path) {
    if let Err(error) = remove(unfinished) {
        tracing::warn!(%error, "an unfinished file stays behind");
    }
}
