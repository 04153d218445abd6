//! A small Jekyll site of our own, to try an export on.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::disk::{self, DiskError};

/// Every file of the practice blog, folders before what is in them.
const FILES: [(&str, &[u8]); 7] = [
    (
        "_config.yml",
        include_bytes!("../../practice_blog/_config.yml"),
    ),
    (
        "_layouts/default.html",
        include_bytes!("../../practice_blog/_layouts/default.html"),
    ),
    (
        "_layouts/post.html",
        include_bytes!("../../practice_blog/_layouts/post.html"),
    ),
    (
        "index.html",
        include_bytes!("../../practice_blog/index.html"),
    ),
    ("style.css", include_bytes!("../../practice_blog/style.css")),
    (
        ".gitignore",
        include_bytes!("../../practice_blog/gitignore"),
    ),
    // Jekyll and git both pass over empty folders; the name is hidden from the site.
    ("images/.keep", b""),
];

/// Why no practice blog was made. Nothing is left behind.
#[derive(Debug, thiserror::Error)]
pub enum PracticeError {
    /// There is something in the folder already.
    #[error("{} is not empty; a practice blog needs a folder of its own", dir.display())]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
    },
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Makes a practice blog in a folder that is empty or not there yet.
///
/// It builds with Jekyll alone, without further gems, and shows title, date, author, tags, cover
/// and excerpt.
///
/// # Errors
/// If the folder has anything in it, or the disk refuses.
pub fn practice_blog(dir: &Path) -> Result<(), PracticeError> {
    let failed = |error| DiskError::from_io(dir, error);
    let was_there = match fs::read_dir(dir) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(PracticeError::NotEmpty { dir: dir.into() });
            }
            true
        }
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        Err(error) => return Err(failed(error).into()),
    };
    let made = make(dir);
    if made.is_err() {
        remove_made(dir, was_there);
    }
    Ok(made?)
}

fn make(dir: &Path) -> Result<(), DiskError> {
    for (path, bytes) in FILES {
        let target = dir.join(path);
        let folder = target.parent().unwrap_or(dir);
        fs::create_dir_all(folder).map_err(|error| DiskError::from_io(folder, error))?;
        disk::create_new(&target, bytes)?;
    }
    let posts = dir.join("_posts");
    fs::create_dir_all(&posts).map_err(|error| DiskError::from_io(&posts, error))
}

/// Removes only what [`make`] makes; what someone else put there meanwhile stays.
fn remove_made(dir: &Path, was_there: bool) {
    for (path, _) in FILES {
        log_failure(fs::remove_file(dir.join(path)), dir);
    }
    for folder in ["_layouts", "images", "_posts"] {
        log_failure(fs::remove_dir(dir.join(folder)), dir);
    }
    if !was_there {
        log_failure(fs::remove_dir(dir), dir);
    }
}

fn log_failure(removed: std::io::Result<()>, dir: &Path) {
    if let Err(error) = removed
        && error.kind() != ErrorKind::NotFound
    {
        tracing::warn!(dir = %dir.display(), %error, "a part of a practice blog stays");
    }
}
