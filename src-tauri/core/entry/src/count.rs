//! Words, characters and reading time of a body.
//!
//! Words are those of Unicode Standard Annex 29: a run of letters and digits, and each Chinese
//! ideograph or kana by itself. Code and its words count as text; HTML tags and comments, Liquid
//! tags, attribute lists, link definitions and the addresses of links and images do not. Takes time
//! in proportion to the length of the text; [`Tally`] keeps the counts of a text that is edited.

mod markup;
mod tally;

pub use tally::Tally;

use tally::Scan;
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

impl Counts {
    fn of(stretches: impl Iterator<Item = (usize, usize)>) -> Self {
        let (words, characters) =
            stretches.fold((0, 0), |sum, next| (sum.0 + next.0, sum.1 + next.1));
        Self {
            words,
            characters,
            minutes: words.div_ceil(WORDS_A_MINUTE),
        }
    }
}

/// Counts a body.
pub fn count(body: &str) -> Counts {
    Counts::of(Scan::new(body, 0).map(|stretch| stretch.size()))
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
