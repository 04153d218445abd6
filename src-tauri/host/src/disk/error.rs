//! What can go wrong with a file, and what the writer can do about it.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::ContentHash;

/// Why a file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// There is nothing of this name.
    #[error("{} does not exist", path.display())]
    NotFound {
        /// The file.
        path: PathBuf,
    },
    /// The system does not allow it.
    #[error("{} may not be read or written", path.display())]
    Permission {
        /// The file or its folder.
        path: PathBuf,
    },
    /// The file system is mounted for reading only.
    #[error("{} is on a read-only file system", path.display())]
    ReadOnlyFileSystem {
        /// The file.
        path: PathBuf,
    },
    /// No space, no free inode, or the quota is used up.
    #[error("the disk is full: {} was not written", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// A folder stands where a file was meant.
    #[error("{} is a folder", path.display())]
    IsDirectory {
        /// The folder.
        path: PathBuf,
    },
    /// A pipe, socket or device stands where a file was meant.
    #[error("{} is not an ordinary file", path.display())]
    NotAFile {
        /// What stands there.
        path: PathBuf,
    },
    /// The file is larger than what was asked for.
    #[error("{} has {bytes} bytes, more than {limit}", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The name is taken.
    #[error("{} exists already", path.display())]
    AlreadyExists {
        /// The file that was there.
        path: PathBuf,
    },
    /// The file is not what it was when it was read.
    #[error("{} was changed by another program", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
        /// What it holds now; `None` if it is gone.
        found: Option<ContentHash>,
    },
    /// Anything else that the system said.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl DiskError {
    /// The error that `source` is, at `path`.
    pub fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::NotFound => Self::NotFound { path },
            ErrorKind::PermissionDenied => Self::Permission { path },
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnlyFileSystem { path },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull { path },
            ErrorKind::IsADirectory => Self::IsDirectory { path },
            ErrorKind::AlreadyExists => Self::AlreadyExists { path },
            _ => Self::Io { path, source },
        }
    }

    /// The file that it is about.
    pub fn path(&self) -> &Path {
        match self {
            Self::NotFound { path }
            | Self::Permission { path }
            | Self::ReadOnlyFileSystem { path }
            | Self::DiskFull { path }
            | Self::IsDirectory { path }
            | Self::NotAFile { path }
            | Self::TooLarge { path, .. }
            | Self::AlreadyExists { path }
            | Self::Changed { path, .. }
            | Self::Io { path, .. } => path,
        }
    }

    /// What the writer can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "It may have been moved or deleted. Save under another name.",
            Self::Permission { .. } => "Allow writing to the file and its folder, or save a copy.",
            Self::ReadOnlyFileSystem { .. } => "Save a copy to another disk.",
            Self::DiskFull { .. } => "Free some space, then save again. The text is still here.",
            Self::IsDirectory { .. } | Self::NotAFile { .. } => "Choose a file.",
            Self::TooLarge { .. } => "Split it into smaller files.",
            Self::AlreadyExists { .. } => "Choose another name.",
            Self::Changed { .. } => "Compare the two texts before one replaces the other.",
            Self::Io { .. } => "Save a copy elsewhere. The text is still here.",
        }
    }
}
