//! Why a job did not come to its end.

use faircopy_tests::Trouble;
use std::fmt;
use std::io;
use std::process::ExitStatus;

/// Why a job did not come to its end.
#[derive(Debug)]
pub enum Problem {
    /// A program could not be started.
    NotStarted {
        /// The command line.
        line: String,
        /// Why.
        source: io::Error,
    },
    /// A program ended with a failure.
    Failed {
        /// The command line.
        line: String,
        /// How it ended.
        status: ExitStatus,
    },
    /// A file or folder could not be read or written.
    Io {
        /// What was being done, with the path.
        doing: String,
        /// Why it failed.
        source: io::Error,
    },
    /// Something has to be installed that cannot be installed from here.
    NotInstalled {
        /// Why not from here.
        because: &'static str,
        /// What, one line each.
        needs: Vec<String>,
        /// A command that installs it, where one is known.
        remedy: Option<String>,
    },
    /// A program gave something that cannot be read.
    Unreadable {
        /// Which one.
        line: String,
        /// What is wrong with it.
        message: String,
    },
    /// The window could not be driven.
    Window(Trouble),
    /// Rules of the house are broken, one line each.
    Untidy(Vec<String>),
    /// Steps of the test run failed.
    StepsFailed(Vec<&'static str>),
    /// No sample entry to show.
    NoEntry,
    /// No post to render.
    NoPosts,
    /// Renderings differ from kramdown's.
    Differ {
        /// How many.
        differ: usize,
        /// Of how many.
        of: usize,
    },
}

impl Problem {
    /// A problem with a file, by what was being done.
    pub fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        Self::Window(trouble)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted { line, source } => write!(out, "could not start `{line}`: {source}"),
            Self::Failed { line, status } => write!(out, "`{line}` failed ({status})"),
            Self::Io { doing, source } => write!(out, "{doing}: {source}"),
            Self::NotInstalled {
                because,
                needs,
                remedy,
            } => {
                writeln!(out, "{because}. Please install:")?;
                for need in needs {
                    writeln!(out, "  {need}")?;
                }
                match remedy {
                    Some(remedy) => write!(out, "for example with: {remedy}"),
                    None => Ok(()),
                }
            }
            Self::Unreadable { line, message } => {
                write!(out, "cannot read what `{line}` gave: {message}")
            }
            Self::Window(trouble) => write!(out, "{trouble}"),
            Self::Untidy(faults) => {
                writeln!(out, "{} rules of the house are broken:", faults.len())?;
                for fault in faults {
                    writeln!(out, "  {fault}")?;
                }
                Ok(())
            }
            Self::StepsFailed(steps) => write!(out, "failed: {}", steps.join(", ")),
            Self::NoEntry => write!(out, "there is no entry named YYYY-MM-DD-title.md in posts/"),
            Self::NoPosts => write!(
                out,
                "there is no post (*.md or *.markdown) that can be read below that folder"
            ),
            Self::Differ { differ, of } => write!(
                out,
                "{differ} of {of} posts differ from kramdown's rendering"
            ),
        }
    }
}

impl std::error::Error for Problem {}
