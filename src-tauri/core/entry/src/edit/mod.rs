//! Changes one key of the front matter in place, and nothing else.
mod error;
pub(crate) mod quote;
pub use error::EditError;
use std::ops::Range;
/// A new value for a key.
#[derive(Clone, Debug, PartialEq)]
pub enum NewValue {
    /// Text, whatever it looks like.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// A truth value.
    Bool(bool),
    /// YAML as the author typed it; it is checked.
    Yaml(String),
}
/// Replaces a range of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// Bytes of the whole text.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}
/// Sets.
pub fn set(_text: &str, _key: &str, _value: &NewValue) -> Result<Vec<TextEdit>, EditError> {
    Err(EditError::Unclosed)
}
/// Unsets.
pub fn unset(_text: &str, _key: &str) -> Result<Vec<TextEdit>, EditError> {
    Err(EditError::Unclosed)
}
/// Applies edits.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        changed.push_str(&text[at..edit.range.start]);
        changed.push_str(&edit.text);
        at = edit.range.end;
    }
    changed.push_str(&text[at..]);
    changed
}
