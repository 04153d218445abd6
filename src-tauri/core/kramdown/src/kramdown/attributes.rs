//! Inline attribute lists and the lists that they name.

use std::collections::HashMap;

use crate::kramdown::scan::SPACE;
use crate::kramdown::scan::{is_space, is_word};
use crate::kramdown::tree::{AttributeList, Attributes, add_class, set};

/// Attribute lists by name.
pub(crate) type NamedLists = HashMap<String, AttributeList>;

/// Length of an identifier of kramdown's own: a word sign, then word signs, `:` and `-`.
pub(crate) fn identifier_length(text: &str) -> usize {
    let first = text
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    if !first {
        return 0;
    }
    text.bytes()
        .take_while(|byte| is_word(*byte) || matches!(byte, b':' | b'-'))
        .count()
}

/// Reads the inside of `{: ... }` into a list; what makes no sense is skipped.
pub(crate) fn read(text: &str, into: &mut AttributeList) {
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < text.len() {
        if is_space(bytes[at]) {
            at += 1;
            continue;
        }
        match token(&text[at..], into) {
            Some(length) => at += length,
            None => {
                at += bytes[at..]
                    .iter()
                    .take_while(|byte| !is_space(**byte))
                    .count();
            }
        }
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
    if !ends(&value[1 + end + 1..]) {
        return None;
    }
    let plain = value[1..=end]
        .replace(&format!("\\{quote}"), &quote.to_string())
        .replace("\\}", "}");
    let plain = plain.trim_matches(SPACE);
    match &text[..length] {
        "class" => add_class(&mut into.attributes, plain),
        name => set(&mut into.attributes, name, plain),
    }
    Some(length + 1 + end + 2)
}

fn ends(rest: &str) -> bool {
    rest.bytes().next().is_none_or(is_space)
}

/// Where the value ends: its quote, not escaped, with white space or the end behind it.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == quote && !escaped && ends(&text[at + 1..]) {
            return Some(at);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// `#id.class.class`
fn names(text: &str, into: &mut AttributeList) -> Option<usize> {
    let end = text.bytes().take_while(|byte| !is_space(*byte)).count();
    let mut found = Vec::new();
    let mut at = 0;
    while at < end {
        let sign = text.as_bytes()[at];
        if !matches!(sign, b'#' | b'.') {
            return None;
        }
        let dash = usize::from(sign == b'.' && text[at + 1..].starts_with('-'));
        let length = identifier_length(&text[at + 1 + dash..]) + dash;
        let name = &text[at + 1..at + 1 + length];
        let fits =
            length > dash && (sign == b'.' || name.starts_with(|c: char| c.is_ascii_alphabetic()));
        if !fits {
            return None;
        }
        found.push((sign, name));
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
