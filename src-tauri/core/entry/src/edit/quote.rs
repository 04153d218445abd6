//! How to write a text as one YAML scalar.

use crate::psych::{self, Value};

/// Writes a text plain where YAML reads it back as that text, else in double quotes.
pub(crate) fn plain_or_double(text: &str, in_brackets: bool) -> String {
    if is_plain(text, in_brackets) {
        text.to_owned()
    } else {
        double(text)
    }
}

/// Writes a text in double quotes.
pub(crate) fn double(text: &str) -> String {
    format!("\"{}\"", escape_double(text))
}

/// Writes a text in single quotes; `None` when it holds what they cannot.
pub(crate) fn single(text: &str) -> Option<String> {
    let fits = text
        .chars()
        .all(|c| !c.is_control() && !is_line_separator(c));
    fits.then(|| format!("'{}'", text.replace('\'', "''")))
}

/// Escapes a text for the inside of double quotes.
pub(crate) fn escape_double(text: &str) -> String {
    use std::fmt::Write as _;
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            other if needs_code(other) => {
                let code = u32::from(other);
                let width = if code > 0xffff { 8 } else { 4 };
                let sign = if code > 0xffff { 'U' } else { 'u' };
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\{sign}{code:0width$X}");
            }
            other => escaped.push(other),
        }
    }
    escaped
}

fn needs_code(character: char) -> bool {
    character.is_control()
        || is_line_separator(character)
        || matches!(character, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn is_line_separator(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Words that some reader of YAML takes for more than text.
const TAKEN: [&str; 12] = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<",
];

/// Whether a text means itself without quotes, to Psych and to readers of YAML 1.2.
pub(crate) fn is_plain(text: &str, in_brackets: bool) -> bool {
    let lower = text.to_lowercase();
    if text.is_empty() || TAKEN.contains(&lower.as_str()) || text.len() > 4096 {
        return false;
    }
    if text.trim() != text || text.chars().any(needs_code) {
        return false;
    }
    if looks_like_number(text) || text.starts_with("---") || text.starts_with("...") {
        return false;
    }
    if text.starts_with(|c: char| "-?:,[]{}#&*!|>'\"%@`".contains(c)) {
        return false;
    }
    if text.contains(": ") || text.ends_with(':') || text.contains(" #") || text.contains(['\t']) {
        return false;
    }
    if in_brackets && text.contains([',', '[', ']', '{', '}', ':', '?']) {
        return false;
    }
    reads_as_itself(text)
}

fn looks_like_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-', '.']);
    let begins = digits.starts_with(|c: char| c.is_ascii_digit()) || text.starts_with('.');
    begins
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.,_: ".contains(c))
        && !has_word(text)
}

/// Whether a text such as `2 weeks` has a word of letters, which no number has.
fn has_word(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic())
        .any(|word| word.len() > 3)
}

fn reads_as_itself(text: &str) -> bool {
    match psych::read_value(text) {
        Ok(node) => node.value == Value::Text(text.to_owned()),
        Err(_) => false,
    }
}
