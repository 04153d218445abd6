//! What can go wrong while a journey drives a program.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// What a journey gives back.
pub type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Why a program could not be driven.
#[derive(Debug)]
pub enum Trouble {
    /// A program of the system is missing.
    Missing {
        /// Its name.
        program: &'static str,
        /// The Debian package that has it.
        package: &'static str,
    },
    /// A program of ours was not built, or nobody said where it is.
    NotBuilt {
        /// The variable that names it.
        variable: &'static str,
    },
    /// A program could not be started or spoken to.
    Io {
        /// What was being done.
        doing: String,
        /// Why it failed.
        source: io::Error,
    },
    /// A program ended before it said that it was ready.
    EndedEarly {
        /// Which one.
        program: &'static str,
        /// What it said.
        said: String,
    },
    /// The driver gave an answer that is not one of WebDriver's.
    Unreadable {
        /// The request.
        request: String,
        /// The answer.
        answer: String,
    },
    /// The driver refused a request.
    Refused {
        /// The request.
        request: String,
        /// WebDriver's own name of the error.
        error: String,
        /// What it says.
        message: String,
    },
    /// Something did not come true in time.
    TimedOut {
        /// The condition, as a script.
        condition: String,
        /// How long it was waited for.
        waited: Duration,
        /// Where a picture of the window was put.
        picture: Option<PathBuf>,
        /// What the page showed.
        page: String,
    },
}

impl Trouble {
    pub(crate) fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { program, package } => write!(
                out,
                "`{program}` is not installed: it comes with the Debian package {package} (`cargo xtask test` installs it)"
            ),
            Self::NotBuilt { variable } => write!(
                out,
                "{variable} does not name a built program: run `cargo xtask test`, or set it yourself"
            ),
            Self::Io { doing, source } => write!(out, "{doing}: {source}"),
            Self::EndedEarly { program, said } => {
                write!(out, "{program} ended before it was ready; it said: {said}")
            }
            Self::Unreadable { request, answer } => {
                write!(
                    out,
                    "{request}: the driver's answer is not WebDriver's: {answer}"
                )
            }
            Self::Refused {
                request,
                error,
                message,
            } => write!(out, "{request}: {error}: {message}"),
            Self::TimedOut {
                condition,
                waited,
                picture,
                page,
            } => {
                write!(
                    out,
                    "after {waited:?} this is still not true: {condition}\nthe page shows:\n{page}"
                )?;
                match picture {
                    Some(path) => write!(out, "\npicture: {}", path.display()),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for Trouble {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
