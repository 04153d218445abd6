//! What readers see of some blocks: which blocks lie in which, and the letters.

use crate::document::Block;

/// Elements that readers see as blocks.
const BLOCKS: &[&str] = &[
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "table",
    "tr",
    "td",
    "th",
    "hr",
    "dl",
    "dt",
    "dd",
    "p",
];
/// Elements that Markdown makes inside of text.
const SPANS: &[&str] = &["em", "strong", "code", "a", "img", "del"];
/// Elements whose text is no text of the page: marks of footnotes, and what is not shown.
const HIDDEN: &[&str] = &["sup", "script", "style"];

/// The shape of some blocks.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// The blocks but paragraphs, each with its depth; a list with its first number.
    pub(super) elements: Vec<(usize, &'static str, u64)>,
    /// Letters and digits that show.
    letters: String,
    /// How many spans stand out from the text.
    spans: usize,
    /// HTML of the author's own is among it.
    pub(super) is_html: bool,
}

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        self.elements == other.elements
            && self.letters == other.letters
            && (self.spans == other.spans || !(self.is_html || other.is_html))
    }
}

/// A place in the reading of HTML.
#[derive(Default)]
struct Reading {
    open: Vec<&'static str>,
    /// The list that was closed just before.
    closed: Option<(usize, &'static str)>,
    /// Inside of so many elements that are not shown.
    hidden: usize,
}

impl Shape {
    /// The shape of blocks one after another.
    pub(super) fn of(blocks: &[&Block]) -> Self {
        let mut shape = Self::default();
        let mut reading = Reading::default();
        for block in blocks {
            let first = block.html.trim_start();
            let made = ["<div class=\"language-", "<div class=\"highlighter-"];
            let is_made = made.iter().any(|start| first.starts_with(start));
            let tag = name_of(first.strip_prefix('<').unwrap_or_default());
            shape.is_html |= first.starts_with('<') && !is_made && !BLOCKS.contains(&tag);
            shape.read(&block.html, &mut reading);
            reading.open.clear();
        }
        shape
    }

    /// Whether such an element is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.elements.iter().any(|element| element.1 == name)
    }

    /// The first number of a list here, where all that differs are such numbers.
    pub(super) fn number_unlike(&self, other: &Self) -> Option<u64> {
        let same = |(one, two): (&(usize, &str, u64), &(usize, &str, u64))| {
            one.0 == two.0 && one.1 == two.1
        };
        let pairs = || self.elements.iter().zip(&other.elements);
        if self.elements.len() != other.elements.len() || !pairs().all(same) {
            return None;
        }
        pairs()
            .find(|(one, two)| one.2 != two.2)
            .map(|(one, _)| one.2)
    }

    /// How much of it Markdown made.
    pub(super) fn marks(&self) -> usize {
        self.elements.len() + self.spans
    }

    fn read(&mut self, html: &str, reading: &mut Reading) {
        let mut rest = html;
        while let Some(sign) = rest.chars().next() {
            let length = match sign {
                '<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                    let length = tag_length(rest);
                    self.tag(&rest[..length], reading);
                    length
                }
                '<' if rest.starts_with("<!--") => {
                    rest.find("-->").map_or(rest.len(), |end| end + 3)
                }
                '&' => self.entity(rest, reading),
                _ => {
                    self.letter(sign, reading);
                    sign.len_utf8()
                }
            };
            rest = &rest[length..];
        }
    }

    fn letter(&mut self, sign: char, reading: &mut Reading) {
        if reading.hidden > 0 {
            return;
        }
        if !sign.is_whitespace() {
            reading.closed = None;
        }
        if sign.is_alphanumeric() {
            self.letters.push(sign);
        }
    }

    /// A sign written by its number or name, as which it is no letter.
    fn entity(&mut self, rest: &str, reading: &mut Reading) -> usize {
        let end = rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
        let Some(end) = end.filter(|end| rest[1 + end..].starts_with(';')) else {
            return 1;
        };
        let number =
            rest[1..=end]
                .strip_prefix('#')
                .and_then(|number| match number.strip_prefix('x') {
                    Some(number) => u32::from_str_radix(number, 16).ok(),
                    None => number.parse().ok(),
                });
        if let Some(sign) = number.and_then(char::from_u32) {
            self.letter(sign, reading);
        }
        end + 2
    }

    fn tag(&mut self, tag: &str, reading: &mut Reading) {
        let closes = tag.starts_with("</");
        let name = name_of(tag.trim_start_matches(['<', '/']));
        if HIDDEN.contains(&name) {
            reading.hidden = if closes {
                reading.hidden.saturating_sub(1)
            } else {
                reading.hidden + 1
            };
        }
        self.spans += usize::from(!closes && SPANS.contains(&name));
        let Some(&name) = BLOCKS.iter().find(|known| **known == name) else {
            return;
        };
        if closes {
            if let Some(at) = reading.open.iter().rposition(|open| *open == name) {
                reading.open.truncate(at);
                let list = matches!(name, "ul" | "ol");
                reading.closed = list.then_some((at, name));
            }
            return;
        }
        // As browsers do: a paragraph holds no block, an item no other item of its list.
        if reading
            .open
            .last()
            .is_some_and(|open| *open == "p" || (*open == "li" && name == "li"))
        {
            reading.open.pop();
        }
        let depth = reading.open.len();
        let first = match name {
            "ol" => number(tag),
            _ => 1,
        };
        let goes_on = reading.closed == Some((depth, name)) && first == 1;
        reading.closed = None;
        // Where a paragraph parts from plain text, readers see no more than a little room.
        if !goes_on && name != "p" {
            self.elements.push((depth, name, first));
        }
        if name != "hr" {
            reading.open.push(name);
        }
    }
}

fn name_of(tag: &str) -> &str {
    let end = tag.find(|sign: char| !sign.is_ascii_alphanumeric());
    &tag[..end.unwrap_or(tag.len())]
}

/// The length of a tag, quoted values with their `>` included.
fn tag_length(html: &str) -> usize {
    let mut quote = None;
    for (at, sign) in html.char_indices() {
        match (quote, sign) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(sign),
            (Some(open), _) if open == sign => quote = None,
            _ => {}
        }
    }
    html.len()
}

fn number(tag: &str) -> u64 {
    let start = tag
        .split("start=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    start.and_then(|start| start.parse().ok()).unwrap_or(1)
}
