//! The posts folder as a list, and new entries.

use crate::{FieldEdit, OpenedEntry, Patch, SaveState, SavedEntry};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One entry of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LibraryRow {
    /// Path below the posts folder.
    pub path: String,
    /// Title, or the file name where there is none.
    pub title: String,
    /// `YYYY-MM-DD`, from the front matter or the file name.
    pub date: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Cover as written in the entry.
    pub cover: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Words of the body.
    pub words: u32,
    /// Name and number of the series it belongs to.
    pub series: Option<(String, u32)>,
    /// Why the entry cannot be read, if so.
    pub error: Option<String>,
    /// Why its open text is not in its file, where the author has to act: a clash, a file that is
    /// gone, a save that failed.
    pub held: Option<SaveState>,
    /// Whether it is the copy that a recovered text was kept as.
    pub recovered: bool,
}

/// A change of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LibraryChange {
    /// A row is new or changed.
    Put {
        /// The row.
        row: Box<LibraryRow>,
    },
    /// A row is gone.
    Removed {
        /// Its path.
        path: String,
    },
}

/// What the core tells the window unasked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "event", content = "detail", rename_all = "snake_case")]
pub enum Event {
    /// The posts folder changed.
    Library {
        /// What changed, in order.
        changes: Vec<LibraryChange>,
    },
    /// Pictures below the posts folder came, went or changed.
    Pictures {},
    /// An entry was saved, or a save failed.
    Saved(SavedEntry),
    /// Another program changed the file of an open entry: apply the changes, keep the caret.
    Reloaded {
        /// Number of the open entry.
        entry: u32,
        /// Changes from the revision before.
        edit: FieldEdit,
        /// The preview after them.
        patch: Patch,
        /// Whether the author had changed the text too, so that both are in it now.
        merged: bool,
    },
    /// The file of an open entry has another name now.
    Moved {
        /// Number of the open entry.
        entry: u32,
        /// New path below the posts folder.
        path: String,
    },
    /// Another start of the program asks to show this entry.
    Opened(OpenedEntry),
    /// How far a push or pull is, in git's words.
    Publishing {
        /// The words.
        progress: String,
    },
    /// Changes of the posts folder are heard of late from now on, or at once again.
    Polled {
        /// Why they are heard of late, if so.
        why: Option<String>,
    },
    /// Something to tell the author in one sentence.
    Note {
        /// The sentence.
        message: String,
    },
}

/// What "New entry" offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewOffer {
    /// Templates, in order.
    pub templates: Vec<TemplateOffer>,
    /// Series of the library, the last used first.
    pub series: Vec<SeriesOffer>,
    /// Author from the settings or the last entry.
    pub author: String,
    /// Today, `YYYY-MM-DD`.
    pub date: String,
}

/// One template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateOffer {
    /// Its name: the file name without ending.
    pub name: String,
    /// Whether it numbers a series.
    pub numbered: bool,
}

/// One series and its next number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeriesOffer {
    /// Its name.
    pub name: String,
    /// The next free number.
    pub next: u32,
}

/// A wish for a new entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewEntry {
    /// Name of the template.
    pub template: String,
    /// Series to continue, for a numbered template.
    pub series: Option<String>,
    /// Topic within a series, or the whole title without one.
    pub topic: String,
    /// Author.
    pub author: String,
    /// `YYYY-MM-DD`.
    pub date: String,
}
