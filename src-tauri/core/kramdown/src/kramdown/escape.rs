//! Escapes text for HTML.

use std::fmt::{Arguments, Write as _};

use crate::kramdown::scan::SPACE;
use crate::kramdown::tree::Attributes;

/// Adds formatted text to a string, which cannot fail.
pub(crate) trait PushFormatted {
    fn push_fmt(&mut self, text: Arguments<'_>);
}

impl PushFormatted for String {
    fn push_fmt(&mut self, text: Arguments<'_>) {
        // Writing to a String has no error.
        let _ = self.write_fmt(text);
    }
}

/// Escapes `<`, `>` and every `&`.
pub(crate) fn escape_all(text: &str, out: &mut String) {
    escape(text, out, false, false);
}

/// Escapes `<`, `>` and each `&` that starts no entity.
pub(crate) fn escape_text(text: &str, out: &mut String) {
    escape(text, out, true, false);
}

/// Writes one attribute, with a blank before it.
pub(crate) fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out, true, true);
    out.push('"');
}

/// Writes attributes; an empty id is none.
pub(crate) fn attributes(list: &Attributes, out: &mut String) {
    for (name, value) in list {
        if name == "id" && value.trim_matches(SPACE).is_empty() {
            continue;
        }
        attribute(name, value, out);
    }
}

fn escape(text: &str, out: &mut String, keep_entities: bool, quotes: bool) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            b'&' if !(keep_entities && is_entity(&text[at..])) => "&amp;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(escaped);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// `&name;`, `&#1;` or `&#x1;`
pub(crate) fn is_entity(text: &str) -> bool {
    let Some(end) = text.bytes().take(40).position(|byte| byte == b';') else {
        return false;
    };
    let name = &text[1..end];
    if let Some(number) = name.strip_prefix("#x") {
        return !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if let Some(number) = name.strip_prefix('#') {
        return !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':'))
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.'))
}
