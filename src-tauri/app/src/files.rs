//! The use cases of the command line: one file or folder at a time, no session.
//!
//! Nothing here prints; what is written where is the caller's to say.

use crate::{
    blog::BlogFolder,
    convert, cover,
    error::Error,
    library::{self, LARGEST_ENTRY},
    new::{self, Wish},
    save::overwritten,
    settings::{Folders, Store},
};
use faircopy_draft::Draft;
use faircopy_entry::{
    count,
    edit::{self, NewValue},
    fields::{self, Reading},
    psych, slug,
};
use faircopy_host::{
    disk::{self, ContentHash},
    watch,
};
pub use faircopy_kramdown::Dialect;
use faircopy_kramdown::Preview;
use faircopy_library::{FileChange, Index, LibraryChange};
use faircopy_wire as wire;
use serde::Serialize;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// A file's text with what it was read as.
pub struct Text {
    /// Where it came from; `-` for standard input.
    pub path: PathBuf,
    /// Byte-true text without a byte order mark.
    pub text: String,
    pub(crate) draft: Draft,
    hash: ContentHash,
}

impl Text {
    /// Takes bytes that came from `path`.
    ///
    /// # Errors
    /// If they are not UTF-8 or too many.
    pub fn of(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        let file = path.display().to_string();
        let draft = Draft::open(bytes).map_err(|source| Error::Text { file, source })?;
        Ok(Self {
            path: path.to_path_buf(),
            text: draft.text(),
            draft,
            hash: ContentHash::of(bytes),
        })
    }

    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, or as [`Text::of`].
    pub fn read(path: &Path) -> Result<Self, Error> {
        Self::of(path, &disk::read(path, LARGEST_ENTRY)?)
    }

    fn file_name(&self) -> String {
        let name = self.path.file_name();
        name.map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    fn named(&self) -> String {
        self.path.display().to_string()
    }

    /// Saves `text` in the file's place if the file still holds what was read, keeping a byte order mark.
    pub(crate) fn replace(mut self, text: &str) -> Result<(), Error> {
        if text == self.text {
            return Ok(());
        }
        self.draft.rewrite(text);
        let saved = disk::save(&self.path, &self.draft.to_bytes(), Some(self.hash))?;
        if let Some(reason) = saved.in_place {
            tracing::warn!("{}", overwritten(&self.named(), reason));
        }
        Ok(())
    }
}

/// What `show` tells of an entry.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// Where it is.
    pub path: String,
    /// Front matter as Jekyll reads it, in the file's order.
    pub front_matter: serde_json::Map<String, serde_json::Value>,
    /// Offset of the body in bytes of the text, a byte order mark not counted.
    pub body_offset: usize,
    /// Slug of the file name, or of the title.
    pub slug: Option<String>,
    /// Words of the body.
    pub words: usize,
    /// Reading time in minutes.
    pub minutes: usize,
    /// Images it refers to, as written.
    pub images: Vec<String>,
    /// What is wrong with it.
    pub problems: Vec<wire::Finding>,
}

/// Makes a new entry in `dir` and gives its path.
///
/// # Errors
/// If the template is missing or wrong, the title gives no name, or the file exists.
pub fn new_entry(
    dir: &Path,
    template: Option<&str>,
    wish: Wishes,
    set: &[String],
) -> Result<PathBuf, Error> {
    let index = index_of(dir)?;
    let (store, _) = Store::read(Folders::of_user().settings);
    let last_author = index.rows().into_iter().find_map(|row| row.author);
    let settled = store.settings().author.clone();
    let own = wish
        .author
        .or_else(|| Some(settled).filter(|author| !author.is_empty()));
    let wanted = Wish {
        series: None,
        topic: wish.topic,
        title: wish.title,
        author: own.or(last_author).unwrap_or_default(),
        date: wish.date.unwrap_or_else(new::today),
    };
    let template = match template {
        Some(name) => name.to_owned(),
        None => default_template(dir, &wanted)?,
    };
    let assignments = parse_all(set)?;
    let path = dir.join(new::create(dir, &template, &wanted, &index)?);
    if !assignments.is_empty() {
        assign(Text::read(&path)?, &assignments, &[])?;
    }
    Ok(path)
}

/// What the author says of a new entry on the command line.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// Topic within a series.
    pub topic: Option<String>,
    /// Whole title.
    pub title: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
}

/// A topic continues the series; a whole title takes the plain template.
fn default_template(dir: &Path, wish: &Wish) -> Result<String, Error> {
    let numbered = wish.title.is_none();
    let all = new::templates(dir)?;
    let fitting = all
        .iter()
        .find(|template| template.is_numbered() == numbered);
    let chosen = fitting
        .or(all.first())
        .map(|template| template.name.clone());
    chosen.ok_or_else(|| Error::NoTemplate {
        name: String::new(),
        folder: dir.display().to_string(),
    })
}

/// The entries of `dir`, newest first.
///
/// # Errors
/// If the folder cannot be read.
pub fn list(dir: &Path) -> Result<Vec<wire::LibraryRow>, Error> {
    let rows = index_of(dir)?.rows().into_iter();
    Ok(rows.map(|row| convert::row(row, None)).collect())
}

fn index_of(dir: &Path) -> Result<Index, Error> {
    let mut index = Index::new();
    for change in watch::scan(dir)? {
        index.apply(change);
    }
    Ok(index)
}

/// What there is to know of an entry.
pub fn show(text: &Text) -> Shown {
    let Reading {
        split,
        fields,
        problems,
    } = fields::read(&text.text);
    let counts = count::count(&text.text[split.body..]);
    let name = slug::parse_file_name(&text.file_name()).map(|name| name.slug);
    let images = faircopy_blog::references::referenced_images(&text.text);
    Shown {
        path: text.named(),
        slug: name.or_else(|| fields.title.as_deref().map(slug::slugify)),
        front_matter: fields
            .all
            .iter()
            .map(|(key, value)| (key.clone(), json(value)))
            .collect(),
        body_offset: split.body,
        words: counts.words,
        minutes: counts.minutes,
        images: images.into_iter().map(|image| image.written).collect(),
        problems: problems.iter().map(convert::finding).collect(),
    }
}

fn json(value: &psych::Value) -> serde_json::Value {
    use psych::Value;
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(flag) => (*flag).into(),
        Value::Int(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Text(text) | Value::Date(text) | Value::Time(text) => text.as_str().into(),
        Value::List(nodes) => nodes.iter().map(|node| json(&node.value)).collect(),
        Value::Map(pairs) => pairs
            .iter()
            .map(|(key, node)| (key.value.as_text().unwrap_or_default(), json(&node.value)))
            .collect(),
    }
}

/// Sets and removes keys of a file's front matter; nothing else changes.
///
/// # Errors
/// If an assignment is not `key=YAML`, an edit is refused, or the file cannot be saved.
pub fn set(path: &Path, assignments: &[String], unset: &[String]) -> Result<(), Error> {
    let assignments = parse_all(assignments)?;
    assign(Text::read(path)?, &assignments, unset)
}

fn parse_all(assignments: &[String]) -> Result<Vec<(String, String)>, Error> {
    let parse = |one: &String| {
        let (key, value) = one
            .split_once('=')
            .ok_or_else(|| Error::Assignment(one.clone()))?;
        if key.is_empty() {
            return Err(Error::Assignment(one.clone()));
        }
        Ok((key.to_owned(), value.to_owned()))
    };
    assignments.iter().map(parse).collect()
}

fn assign(text: Text, assignments: &[(String, String)], unset: &[String]) -> Result<(), Error> {
    let mut now = text.text.clone();
    let refused = |key: &str, source| Error::Field {
        key: key.to_owned(),
        file: text.named(),
        source: Box::new(source),
    };
    for (key, value) in assignments {
        let edits = edit::set(&now, key, &meant(value)).map_err(|source| refused(key, source))?;
        now = edit::apply(&now, &edits);
    }
    for key in unset {
        let edits = edit::unset(&now, key).map_err(|source| refused(key, source))?;
        now = edit::apply(&now, &edits);
    }
    text.replace(&now)
}

/// A value on the command line is YAML; a plain text keeps the quoting that the key had.
fn meant(value: &str) -> NewValue {
    let of_yaml = value.starts_with(['[', '{', '"', '\'', '&', '*', '!', '|', '>', '#'])
        || value.contains('\n');
    let Ok(entries) = psych::read(&format!("value: {value}")) else {
        // `Diary 2: Rain` is no YAML behind a key, and can only be meant as a text.
        return if of_yaml {
            NewValue::Yaml(value.to_owned())
        } else {
            NewValue::Text(value.to_owned())
        };
    };
    match entries.into_iter().next().map(|entry| entry.node.value) {
        Some(psych::Value::Text(text)) if !value.contains('\n') => NewValue::Text(text),
        Some(psych::Value::Bool(flag)) => NewValue::Bool(flag),
        _ => NewValue::Yaml(value.to_owned()),
    }
}

/// The body of an entry as HTML, as the blog publishes it: Liquid first, then Markdown.
pub fn render(text: &Text, blog: Option<&Path>, dialect: Option<Dialect>) -> String {
    let folder = BlogFolder::at(blog);
    let mut options = folder.options.clone();
    if let Some(dialect) = dialect {
        options.dialect = dialect;
    }
    let body = &text.text[fields::read(&text.text).split.body..];
    let page = folder.asked(&text.text, body, &text.file_name(), |answers| {
        Preview::new(body, options, answers)
    });
    page.to_html()
}

/// Takes a picture in and makes it the cover; gives its file name.
///
/// # Errors
/// If it is no picture, or the entry cannot be changed.
pub fn set_cover(path: &Path, picture: &Path, alt: Option<&str>) -> Result<String, Error> {
    let text = Text::read(path)?;
    let posts = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let (name, bytes) = cover::read(picture)?;
    let file_name = cover::take_in(posts.unwrap_or(Path::new(".")), &name, &bytes)?;
    let set = |now: &str, key: &str, value: &str| {
        let edits = edit::set(now, key, &NewValue::Text(value.to_owned()));
        edits.map_err(|source| Error::Field {
            key: key.to_owned(),
            file: text.named(),
            source: Box::new(source),
        })
    };
    let mut now = edit::apply(&text.text, &set(&text.text, "image", &file_name)?);
    if let Some(alt) = alt {
        now = edit::apply(&now, &set(&now, "image_alt", alt)?);
    }
    text.replace(&now)?;
    Ok(file_name)
}

/// Watches a folder of posts and hands over each batch of changes, until `go_on` says no.
///
/// # Errors
/// If the folder cannot be watched.
pub fn watch_folder(
    dir: &Path,
    mut go_on: impl FnMut(Vec<WatchEvent>) -> bool,
) -> Result<(), Error> {
    let (sender, batches) = std::sync::mpsc::channel();
    let mut index = Index::new();
    let (_watcher, found) = library::watch(dir, move |changes| drop(sender.send(changes)))?;
    let mut known = BTreeSet::new();
    for change in found {
        for change in index.apply(change) {
            if let LibraryChange::Put(row) = change {
                known.insert(row.path);
            }
        }
    }
    if !go_on(vec![WatchEvent::Watching {
        entries: index.len(),
    }]) {
        return Ok(());
    }
    for batch in batches {
        let events: Vec<_> = batch
            .into_iter()
            .flat_map(|change| watched(&mut index, &mut known, change))
            .collect();
        if !events.is_empty() && !go_on(events) {
            break;
        }
    }
    Ok(())
}

/// One line of `watch`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum WatchEvent {
    /// The folder is read and watched from now on.
    Watching {
        /// Entries found.
        entries: usize,
    },
    /// A new entry.
    Added(wire::LibraryRow),
    /// An entry that changed.
    Changed(wire::LibraryRow),
    /// An entry that is gone.
    Removed {
        /// Its path.
        path: String,
    },
    /// An entry with a new name.
    Renamed {
        /// Its old path.
        from: String,
        /// Its new path.
        to: String,
    },
}

fn watched(index: &mut Index, known: &mut BTreeSet<String>, change: FileChange) -> Vec<WatchEvent> {
    if let FileChange::Renamed { from, to } = &change {
        let event = WatchEvent::Renamed {
            from: from.clone(),
            to: to.clone(),
        };
        if known.remove(from) && faircopy_library::is_entry_path(to) {
            known.insert(to.clone());
            index.apply(change);
            return vec![event];
        }
    }
    let events = index.apply(change).into_iter().map(|change| match change {
        LibraryChange::Put(row) => {
            let is_new = known.insert(row.path.clone());
            let row = convert::row(row, None);
            if is_new {
                WatchEvent::Added(row)
            } else {
                WatchEvent::Changed(row)
            }
        }
        LibraryChange::Removed(path) => {
            known.remove(&path);
            WatchEvent::Removed { path }
        }
    });
    events.collect()
}
