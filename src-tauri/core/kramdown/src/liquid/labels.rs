//! Marks for what only the blog can fill in: they pass through Markdown as letters and become labels in the page.
//!
//! A mark is made of noncharacters, which no text for people holds (Unicode 16, section 23.7), so it is no
//! sign of Markdown, no part of an id, and can stand in an address or in code.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

const START: char = '\u{FDD0}';
const END: char = '\u{FDD1}';
/// The first of sixteen digits.
const DIGIT: u32 = 0xFDE0;
/// The bytes that every mark starts with, and the same in an address.
const FIRST: [&str; 2] = ["\u{FDD0}", "%EF%B7%90"];

/// Elements that show their text as it is.
const VERBATIM: [&str; 5] = ["code", "pre", "script", "style", "textarea"];

/// What stands behind each mark, kept from one reading to the next so that the same words keep their mark.
#[derive(Debug, Clone, Default)]
pub(crate) struct Labels {
    written: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Labels {
    /// How many there are, those no longer in use included.
    pub(crate) fn len(&self) -> usize {
        self.written.len()
    }

    /// Writes the mark for a tag or output.
    pub(super) fn mark(&mut self, written: &str, out: &mut String) {
        let number = self.numbers.get(written).copied().unwrap_or_else(|| {
            let number = self.written.len();
            self.written.push(written.to_string());
            self.numbers.insert(written.to_string(), number);
            number
        });
        out.push(START);
        // Writing to a String has no error.
        for digit in format!("{number:x}").chars().filter_map(|c| c.to_digit(16)) {
            out.extend(char::from_u32(DIGIT + digit));
        }
        out.push(END);
    }

    /// Puts labels in the places of the marks of some HTML.
    pub(crate) fn label<'h>(&self, html: &'h str) -> Cow<'h, str> {
        if self.written.is_empty() || !FIRST.iter().any(|first| html.contains(first)) {
            return Cow::Borrowed(html);
        }
        let mut out = String::with_capacity(html.len() + 64);
        let mut place = Place::default();
        let mut rest = html;
        while !rest.is_empty() {
            let length = rest.find(place.stops()).unwrap_or(rest.len());
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            if let Some((written, length)) = self.read(rest) {
                place.write(written, &mut out);
                rest = &rest[length..];
            } else if let Some(next) = rest.chars().next() {
                place.pass(rest);
                out.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        Cow::Owned(out)
    }

    /// The words behind the mark that starts here, and the mark's length.
    fn read(&self, text: &str) -> Option<(&str, usize)> {
        let mut number = 0usize;
        let mut at = sign(text).filter(|(sign, _)| *sign == START)?.1;
        loop {
            let (found, length) = sign(&text[at..])?;
            at += length;
            if found == END {
                return Some((self.written.get(number)?, at));
            }
            let digit = u32::from(found)
                .checked_sub(DIGIT)
                .filter(|digit| *digit < 16)?;
            number = number.checked_mul(16)? + digit as usize;
        }
    }
}

/// One of our noncharacters, as it is or percent-encoded, and its length.
fn sign(text: &str) -> Option<(char, usize)> {
    if let Some(encoded) = text.strip_prefix("%EF%B7%") {
        let last = u32::from_str_radix(encoded.get(..2)?, 16).ok()?;
        return Some((char::from_u32(0xFDC0 + last.checked_sub(0x80)?)?, 9));
    }
    let first = text.chars().next()?;
    matches!(first, '\u{FDD0}'..='\u{FDEF}').then(|| (first, first.len_utf8()))
}

/// Where in the HTML a mark stands.
#[derive(Default)]
struct Place {
    tag: Tag,
    /// Inside of so many elements that show their text as it is.
    verbatim: usize,
}

/// Whether the place is inside a tag.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Tag {
    #[default]
    Outside,
    Inside,
    /// Inside a value that this sign ends.
    Quoted(char),
}

impl Place {
    fn stops(&self) -> &'static [char] {
        match self.tag {
            Tag::Outside => &['<', START],
            Tag::Inside | Tag::Quoted(_) => &['>', '"', '\'', '%', START],
        }
    }

    /// Takes note of the sign that `rest` starts with.
    fn pass(&mut self, rest: &str) {
        let sign = rest.chars().next();
        match (self.tag, sign) {
            (Tag::Outside, Some('<')) => {
                let tag = rest[1..].trim_start_matches('/');
                let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
                if VERBATIM.contains(&&tag[..end.unwrap_or(tag.len())]) {
                    self.verbatim = if rest.starts_with("</") {
                        self.verbatim.saturating_sub(1)
                    } else {
                        self.verbatim + 1
                    };
                }
                if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
                    self.tag = Tag::Inside;
                }
            }
            (Tag::Inside, Some('>')) => self.tag = Tag::Outside,
            (Tag::Inside, Some(quote @ ('"' | '\''))) => self.tag = Tag::Quoted(quote),
            (Tag::Quoted(open), Some(quote)) if open == quote => self.tag = Tag::Inside,
            _ => {}
        }
    }

    /// A label among text; the words alone where no element can stand.
    fn write(&self, written: &str, out: &mut String) {
        let words = escaped(written);
        if self.tag != Tag::Outside || self.verbatim > 0 {
            out.push_str(&words);
        } else {
            let _ = write!(out, "<span class=\"liquid\">{words}</span>");
        }
    }
}

/// Text as HTML shows it, in an attribute too.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
