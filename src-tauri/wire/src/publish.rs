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
    /// Paths below the blog's folder that go.
    pub removed: Vec<String>,
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
    /// Paths below the blog's folder that were removed.
    pub removed: Vec<String>,
    /// Folder of the blog.
    pub blog: String,
    /// Address of the page once published.
    pub url: String,
}

/// How an entry stands to the blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportState {
    /// The blog has no such post.
    Draft,
    /// The blog holds what the entry says.
    Exported,
    /// The entry was changed since its export.
    Changed,
    /// The post was changed in the blog since.
    ChangedInBlog,
    /// Both were changed since.
    ChangedInBoth,
    /// The post is not in the blog any more.
    Missing,
}

/// How one entry of the library stands to the blog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntryInBlog {
    /// Path of the entry.
    pub path: String,
    /// How it stands.
    pub state: ExportState,
}

/// How the files of an entry can be committed to the blog's repository and sent to its remote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PublishOffer {
    /// The branch that is checked out.
    pub branch: String,
    /// A branch of the entry's own, whether or not there is one already.
    pub own_branch: String,
    /// The remote that is pushed to, if there is one.
    pub remote: Option<String>,
    /// Whether the remote may lack commits of the branch.
    pub unsent: bool,
    /// The files that a commit would hold, below the blog's folder.
    pub files: Vec<String>,
    /// What the commit would be called.
    pub message: String,
    /// Who commits, if git knows it.
    pub author: Option<Identity>,
}

/// A wish to commit an entry's files, and to send them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Publish {
    /// Number of the open entry.
    pub entry: u32,
    /// What the commit is called.
    pub message: String,
    /// A branch of its own; none takes the one that is checked out.
    pub branch: Option<String>,
    /// Whether to push as well.
    pub push: bool,
    /// Whether to bring in first what the remote has more.
    pub pull: bool,
}

/// What was committed and sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Published {
    /// Id of the commit; none where the repository held all of it.
    pub commit: Option<String>,
    /// The branch it is on.
    pub branch: String,
    /// The remote that has it now; none where nothing was pushed.
    pub remote: Option<String>,
}

/// Who commits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Identity {
    /// A name.
    pub name: String,
    /// An address for mail.
    pub email: String,
}
