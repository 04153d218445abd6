//! Every way in which a use case can fail: what happened, to which file, and what to do next.

use faircopy_blog::{self as blog, private_words::PrivateWordsError};
use faircopy_draft::{OpenError, Stale};
use faircopy_entry::{date::NoDate, edit::EditError, slug::SlugError, template::TemplateError};
use faircopy_host::{
    beneath, blog as host_blog, disk::DiskError, git, history::HistoryError, image::ImageError,
    journal::JournalError, watch::WatchError,
};
use faircopy_wire::{Failure, FailureCode};
use std::path::PathBuf;

/// Who can mend a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The entry or blog has a problem.
    Problem,
    /// Faircopy was called wrongly.
    Usage,
    /// The system refused.
    System,
}

/// Why a use case was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Changes for another text than the open one.
    #[error("the changes are for revision {got}, the text is at {have}")]
    Stale {
        /// Revision of the draft.
        have: u32,
        /// Revision that was named.
        got: u32,
    },
    /// The changes do not fit the text.
    #[error(transparent)]
    Changes(#[from] Stale),
    /// No entry is open under this number.
    #[error("no entry is open under the number {0}")]
    NotOpen(u32),
    /// The path is not one of an entry.
    #[error("{0} is not an entry: entries are .md or .markdown files below the posts folder")]
    NotAnEntry(String),
    /// The file is not a text.
    #[error("{file}: {source}")]
    Text {
        /// The file.
        file: String,
        /// What is wrong with its bytes.
        source: OpenError,
    },
    /// The entry is only shown.
    #[error("{file} is read only: {reason}")]
    ReadOnly {
        /// The file.
        file: String,
        /// Why.
        reason: String,
    },
    /// A key of the front matter cannot be set.
    #[error("{file}: `{key}` was not changed: {source}")]
    Field {
        /// The key.
        key: String,
        /// The file.
        file: String,
        /// Why.
        source: Box<EditError>,
    },
    /// A template cannot be filled.
    #[error("{0}")]
    Template(#[from] TemplateError),
    /// There is no such template.
    #[error("there is no template named {name} in {folder}")]
    NoTemplate {
        /// The name.
        name: String,
        /// Where it was looked for.
        folder: String,
    },
    /// The title gives no file name.
    #[error("{0}")]
    Slug(#[from] SlugError),
    /// A new entry needs a title or a topic.
    #[error("the new entry has no title")]
    NoTitle,
    /// A date that cannot be read.
    #[error("`{0}` is not a date like 2026-11-23")]
    Date(String),
    /// What was typed into the form is no date.
    #[error("{0}")]
    NoDate(#[from] NoDate),
    /// An assignment without `=`.
    #[error("`{0}` is not of the form key=value")]
    Assignment(String),
    /// No blog was chosen.
    #[error("no blog has been chosen yet")]
    NoBlog,
    /// What was shown before an export no longer holds.
    #[error("{0} changed since the plan was shown")]
    PlanOutdated(String),
    /// The blog holds no post of the entry.
    #[error("the blog holds no post of {0}")]
    NotExported(String),
    /// A finding is not told any more.
    #[error("{0} changed since this was found")]
    NoFix(String),
    /// An error stops the export.
    #[error("{file}{}: {message}", line.map(|line| format!(":{line}")).unwrap_or_default())]
    Stopped {
        /// The file.
        file: String,
        /// Its line.
        line: Option<usize>,
        /// The first error.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// A link that is not opened.
    #[error("{0} was not opened: only http, https and mailto links are")]
    Link(String),
    /// The system did not open a link.
    #[error("{0}")]
    Dialog(#[from] crate::DialogError),
    /// Bytes that are not base64.
    #[error("the picture {0} did not arrive whole")]
    Transfer(String),
    /// A recovered text that is no longer there.
    #[error("this text was dealt with already")]
    NotRecovered,
    /// A text of the history that is not there.
    #[error("this text is no longer in the history")]
    NoHistory,
    /// The history.
    #[error("{0}")]
    History(Box<HistoryError>),
    /// The journal.
    #[error("{0}")]
    Journal(Box<JournalError>),
    /// The disk.
    #[error("{0}")]
    Disk(#[from] DiskError),
    /// A picture.
    #[error("{file}: {source}")]
    Image {
        /// The picture.
        file: String,
        /// Why it is not taken.
        source: ImageError,
    },
    /// A path that leaves its folder.
    #[error("{0}")]
    Beneath(#[from] beneath::BeneathError),
    /// The posts folder cannot be watched.
    #[error("{0}")]
    Watch(#[from] WatchError),
    /// The blog cannot be read.
    #[error("{0}")]
    Blog(#[from] host_blog::BlogError),
    /// The plan cannot be made.
    #[error("{0}")]
    Plan(#[from] blog::plan::PlanError),
    /// The practice blog cannot be made.
    #[error("{0}")]
    Practice(#[from] host_blog::PracticeError),
    /// An export that was cut short cannot be looked for.
    #[error("{0}")]
    Recover(#[from] host_blog::RecoverError),
    /// The plan cannot be carried out.
    #[error("{0}")]
    Apply(#[from] host_blog::ApplyError),
    /// git did not do what was asked.
    #[error("{0}")]
    Git(Box<git::GitError>),
    /// A settings file is not what it should be.
    #[error("{}: {source}", path.display())]
    Settings {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_yaml::Error,
    },
    /// A list of private words is not what it should be.
    #[error("{}: {source}", path.display())]
    PrivateWords {
        /// The list.
        path: PathBuf,
        /// What is wrong with it.
        source: PrivateWordsError,
    },
    /// The session has ended.
    #[error("Faircopy is closing")]
    Closing,
    /// A fault of this program.
    #[error("Something went wrong inside Faircopy: {0}")]
    Internal(String),
}

impl Error {
    /// Who can mend it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Assignment(_) | Self::NoTitle | Self::Date(_) => Kind::Usage,
            Self::Disk(_)
            | Self::Beneath(_)
            | Self::Watch(_)
            | Self::History(_)
            | Self::Journal(_)
            | Self::Apply(_)
            | Self::Dialog(_)
            | Self::Git(_)
            | Self::Recover(_)
            | Self::Closing
            | Self::Internal(_) => Kind::System,
            _ => Kind::Problem,
        }
    }

    /// Whether the folder is no blog at all.
    pub fn is_no_blog(&self) -> bool {
        matches!(self, Self::Blog(host_blog::BlogError::NotABlog { .. }))
    }

    /// What to do next.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoBlog => Some("Choose your blog's folder first.".to_owned()),
            Self::NoTitle => Some("Give it a title, or a topic within its series.".to_owned()),
            Self::NotExported(_) => Some("There is nothing to take out.".to_owned()),
            Self::NoFix(_) => Some("Look at the findings as they are now.".to_owned()),
            Self::PlanOutdated(_) => Some("Look at the new plan and confirm it.".to_owned()),
            Self::NoTemplate { .. } => {
                Some("Pick one of the templates there, or add a file with that name.".to_owned())
            }
            Self::Text {
                source: OpenError::InvalidUtf8 { .. },
                ..
            } => Some("Save the file as UTF-8 with the program it comes from.".to_owned()),
            Self::ReadOnly { .. } => Some(
                "Save it as UTF-8 with the program it comes from, or copy its text to a new entry."
                    .to_owned(),
            ),
            Self::Stopped { hint, .. } => hint.clone(),
            Self::Git(error) => Some(error.hint()),
            Self::Disk(error) => Some(error.hint().to_owned()),
            Self::History(error) => Some(error.hint().to_owned()),
            Self::Journal(error) => Some(error.hint().to_owned()),
            Self::Image { source, .. } => Some(source.hint().to_owned()),
            _ => None,
        }
    }

    fn code(&self) -> FailureCode {
        match self {
            Self::Stale { .. } | Self::Changes(_) => FailureCode::Stale,
            Self::NoBlog => FailureCode::NoBlog,
            Self::NoDate(_) => FailureCode::Field,
            Self::Git(error) if matches!(**error, git::GitError::Behind { .. }) => {
                FailureCode::Behind
            }
            Self::Internal(_) | Self::NotOpen(_) | Self::Closing => FailureCode::Internal,
            other if other.kind() == Kind::System => FailureCode::System,
            _ => FailureCode::Author,
        }
    }
}

impl From<HistoryError> for Error {
    fn from(error: HistoryError) -> Self {
        Self::History(Box::new(error))
    }
}

impl From<JournalError> for Error {
    fn from(error: JournalError) -> Self {
        Self::Journal(Box::new(error))
    }
}

impl From<git::GitError> for Error {
    fn from(error: git::GitError) -> Self {
        Self::Git(Box::new(error))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            code: error.code(),
            message: error.to_string(),
            hint: error.hint(),
        }
    }
}
