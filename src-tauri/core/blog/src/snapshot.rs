//! A Jekyll blog as a value: what the host has read of its folder.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{self, ConfigError, SiteConfig};

/// A text file of the blog, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlogFile {
    /// Relative to the blog, with `/` between its parts.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A post of the blog, enough of it to learn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlogPost {
    /// Relative to the blog, with `/` between its parts.
    pub path: String,
    /// Its text, or only the first part of it; never the base of a write.
    pub text: String,
}

impl BlogPost {
    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        file_name(&self.path)
    }
}

/// An image file of the blog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlogImage {
    /// Relative to the blog, with `/` between its parts.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
}

/// What is known of a blog's folder at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlogSnapshot {
    /// The text of `_config.yml`, if there is one.
    pub config: Option<String>,
    /// Layouts and includes.
    pub templates: Vec<BlogFile>,
    /// The posts, oldest name first.
    pub posts: Vec<BlogPost>,
    /// Every image file, wherever it lies.
    pub images: Vec<BlogImage>,
    /// Whole contents by path, of the files that [`crate::plan::wanted`] asks for.
    pub contents: BTreeMap<String, Vec<u8>>,
    /// Every other path known to exist, so that no new file takes its name.
    pub other_files: BTreeSet<String>,
}

impl BlogSnapshot {
    /// The blog's settings; those of Jekyll itself where there is no `_config.yml`.
    ///
    /// # Errors
    /// When `_config.yml` cannot be read as settings.
    pub fn site_config(&self) -> Result<SiteConfig, ConfigError> {
        config::read(self.config.as_deref().unwrap_or_default())
    }

    /// Whether an image lies at `path`, exactly so written.
    pub fn has_image(&self, path: &str) -> bool {
        self.images.iter().any(|image| image.path == path)
    }

    /// Whether a file is known at `path`, capitals aside: some disks make no difference.
    pub fn has_file(&self, path: &str) -> bool {
        let wanted = path.to_lowercase();
        let same = |known: &str| known.to_lowercase() == wanted;
        self.images.iter().any(|image| same(&image.path))
            || self.posts.iter().any(|post| same(&post.path))
            || self.templates.iter().any(|file| same(&file.path))
            || self.other_files.iter().any(|known| same(known))
            || self.contents.keys().any(|known| same(known))
    }

    /// Whether there is a layout of this name.
    pub fn has_layout(&self, config: &SiteConfig, name: &str) -> bool {
        let prefix = format!("{}/{name}.", config.layouts_dir);
        self.templates.iter().any(|file| {
            file.path
                .strip_prefix(&prefix)
                .is_some_and(|extension| !extension.contains('/'))
        })
    }
}

/// The part of a path behind its last slash.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The part of a path before its last slash; empty for a file in the root.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..slash])
}
