//! Opening files that may not lie outside a folder.

use std::fs::File;
use std::io::{self, Read};
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

/// Reads the ordinary file `relative` beneath `root`, of at most `limit` bytes.
///
/// # Errors
/// As [`open_beneath`], and if the file is larger.
pub fn read(root: &Path, relative: &Path, limit: u64) -> Result<Vec<u8>, BeneathError> {
    let file = open_beneath(root, relative)?;
    let path = root.join(relative);
    let mut bytes = Vec::new();
    let read = file
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| DiskError::from_io(&path, error))?;
    if read as u64 > limit {
        let bytes = read as u64;
        return Err(DiskError::TooLarge { path, bytes, limit }.into());
    }
    Ok(bytes)
}

/// The path beneath `root` of a file that differs from `relative` in capitals only; none where there is
/// none, or more than one.
pub fn alike(root: &Path, relative: &str) -> Option<String> {
    let mut found = String::new();
    for part in relative.split('/') {
        let names = std::fs::read_dir(root.join(&found)).ok()?;
        let mut same: Vec<String> = names
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.to_lowercase() == part.to_lowercase())
            .collect();
        let name = match same.iter().position(|name| name == part) {
            Some(exact) => same.swap_remove(exact),
            None if same.len() == 1 => same.remove(0),
            None => return None,
        };
        if !found.is_empty() {
            found.push('/');
        }
        found.push_str(&name);
    }
    open_beneath(root, Path::new(&found)).ok()?;
    (found != relative).then_some(found)
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use super::{BeneathError, open_beneath, open_resolved};
    use crate::disk::DiskError;

    fn tree() -> tempfile::TempDir {
        let tree = tempfile::tempdir().unwrap();
        fs::create_dir_all(tree.path().join("root/sub")).unwrap();
        fs::write(tree.path().join("secret"), "secret").unwrap();
        fs::write(tree.path().join("root/sub/a.png"), "a").unwrap();
        symlink("sub/a.png", tree.path().join("root/inside")).unwrap();
        symlink("../secret", tree.path().join("root/outside")).unwrap();
        symlink("..", tree.path().join("root/up")).unwrap();
        tree
    }

    #[test]
    fn only_what_lies_beneath_is_opened() {
        let tree = tree();
        let root = tree.path().join("root");
        for open in [open_beneath, open_resolved] {
            for good in ["sub/a.png", "inside"] {
                let mut text = String::new();
                open(&root, Path::new(good))
                    .unwrap()
                    .read_to_string(&mut text)
                    .unwrap();
                assert_eq!(text, "a", "{good}");
            }
            let absolute = tree.path().join("secret").to_str().unwrap().to_owned();
            for bad in [
                "../secret",
                "outside",
                "up/secret",
                "sub/../../secret",
                &absolute,
            ] {
                let outcome = open(&root, Path::new(bad));
                assert!(
                    matches!(outcome, Err(BeneathError::Escapes { .. })),
                    "{bad}: {outcome:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_file_is_refused() {
        let tree = tree();
        let open = |path: &str| open_beneath(&tree.path().join("root"), Path::new(path));
        let folder = open("sub");
        assert!(matches!(
            folder,
            Err(BeneathError::Disk(DiskError::IsDirectory { .. }))
        ));
        let missing = open("none.png");
        assert!(matches!(
            missing,
            Err(BeneathError::Disk(DiskError::NotFound { .. }))
        ));
    }
}
