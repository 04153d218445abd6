//! Reading HTML tags, comments and attributes as kramdown matches them.

use crate::kramdown::scan::SPACE;
use crate::kramdown::scan::is_space;
use crate::kramdown::tree::{Attributes, set};

/// An opening tag.
pub(crate) struct Tag<'t> {
    pub(crate) name: &'t str,
    pub(crate) attributes: &'t str,
    pub(crate) closed: bool,
    pub(crate) length: usize,
}

fn starts_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

fn part_length(text: &str) -> usize {
    if !text.starts_with(starts_name) {
        return 0;
    }
    text.find(|c: char| !continues_name(c))
        .unwrap_or(text.len())
}

/// Length of the XML name at the start of `text`, or 0; it may have one colon inside.
pub(crate) fn name_length(text: &str) -> usize {
    let first = part_length(text);
    match text[first..].strip_prefix(':').map(part_length) {
        Some(second) if first > 0 && second > 0 => first + 1 + second,
        _ => first,
    }
}

fn skip_space(text: &str, at: usize) -> usize {
    at + text.as_bytes()[at..]
        .iter()
        .take_while(|byte| is_space(**byte))
        .count()
}

/// Length of an attribute's value, quotes included, or nothing.
fn value_length(text: &str) -> Option<usize> {
    if let quote @ (b'"' | b'\'') = text.bytes().next()? {
        text[1..].find(char::from(quote)).map(|end| end + 2)
    } else {
        let length = text
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(text.len());
        (length > 0).then_some(length)
    }
}

/// The end of one attribute that starts at `at`.
fn attribute_end(text: &str, at: usize) -> Option<usize> {
    let length = name_length(&text[at..]);
    if length == 0 {
        return None;
    }
    let end = at + length;
    let equals = skip_space(text, end);
    if !text[equals..].starts_with('=') {
        return Some(end);
    }
    let value = skip_space(text, equals + 1);
    Some(value_length(&text[value..]).map_or(end, |length| value + length))
}

/// The opening tag at the start of `text`.
pub(crate) fn opening(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?;
    let name = name_length(inner);
    if name == 0 {
        return None;
    }
    let mut at = name;
    loop {
        let next = skip_space(inner, at);
        if next == at {
            break;
        }
        match attribute_end(inner, next) {
            Some(end) => at = end,
            None => break,
        }
    }
    let mut end = skip_space(inner, at);
    let closed = inner[end..].starts_with('/');
    end += usize::from(closed);
    inner[end..].starts_with('>').then(|| Tag {
        name: &inner[..name],
        attributes: &inner[name..at],
        closed,
        length: end + 2,
    })
}

/// Name and length of the closing tag at the start of `text`.
pub(crate) fn closing(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix("</")?;
    let name = name_length(inner);
    let end = skip_space(inner, name);
    (name > 0 && inner[end..].starts_with('>')).then(|| (&inner[..name], end + 3))
}

/// The attributes of a tag; names of known elements' attributes are written small.
pub(crate) fn attributes(text: &str, known: bool) -> Attributes {
    let mut found = Vec::new();
    let mut at = skip_space(text, 0);
    while at < text.len() {
        let length = name_length(&text[at..]);
        let Some(end) = attribute_end(text, at) else {
            break;
        };
        let name = &text[at..at + length];
        let value = text[at + length..end]
            .trim_start_matches(SPACE)
            .strip_prefix('=')
            .map_or("", str::trim_start);
        let value = match value.bytes().next() {
            Some(b'"' | b'\'') => &value[1..value.len() - 1],
            _ => value,
        };
        let name = if known {
            name.to_lowercase()
        } else {
            name.to_string()
        };
        set(&mut found, &name, value);
        at = skip_space(text, end);
    }
    found
}

/// Finds the closing tag of `name` from the start of `text` on: where it starts and how long it is.
pub(crate) fn find_closing(text: &str, name: &str, any_case: bool) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("</") {
        let at = from + found;
        if let Some(length) = closing_of(&text[at..], name, any_case) {
            return Some((at, length));
        }
        from = at + 2;
    }
    None
}

/// Length of the closing tag of `name` at the start of `text`.
pub(crate) fn closing_of(text: &str, name: &str, any_case: bool) -> Option<usize> {
    let inner = text.strip_prefix("</")?;
    let found = inner.get(..name.len())?;
    let same = if any_case {
        found.eq_ignore_ascii_case(name)
    } else {
        found == name
    };
    let end = skip_space(inner, name.len());
    (same && inner[end..].starts_with('>')).then_some(end + 3)
}
