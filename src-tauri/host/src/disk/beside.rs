//! A new file that is to take the place of another.

use std::cell::RefCell;
use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, OFlags, RenameFlags, linkat, renameat_with};
use rustix::io::Errno;
use xattr::FileExt;

use super::{ContentHash, DiskError, hash_of};

/// How the names of unfinished files begin: hidden, so that Jekyll passes over them.
const PREFIX: &str = ".faircopy-";
const SUFFIX: &str = ".tmp";
/// How many hexadecimal digits stand between them.
const DIGITS: usize = 16;
/// The attribute in which Linux keeps an access list.
const ACCESS_LIST: &str = "system.posix_acl_access";
/// How many random names are tried.
const ATTEMPTS: u64 = 16;

/// An unfinished file, gone when dropped unless it was put in its place.
///
/// Has no name until it needs one, where the file system can do that (`O_TMPFILE`, `open(2)`):
/// a crash while writing then leaves nothing behind.
pub(super) struct Temporary {
    folder: PathBuf,
    /// The file it is written for, which errors name.
    target: PathBuf,
    file: File,
    name: RefCell<Option<PathBuf>>,
}

impl Temporary {
    /// An empty file in the folder of `target`, readable by the owner only.
    pub(super) fn create(target: &Path) -> Result<Self, DiskError> {
        let folder = folder(target).to_owned();
        if let Some(file) = nameless(&folder) {
            hold(&file);
            return Ok(Self {
                folder,
                target: target.to_owned(),
                file,
                name: RefCell::new(None),
            });
        }
        for attempt in 0..ATTEMPTS {
            let path = folder.join(fresh_name(attempt));
            let mut options = OpenOptions::new();
            options.write(true).create_new(true).mode(0o600);
            match options.open(&path) {
                Ok(file) => {
                    hold(&file);
                    return Ok(Self {
                        folder,
                        target: target.to_owned(),
                        file,
                        name: RefCell::new(Some(path)),
                    });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(DiskError::from_io(target, error)),
            }
        }
        Err(DiskError::AlreadyExists {
            path: folder.join(fresh_name(0)),
        })
    }

    pub(super) fn write(&self, bytes: &[u8]) -> Result<(), DiskError> {
        (&self.file)
            .write_all(bytes)
            .map_err(|error| self.failed(error))
    }

    pub(super) fn sync(&self) -> Result<(), DiskError> {
        self.file.sync_all().map_err(|error| self.failed(error))
    }

    /// Gives the file the mode that any newly created file has.
    pub(super) fn make_ordinary(&self) -> Result<(), DiskError> {
        // The umask can be read by setting it only, which other threads would see.
        let mode = 0o666 & !current_umask().unwrap_or(0o022);
        let permissions = fs::Permissions::from_mode(mode);
        self.file
            .set_permissions(permissions)
            .map_err(|error| self.failed(error))
    }

    /// Takes over owner, mode and extended attributes (access lists among them) of the file
    /// that is to be replaced. Answers false where one of them cannot be kept.
    pub(super) fn take_over(&self, old: &File, existing: &Metadata) -> Result<bool, DiskError> {
        let own = self.file.metadata().map_err(|error| self.failed(error))?;
        let (user, group) = (existing.uid(), existing.gid());
        if (own.uid(), own.gid()) != (user, group)
            && fchown(&self.file, Some(user), Some(group)).is_err()
        {
            return Ok(false);
        }
        if !self.take_over_attributes(old) {
            return Ok(false);
        }
        // Last, since a change of owner or access list changes the mode.
        let kept = self.file.set_permissions(existing.permissions());
        Ok(kept.is_ok())
    }

    fn take_over_attributes(&self, old: &File) -> bool {
        // A file system without attributes has none to lose.
        let Ok(names) = old.list_xattr() else {
            return true;
        };
        let names: Vec<_> = names.collect();
        // A folder may give one to each new file (`acl(5)`).
        let given = !names.iter().any(|name| name == ACCESS_LIST)
            && matches!(self.file.get_xattr(ACCESS_LIST), Ok(Some(_)));
        if given && self.file.remove_xattr(ACCESS_LIST).is_err() {
            return false;
        }
        for name in names {
            let personal = name.to_str().is_some_and(|name| {
                name.starts_with("user.") || name.starts_with("system.posix_acl")
            });
            let copied = match old.get_xattr(&name) {
                Ok(Some(value)) => self.file.set_xattr(&name, &value),
                Ok(None) => Ok(()),
                Err(error) => Err(error),
            };
            // Labels of the system (`security.*`) are its own to give.
            if copied.is_err() && personal {
                return false;
            }
        }
        true
    }

    /// Puts the file at `target`, where nothing may be.
    pub(super) fn publish_new(&self, target: &Path) -> Result<(), DiskError> {
        let failed = |error: io::Error| DiskError::from_io(target, error);
        let name = self.name.borrow().clone();
        let Some(name) = name else {
            return self.link(target).map_err(|error| failed(error.into()));
        };
        match renameat_with(CWD, &name, CWD, target, RenameFlags::NOREPLACE) {
            Ok(()) => {
                self.name.take();
                Ok(())
            }
            // A link fails where the name is taken; its other name goes with this value.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
                match fs::hard_link(&name, target) {
                    Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                        self.claim(&name, target).map_err(failed)
                    }
                    linked => linked.map_err(failed),
                }
            }
            Err(error) => Err(failed(error.into())),
        }
    }

    /// As [`Temporary::publish_new`] where there are no links, as on exFAT: an empty file holds
    /// the name for a moment.
    fn claim(&self, name: &Path, target: &Path) -> io::Result<()> {
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(target)?;
        fs::rename(name, target).or_else(|error| {
            fs::remove_file(target)?;
            Err(error)
        })?;
        self.name.take();
        Ok(())
    }

    /// Puts the file in the place of `target`. Answers false where the file system refuses.
    ///
    /// With `expected` the two are exchanged and what was displaced is looked at, so that a
    /// write by another program between our last look and now is not lost.
    pub(super) fn publish_over(
        &self,
        target: &Path,
        expected: Option<ContentHash>,
    ) -> Result<bool, DiskError> {
        let Some(name) = self.named(target)? else {
            return Ok(false);
        };
        let Some(expected) = expected else {
            return self.rename_over(&name, target);
        };
        match renameat_with(CWD, &name, CWD, target, RenameFlags::EXCHANGE) {
            Ok(()) => {}
            Err(Errno::NOENT) => {
                return Err(DiskError::Changed {
                    path: target.into(),
                    found: None,
                });
            }
            Err(_) => return self.rename_over(&name, target),
        }
        let found = displaced(&name);
        if found == Some(expected) {
            // What is at our name now is the old file, removed when this value is dropped.
            return Ok(true);
        }
        renameat_with(CWD, &name, CWD, target, RenameFlags::EXCHANGE).map_err(|error| {
            // The other program's text stands at our name: it must not be removed.
            self.name.take();
            DiskError::from_io(&name, error.into())
        })?;
        Err(DiskError::Changed {
            path: target.into(),
            found,
        })
    }

    fn rename_over(&self, name: &Path, target: &Path) -> Result<bool, DiskError> {
        match fs::rename(name, target) {
            Ok(()) => {
                self.name.take();
                Ok(true)
            }
            Err(error) => match DiskError::from_io(target, error) {
                error @ (DiskError::DiskFull { .. } | DiskError::ReadOnlyFileSystem { .. }) => {
                    Err(error)
                }
                _ => Ok(false),
            },
        }
    }

    /// The file's name, given now if it had none; `None` where the system refuses.
    fn named(&self, target: &Path) -> Result<Option<PathBuf>, DiskError> {
        if let Some(name) = self.name.borrow().as_ref() {
            return Ok(Some(name.clone()));
        }
        for attempt in 0..ATTEMPTS {
            let name = self.folder.join(fresh_name(attempt));
            match self.link(&name) {
                Ok(()) => {
                    *self.name.borrow_mut() = Some(name.clone());
                    return Ok(Some(name));
                }
                Err(Errno::EXIST) => {}
                Err(error @ (Errno::NOSPC | Errno::DQUOT | Errno::ROFS)) => {
                    return Err(DiskError::from_io(target, error.into()));
                }
                Err(_) => return Ok(None),
            }
        }
        Ok(None)
    }

    fn link(&self, path: &Path) -> Result<(), Errno> {
        let own = format!("/proc/self/fd/{}", self.file.as_raw_fd());
        linkat(CWD, own, CWD, path, AtFlags::SYMLINK_FOLLOW)
    }

    fn failed(&self, error: io::Error) -> DiskError {
        DiskError::from_io(&self.target, error)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let Some(name) = self.name.take() else { return };
        match fs::remove_file(&name) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                tracing::warn!(path = %name.display(), %error, "an unfinished file stays behind");
            }
            _ => {}
        }
    }
}

/// Makes the names in the folder of `path` durable.
pub(super) fn sync_folder(path: &Path) -> Result<(), DiskError> {
    let folder = folder(path);
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    match synced {
        // Some file systems have nothing to sync in a folder.
        Err(error) if error.raw_os_error() == Some(Errno::INVAL.raw_os_error()) => Ok(()),
        // A folder that may be written but not read cannot be opened.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
        other => other.map_err(|error| DiskError::from_io(folder, error)),
    }
}

/// A file without a name; `None` where there cannot be one, or where it could not be given a
/// name later.
fn nameless(folder: &Path) -> Option<File> {
    if !Path::new("/proc/self/fd").is_dir() {
        return None;
    }
    let flags = OFlags::TMPFILE.bits().cast_signed();
    let mut options = OpenOptions::new();
    options.write(true).custom_flags(flags).mode(0o600);
    options.open(folder).ok()
}

fn folder(path: &Path) -> &Path {
    let parent = path.parent();
    parent
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// The hash of what was displaced; `None` if it is no file that can be read.
fn displaced(path: &Path) -> Option<ContentHash> {
    let is_file = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    if is_file {
        hash_of(path).ok().flatten()
    } else {
        None
    }
}

/// Whether a file of that name is one that is being saved, or was.
pub(super) fn is_temporary(name: &str) -> bool {
    let number = name
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.strip_suffix(SUFFIX));
    // An author may call a file of theirs nearly so.
    number.is_some_and(|number| {
        number.len() == DIGITS && number.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Shows others that the file is in use, as long as it is open.
fn hold(file: &File) {
    if let Err(error) = file.try_lock() {
        tracing::debug!(%error, "A file system without locks.");
    }
}

fn fresh_name(attempt: u64) -> String {
    // Keyed anew for every RandomState: unique enough for O_EXCL to settle the rest.
    let number = RandomState::new().hash_one((std::process::id(), attempt));
    format!("{PREFIX}{number:0DIGITS$x}{SUFFIX}")
}

/// The umask of this process, from `/proc` (`proc(5)`, since Linux 4.7).
fn current_umask() -> Option<u32> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("Umask:"))?;
    u32::from_str_radix(line.trim(), 8).ok()
}
