//! Writes a filled-in value so that it fits the YAML around its placeholder.
//!
//! Values are marked when the template is rendered, and settled afterwards, when the quotes and
//! brackets around them can be seen.

use crate::edit::quote;

const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// Marks a value.
pub(super) fn mark(value: &str) -> String {
    let mut marked = String::from(OPEN);
    marked.extend(value.chars().filter(|c| !matches!(*c, OPEN | CLOSE)));
    marked.push(CLOSE);
    marked
}

/// The quotes that a value stands in.
#[derive(Clone, Copy, PartialEq)]
enum Quotes {
    None,
    Single,
    Double,
}

/// Writes each marked value as its place asks.
pub(super) fn settle(text: &str) -> String {
    let mut settled = String::with_capacity(text.len());
    let mut rest = text;
    let mut quotes = Quotes::None;
    while let Some(open) = rest.find(OPEN) {
        settled.push_str(&rest[..open]);
        let after = &rest[open + OPEN.len_utf8()..];
        let Some(close) = after.find(CLOSE) else {
            break;
        };
        quotes = quotes_after(&settled, quotes);
        let value = &after[..close];
        rest = &after[close + CLOSE.len_utf8()..];
        settled.push_str(&written(value, quotes, &settled, rest));
        quotes = Quotes::None;
    }
    settled.push_str(rest);
    settled
}

/// Follows the quotes of the last line, as far as it is settled.
fn quotes_after(settled: &str, start: Quotes) -> Quotes {
    let line = settled.rsplit('\n').next().unwrap_or("");
    let mut quotes = start;
    let mut escaped = false;
    let mut before = ' ';
    for character in line.chars() {
        quotes = match (quotes, character) {
            (Quotes::Double, _) if escaped => quotes,
            (Quotes::Double, '"') | (Quotes::Single, '\'') => Quotes::None,
            (Quotes::None, '"') if may_open(before) => Quotes::Double,
            (Quotes::None, '\'') if may_open(before) || before == '\'' => Quotes::Single,
            _ => quotes,
        };
        escaped = quotes == Quotes::Double && character == '\\' && !escaped;
        before = character;
    }
    quotes
}

/// A quote opens a scalar only after a blank or a bracket.
fn may_open(before: char) -> bool {
    matches!(before, ' ' | '\t' | '[' | '{' | ',')
}

fn written(value: &str, quotes: Quotes, before: &str, after: &str) -> String {
    match quotes {
        Quotes::Double => quote::escape_double(value),
        Quotes::Single => one_line(value).replace('\'', "''"),
        Quotes::None => bare(value, before, after),
    }
}

fn bare(value: &str, before: &str, after: &str) -> String {
    let line = before.rsplit('\n').next().unwrap_or("");
    let starts_scalar = line.ends_with(": ")
        || line.ends_with("- ")
        || line.ends_with(['[', '{'])
        || line.ends_with(", ");
    let next = after.trim_start_matches([' ', '\t']);
    let ends_scalar = next.is_empty()
        || next.starts_with(['\n', '\r', ',', ']', '}'])
        || (next.starts_with('#') && next.len() < after.len());
    if starts_scalar && ends_scalar {
        let in_brackets = line.contains(['[', '{']);
        return if looks_like_yaml(value) {
            value.to_owned()
        } else {
            quote::plain_or_double(value, in_brackets)
        };
    }
    one_line(value)
}

/// A number, a date or the like may stay what it is: `number: {{ series.number }}`.
fn looks_like_yaml(value: &str) -> bool {
    let is_number = !value.is_empty()
        && !value.starts_with('0')
        && value.len() < 10
        && value.bytes().all(|byte| byte.is_ascii_digit());
    is_number || crate::date::parse(value).is_some_and(|_| value.trim() == value)
}

fn one_line(value: &str) -> String {
    value
        .split(['\n', '\r'])
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
