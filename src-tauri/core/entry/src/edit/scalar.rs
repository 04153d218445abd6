//! Writes a text in the style that stands there.

use super::TextEdit;
use super::front::{Front, Pair};
use super::quote;
use crate::psych::Style;

/// The ways to put a text in the place of a value, the most faithful first.
pub(super) fn replacements(front: &Front, pair: &Pair, text: &str) -> Vec<Vec<TextEdit>> {
    let in_brackets = front.root_is_flow().is_some();
    let mut written = Vec::new();
    match pair.value.style {
        Style::Literal | Style::Folded => written.extend(block(front, pair, text)),
        style => written.push(in_style(text, style, in_brackets)),
    }
    written.push(quote::double(text));
    written
        .into_iter()
        .map(|text| vec![front.replace_all(pair, format!(" {text}"))])
        .collect()
}

/// A text on one line in the quotes of a style; double quotes where those cannot hold it.
pub(super) fn in_style(text: &str, style: Style, in_brackets: bool) -> String {
    match style {
        Style::SingleQuoted => quote::single(text).unwrap_or_else(|| quote::double(text)),
        Style::DoubleQuoted => quote::double(text),
        _ => quote::plain_or_double(text, in_brackets),
    }
}

/// A block scalar like the one that stands there: its header's comment, indentation and kind.
fn block(front: &Front, pair: &Pair, text: &str) -> Option<String> {
    let body = text.trim_end_matches('\n');
    let breaks = text.len() - body.len();
    let chomping = match breaks {
        0 => "-",
        1 => "",
        _ => return None,
    };
    let fits = |line: &str| {
        !line.starts_with([' ', '\t']) && !line.chars().any(|c| c.is_control() || c == '\u{feff}')
    };
    if body.is_empty() || body.starts_with('\n') || !body.split('\n').all(fits) {
        return None;
    }
    let old = &front.yaml[pair.value.span.clone()];
    let (header, content) = old.split_once('\n').unwrap_or((old, ""));
    let sign = header.chars().next()?;
    let note = header[1..]
        .trim_start_matches(|c: char| c == '-' || c == '+' || c.is_ascii_digit())
        .trim_end();
    let first = content
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    let indent = first.len() - first.trim_start_matches(' ').len();
    let indent = " ".repeat(if indent > pair.column {
        indent
    } else {
        pair.column + 2
    });
    let body = if pair.value.style == Style::Folded {
        unfolded(body)
    } else {
        body.to_owned()
    };
    let mut written = format!("{sign}{chomping}{note}");
    for line in body.split('\n') {
        written.push_str(front.line_break);
        if !line.is_empty() {
            written.push_str(&indent);
            written.push_str(line);
        }
    }
    Some(written)
}

/// Each line break doubled, as folding takes one away.
fn unfolded(body: &str) -> String {
    let mut written = String::with_capacity(body.len());
    let mut before = ' ';
    for character in body.chars() {
        if character == '\n' && before != '\n' {
            written.push('\n');
        }
        written.push(character);
        before = character;
    }
    written
}

/// The author's YAML after a key in this column: on its line, or on lines of its own.
pub(super) fn given(yaml: &str, column: usize, line_break: &str) -> Vec<String> {
    let indent = " ".repeat(column + 2);
    let with_indent = |line: &str| {
        if line.trim().is_empty() {
            String::new()
        } else {
            format!("{indent}{line}")
        }
    };
    let mut lines = yaml.lines();
    let first = lines.next().unwrap_or("");
    let mut inline = format!(" {first}");
    for line in lines {
        inline.push_str(line_break);
        inline.push_str(&with_indent(line));
    }
    let below = yaml.lines().fold(String::new(), |mut below, line| {
        below.push_str(line_break);
        below.push_str(&with_indent(line));
        below
    });
    // A block list or map must begin on a line of its own.
    let starts_block = yaml.starts_with("- ") || yaml.starts_with("-\n") || is_block_map(yaml);
    if starts_block {
        vec![below]
    } else {
        vec![inline, below]
    }
}

fn is_block_map(yaml: &str) -> bool {
    crate::psych::read_value(yaml).is_ok_and(|node| node.style == Style::Block)
}
