//! Where the front matter of an entry begins and ends.
//!
//! Source of the rule: `YAML_FRONT_MATTER_REGEXP` in Jekyll 4.3 `lib/jekyll/document.rb`,
//! `\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)` with the `m` flag, by Ruby's meaning of `^`, `$`
//! and `\s`. A byte order mark is kept apart first, as Jekyll reads files with `bom|utf-8`.

use std::ops::Range;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The parts of an entry's text, as byte offsets into that text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Whether the text begins with a byte order mark (three bytes, outside every other part).
    pub bom: bool,
    /// The front matter, if Jekyll finds one.
    pub front_matter: Option<FrontMatter>,
    /// Where the body begins. Jekyll's expression takes the blank lines after the closing fence
    /// along, so the body never begins with one when there is front matter.
    pub body: usize,
    /// Whether the text opens front matter and never closes it; Jekyll then takes all of it for
    /// the body.
    pub unclosed: bool,
}

/// The front matter of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// Both fences and what is between, with the line break of the closing fence.
    pub whole: Range<usize>,
    /// What is between the fences: whole lines.
    pub yaml: Range<usize>,
    /// The 1-based line of the file on which `yaml` begins.
    pub first_line: usize,
}

/// Splits the text of an entry.
pub fn split(text: &str) -> Split {
    let bom = text.starts_with(BYTE_ORDER_MARK);
    let start = if bom { BYTE_ORDER_MARK.len() } else { 0 };
    let plain = Split {
        bom,
        front_matter: None,
        body: start,
        unclosed: false,
    };
    let Some(yaml_start) = after_opening_fence(text, start) else {
        return plain;
    };
    let Some((fence, end, body)) = find_closing_fence(text, yaml_start) else {
        return Split {
            unclosed: true,
            ..plain
        };
    };
    let first_line = 1 + text[..yaml_start].matches('\n').count();
    let front_matter = FrontMatter {
        whole: start..end,
        yaml: yaml_start..fence,
        first_line,
    };
    Split {
        bom,
        front_matter: Some(front_matter),
        body,
        unclosed: false,
    }
}

/// `\A---\s*\n`: the offset after the first line, when it is an opening fence.
fn after_opening_fence(text: &str, start: usize) -> Option<usize> {
    let rest = text[start..].strip_prefix("---")?;
    let blank = rest.len() - rest.trim_start_matches(is_ruby_space).len();
    rest[..blank]
        .find('\n')
        .map(|line_feed| start + 3 + line_feed + 1)
}

/// The offset of the closing fence, the offset after its line, and the offset of the body.
fn find_closing_fence(text: &str, yaml_start: usize) -> Option<(usize, usize, usize)> {
    let mut line_start = yaml_start;
    while line_start < text.len() {
        if let Some((end, body)) = closing_fence_at(text, line_start) {
            return Some((line_start, end, body));
        }
        line_start += text[line_start..].find('\n')? + 1;
    }
    None
}

/// `(---|\.\.\.)\s*$\n?` at `at`: the end of the fence's own line, and of the whole match.
fn closing_fence_at(text: &str, at: usize) -> Option<(usize, usize)> {
    let rest = &text[at..];
    if !rest.starts_with("---") && !rest.starts_with("...") {
        return None;
    }
    let after = &rest[3..];
    let blank = after.len() - after.trim_start_matches(is_ruby_space).len();
    let first_break = after[..blank].find('\n');
    if blank == after.len() {
        let end = first_break.map_or(text.len(), |line_feed| at + 3 + line_feed + 1);
        return Some((end, text.len()));
    }
    let last_break = after[..blank].rfind('\n')?;
    Some((at + 3 + first_break? + 1, at + 3 + last_break + 1))
}

/// `\s` in Ruby: ASCII white space only.
fn is_ruby_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
}
