//! Words, characters and reading time of a body.
//!
//! Words are those of Unicode Standard Annex 29: a run of letters and digits, and each Chinese
//! ideograph or kana by itself. Code and its words count as text; HTML tags and comments, Liquid
//! tags, attribute lists and the addresses of links and images do not. Takes time in proportion
//! to the length of the text.

use unicode_segmentation::UnicodeSegmentation;

/// How many words a reader takes in a minute.
pub const WORDS_A_MINUTE: usize = 200;

/// The size of a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words.
    pub words: usize,
    /// Characters as a reader sees them, blanks included, line breaks and markup not.
    pub characters: usize,
    /// Minutes to read it at [`WORDS_A_MINUTE`], rounded up; 0 only when there is no word.
    pub minutes: usize,
}

/// Counts a body.
pub fn count(body: &str) -> Counts {
    let mut counts = Counts::default();
    let mut ends = Ends::default();
    let mut rest = body;
    let mut offset = 0;
    while !rest.is_empty() {
        let stop = rest.bytes().position(may_open_markup).unwrap_or(rest.len());
        count_text(&rest[..stop], &mut counts);
        let skipped = skip_markup(body, offset + stop, &mut ends);
        let used = stop + skipped;
        if skipped == 0 && used < rest.len() {
            // No markup after all: the sign itself is text.
            counts.characters += 1;
            offset += used + 1;
        } else {
            offset += used;
        }
        rest = &body[offset..];
    }
    counts.minutes = counts.words.div_ceil(WORDS_A_MINUTE);
    counts
}

fn may_open_markup(byte: u8) -> bool {
    matches!(byte, b'<' | b'{' | b']')
}

/// Where closing signs are next, so that no stretch of text is searched twice for one.
#[derive(Default)]
struct Ends {
    comment: Option<usize>,
    liquid: Option<usize>,
    brace: Option<usize>,
    parenthesis: Option<usize>,
    line: Option<usize>,
}

/// How many bytes of markup begin at `at`.
fn skip_markup(body: &str, at: usize, ends: &mut Ends) -> usize {
    let rest = &body[at..];
    if rest.starts_with("<!--") {
        return length(at, next(body, at, "-->", &mut ends.comment));
    }
    if rest.starts_with("{%") {
        return length(at, next(body, at, "%}", &mut ends.liquid));
    }
    if rest.starts_with('<') {
        return tag_length(rest);
    }
    let within_line = |end: Option<usize>, line: Option<usize>| {
        end.filter(|end| line.is_none_or(|line| *end < line))
    };
    if rest.starts_with("{:") {
        let end = next(body, at, "}", &mut ends.brace);
        return length(at, within_line(end, next(body, at, "\n", &mut ends.line)));
    }
    if rest.starts_with("](") {
        let end = next(body, at, ")", &mut ends.parenthesis);
        return length(at, within_line(end, next(body, at, "\n", &mut ends.line)));
    }
    0
}

fn length(at: usize, end: Option<usize>) -> usize {
    end.map_or(0, |end| end - at)
}

/// The end of the next closing sign.
fn next(body: &str, at: usize, sign: &str, known: &mut Option<usize>) -> Option<usize> {
    let end = match *known {
        Some(end) if end > at => end,
        _ => body[at..]
            .find(sign)
            .map_or(usize::MAX, |found| at + found + sign.len()),
    };
    *known = Some(end);
    (end != usize::MAX).then_some(end)
}

/// The longest HTML tag that is looked for, in bytes.
const MAX_TAG: usize = 512;

fn tag_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let name = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    if !bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
        return 0;
    }
    let mut quote = 0;
    for (index, &byte) in bytes.iter().enumerate().take(MAX_TAG).skip(name) {
        match byte {
            b'"' | b'\'' if quote == 0 => quote = byte,
            _ if byte == quote => quote = 0,
            b'>' if quote == 0 => return index + 1,
            b'<' if quote == 0 => return 0,
            _ => {}
        }
    }
    0
}

fn count_text(text: &str, counts: &mut Counts) {
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = rest
            .bytes()
            .position(|byte| !byte.is_ascii())
            .unwrap_or(rest.len());
        // A word with a letter outside ASCII is counted as a whole by the general rule.
        let ascii_end = if ascii == rest.len() {
            ascii
        } else {
            last_blank(&rest[..ascii])
        };
        count_ascii(&rest.as_bytes()[..ascii_end], counts);
        rest = &rest[ascii_end..];
        let general = general_end(rest);
        counts.words += rest[..general].unicode_words().count();
        counts.characters += rest[..general]
            .graphemes(true)
            .filter(|sign| !sign.starts_with(['\n', '\r']))
            .count();
        rest = &rest[general..];
    }
}

fn last_blank(ascii: &str) -> usize {
    ascii
        .rfind(|c: char| c.is_ascii_whitespace())
        .map_or(0, |at| at + 1)
}

/// The end of the word that begins `rest` and has letters outside ASCII.
fn general_end(rest: &str) -> usize {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    rest.bytes()
        .position(|byte| byte.is_ascii_whitespace())
        .unwrap_or(rest.len())
        .max(first)
}

fn count_ascii(text: &[u8], counts: &mut Counts) {
    let mut index = 0;
    while index < text.len() {
        if is_word_byte(text[index]) {
            let end = word_end(text, index);
            counts.words += usize::from(text[index..end].iter().any(u8::is_ascii_alphanumeric));
            counts.characters += end - index;
            index = end;
        } else {
            counts.characters += usize::from(!matches!(text[index], b'\n' | b'\r'));
            index += 1;
        }
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Rules WB6, WB7, WB11 and WB12: `don't`, `3.14` and `1,000` are one word each.
fn word_end(text: &[u8], start: usize) -> usize {
    let mut index = start + 1;
    while index < text.len() {
        let byte = text[index];
        let before = text[index - 1];
        let after = text.get(index + 1).copied().unwrap_or(b' ');
        let joins_letters = matches!(byte, b'\'' | b'.' | b':')
            && before.is_ascii_alphabetic()
            && after.is_ascii_alphabetic();
        let joins_digits = matches!(byte, b'\'' | b'.' | b',' | b';')
            && before.is_ascii_digit()
            && after.is_ascii_digit();
        if !is_word_byte(byte) && !joins_letters && !joins_digits {
            break;
        }
        index += 1;
    }
    index
}
