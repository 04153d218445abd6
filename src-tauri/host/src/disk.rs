//! Reading and writing files so that no text is lost.
//!
//! Every error names its path.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

mod beside;
mod error;
#[cfg(test)]
mod tests;
mod unfinished;

pub use error::DiskError;
pub use unfinished::{Unfinished, unfinished};

/// The BLAKE3 hash of a file's content: whether a file is still what was read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The 32 bytes of the hash, to be kept elsewhere.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash kept earlier by [`ContentHash::as_bytes`].
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// What a save did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The file that was written: where a symbolic link led to.
    pub path: PathBuf,
    /// What it holds now.
    pub hash: ContentHash,
    /// Why the file had to be overwritten in place, so that a crash in that moment could have
    /// left it torn; `None` where it was replaced as a whole.
    pub in_place: Option<InPlace>,
}

/// Why a file cannot be replaced as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InPlace {
    /// The file has another name as well, which replacing would part from it.
    #[error("the file has {links} names, which must stay one file")]
    HardLinks {
        /// How many names it has.
        links: u64,
    },
    /// Nothing can be created in the file's folder.
    #[error("nothing can be created in the file's folder")]
    FolderNotWritable,
    /// A new file would not have the owner, mode or attributes of the old one.
    #[error("a new file would not keep the owner and attributes of this one")]
    Attributes,
    /// The file system refused to put a new file in the place of the old one.
    #[error("the file system does not replace a file by another")]
    RenameRefused,
}

/// Reads a file of at most `limit` bytes. Never waits, as on a pipe.
///
/// # Errors
/// If it is missing, not an ordinary file, too large, or cannot be read.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, DiskError> {
    let failed = |error| DiskError::from_io(path, error);
    let mut file = OpenOptions::new()
        .read(true)
        .custom_flags(no_wait())
        .open(path)
        .map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    ordinary(path, &metadata)?;
    if metadata.len() > limit {
        return Err(DiskError::TooLarge {
            path: path.into(),
            bytes: metadata.len(),
            limit,
        });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // One byte more than allowed, for a file that grows meanwhile.
    let read = Read::by_ref(&mut file)
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if read as u64 > limit {
        return Err(DiskError::TooLarge {
            path: path.into(),
            bytes: read as u64,
            limit,
        });
    }
    Ok(bytes)
}

/// Saves `bytes` in `path`, whole and durable: when this returns, a power cut leaves the new
/// text; when it fails, the old one is still there.
///
/// Symbolic links are followed first. With `expected`, a file that no longer has that content
/// is not written; without, whatever is there is replaced, or the file created.
///
/// # Errors
/// If the file is not as expected, or the system refuses a step. Nothing is left behind.
pub fn save(path: &Path, bytes: &[u8], expected: Option<ContentHash>) -> Result<Saved, DiskError> {
    let target = follow_links(path)?;
    let existing = match fs::symlink_metadata(&target) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return save_new(&target, bytes, expected);
        }
        Err(error) => return Err(DiskError::from_io(&target, error)),
    };
    ordinary(&target, &existing)?;
    // Also finds a file without write permission, which a rename would replace all the same.
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(no_wait())
        .open(&target);
    let file = file.or_else(|error| match error.kind() {
        // Readable by nobody, but writable: possible, and no reason to refuse.
        ErrorKind::PermissionDenied => OpenOptions::new().write(true).open(&target),
        _ => Err(error),
    });
    let file = file.map_err(|error| DiskError::from_io(&target, error))?;
    let expected = expected_now(&target, bytes, expected)?;
    let in_place = if existing.nlink() > 1 {
        InPlace::HardLinks {
            links: existing.nlink(),
        }
    } else {
        match replace(&target, &file, &existing, bytes, expected)? {
            None => return Ok(saved(target, bytes, None)),
            Some(reason) => reason,
        }
    };
    overwrite(&target, file, bytes)?;
    Ok(saved(target, bytes, Some(in_place)))
}

/// Creates a file that holds `bytes`, whole and durable. Never touches a file that is there.
///
/// # Errors
/// [`DiskError::AlreadyExists`] if the name is taken, or what the system refuses.
pub fn create_new(path: &Path, bytes: &[u8]) -> Result<Saved, DiskError> {
    let temporary = beside::Temporary::create(path)?;
    temporary.write(bytes)?;
    temporary.make_ordinary()?;
    temporary.sync()?;
    temporary.publish_new(path)?;
    beside::sync_folder(path)?;
    Ok(saved(path.to_owned(), bytes, None))
}

/// Copies a file of at most `limit` bytes to a name that is not taken yet.
///
/// # Errors
/// As [`read`] and [`create_new`].
pub fn copy_in(from: &Path, to: &Path, limit: u64) -> Result<Saved, DiskError> {
    create_new(to, &read(from, limit)?)
}

/// The hash of what stands in `path` now; `None` where there is no file.
///
/// # Errors
/// If there is something that cannot be read.
pub fn hash_of(path: &Path) -> Result<Option<ContentHash>, DiskError> {
    match read(path, u64::MAX - 1) {
        Ok(bytes) => Ok(Some(ContentHash::of(&bytes))),
        Err(DiskError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn save_new(
    target: &Path,
    bytes: &[u8],
    expected: Option<ContentHash>,
) -> Result<Saved, DiskError> {
    if expected.is_some() {
        return Err(DiskError::Changed {
            path: target.into(),
            found: None,
        });
    }
    create_new(target, bytes)
}

/// Puts a new file in the place of the old one; says why not where that would lose something.
fn replace(
    target: &Path,
    old: &File,
    existing: &Metadata,
    bytes: &[u8],
    expected: Option<ContentHash>,
) -> Result<Option<InPlace>, DiskError> {
    let temporary = match beside::Temporary::create(target) {
        Ok(temporary) => temporary,
        Err(DiskError::Permission { .. }) => return Ok(Some(InPlace::FolderNotWritable)),
        Err(error) => return Err(error),
    };
    temporary.write(bytes)?;
    if !temporary.take_over(old, existing)? {
        return Ok(Some(InPlace::Attributes));
    }
    temporary.sync()?;
    unchanged(target, expected)?;
    if !temporary.publish_over(target, expected)? {
        return Ok(Some(InPlace::RenameRefused));
    }
    // The old text's name goes before the folder is synced, so that no power cut brings it back.
    drop(temporary);
    beside::sync_folder(target)?;
    Ok(None)
}

fn overwrite(target: &Path, mut file: File, bytes: &[u8]) -> Result<(), DiskError> {
    let failed = |error| DiskError::from_io(target, error);
    // The new text first, the cut after it: a full disk then leaves the end of the old one.
    file.write_all(bytes).map_err(failed)?;
    file.set_len(bytes.len() as u64).map_err(failed)?;
    file.sync_all().map_err(failed)
}

fn saved(path: PathBuf, bytes: &[u8], in_place: Option<InPlace>) -> Saved {
    Saved {
        path,
        hash: ContentHash::of(bytes),
        in_place,
    }
}

/// What the file has to hold for the save to go on: as `expected`, or `bytes` themselves where a
/// save before this one put them there and failed only at making that durable.
fn expected_now(
    target: &Path,
    bytes: &[u8],
    expected: Option<ContentHash>,
) -> Result<Option<ContentHash>, DiskError> {
    match unchanged(target, expected) {
        Ok(()) => Ok(expected),
        Err(DiskError::Changed { found, .. }) if found == Some(ContentHash::of(bytes)) => Ok(found),
        Err(error) => Err(error),
    }
}

fn unchanged(target: &Path, expected: Option<ContentHash>) -> Result<(), DiskError> {
    let Some(expected) = expected else {
        return Ok(());
    };
    let found = hash_of(target)?;
    if found == Some(expected) {
        return Ok(());
    }
    Err(DiskError::Changed {
        path: target.into(),
        found,
    })
}

/// Where a chain of symbolic links ends, also when nothing is there yet.
fn follow_links(path: &Path) -> Result<PathBuf, DiskError> {
    /// As many as Linux follows (`path_resolution(7)`).
    const MAXIMUM_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MAXIMUM_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = target.parent().unwrap_or(Path::new("")).join(next),
            // EINVAL: it is no link. What is missing is dealt with by the caller.
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::NotFound) => {
                return Ok(target);
            }
            Err(error) => return Err(DiskError::from_io(&target, error)),
        }
    }
    Err(DiskError::from_io(
        path,
        io::Error::from(rustix::io::Errno::LOOP),
    ))
}

fn ordinary(path: &Path, metadata: &Metadata) -> Result<(), DiskError> {
    let kind = metadata.file_type();
    if kind.is_dir() {
        return Err(DiskError::IsDirectory { path: path.into() });
    }
    if kind.is_fifo() || kind.is_socket() || kind.is_char_device() || kind.is_block_device() {
        return Err(DiskError::NotAFile { path: path.into() });
    }
    Ok(())
}

/// Opening a pipe must not wait for its other end.
fn no_wait() -> i32 {
    rustix::fs::OFlags::NONBLOCK.bits().cast_signed()
}
