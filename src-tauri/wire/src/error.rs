//! What went wrong, to which file, and what to do next.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// Why a request was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// What the window does about it.
    pub code: FailureCode,
    /// What happened, to which file, in one sentence.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
}

/// Kinds of failure that the window treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// The changes do not fit the text: send the whole text.
    Stale,
    /// No blog was chosen yet: ask for one.
    NoBlog,
    /// The blog's remote has commits that are not here: offer to pull.
    Behind,
    /// A field of the form does not take what was typed: the words stand beside it.
    Field,
    /// The entry, blog or picture has a problem that the author can mend.
    Author,
    /// The system refused: disk, permission.
    System,
    /// A fault of this program; the text is safe.
    Internal,
}

impl Failure {
    /// A fault of this program.
    pub fn internal(error: &dyn fmt::Display) -> Self {
        Self {
            code: FailureCode::Internal,
            message: format!("Something went wrong inside Faircopy: {error}"),
            hint: Some("Your text is kept. Please report this.".to_owned()),
        }
    }
}

/// Something about an entry that the author should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// A stable name of the kind of finding.
    pub code: String,
    /// The file it is about, relative to the blog, where that is not the entry.
    pub file: Option<String>,
    /// Line of the file, counted from 1.
    pub line: Option<u32>,
    /// The last line it is about, where that is more than one.
    pub last_line: Option<u32>,
    /// What is the matter.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// What a click can do about it, in a few words; see [`FixFinding`].
    pub fix: Option<String>,
}

/// A wish to have a finding put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FixFinding {
    /// Number of the open entry.
    pub entry: u32,
    /// Code of the finding.
    pub code: String,
    /// Its line.
    pub line: Option<u32>,
    /// Its message.
    pub message: String,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Stops an export.
    Error,
    /// Should be looked at.
    Warning,
    /// Could be better.
    Hint,
}
