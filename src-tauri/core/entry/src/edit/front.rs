//! The front matter as it is written: its pairs, and where each begins and ends.

use std::ops::Range;

use super::{EditError, TextEdit, quote};
use crate::psych::{self, Entry, Raw, RawDocument, RawKind, Style, Value};
use crate::split::FrontMatter;

/// Front matter that can be read.
pub(super) struct Front<'text> {
    /// Where the YAML text begins in the whole text.
    pub(super) base: usize,
    pub(super) first_line: usize,
    pub(super) yaml: &'text str,
    pub(super) line_break: &'static str,
    document: RawDocument,
    entries: Vec<Entry>,
}

/// A key of the top level and its value, as they are written.
#[derive(Clone, Copy)]
pub(super) struct Pair<'front> {
    pub(super) name: &'front str,
    pub(super) key: &'front Raw,
    pub(super) value: &'front Raw,
    pub(super) index: usize,
    /// The column of the key, in bytes.
    pub(super) column: usize,
    /// Right after the colon.
    pub(super) colon_end: usize,
    /// After the colon, the anchor and the tag.
    pub(super) properties_end: usize,
    /// Where the value ends.
    pub(super) end: usize,
}

pub(super) fn line_break_of(text: &str) -> &'static str {
    let first = text.find('\n');
    match first {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

impl<'text> Front<'text> {
    pub(super) fn read(text: &'text str, front_matter: &FrontMatter) -> Result<Self, EditError> {
        let yaml = &text[front_matter.yaml.clone()];
        let unreadable = |error: psych::YamlError| EditError::Unreadable {
            line: front_matter.first_line + error.line - 1,
            message: error.told(),
        };
        let document = psych::parse_raw(yaml).map_err(unreadable)?;
        let entries = psych::read_document(yaml, &document).map_err(unreadable)?;
        Ok(Self {
            base: front_matter.yaml.start,
            first_line: front_matter.first_line,
            yaml,
            line_break: line_break_of(text),
            document,
            entries,
        })
    }

    /// What Jekyll reads for a key.
    pub(super) fn value(&self, key: &str) -> Option<&Value> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.node.value)
    }

    pub(super) fn pairs(&self) -> Vec<Pair<'_>> {
        let Some(Raw {
            kind: RawKind::Map(pairs),
            ..
        }) = &self.document.root
        else {
            return Vec::new();
        };
        let pairs = pairs.iter().enumerate();
        pairs
            .filter_map(|(index, (key, value))| self.pair(index, key, value))
            .collect()
    }

    pub(super) fn last_pair(&self, key: &str) -> Option<Pair<'_>> {
        self.pairs().into_iter().rfind(|pair| pair.name == key)
    }

    fn pair<'front>(
        &'front self,
        index: usize,
        key: &'front Raw,
        value: &'front Raw,
    ) -> Option<Pair<'front>> {
        let RawKind::Scalar(name) = &key.kind else {
            return None;
        };
        let column = self.column();
        let colon_end = self.after_colon(key.span.end)?;
        let properties_end = self.after_properties(value, colon_end);
        let end = value.span.end.max(properties_end);
        Some(Pair {
            name,
            key,
            value,
            index,
            column,
            colon_end,
            properties_end,
            end,
        })
    }

    /// The column of the top level's keys, in bytes.
    pub(super) fn column(&self) -> usize {
        let start = self
            .document
            .root
            .as_ref()
            .filter(|root| root.style == Style::Block)
            .map(|root| root.span.start);
        start.map_or(0, |start| start - self.line_start(start))
    }

    fn after_colon(&self, from: usize) -> Option<usize> {
        let rest = &self.yaml[from..];
        let colon = rest.find(':')?;
        rest[..colon]
            .trim_matches([' ', '\t', '\r', '\n'])
            .is_empty()
            .then_some(from + colon + 1)
    }

    fn after_properties(&self, value: &Raw, colon_end: usize) -> usize {
        let mut end = colon_end;
        let mut at = value.start;
        while at < self.yaml.len() && self.yaml[at..].starts_with(['&', '!']) {
            let rest = &self.yaml[at..];
            let word = rest.find([' ', '\t', '\r', '\n']).unwrap_or(rest.len());
            end = end.max(at + word);
            let gap = rest[word..].len() - rest[word..].trim_start_matches([' ', '\t']).len();
            at += word + gap;
        }
        end
    }

    pub(super) fn root_is_flow(&self) -> Option<&Raw> {
        self.document
            .root
            .as_ref()
            .filter(|root| root.style == Style::Flow)
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.yaml[..at]
            .rfind('\n')
            .map_or(0, |line_feed| line_feed + 1)
    }

    /// The end of the line's text, before its line break.
    pub(super) fn line_text_end(&self, at: usize) -> usize {
        let end = self.yaml[at..]
            .find('\n')
            .map_or(self.yaml.len(), |line_feed| at + line_feed);
        if end > at && self.yaml[..end].ends_with('\r') {
            end - 1
        } else {
            end
        }
    }

    pub(super) fn next_line(&self, at: usize) -> usize {
        self.yaml[at..]
            .find('\n')
            .map_or(self.yaml.len(), |line_feed| at + line_feed + 1)
    }

    /// The 1-based line of the file.
    pub(super) fn line_number(&self, at: usize) -> usize {
        self.first_line + self.yaml[..at].matches('\n').count()
    }

    /// An edit of a range of the YAML text.
    pub(super) fn edit(&self, range: Range<usize>, text: impl Into<String>) -> TextEdit {
        TextEdit {
            range: self.base + range.start..self.base + range.end,
            text: text.into(),
        }
    }

    /// The first comment within a range of the YAML text.
    pub(super) fn comment_in(&self, range: &Range<usize>) -> Option<&Range<usize>> {
        self.document
            .comments
            .iter()
            .find(|comment| range.start <= comment.start && comment.end <= range.end)
    }

    /// Replaces a value from the colon on. The text begins with the blank or line break that
    /// stands after the colon.
    pub(super) fn replace_all(&self, pair: &Pair, text: String) -> TextEdit {
        let value = pair.value;
        let is_block = value.style == Style::Block;
        let is_missing = value.span.is_empty();
        let starts_line = text.starts_with(['\n', '\r']);
        if is_block || is_missing || starts_line {
            let end = if is_missing {
                pair.properties_end
            } else {
                value.span.end
            };
            self.edit(pair.properties_end..end.max(pair.properties_end), text)
        } else {
            self.edit(value.span.clone(), text.strip_prefix(' ').unwrap_or(&text))
        }
    }

    /// The ways to add a key as the last one. The value begins with its blank or line break.
    pub(super) fn additions(&self, key: &str, value: &str) -> Vec<Vec<TextEdit>> {
        let in_brackets = self.root_is_flow().is_some();
        let name = quote::plain_or_double(key, in_brackets);
        if let Some(root) = self.root_is_flow() {
            let close = root.span.end.saturating_sub(1);
            let last = self.pairs().last().map(|pair| (pair.end, ", "));
            let (at, comma) = last.unwrap_or((close, ""));
            return vec![vec![self.edit(at..at, format!("{comma}{name}:{value}"))]];
        }
        let indent = self
            .pairs()
            .first()
            .map_or(String::new(), |pair| " ".repeat(pair.column));
        let at = self.yaml.len();
        let line = format!("{indent}{name}:{value}{}", self.line_break);
        vec![vec![self.edit(at..at, line)]]
    }

    /// Refuses when the pair holds an anchor that something outside of it uses.
    pub(super) fn anchor_in_use(
        &self,
        pair: &Pair,
        with_all_equal_keys: bool,
    ) -> Option<EditError> {
        let Some(Raw {
            kind: RawKind::Map(pairs),
            ..
        }) = &self.document.root
        else {
            return None;
        };
        let (mut anchors, mut uses) = (Vec::new(), Vec::new());
        for (index, (key, value)) in pairs.iter().enumerate() {
            let is_equal = matches!(&key.kind, RawKind::Scalar(name) if name == pair.name);
            if index == pair.index || (with_all_equal_keys && is_equal) {
                anchors_of(key, &mut anchors);
                anchors_of(value, &mut anchors);
            } else {
                aliases_of(key, &mut uses);
                aliases_of(value, &mut uses);
            }
        }
        let (at, start) = uses.iter().find_map(|(id, at)| {
            anchors
                .iter()
                .find(|(anchor, _)| anchor == id)
                .map(|(_, start)| (*at, *start))
        })?;
        let name = self.yaml[start..]
            .split_once('&')
            .map_or("", |(_, rest)| rest);
        let name = name
            .split([' ', '\t', '\r', '\n', ',', ']', '}'])
            .next()
            .unwrap_or("");
        Some(EditError::AnchorInUse {
            key: pair.name.to_owned(),
            anchor: name.to_owned(),
            line: self.line_number(at),
        })
    }
}

fn anchors_of(raw: &Raw, found: &mut Vec<(usize, usize)>) {
    if let Some(id) = raw.anchor {
        found.push((id, raw.start));
    }
    for_children(raw, &mut |child| anchors_of(child, found));
}

fn aliases_of(raw: &Raw, found: &mut Vec<(usize, usize)>) {
    if let RawKind::Alias(id) = raw.kind {
        found.push((id, raw.span.start));
    }
    for_children(raw, &mut |child| aliases_of(child, found));
}

fn for_children(raw: &Raw, visit: &mut dyn FnMut(&Raw)) {
    match &raw.kind {
        RawKind::List(items) => items.iter().for_each(visit),
        RawKind::Map(pairs) => {
            for (key, value) in pairs {
                visit(key);
                visit(value);
            }
        }
        RawKind::Scalar(_) | RawKind::Alias(_) => {}
    }
}
