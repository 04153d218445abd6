//! Changes one key of the front matter in place, and nothing else.
//!
//! A value is replaced where it stands, in the quotes or the kind of list it has; only where
//! plain text would change its meaning it is put in double quotes. Comments, order, blanks, line
//! breaks, anchors and all other keys keep their bytes. Two guards stand behind each edit: the
//! result reads as the old map with exactly that key changed, and every byte outside of the value
//! is the same. What does not pass is refused with the reason.

mod error;
mod front;
mod guard;
mod list;
pub(crate) mod quote;
mod remove;
mod scalar;

use std::ops::Range;

pub use error::EditError;

use crate::psych::{self, Node, Style, Value};
use crate::split;
use front::{Front, Pair};

/// A new value for a key.
#[derive(Clone, Debug, PartialEq)]
pub enum NewValue {
    /// Text, whatever it looks like: `on` stays the text `on`.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// A truth value.
    Bool(bool),
    /// YAML as the author typed it; it is checked, and means what Psych takes it for.
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

/// Sets a key, and answers with the edits that do it: none when it has that value already.
///
/// Of equal keys the last one is changed, which is the one that Jekyll reads. A key that is not
/// there becomes the last line of the front matter; front matter that is not there is made.
///
/// # Errors
///
/// See [`EditError`]: the edit would not read back as meant, or would touch more than the value.
pub fn set(text: &str, key: &str, value: &NewValue) -> Result<Vec<TextEdit>, EditError> {
    let goal = Goal::new(key, value)?;
    let split = split::split(text);
    if split.unclosed {
        return Err(EditError::Unclosed);
    }
    let Some(front_matter) = &split.front_matter else {
        return guard::first_good(
            text,
            key,
            Some(&goal.value),
            vec![vec![created(text, split.body, key, &goal)]],
            None,
        );
    };
    let front = Front::read(text, front_matter)?;
    if front.value(key) == Some(&goal.value) {
        return Ok(Vec::new());
    }
    match front.last_pair(key) {
        None => {
            let candidates = front.additions(key, &goal.added(front.column(), front.line_break));
            guard::first_good(text, key, Some(&goal.value), candidates, None)
        }
        Some(pair) => {
            let candidates = goal.replacements(&front, &pair);
            guard::first_good(
                text,
                key,
                Some(&goal.value),
                candidates,
                Some((&front, &pair)),
            )
        }
    }
}

/// Removes a key with its lines, and answers with the edits that do it: none when it is not there.
///
/// Of equal keys all are removed.
///
/// # Errors
///
/// See [`EditError`]; among them a key whose anchor is used elsewhere.
pub fn unset(text: &str, key: &str) -> Result<Vec<TextEdit>, EditError> {
    let split = split::split(text);
    if split.unclosed {
        return Err(EditError::Unclosed);
    }
    let Some(front_matter) = &split.front_matter else {
        return Ok(Vec::new());
    };
    let front = Front::read(text, front_matter)?;
    if front.value(key).is_none() {
        return Ok(Vec::new());
    }
    let Some(pair) = front.last_pair(key) else {
        return Err(EditError::Inherited {
            key: key.to_owned(),
        });
    };
    if let Some(error) = front.anchor_in_use(&pair, true) {
        return Err(error);
    }
    guard::first_good(
        text,
        key,
        None,
        remove::candidates(&front, key),
        Some((&front, &pair)),
    )
}

/// Applies edits that are in order and do not overlap, such as those of [`set`] and [`unset`].
///
/// An edit that lies outside of the text or before the end of its forerunner is left out.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let Some(kept) = text.get(at..edit.range.start) else {
            continue;
        };
        if text.get(edit.range.clone()).is_none() {
            continue;
        }
        changed.push_str(kept);
        changed.push_str(&edit.text);
        at = edit.range.end;
    }
    changed.push_str(&text[at..]);
    changed
}

/// What is to stand at the key.
struct Goal {
    value: Value,
    form: Form,
}

/// How the new value may be written.
enum Form {
    Text(String),
    List(Vec<String>),
    /// The author's own bytes.
    Given(String),
}

impl Goal {
    fn new(key: &str, value: &NewValue) -> Result<Self, EditError> {
        Ok(match value {
            NewValue::Text(text) => Self {
                value: Value::Text(text.clone()),
                form: Form::Text(text.clone()),
            },
            NewValue::List(items) => {
                let nodes = items.iter().map(|item| text_node(item)).collect();
                Self {
                    value: Value::List(nodes),
                    form: Form::List(items.clone()),
                }
            }
            NewValue::Bool(value) => Self {
                value: Value::Bool(*value),
                form: Form::Given(value.to_string()),
            },
            NewValue::Yaml(yaml) => Self::given(key, yaml)?,
        })
    }

    /// Plain text and plain lists take the style of what stands there; all else is kept as typed.
    fn given(key: &str, yaml: &str) -> Result<Self, EditError> {
        let yaml = yaml.trim_end_matches(['\n', '\r', ' ', '\t']);
        let node = psych::read_value(yaml).map_err(|error| EditError::InvalidYaml {
            key: key.to_owned(),
            error,
        })?;
        let has_comment = yaml.contains('#');
        let form = match &node.value {
            Value::Text(text) if node.style == Style::Plain && !has_comment => {
                Form::Text(text.clone())
            }
            Value::List(items) if !has_comment => {
                plain_items(items).map_or_else(|| Form::Given(yaml.to_owned()), Form::List)
            }
            _ => Form::Given(yaml.to_owned()),
        };
        Ok(Self {
            value: node.value,
            form,
        })
    }

    /// The value as it is written after a new key.
    fn added(&self, column: usize, line_break: &str) -> String {
        match &self.form {
            Form::Text(text) => format!(" {}", quote::plain_or_double(text, false)),
            Form::List(items) => format!(" {}", list::flow(items)),
            Form::Given(yaml) if yaml.is_empty() => String::new(),
            Form::Given(yaml) => scalar::given(yaml, column, line_break)
                .into_iter()
                .next()
                .unwrap_or_default(),
        }
    }

    fn replacements(&self, front: &Front, pair: &Pair) -> Vec<Vec<TextEdit>> {
        let mut candidates = match &self.form {
            Form::Text(text) => scalar::replacements(front, pair, text),
            Form::List(items) => list::replacements(front, pair, items, front.value(pair.name)),
            Form::Given(yaml) => scalar::given(yaml, pair.column, front.line_break)
                .into_iter()
                .map(|text| vec![front.replace_all(pair, text)])
                .collect(),
        };
        if let (Form::Given(_), Value::Text(text)) = (&self.form, &self.value) {
            // A block of text does not fit where a comment follows.
            candidates.push(vec![
                front.replace_all(pair, format!(" {}", quote::double(text))),
            ]);
        }
        if pair.properties_end > pair.colon_end {
            // A tag that the new value does not fit goes with the old one.
            let value = self.added(pair.column, front.line_break);
            candidates.push(vec![front.edit(pair.colon_end..pair.end, value)]);
        }
        candidates
    }
}

fn text_node(text: &str) -> Node {
    Node {
        value: Value::Text(text.to_owned()),
        span: 0..0,
        style: Style::Plain,
    }
}

fn plain_items(items: &[Node]) -> Option<Vec<String>> {
    let texts = items.iter().map(|item| match &item.value {
        Value::Text(text) if item.style == Style::Plain => Some(text.clone()),
        _ => None,
    });
    texts.collect()
}

/// Front matter for a text that has none.
fn created(text: &str, at: usize, key: &str, goal: &Goal) -> TextEdit {
    let line_break = front::line_break_of(text);
    let value = goal.added(0, line_break);
    let name = quote::plain_or_double(key, false);
    let rest = &text[at..];
    let gap = if rest.is_empty() || rest.starts_with(['\n', '\r']) {
        ""
    } else {
        line_break
    };
    let written = format!("---{line_break}{name}:{value}{line_break}---{line_break}{gap}");
    TextEdit {
        range: at..at,
        text: written,
    }
}
