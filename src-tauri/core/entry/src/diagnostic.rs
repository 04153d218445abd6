//! What is wrong, or doubtful, in an entry: data for the author, never a failure.

use crate::edit::TextEdit;

/// How much a [`Diagnostic`] matters to the published page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The page will not be published as written.
    Error,
    /// The page is published, but probably not as meant.
    Warning,
    /// Worth knowing.
    Hint,
}

/// One finding about an entry, with the place and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name of the kind of finding, such as `front-matter-unclosed`.
    pub code: &'static str,
    /// The file it is about, relative to the blog, where that is not the entry's own.
    pub file: Option<&'static str>,
    /// The 1-based line of the file, where there is one.
    pub line: Option<usize>,
    /// The last line it is about, where that is more than one.
    pub last_line: Option<usize>,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// What puts it right, where that is safe.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// The same finding with what puts it right, if anything does.
    #[must_use]
    pub fn with_fix(self, fix: Option<Fix>) -> Self {
        Self { fix, ..self }
    }
}

/// A change of the entry's text after which a finding is no longer told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words that fit a button.
    pub title: String,
    /// In order, without overlaps.
    pub edits: Vec<TextEdit>,
}

impl Fix {
    /// A fix that changes something; none where there is nothing to change.
    pub fn new(title: impl Into<String>, edits: Vec<TextEdit>) -> Option<Self> {
        let title = title.into();
        (!edits.is_empty()).then_some(Self { title, edits })
    }
}
