//! Reads front matter as Ruby's Psych reads it for Jekyll: YAML 1.1 by libyaml's grammar.
//!
//! Source of the rules: Jekyll 4.3 `Utils.safe_load_yaml` (`Psych.safe_load` with `Date` and
//! `Time` permitted and aliases on), Psych 4.0 `scalar_scanner.rs` and `visitors/to_ruby.rb`.
//! So `no` is false, `1_000` is 1000, `017` is 15, `12:30` is 45000, `<<` merges, the last of two
//! equal keys wins, and a tab, `title: a: b` or `:symbol` is an error.
//!
//! Three budgets end hostile input at once: [`MAX_BYTES`], [`MAX_DEPTH`] and [`MAX_NODES`].

mod blame;
mod build;
mod cursor;
mod grammar;
mod resolve;
mod scalar;
mod scan;
mod scan_name;
mod scan_scalar;

use std::ops::Range;

pub(crate) use build::{Raw, RawDocument, RawKind, parse as parse_raw};

/// The largest front matter that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// The deepest nesting of lists and maps that is read.
pub const MAX_DEPTH: usize = 64;

/// The most nodes that front matter may have once its aliases are followed.
pub const MAX_NODES: usize = 100_000;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it means.
    pub value: Value,
    /// Where it stands, in bytes of the YAML text, quotes, brackets and block headers included,
    /// anchor and tag not. A value that came by an alias or a merge has the span it was written at.
    pub span: Range<usize>,
    /// How it is written.
    pub style: Style,
}

/// Two nodes are equal when they mean the same, however they are written.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// A scalar without quotes, or nothing at all.
    Plain,
    /// `'text'`
    SingleQuoted,
    /// `"text"`
    DoubleQuoted,
    /// A block scalar after `|`.
    Literal,
    /// A block scalar after `>`.
    Folded,
    /// A list or map in brackets.
    Flow,
    /// A list or map of lines.
    Block,
    /// `*name`
    Alias,
}

/// What a piece of YAML means to Ruby.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// `true`, `yes`, `on` or `false`, `no`, `off`.
    Bool(bool),
    /// A whole number. One that does not fit is [`Value::Text`] of its decimal digits, which is
    /// what a page would show.
    Int(i64),
    /// A number with a point, infinite or not a number included.
    Float(f64),
    /// Text.
    Text(String),
    /// A day, as it is written.
    Date(String),
    /// A moment, as it is written.
    Time(String),
    /// A list.
    List(Vec<Node>),
    /// A map in Ruby's order: first appearance of the key, last value given.
    Map(Vec<(Node, Node)>),
}

/// Numbers are compared by their bits, so that `.nan` equals itself.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(one), Self::Bool(two)) => one == two,
            (Self::Int(one), Self::Int(two)) => one == two,
            (Self::Float(one), Self::Float(two)) => one.to_bits() == two.to_bits(),
            (Self::Text(one), Self::Text(two))
            | (Self::Date(one), Self::Date(two))
            | (Self::Time(one), Self::Time(two)) => one == two,
            (Self::List(one), Self::List(two)) => one == two,
            (Self::Map(one), Self::Map(two)) => one == two,
            _ => false,
        }
    }
}

impl Value {
    /// Shows a scalar as Liquid would print it; `None` for nothing, a list or a map.
    ///
    /// A date or a time is shown as it is written.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::Bool(value) => Some(value.to_string()),
            Self::Int(value) => Some(value.to_string()),
            Self::Float(value) => Some(scalar::show_float(*value)),
            Self::Text(value) | Self::Date(value) | Self::Time(value) => Some(value.clone()),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// Whether this is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The items, if this is a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let Self::Map(pairs) = self else { return None };
        let found = pairs
            .iter()
            .find(|(name, _)| matches!(&name.value, Self::Text(text) if text == key));
        found.map(|(_, node)| &node.value)
    }
}

/// One key of the front matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key as text (a key such as `1` or `yes` as Liquid would print it).
    pub key: String,
    /// Where the key stands, in bytes of the YAML text.
    pub key_span: Range<usize>,
    /// Its value.
    pub node: Node,
}

/// Why Psych, or one of the budgets, refuses the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {}", self.told())]
pub struct YamlError {
    /// The 1-based line within the YAML text.
    pub line: usize,
    /// The 1-based column, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What the author can do about it, where that is clear.
    pub hint: Option<&'static str>,
}

/// What to do where text was taken for markup.
const IN_QUOTES: &str = "put the text in quotes";

/// What is wrong with a line that was meant as a key.
const KEY_WITHOUT_COLON: &str = "a `: ` is missing after this key";

/// What to do where a line is no pair.
const KEY_AND_VALUE: &str = "write `key: value`, with a colon and a blank";

/// What to do where a quoted text does not end.
const CLOSE_QUOTE: &str = "put the same quote at the end of the text";

impl YamlError {
    pub(crate) fn at(yaml: &str, offset: usize, message: impl Into<String>) -> Self {
        let before = yaml.get(..offset).unwrap_or(yaml);
        let line_start = before.rfind('\n').map_or(0, |line_feed| line_feed + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
            hint: None,
        }
    }

    /// The same error with what to do about it.
    pub(crate) fn advise(self, hint: &'static str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// What is wrong and what to do about it, without the place.
    pub(crate) fn told(&self) -> String {
        match self.hint {
            Some(hint) => format!("{}; {hint}", self.message),
            None => self.message.clone(),
        }
    }
}

/// Reads the text between the fences: its keys in Ruby's order, none for an empty text.
///
/// # Errors
///
/// The first thing that Psych would refuse, a top level that is no map, or a budget exceeded.
pub fn read(yaml: &str) -> Result<Vec<Entry>, YamlError> {
    read_document(yaml, &parse_raw(yaml)?)
}

/// Keys of the top level that are written again, and where.
pub(crate) type RepeatedKeys = Vec<(String, usize)>;

/// Reads a text, and names the keys of the top level that are written again, with the offset of
/// the later key.
pub(crate) fn read_with_repeated_keys(yaml: &str) -> Result<(Vec<Entry>, RepeatedKeys), YamlError> {
    let document = parse_raw(yaml)?;
    Ok((read_document(yaml, &document)?, repeated_keys(&document)))
}

/// Reads a text that is parsed already.
pub(crate) fn read_document(yaml: &str, document: &RawDocument) -> Result<Vec<Entry>, YamlError> {
    let Some(root) = &document.root else {
        return Ok(Vec::new());
    };
    let node = resolve::resolve(yaml, root)?;
    match node.value {
        Value::Map(pairs) => Ok(pairs.into_iter().map(entry).collect()),
        Value::Null | Value::Bool(false) => Ok(Vec::new()),
        other => Err(not_a_map(yaml, node.span.start, &other)),
    }
}

fn entry((key, node): (Node, Node)) -> Entry {
    Entry {
        key: key.value.as_text().unwrap_or_default(),
        key_span: key.span,
        node,
    }
}

fn not_a_map(yaml: &str, offset: usize, found: &Value) -> YamlError {
    let what = match found {
        Value::List(_) => "a list",
        Value::Text(_) => "plain text",
        _ => "a single value",
    };
    YamlError::at(
        yaml,
        offset,
        format!("front matter must be lines of `key: value`, this is {what}"),
    )
    .advise(KEY_AND_VALUE)
}

/// Reads one value that stands alone, such as one typed by the author.
pub(crate) fn read_value(yaml: &str) -> Result<Node, YamlError> {
    // The value will stand in whole lines.
    let yaml = format!("{yaml}\n");
    let document = parse_raw(&yaml)?;
    match &document.root {
        Some(root) => resolve::resolve(&yaml, root),
        None => Ok(Node {
            value: Value::Null,
            span: 0..0,
            style: Style::Plain,
        }),
    }
}

fn repeated_keys(document: &RawDocument) -> RepeatedKeys {
    let Some(Raw {
        kind: RawKind::Map(pairs),
        ..
    }) = &document.root
    else {
        return Vec::new();
    };
    let mut seen = std::collections::HashSet::new();
    let names = pairs.iter().filter_map(|(key, _)| match &key.kind {
        RawKind::Scalar(name) if name != "<<" => Some((name, key.span.start)),
        _ => None,
    });
    names
        .filter(|(name, _)| !seen.insert(*name))
        .map(|(name, at)| (name.clone(), at))
        .collect()
}
