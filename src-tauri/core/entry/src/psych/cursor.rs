//! A place in the text, moved by libyaml's ideas of blanks and line breaks.

use super::YamlError;

/// A place in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Mark {
    pub(super) byte: usize,
    pub(super) character: usize,
    /// 0-based.
    pub(super) line: usize,
    /// 0-based, in characters.
    pub(super) column: usize,
}

impl Mark {
    /// An error at this place. The first line is the opening fence, so that the 0-based line of
    /// the whole is the 1-based line of the YAML text.
    pub(super) fn error(self, message: impl Into<String>) -> YamlError {
        YamlError {
            line: self.line.max(1),
            column: self.column + 1,
            message: message.into(),
            hint: None,
        }
    }

    /// The column as a number that can be compared with an indentation, which may be -1.
    pub(super) fn indent(self) -> i64 {
        i64::try_from(self.column).unwrap_or(i64::MAX)
    }
}

/// The text and the place of the reader. The character U+0000 is refused before, so that a byte
/// of 0 stands for the end.
pub(super) struct Cursor<'text> {
    text: &'text str,
    pub(super) mark: Mark,
}

impl<'text> Cursor<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self {
            text,
            mark: Mark::default(),
        }
    }

    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.text
            .as_bytes()
            .get(self.mark.byte + ahead)
            .copied()
            .unwrap_or(0)
    }

    pub(super) fn at(&self, byte: u8) -> bool {
        self.peek(0) == byte
    }

    pub(super) fn at_any(&self, bytes: &[u8]) -> bool {
        bytes.contains(&self.peek(0))
    }

    pub(super) fn is_end(&self) -> bool {
        self.mark.byte >= self.text.len()
    }

    pub(super) fn is_blank_at(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), b' ' | b'\t')
    }

    pub(super) fn is_blank(&self) -> bool {
        self.is_blank_at(0)
    }

    pub(super) fn is_break_at(&self, ahead: usize) -> bool {
        match self.peek(ahead) {
            b'\r' | b'\n' => true,
            0xc2 => self.peek(ahead + 1) == 0x85,
            0xe2 => self.peek(ahead + 1) == 0x80 && matches!(self.peek(ahead + 2), 0xa8 | 0xa9),
            _ => false,
        }
    }

    pub(super) fn is_break(&self) -> bool {
        self.is_break_at(0)
    }

    pub(super) fn is_break_or_end(&self) -> bool {
        self.is_break() || self.is_end()
    }

    /// A blank, a line break or the end.
    pub(super) fn is_gap_at(&self, ahead: usize) -> bool {
        self.is_blank_at(ahead)
            || self.is_break_at(ahead)
            || self.mark.byte + ahead >= self.text.len()
    }

    pub(super) fn is_gap(&self) -> bool {
        self.is_gap_at(0)
    }

    /// `[0-9A-Za-z_-]`, what libyaml calls alphabetical.
    pub(super) fn is_name_byte(&self) -> bool {
        self.peek(0).is_ascii_alphanumeric() || self.at_any(b"_-")
    }

    /// Three equal signs and a gap at the start of a line: `---` or `...`.
    pub(super) fn is_document_sign(&self, sign: u8) -> bool {
        self.mark.column == 0 && (0..3).all(|ahead| self.peek(ahead) == sign) && self.is_gap_at(3)
    }

    fn character(&self) -> Option<char> {
        self.text.get(self.mark.byte..)?.chars().next()
    }

    pub(super) fn skip(&mut self) {
        if let Some(character) = self.character() {
            self.mark.byte += character.len_utf8();
            self.mark.character += 1;
            self.mark.column += 1;
        }
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.is_blank() {
            self.skip();
        }
    }

    pub(super) fn skip_to_line_end(&mut self) {
        while !self.is_break_or_end() {
            self.skip();
        }
    }

    pub(super) fn read(&mut self, into: &mut String) {
        into.extend(self.character());
        self.skip();
    }

    pub(super) fn skip_line(&mut self) {
        self.read_line(&mut String::new());
    }

    /// Reads a line break: all but U+2028 and U+2029 become a line feed.
    pub(super) fn read_line(&mut self, into: &mut String) {
        if !self.is_break() {
            return;
        }
        let is_pair = self.at(b'\r') && self.peek(1) == b'\n';
        match self.character() {
            Some(kept @ ('\u{2028}' | '\u{2029}')) => into.push(kept),
            _ => into.push('\n'),
        }
        self.skip();
        if is_pair {
            self.skip();
        }
        self.mark.column = 0;
        self.mark.line += 1;
    }
}
