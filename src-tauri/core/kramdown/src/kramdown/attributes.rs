//! Inline attribute lists and the lists that they name.

use std::collections::HashMap;

use crate::kramdown::scan::{is_space, is_word};
use crate::kramdown::tree::{AttributeList, Attributes, add_class, set};

/// Attribute lists by name.
pub(crate) type NamedLists = HashMap<String, AttributeList>;

/// Length of an identifier of kramdown's own: a word sign, then word signs and `-`.
pub(crate) fn identifier_length(text: &str) -> usize {
    if !text.bytes().next().is_some_and(is_word) {
        return 0;
    }
    text.bytes()
        .take_while(|byte| is_word(*byte) || *byte == b'-')
        .count()
}

/// Reads the inside of `{: ... }` into a list; what makes no sense is skipped.
pub(crate) fn read(text: &str, into: &mut AttributeList) {
    let mut at = token(text, into).unwrap_or_default();
    while let Some(space) = text.as_bytes()[at..]
        .iter()
        .position(|byte| is_space(*byte))
    {
        at += space + 1;
        at += token(&text[at..], into).unwrap_or_default();
    }
}

/// Reads one token that ends at white space or the end, and says how long it is.
fn token(text: &str, into: &mut AttributeList) -> Option<usize> {
    if text.starts_with(['#', '.']) {
        return names(text, into);
    }
    let length = identifier_length(text);
    if length == 0 {
        return None;
    }
    let rest = &text[length..];
    if ends(rest) {
        into.references.push(text[..length].to_string());
        return Some(length);
    }
    let value = rest.strip_prefix('=')?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let end = closing_quote(&value[1..], quote)?;
    let plain = value[1..=end]
        .replace(&format!("\\{quote}"), &quote.to_string())
        .replace("\\}", "}");
    set(&mut into.attributes, &text[..length], &plain);
    Some(length + 1 + end + 2)
}

fn ends(rest: &str) -> bool {
    rest.bytes().next().is_none_or(is_space)
}

/// Where the value ends: its quote with white space or the end behind it, with a backslash before it only
/// if there is no other.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    let mut last_escaped = None;
    for (at, c) in text.char_indices() {
        if c == quote && ends(&text[at + 1..]) {
            if !escaped {
                return Some(at);
            }
            last_escaped = Some(at);
        }
        escaped = c == '\\';
    }
    last_escaped
}

/// `#id.class.class`
fn names(text: &str, into: &mut AttributeList) -> Option<usize> {
    let end = text.bytes().position(is_space).unwrap_or(text.len());
    let mut found = Vec::new();
    let mut at = 0;
    while at < end {
        let sign = text.as_bytes()[at];
        if !matches!(sign, b'#' | b'.') {
            return None;
        }
        let rest = &text[at + 1..end];
        let length = match sign {
            b'#' if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => rest
                .bytes()
                .take_while(|byte| is_word(*byte) || matches!(byte, b':' | b'-'))
                .count(),
            b'.' => rest.find(['.', '#']).unwrap_or(rest.len()),
            _ => 0,
        };
        if length == 0 {
            return None;
        }
        found.push((sign, &rest[..length]));
        at += 1 + length;
    }
    for (sign, name) in found {
        match sign {
            b'#' => set(&mut into.attributes, "id", name),
            _ => add_class(&mut into.attributes, name),
        }
    }
    Some(end)
}

/// Adds one list to another.
pub(crate) fn merge(into: &mut AttributeList, from: &AttributeList) {
    into.references.extend(from.references.iter().cloned());
    apply(&mut into.attributes, from);
}

fn apply(attributes: &mut Attributes, list: &AttributeList) {
    for (name, value) in &list.attributes {
        match name.as_str() {
            "class" => add_class(attributes, value),
            _ => set(attributes, name, value),
        }
    }
}

/// Gives an element what its list says, lists named by it first.
pub(crate) fn resolve(attributes: &mut Attributes, list: &AttributeList, named: &NamedLists) {
    resolve_to(attributes, list, named, 8);
}

fn resolve_to(attributes: &mut Attributes, list: &AttributeList, named: &NamedLists, depth: usize) {
    if depth == 0 {
        return;
    }
    for name in &list.references {
        if let Some(other) = named.get(name) {
            resolve_to(attributes, other, named, depth - 1);
        }
    }
    apply(attributes, list);
}
