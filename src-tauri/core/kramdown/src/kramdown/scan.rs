//! A place in a text, and what kramdown asks of the line that starts there.

use std::cell::Cell;

use crate::kramdown::html_names::ends_paragraph;
use crate::kramdown::html_tags::name_length;

/// A text read from front to back.
pub(crate) struct Source<'s> {
    pub(crate) text: &'s str,
    pub(crate) at: usize,
    /// How far the reader looked at most: text behind it had no say so far.
    pub(crate) reach: usize,
    pub(crate) absent: Absent,
    /// Where the line that was asked for last starts and ends.
    last_line: Cell<(usize, usize)>,
}

/// What a text does not hold any more from some place on, so that nobody looks for it twice.
#[derive(Debug, Default)]
pub(crate) struct Absent(Vec<(String, usize)>);

impl Absent {
    pub(crate) fn knows(&self, what: &str, from: usize) -> bool {
        self.0
            .iter()
            .any(|(known, place)| known == what && *place <= from)
    }

    pub(crate) fn note(&mut self, what: &str, from: usize) {
        self.0.push((what.to_string(), from));
    }
}

impl<'s> Source<'s> {
    pub(crate) fn new(text: &'s str) -> Self {
        Self {
            text,
            at: 0,
            reach: 0,
            absent: Absent::default(),
            last_line: Cell::new((0, 0)),
        }
    }

    pub(crate) fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    pub(crate) fn done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The line here, with its break.
    pub(crate) fn line(&self) -> &'s str {
        self.line_at(self.at)
    }

    /// The line that starts at `at`.
    pub(crate) fn line_at(&self, at: usize) -> &'s str {
        let (start, end) = self.last_line.get();
        if start == at && end > at {
            return &self.text[at..end];
        }
        let line = first_line(&self.text[at..]);
        self.last_line.set((at, at + line.len()));
        line
    }

    /// Notes that text up to `end` was looked at.
    pub(crate) fn looked(&mut self, end: usize) {
        self.reach = self.reach.max(end);
    }

    /// Finds `needle` from `from` on, and notes how far that looked.
    pub(crate) fn find(&mut self, from: usize, needle: &str) -> Option<usize> {
        if self.absent.knows(needle, from) {
            self.looked(usize::MAX);
            return None;
        }
        let found = self.text.get(from..)?.find(needle).map(|at| at + from);
        if found.is_none() {
            self.absent.note(needle, from);
        }
        self.looked(found.map_or(usize::MAX, |at| at + needle.len()));
        found
    }
}

/// White space as `\s` knows it, for trimming.
pub(crate) const SPACE: [char; 6] = [' ', '\t', '\n', '\r', '\u{B}', '\u{C}'];

/// The text up to its first line break, with that.
pub(crate) fn first_line(text: &str) -> &str {
    memchr::memchr(b'\n', text.as_bytes()).map_or(text, |end| &text[..=end])
}

/// White space as `\s` knows it.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)
}

/// ASCII `\w`.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

pub(crate) fn is_blank(line: &str) -> bool {
    line.bytes().all(is_space)
}

/// The line after up to three spaces.
pub(crate) fn after_indent(line: &str) -> &str {
    let spaces = line
        .bytes()
        .take(3)
        .take_while(|byte| *byte == b' ')
        .count();
    &line[spaces..]
}

/// Starts with four spaces or a tab.
pub(crate) fn is_indented(line: &str) -> bool {
    line.starts_with('\t') || line.starts_with("    ")
}

/// A lone `^`.
pub(crate) fn is_end_marker(line: &str) -> bool {
    line.strip_prefix('^').is_some_and(is_blank)
}

/// The marker and rest of a list item's line: `indent + marker` length, ordered or not.
pub(crate) fn list_marker(line: &str, max_indent: usize) -> Option<(usize, bool)> {
    let bytes = line.as_bytes();
    let indent = bytes
        .iter()
        .take(max_indent)
        .take_while(|byte| **byte == b' ')
        .count();
    let (length, ordered) = match bytes.get(indent)? {
        b'+' | b'*' | b'-' => (1, false),
        b'0'..=b'9' => {
            let digits = bytes[indent..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            (bytes.get(indent + digits) == Some(&b'.')).then_some((digits + 1, true))?
        }
        _ => return None,
    };
    matches!(bytes.get(indent + length), Some(b' ' | b'\t' | b'|'))
        .then_some((indent + length, ordered))
}

/// The length of `indent + ':'` of a definition's line.
pub(crate) fn definition_marker(line: &str, max_indent: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    let indent = bytes
        .iter()
        .take(max_indent)
        .take_while(|byte| **byte == b' ')
        .count();
    let matches = bytes.get(indent) == Some(&b':')
        && matches!(bytes.get(indent + 1), Some(b' ' | b'\t' | b'|'));
    matches.then_some(indent + 1)
}

/// Level and content start of a `#` heading in GFM.
pub(crate) fn atx_marker(line: &str) -> Option<(u8, usize)> {
    let bytes = line.as_bytes();
    let level = bytes.iter().take_while(|byte| **byte == b'#').count();
    let gap = bytes[level..]
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    let has_text = bytes.get(level + gap).is_some_and(|byte| *byte != b'\n');
    ((1..=6).contains(&level) && gap > 0 && has_text)
        .then_some((u8::try_from(level).unwrap_or(6), level + gap))
}

pub(crate) fn is_quote(line: &str) -> bool {
    after_indent(line).starts_with('>')
}

/// Three or more fence signs.
pub(crate) fn fence_length(line: &str) -> Option<usize> {
    let length = after_indent(line)
        .bytes()
        .take_while(|byte| matches!(byte, b'`' | b'~'))
        .count();
    (length >= 3).then_some(length)
}

/// Three or more of the same `*`, `-` or `_`.
pub(crate) fn is_rule(line: &str) -> bool {
    let line = after_indent(line);
    let Some(sign @ (b'*' | b'-' | b'_')) = line.bytes().next() else {
        return false;
    };
    let mut count = 0;
    for byte in line.bytes() {
        match byte {
            b' ' | b'\t' | b'\n' => {}
            _ if byte == sign => count += 1,
            _ => return false,
        }
    }
    count >= 3
}

/// The inside of `{: ... }` when it is all there is up to the line's end, and the length with the line break.
pub(crate) fn attribute_line(text: &str) -> Option<(&str, usize)> {
    let indent = text.len() - after_indent(text).len();
    let inner = text[indent..].strip_prefix("{:")?;
    if inner.starts_with([':', '/']) {
        return None;
    }
    let end = closing_brace(inner)?;
    let tail = &inner[end + 1..];
    let blank = tail
        .bytes()
        .take_while(|byte| is_space(*byte) && *byte != b'\n')
        .count();
    let at_end = tail.as_bytes().get(blank) == Some(&b'\n');
    (at_end && end > 0).then_some((&inner[..end], indent + 2 + end + 1 + blank + 1))
}

/// Attribute lists longer than this are text.
pub(crate) const LONGEST_LIST: usize = 2000;

/// The first `}` without a backslash; if there is none, the last one with.
pub(crate) fn closing_brace(text: &str) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(LONGEST_LIST)];
    let mut escaped = None;
    for at in memchr::memchr_iter(b'}', bytes) {
        if at == 0 || bytes[at - 1] != b'\\' {
            return Some(at);
        }
        escaped = Some(at);
    }
    escaped
}

/// An HTML tag that ends a paragraph.
pub(crate) fn html_ends(line: &str) -> bool {
    let Some(tag) = after_indent(line).strip_prefix('<') else {
        return false;
    };
    if let Some(closing) = tag.strip_prefix('/') {
        let length = name_length(closing);
        return length > 0
            && ends_paragraph(&closing[..length])
            && closing[length..].trim_start_matches(SPACE).starts_with('>');
    }
    let length = name_length(tag);
    length > 0 && ends_paragraph(&tag[..length])
}

/// What ends every lazy continuation: a blank line, an attribute list, `^`, an HTML block.
pub(crate) fn lazy_end(source: &Source<'_>) -> bool {
    let line = source.line();
    match after_indent(line).bytes().next() {
        None => true,
        Some(b'{') => attribute_line(source.rest()).is_some(),
        Some(b'^') => is_end_marker(line),
        Some(b'<') => html_ends(line),
        Some(byte) => is_space(byte) && is_blank(line),
    }
}

/// What ends a paragraph in GFM.
pub(crate) fn paragraph_end(source: &Source<'_>, gfm: bool) -> bool {
    if lazy_end(source) {
        return true;
    }
    let line = source.line();
    match after_indent(line).bytes().next() {
        Some(b':') => definition_marker(line, 3).is_some(),
        Some(b'+' | b'*' | b'-' | b'0'..=b'9') => gfm && list_marker(line, 3).is_some(),
        Some(b'#') => gfm && atx_marker(line).is_some(),
        Some(b'>') => gfm,
        Some(b'`' | b'~') => gfm && fence_length(line).is_some(),
        _ => false,
    }
}
