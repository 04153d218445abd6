//! Looking through a whole blog for the pictures that nothing names.

use std::path::Path;

use faircopy_blog::unused::Unused;
use faircopy_blog::{BlogImage, BlogSnapshot};

use super::read::{BlogError, part_of, snapshot};

/// Texts that may name a picture, by the ends of their names.
const TEXTS: [&str; 18] = [
    "md",
    "markdown",
    "html",
    "htm",
    "xml",
    "css",
    "scss",
    "sass",
    "less",
    "js",
    "json",
    "yml",
    "yaml",
    "txt",
    "webmanifest",
    "liquid",
    "csv",
    "toml",
];
/// The most of one text that is looked through, in bytes.
const MAX_TEXT: u64 = 4 * 1024 * 1024;

/// The pictures of a blog that none of its texts names, as paths below it, with their sizes in bytes.
///
/// # Errors
/// If the folder is no blog or cannot be read. A single text that cannot be read is passed over, with a
/// log line.
pub fn unused_images(dir: &Path) -> Result<Vec<(String, u64)>, BlogError> {
    let found = snapshot(dir)?;
    let left = unnamed(dir, &found, &found.images, &[]);
    Ok(left
        .into_iter()
        .map(|image| (image.path, image.size))
        .collect())
}

/// Those of some pictures of a blog that none of its texts names, `except` those at these paths.
pub fn unnamed(
    dir: &Path,
    found: &BlogSnapshot,
    images: &[BlogImage],
    except: &[String],
) -> Vec<BlogImage> {
    let mut unused = Unused::new(images);
    unused.see(found.config.as_deref().unwrap_or_default());
    for file in &found.templates {
        unused.see(&String::from_utf8_lossy(&file.bytes));
    }
    let posts = found.posts.iter().map(|post| &post.path);
    for path in posts.chain(&found.other_files) {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_text = TEXTS.contains(&ending.to_ascii_lowercase().as_str());
        if is_text
            && !except.contains(path)
            && let Some(bytes) = part_of(dir, path, MAX_TEXT)
        {
            unused.see(&String::from_utf8_lossy(&bytes));
        }
    }
    unused.left().into_iter().cloned().collect()
}
