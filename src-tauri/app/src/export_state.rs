//! How each entry stands to the blog, and the notes by which an export is recognised later.
//!
//! A note is a small file of its own for each entry and blog, in the user's folder. One that is missing or
//! broken costs no more than certainty: texts are compared then.

use crate::{error::Error, export::Source, library::LARGEST_ENTRY, session::Session};
use faircopy_blog::{
    BlogSnapshot,
    exported::{self, SinceExport},
    plan::{self, ExportPlan, FileKind},
    post::Post,
};
use faircopy_host::{
    blog, clock, disk,
    disk::{ContentHash, DiskError},
    folder,
};
use faircopy_wire as wire;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The largest note that is read, in bytes.
const LARGEST_NOTE: u64 = 64 * 1024;

/// What an export of an entry left in a blog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The entry's file.
    pub entry: PathBuf,
    /// The blog's folder.
    pub blog: PathBuf,
    /// The post, relative to the blog.
    pub post: String,
    /// The pictures that it shows, relative to the blog.
    pub images: Vec<String>,
    /// The hash of the entry's bytes.
    pub text: String,
    /// The hash of the post's bytes.
    pub published: String,
}

/// Where the notes of one blog are kept.
#[derive(Debug, Clone)]
pub struct Notes {
    folder: Option<PathBuf>,
    blog: PathBuf,
}

impl Notes {
    /// Those of a blog, below the folder for exports; without one nothing is noted down.
    pub fn of(exports: Option<&Path>, blog: &Path) -> Self {
        let blog = blog.canonicalize().unwrap_or_else(|_| blog.to_path_buf());
        let name = ContentHash::of(blog.as_os_str().as_encoded_bytes()).to_string();
        let folder = exports.map(|exports| exports.join("notes").join(name));
        Self { folder, blog }
    }

    /// The note of an entry.
    pub fn read(&self, entry: &Path) -> Option<Note> {
        let bytes = disk::read(&self.path(entry)?, LARGEST_NOTE).ok()?;
        serde_yaml::from_slice(&bytes).ok()
    }

    /// Notes down what an export wrote.
    ///
    /// # Errors
    /// If the note cannot be written; the export stands.
    pub fn write(&self, source: &Source, plan: &ExportPlan) -> Result<(), Error> {
        let entry = whole_path(&source.file());
        let before = self.of_or_before(source);
        let Some(path) = self.path(&entry) else {
            return Ok(());
        };
        let written = plan.files.iter().find(|file| file.kind == FileKind::Post);
        let published = match written {
            Some(file) => Some(ContentHash::of(&file.bytes)),
            None => disk::hash_of(&self.blog.join(&plan.post_path))?,
        };
        let Some(published) = published else {
            return Ok(());
        };
        let mut images = plan.image_paths.clone();
        images.extend(plan.cover_path.clone());
        images.sort();
        images.dedup();
        let note = Note {
            entry,
            blog: self.blog.clone(),
            post: plan.post_path.clone(),
            images,
            text: ContentHash::of(&source.bytes).to_string(),
            published: published.to_string(),
        };
        // Before the new one is there, which may be of the same text.
        if let Some(before) = before {
            self.forget(&before.entry)?;
        }
        let text = serde_yaml::to_string(&note).map_err(|source| Error::Settings {
            path: path.clone(),
            source,
        })?;
        if let Some(parent) = path.parent() {
            folder::create(parent)?;
        }
        disk::save(&path, text.as_bytes(), None)?;
        if let (Some(by_text), Some(name)) = (self.by_text(&note.text), path.file_name()) {
            if let Some(parent) = by_text.parent() {
                folder::create(parent)?;
            }
            disk::save(&by_text, name.as_encoded_bytes(), None)?;
        }
        Ok(())
    }

    /// The note of an entry, or of the one that it was before it was renamed: an entry of the same folder that is
    /// gone, exported with the very text that this one has now.
    pub fn of_or_before(&self, source: &Source) -> Option<Note> {
        let entry = source.file();
        self.read(&entry).or_else(|| {
            let text = ContentHash::of(&source.bytes).to_string();
            let name = disk::read(&self.by_text(&text)?, LARGEST_NOTE).ok()?;
            let path = self.folder.as_ref()?.join(String::from_utf8(name).ok()?);
            let note: Note = serde_yaml::from_slice(&disk::read(&path, LARGEST_NOTE).ok()?).ok()?;
            let is_it = note.text == text
                && note.entry.parent() == whole_path(&entry).parent()
                && !note.entry.exists();
            is_it.then_some(note)
        })
    }

    /// Forgets an export that was taken back.
    ///
    /// # Errors
    /// If the note cannot be removed.
    pub fn forget(&self, entry: &Path) -> Result<(), Error> {
        self.forget_text(self.read(entry))?;
        remove(self.path(entry))
    }

    /// A text that is in no note any more leads to none.
    fn forget_text(&self, note: Option<Note>) -> Result<(), Error> {
        remove(note.and_then(|note| self.by_text(&note.text)))
    }

    fn by_text(&self, text: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join("by-text").join(text))
    }

    fn path(&self, entry: &Path) -> Option<PathBuf> {
        let name = ContentHash::of(whole_path(entry).as_os_str().as_encoded_bytes());
        Some(self.folder.as_ref()?.join(format!("{name}.yml")))
    }
}

fn remove(path: Option<PathBuf>) -> Result<(), Error> {
    let Some(path) = path else { return Ok(()) };
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(DiskError::from_io(&path, error).into())
        }
        _ => Ok(()),
    }
}

fn whole_path(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Finds how entries of a posts folder, named by their paths below it, stand to a blog.
///
/// # Errors
/// If the blog cannot be read. An entry that cannot be read has no state.
pub fn states(
    posts: &Path,
    paths: &[String],
    blog: &Path,
    exports: Option<&Path>,
) -> Result<BTreeMap<String, wire::ExportState>, Error> {
    let snapshot = blog::snapshot(blog)?;
    let notes = Notes::of(exports, blog);
    let places = Places::of(&snapshot)?;
    let mut states = BTreeMap::new();
    for path in paths {
        let file = posts.join(path);
        let Ok(bytes) = disk::read(&file, LARGEST_ENTRY) else {
            continue;
        };
        let note = notes.read(&file);
        let name = path.rsplit('/').next().unwrap_or(path);
        let place = match &note {
            Some(note) => Some(note.post.clone()),
            None => places.of_entry(&bytes, name),
        };
        let post = place.and_then(|place| disk::read(&blog.join(place), LARGEST_ENTRY).ok());
        let since = note.map(|note| SinceExport {
            entry_is_same: note.text == ContentHash::of(&bytes).to_string(),
            post_is_same: post
                .as_ref()
                .is_some_and(|post| note.published == ContentHash::of(post).to_string()),
        });
        let post = post.as_deref().map(String::from_utf8_lossy);
        let state = exported::state(&String::from_utf8_lossy(&bytes), post.as_deref(), since);
        states.insert(path.clone(), shown(state));
    }
    Ok(states)
}

/// The post that an entry would be by its name, where the blog has it.
///
/// # Errors
/// If the blog's settings cannot be read.
pub fn post_of(snapshot: &BlogSnapshot, source: &Source) -> Result<Option<String>, Error> {
    Ok(Places::of(snapshot)?.of_entry(&source.bytes, &source.file_name()))
}

/// The name that an entry's post has in a blog.
///
/// # Errors
/// If the blog's settings cannot be read.
pub fn published_name(snapshot: &BlogSnapshot, source: &Source) -> Result<String, Error> {
    let config = snapshot.site_config().map_err(plan::PlanError::from)?;
    let text = String::from_utf8_lossy(&source.bytes);
    let (post, now) = (Post::read(&text), clock::now());
    Ok(plan::published_name(
        &post,
        &source.file_name(),
        &config,
        &now,
    ))
}

/// Where the posts of a blog lie, by their names.
struct Places<'a> {
    config: faircopy_blog::config::SiteConfig,
    by_name: BTreeMap<&'a str, &'a str>,
}

impl<'a> Places<'a> {
    fn of(snapshot: &'a BlogSnapshot) -> Result<Self, Error> {
        let config = snapshot.site_config().map_err(plan::PlanError::from)?;
        let below = format!("{}/", config.posts_dir());
        let posts = snapshot.posts.iter().map(|post| post.path.as_str());
        let older = snapshot.other_files.iter().map(String::as_str);
        let paths = posts.chain(older.filter(|path| path.starts_with(&below)));
        let by_name = paths.map(|path| (path.rsplit('/').next().unwrap_or(path), path));
        Ok(Self {
            by_name: by_name.collect(),
            config,
        })
    }

    fn of_entry(&self, bytes: &[u8], name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(bytes);
        let name = plan::published_name(&Post::read(&text), name, &self.config, &clock::now());
        self.by_name
            .get(name.as_str())
            .map(|path| (*path).to_owned())
    }
}

fn shown(state: exported::ExportState) -> wire::ExportState {
    use exported::ExportState as Found;
    match state {
        Found::Draft => wire::ExportState::Draft,
        Found::Exported => wire::ExportState::Exported,
        Found::Changed => wire::ExportState::Changed,
        Found::ChangedInBlog => wire::ExportState::ChangedInBlog,
        Found::ChangedInBoth => wire::ExportState::ChangedInBoth,
        Found::Missing => wire::ExportState::Missing,
    }
}

/// What is needed to find the states beside the session's thread.
pub struct Asked {
    posts: PathBuf,
    paths: Vec<String>,
    blog: Option<PathBuf>,
    exports: Option<PathBuf>,
}

impl Asked {
    /// The states; none where no blog is chosen.
    pub fn states(&self) -> Result<BTreeMap<String, wire::ExportState>, Error> {
        match &self.blog {
            Some(blog) => states(&self.posts, &self.paths, blog, self.exports.as_deref()),
            None => Ok(BTreeMap::new()),
        }
    }
}

impl Session {
    /// All entries, and the blog that they are compared with.
    pub fn export_states(&self) -> Asked {
        let blog = self.store.settings().blog.as_deref().map(PathBuf::from);
        Asked {
            posts: self.posts.clone(),
            paths: self.index.rows().into_iter().map(|row| row.path).collect(),
            blog,
            exports: self.store.undo_folder(),
        }
    }
}
