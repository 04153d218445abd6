//! Why an edit is refused.

use crate::psych::YamlError;

/// Why a change of one key is refused. Nothing has been changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The front matter is opened and never closed.
    #[error("the front matter is never closed by a line of three dashes")]
    Unclosed,
    /// The front matter cannot be read as it is.
    #[error("line {line}: the front matter cannot be read: {message}")]
    Unreadable {
        /// The 1-based line of the file.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// The author's YAML is no YAML.
    #[error("the new value of `{key}` is not valid YAML: {error}")]
    InvalidYaml {
        /// The key.
        key: String,
        /// What is wrong, with lines of the value.
        error: YamlError,
    },
    /// The key has a value only by a merge (`<<`).
    #[error("`{key}` comes from a merged map; change it there")]
    Inherited {
        /// The key.
        key: String,
    },
    /// The value carries an anchor that is used elsewhere.
    #[error("`{key}` holds the anchor `{anchor}`, which line {line} uses")]
    AnchorInUse {
        /// The key.
        key: String,
        /// The name of the anchor.
        anchor: String,
        /// The 1-based line of the file on which the anchor is used.
        line: usize,
    },
    /// The change would take a comment along.
    #[error("changing `{key}` would lose the comment on line {line}")]
    LosesComment {
        /// The key.
        key: String,
        /// The 1-based line of the file.
        line: usize,
    },
    /// After the change something else would read differently.
    #[error("changing `{key}` here would change what `{other}` means")]
    ChangesOther {
        /// The key to change.
        key: String,
        /// What else would change.
        other: String,
    },
    /// No way was found to write the value at this place so that it reads back as meant.
    #[error("`{key}` cannot take this value where it stands")]
    CannotWrite {
        /// The key.
        key: String,
    },
}
