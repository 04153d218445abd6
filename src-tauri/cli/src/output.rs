//! The one place that prints.

use serde::Serialize;
use std::io::{self, Write};

/// Why standard output could not be written.
pub type Written = io::Result<()>;

/// One line on standard output.
pub fn line(text: &str) -> Written {
    writeln!(io::stdout().lock(), "{text}")
}

/// Text on standard output as it is.
pub fn text(text: &str) -> Written {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// One JSON value on one line of standard output.
pub fn json(value: &impl Serialize) -> Written {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, value)?;
    writeln!(out)?;
    out.flush()
}

/// Sends what the app warns of to standard error, one line each.
pub fn warnings() {
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_writer(io::stderr)
        .without_time()
        .with_target(false)
        .with_ansi(false)
        .init();
}

/// What went wrong, on standard error, with what to do next.
pub fn problem(message: &str, hint: Option<&str>) {
    let mut err = io::stderr().lock();
    // Nothing is left to tell it to when standard error is gone.
    drop(writeln!(err, "faircopy: {message}"));
    if let Some(hint) = hint {
        drop(writeln!(err, "  {hint}"));
    }
}
