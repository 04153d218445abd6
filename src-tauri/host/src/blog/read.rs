//! Reads a blog's folder into a [`BlogSnapshot`].

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use faircopy_blog::config::{ConfigError, SiteConfig};
use faircopy_blog::plan::{self, EntrySource, PlanError};
use faircopy_blog::{BlogFile, BlogImage, BlogPost, BlogSnapshot};
use jiff::ZonedDateTime;

use crate::beneath::{BeneathError, open_beneath};
use crate::disk::{self, DiskError};

/// The most files and folders that are listed.
const MAX_LISTED: usize = 200_000;
/// How deep folders are entered.
const MAX_DEPTH: usize = 24;
/// How much of each post is read to learn from, in bytes.
const POST_HEAD: u64 = 16 * 1024;
/// How many posts are read, the newest first; older ones count as names only.
const MAX_POSTS: usize = 2_000;
/// The largest layout or include that is read, in bytes.
const MAX_TEMPLATE: u64 = 512 * 1024;
/// How much of all layouts and includes is read, in bytes.
const MAX_TEMPLATES: u64 = 16 * 1024 * 1024;
/// The largest file whose whole content is taken for a plan, in bytes.
const MAX_CONTENT: u64 = 256 * 1024 * 1024;
/// The largest `_config.yml`, in bytes, one more than is then understood.
const MAX_CONFIG: u64 = faircopy_blog::config::MAX_CONFIG_BYTES as u64 + 1;

/// Folders that hold no part of a blog's source.
const SKIPPED: [&str; 5] = ["_site", "node_modules", "vendor", "_cache", "tmp"];

const IMAGE_EXTENSIONS: [&str; 12] = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "heic", "bmp", "tif", "tiff", "ico",
];

/// Why a folder cannot be read as a blog.
#[derive(Debug, thiserror::Error)]
pub enum BlogError {
    /// The folder has no `_config.yml`.
    #[error(
        "{} has no _config.yml, so it is no Jekyll blog; choose the folder that has it, or make a \
         practice blog in an empty folder",
        dir.display()
    )]
    NotABlog {
        /// The folder.
        dir: PathBuf,
    },
    /// The settings are written in a form that is not read.
    #[error("{} is not read; put the settings into _config.yml", path.display())]
    TomlConfig {
        /// The settings file.
        path: PathBuf,
    },
    /// More files than a blog can sensibly have.
    #[error("{} has more than {limit} files; is it the blog's own folder?", dir.display())]
    TooManyFiles {
        /// The folder.
        dir: PathBuf,
        /// The most that are listed.
        limit: usize,
    },
    /// The settings cannot be understood.
    #[error("{}: {source}", dir.display())]
    Config {
        /// The folder.
        dir: PathBuf,
        /// What is wrong, with its line.
        source: ConfigError,
    },
    /// The entry cannot be planned for this blog.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A file leads out of the blog.
    #[error(transparent)]
    Beneath(#[from] BeneathError),
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Reads what is to be learned from a blog: settings, layouts, the first part of posts, and which
/// images there are. Symbolic links to folders are not followed.
///
/// # Errors
/// If the folder has no `_config.yml`, its settings cannot be understood, it is far too large, or
/// the disk refuses. A single file that cannot be read is passed over, with a log line.
pub fn snapshot(dir: &Path) -> Result<BlogSnapshot, BlogError> {
    let text = config_text(dir)?;
    let mut snapshot = BlogSnapshot {
        config: Some(text),
        ..BlogSnapshot::default()
    };
    let config = snapshot.site_config().map_err(|source| BlogError::Config {
        dir: dir.into(),
        source,
    })?;
    let mut listing = Listing {
        root: dir,
        files: Vec::new(),
    };
    listing.enter(dir, "", 0)?;
    let mut post_paths = Vec::new();
    let mut left = MAX_TEMPLATES;
    for (path, size) in listing.files {
        match kind_of(&path, &config) {
            Kind::Post => post_paths.push(path),
            Kind::Template if size <= MAX_TEMPLATE.min(left) => {
                left -= size;
                if let Some(bytes) = part_of(dir, &path, MAX_TEMPLATE) {
                    snapshot.templates.push(BlogFile { path, bytes });
                }
            }
            Kind::Image => snapshot.images.push(BlogImage { path, size }),
            Kind::Template | Kind::Other => {
                snapshot.other_files.insert(path);
            }
        }
    }
    read_posts(dir, post_paths, &mut snapshot);
    Ok(snapshot)
}

/// [`snapshot`], together with the contents that a plan for this entry needs.
///
/// # Errors
/// As [`snapshot`], and if the entry cannot be planned or a content cannot be read.
pub fn snapshot_for(
    dir: &Path,
    source: &EntrySource,
    now: &ZonedDateTime,
) -> Result<BlogSnapshot, BlogError> {
    let mut snapshot = snapshot(dir)?;
    let wanted = plan::wanted(source, &snapshot, now)?;
    read_contents(dir, &mut snapshot, &wanted)?;
    Ok(snapshot)
}

/// Reads whole files, as [`plan::wanted`] names them, into a snapshot. Missing ones are left out.
///
/// # Errors
/// If a file leads out of the blog, is too large, or cannot be read.
pub fn read_contents(
    dir: &Path,
    snapshot: &mut BlogSnapshot,
    paths: &[String],
) -> Result<(), BlogError> {
    for path in paths {
        if let Some(bytes) = content(dir, path)? {
            snapshot.contents.insert(path.clone(), bytes);
        }
    }
    Ok(())
}

/// The whole content of a file beneath the blog; nothing where there is none.
pub(super) fn content(dir: &Path, path: &str) -> Result<Option<Vec<u8>>, BlogError> {
    let file = match open_beneath(dir, Path::new(path)) {
        Ok(file) => file,
        Err(BeneathError::Disk(DiskError::NotFound { .. })) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let full = dir.join(path);
    let mut bytes = Vec::new();
    let read = file
        .take(MAX_CONTENT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| DiskError::from_io(&full, error))?;
    if read as u64 > MAX_CONTENT {
        return Err(DiskError::TooLarge {
            path: full,
            bytes: read as u64,
            limit: MAX_CONTENT,
        }
        .into());
    }
    Ok(Some(bytes))
}

fn config_text(dir: &Path) -> Result<String, BlogError> {
    for name in ["_config.yml", "_config.yaml"] {
        match disk::read(&dir.join(name), MAX_CONFIG) {
            Ok(bytes) => return Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(DiskError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let toml = dir.join("_config.toml");
    if toml.exists() {
        return Err(BlogError::TomlConfig { path: toml });
    }
    // A folder that is not there is another matter than one that is no blog.
    fs::metadata(dir).map_err(|error| DiskError::from_io(dir, error))?;
    Err(BlogError::NotABlog { dir: dir.into() })
}

/// Every ordinary file below a folder, with its size.
struct Listing<'a> {
    root: &'a Path,
    files: Vec<(String, u64)>,
}

impl Listing<'_> {
    fn enter(&mut self, folder: &Path, relative: &str, depth: usize) -> Result<(), BlogError> {
        let failed = |error| DiskError::from_io(folder, error);
        let mut names: Vec<_> = fs::read_dir(folder)
            .map_err(failed)?
            .collect::<Result<_, _>>()
            .map_err(failed)?;
        names.sort_by_key(fs::DirEntry::file_name);
        for entry in names {
            let name = entry.file_name();
            // No address on the web leads to a name that is no text.
            let Some(name) = name.to_str() else { continue };
            if self.files.len() >= MAX_LISTED {
                return Err(BlogError::TooManyFiles {
                    dir: self.root.into(),
                    limit: MAX_LISTED,
                });
            }
            let path = if relative.is_empty() {
                name.to_owned()
            } else {
                format!("{relative}/{name}")
            };
            let Ok(metadata) = entry.metadata() else {
                continue;
            };
            if metadata.is_dir() {
                let skipped = name.starts_with('.') || SKIPPED.contains(&name);
                if !skipped && depth < MAX_DEPTH {
                    self.enter(&entry.path(), &path, depth + 1)?;
                }
            } else {
                self.files.push((path, metadata.len()));
            }
        }
        Ok(())
    }
}

enum Kind {
    Post,
    Template,
    Image,
    Other,
}

fn kind_of(path: &str, config: &SiteConfig) -> Kind {
    let below = |folder: &str| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    if IMAGE_EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()) {
        Kind::Image
    } else if below(&config.posts_dir()) {
        Kind::Post
    } else if below(&config.layouts_dir)
        || below(&config.includes_dir)
        || (!path.contains('/') && matches!(extension, "html" | "md"))
    {
        Kind::Template
    } else {
        Kind::Other
    }
}

/// The newest posts with their text, older ones as names.
fn read_posts(dir: &Path, mut paths: Vec<String>, snapshot: &mut BlogSnapshot) {
    paths.sort();
    let old = paths.len().saturating_sub(MAX_POSTS);
    snapshot.other_files.extend(paths.drain(..old));
    for path in paths {
        let text = match part_of(dir, &path, POST_HEAD) {
            Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            None => String::new(),
        };
        snapshot.posts.push(BlogPost { path, text });
    }
}

/// At most `limit` bytes of a file; nothing, and a log line, where it cannot be read.
pub(super) fn part_of(dir: &Path, path: &str, limit: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = open_beneath(dir, Path::new(path)).and_then(|file| {
        file.take(limit)
            .read_to_end(&mut bytes)
            .map_err(|error| DiskError::from_io(&dir.join(path), error).into())
    });
    match read {
        Ok(_) => Some(bytes),
        Err(error) => {
            tracing::warn!(%path, %error, "a file of the blog is passed over");
            None
        }
    }
}
