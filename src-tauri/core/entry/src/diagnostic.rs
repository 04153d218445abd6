//! What is wrong, or doubtful, in an entry: data for the author, never a failure.

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
}
