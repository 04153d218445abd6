//! Handing an entry to the blog: the plan that is shown and what came of it.

use crate::Finding;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The blog that entries go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BlogChoice {
    /// Its folder; none when the author cancelled.
    pub folder: Option<String>,
}

/// A wish for a practice blog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MakePracticeBlog {
    /// An empty folder; none asks with the system's dialog.
    pub folder: Option<String>,
}

/// Which entry to export, to the remembered blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Export {
    /// Number of the open entry.
    pub entry: u32,
}

/// What an export would write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportPlan {
    /// Folder of the blog.
    pub blog: String,
    /// Every file, with what changes in it.
    pub files: Vec<PlannedFile>,
    /// Address of the page once published.
    pub url: String,
    /// What was found on the way; an error stops the export.
    pub findings: Vec<Finding>,
    /// The blog already holds exactly this.
    pub nothing_to_do: bool,
}

/// One file of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedFile {
    /// Path below the blog's folder.
    pub path: String,
    /// Whether the file exists already.
    pub exists: bool,
    /// Whether its bytes change.
    pub changes: bool,
    /// Unified diff of a text file.
    pub diff: Option<String>,
    /// Size afterwards in bytes.
    pub bytes: u32,
    /// Whether it is a picture.
    pub image: bool,
}

/// What an export wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportReceipt {
    /// Paths below the blog's folder that were written.
    pub written: Vec<String>,
    /// Folder of the blog.
    pub blog: String,
    /// Address of the page once published.
    pub url: String,
}
