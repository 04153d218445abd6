//! Texts that are kept beside their files: what a crash left behind, and what files once held.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A text that an earlier run kept and that stands in no file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Recovered {
    /// Its number, for as long as this run lasts.
    pub number: u32,
    /// Path of its entry below the posts folder.
    pub path: String,
    /// When it was written last: milliseconds since 1970 in UTC, where the disk tells.
    pub at: Option<f64>,
    /// Whether what was typed in the last moments may be missing.
    pub torn: bool,
}

/// How the file of a recovered text stands to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecoveredFile {
    /// The file is what the text began from; only the text is newer.
    Older,
    /// Faircopy itself has another text of it since: open, or saved.
    Ours,
    /// Another program wrote the file since.
    Changed,
    /// There is no such file.
    Gone,
}

/// Names a recovered text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveredRef {
    /// Its number.
    pub number: u32,
}

/// What becomes of a recovered text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Recovery {
    /// The entry opens with it and is saved; what its file held stays in the history.
    Keep,
    /// It becomes an entry of its own beside the other.
    Copy,
    /// It is given up; it stays in the history of its entry.
    Discard,
}

/// The author's choice for a recovered text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recover {
    /// Number of the recovered text.
    pub number: u32,
    /// What becomes of it.
    pub recovery: Recovery,
}

/// How a recovered text differs from the entry as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveredDiff {
    /// How the file stands to the text.
    pub file: RecoveredFile,
    /// From the open text, or else the file's, to the recovered one.
    pub diff: WordDiff,
}

/// How one text became another, word by word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WordDiff {
    /// All of both front matters, in order; nothing where they are the same.
    pub front_matter: Vec<DiffPiece>,
    /// All of both bodies, in order.
    pub pieces: Vec<DiffPiece>,
}

/// A stretch of a word diff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiffPiece {
    /// Which of the two texts has it.
    pub kind: DiffKind,
    /// The words.
    pub text: String,
}

/// Which of two texts has a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DiffKind {
    /// Both.
    Same,
    /// The later one.
    Added,
    /// The earlier one.
    Removed,
}

/// A text that the file of an entry once held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Snapshot {
    /// Its name.
    pub id: String,
    /// When it was saved, in milliseconds since 1970 in UTC.
    pub at: f64,
}

/// The texts that an entry's file held, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct History {
    /// The texts.
    pub snapshots: Vec<Snapshot>,
}

/// Names a text of an open entry's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SnapshotRef {
    /// Number of the open entry.
    pub entry: u32,
    /// Name of the text.
    pub id: String,
}
