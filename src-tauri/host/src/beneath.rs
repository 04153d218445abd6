//! Opening files that may not lie outside a folder.

use std::fs::File;
use std::io;
use std::path::{Component, Path, PathBuf};

use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat, openat2};
use rustix::io::Errno;

use crate::disk::DiskError;

/// Why a file beneath a folder cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum BeneathError {
    /// The path leads out of the folder, by itself or by a symbolic link.
    #[error("{} leads out of {}", path.display(), root.display())]
    Escapes {
        /// The folder.
        root: PathBuf,
        /// The path as asked for.
        path: PathBuf,
    },
    /// The file cannot be opened.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Opens the ordinary file `relative` for reading, which must lie beneath `root` after all
/// symbolic links are followed. Decided by the system at the moment of opening
/// (`openat2(2)`, `RESOLVE_BENEATH`), so that no link swapped in between leads out.
///
/// # Errors
/// If it leads out of `root`, is not an ordinary file, or cannot be opened.
pub fn open_beneath(root: &Path, relative: &Path) -> Result<File, BeneathError> {
    let escapes = || BeneathError::Escapes {
        root: root.into(),
        path: relative.into(),
    };
    let path = root.join(relative);
    let failed = |error: io::Error| BeneathError::Disk(DiskError::from_io(&path, error));
    if relative.is_absolute() {
        return Err(escapes());
    }
    let folder = openat(
        CWD,
        root,
        OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC,
        Mode::empty(),
    );
    let folder = folder.map_err(|error| DiskError::from_io(root, error.into()))?;
    // Without waiting for the other end of a pipe.
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    let beneath = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
    let file = match openat2(&folder, relative, flags, Mode::empty(), beneath) {
        Ok(file) => File::from(file),
        Err(Errno::XDEV) => return Err(escapes()),
        // Kernels before 5.6, and sandboxes that do not know the call.
        Err(Errno::NOSYS | Errno::PERM) => open_resolved(root, relative)?,
        Err(error) => return Err(failed(error.into())),
    };
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(DiskError::IsDirectory { path }.into());
    }
    if !metadata.is_file() {
        return Err(DiskError::NotAFile { path }.into());
    }
    Ok(file)
}

/// As [`open_beneath`], by comparing resolved paths: right unless a link is swapped meanwhile.
fn open_resolved(root: &Path, relative: &Path) -> Result<File, BeneathError> {
    let escapes = || BeneathError::Escapes {
        root: root.into(),
        path: relative.into(),
    };
    if relative
        .components()
        .any(|part| matches!(part, Component::ParentDir | Component::RootDir))
    {
        return Err(escapes());
    }
    let resolve = |path: &Path| {
        path.canonicalize()
            .map_err(|error| DiskError::from_io(path, error))
    };
    let (root, path) = (resolve(root)?, resolve(&root.join(relative))?);
    if !path.starts_with(&root) {
        return Err(escapes());
    }
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOFOLLOW;
    let file = openat(CWD, &path, flags, Mode::empty());
    Ok(File::from(file.map_err(|error| {
        DiskError::from_io(&path, error.into())
    })?))
}
