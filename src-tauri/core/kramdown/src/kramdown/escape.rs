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
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut next = 0;
    while let Some(at) = special(bytes, next, quotes) {
        next = at + 1;
        let escaped = match bytes[at] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ if keep_entities && is_entity(&text[at..]) => continue,
            _ => "&amp;",
        };
        out.push_str(&text[from..at]);
        out.push_str(escaped);
        from = next;
    }
    out.push_str(&text[from..]);
}

/// The next byte from `from` on that may need an escape.
fn special(bytes: &[u8], from: usize, quotes: bool) -> Option<usize> {
    let rest = &bytes[from..];
    let found = if quotes {
        rest.iter()
            .position(|byte| matches!(byte, b'<' | b'>' | b'&' | b'"'))
    } else {
        memchr::memchr3(b'<', b'>', b'&', rest)
    };
    found.map(|at| at + from)
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
