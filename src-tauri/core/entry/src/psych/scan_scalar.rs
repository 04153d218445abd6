//! Scalars, as libyaml's `yaml_parser_scan_block_scalar`, `_flow_scalar` and `_plain_scalar`.

use super::cursor::{Cursor, Mark};
use super::scan::Scanner;
use super::{CLOSE_QUOTE, IN_QUOTES, Style, YamlError};

/// White space that becomes part of the text only when more text follows.
#[derive(Default)]
struct Gap {
    blanks: String,
    first_break: String,
    more_breaks: String,
    has_break: bool,
}

impl Gap {
    fn read(&mut self, cursor: &mut Cursor) {
        if cursor.is_blank() {
            if self.has_break {
                cursor.skip();
            } else {
                cursor.read(&mut self.blanks);
            }
        } else if self.has_break {
            cursor.read_line(&mut self.more_breaks);
        } else {
            self.blanks.clear();
            cursor.read_line(&mut self.first_break);
            self.has_break = true;
        }
    }

    /// Folds the gap into the text.
    fn join(&mut self, text: &mut String) {
        if !self.has_break {
            text.push_str(&self.blanks);
        } else if self.first_break.starts_with('\n') {
            text.push_str(if self.more_breaks.is_empty() {
                " "
            } else {
                &self.more_breaks
            });
        } else {
            text.push_str(&self.first_break);
            text.push_str(&self.more_breaks);
        }
        *self = Self::default();
    }
}

/// The header of a block scalar.
struct Header {
    chomping: Option<u8>,
    increment: i64,
}

impl Scanner<'_> {
    /// The text, and where its last line ends.
    pub(super) fn scan_plain_scalar(&mut self) -> Result<(String, Mark), YamlError> {
        let start = self.cursor.mark;
        let indent = self.indent + 1;
        let mut text = String::new();
        let mut end = start;
        let mut gap = Gap::default();
        loop {
            let cursor = &mut self.cursor;
            if cursor.is_document_sign(b'-') || cursor.is_document_sign(b'.') || cursor.at(b'#') {
                break;
            }
            while !cursor.is_gap() {
                let in_flow = self.flow_level > 0;
                if in_flow && cursor.at(b':') && b",?[]{}".contains(&cursor.peek(1)) {
                    return Err(start
                        .error("a `:` cannot stand before a bracket or comma")
                        .advise(IN_QUOTES));
                }
                let ends = (cursor.at(b':') && cursor.is_gap_at(1))
                    || (in_flow && cursor.at_any(b",[]{}"));
                if ends {
                    break;
                }
                gap.join(&mut text);
                cursor.read(&mut text);
                end = cursor.mark;
            }
            if !(cursor.is_blank() || cursor.is_break()) {
                break;
            }
            while cursor.is_blank() || cursor.is_break() {
                if gap.has_break && cursor.mark.indent() < indent && cursor.at(b'\t') {
                    return Err(cursor
                        .mark
                        .error("a tab cannot indent")
                        .advise("use blanks"));
                }
                gap.read(cursor);
            }
            if self.flow_level == 0 && cursor.mark.indent() < indent {
                break;
            }
        }
        if gap.has_break {
            self.simple_key_allowed = true;
        }
        Ok((text, end))
    }

    pub(super) fn scan_flow_scalar(&mut self, single: bool) -> Result<String, YamlError> {
        let start = self.cursor.mark;
        let quote = if single { b'\'' } else { b'"' };
        let mut text = String::new();
        self.cursor.skip();
        loop {
            if self.cursor.is_document_sign(b'-') || self.cursor.is_document_sign(b'.') {
                return Err(start
                    .error("the quote that opens here is never closed")
                    .advise(CLOSE_QUOTE));
            }
            if self.cursor.is_end() {
                return Err(start
                    .error("the quote that opens here is never closed")
                    .advise(CLOSE_QUOTE));
            }
            let mut gap = Gap::default();
            while !self.cursor.is_gap() {
                let cursor = &mut self.cursor;
                if single && cursor.at(b'\'') && cursor.peek(1) == b'\'' {
                    cursor.skip();
                    cursor.read(&mut text);
                } else if cursor.at(quote) {
                    break;
                } else if !single && cursor.at(b'\\') && cursor.is_break_at(1) {
                    cursor.skip();
                    cursor.skip_line();
                    gap.has_break = true;
                    break;
                } else if !single && cursor.at(b'\\') {
                    self.scan_escape(start, &mut text)?;
                } else {
                    cursor.read(&mut text);
                }
            }
            if self.cursor.at(quote) {
                self.cursor.skip();
                return Ok(text);
            }
            while self.cursor.is_blank() || self.cursor.is_break() {
                gap.read(&mut self.cursor);
            }
            gap.join(&mut text);
        }
    }

    fn scan_escape(&mut self, start: Mark, text: &mut String) -> Result<(), YamlError> {
        let mut digits = 0;
        let character = match self.cursor.peek(1) {
            b'0' => '\0',
            b'a' => '\u{7}',
            b'b' => '\u{8}',
            b't' | b'\t' => '\t',
            b'n' => '\n',
            b'v' => '\u{b}',
            b'f' => '\u{c}',
            b'r' => '\r',
            b'e' => '\u{1b}',
            same @ (b' ' | b'"' | b'/' | b'\\') => char::from(same),
            b'N' => '\u{85}',
            b'_' => '\u{a0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            sign @ (b'x' | b'u' | b'U') => {
                digits = match sign {
                    b'x' => 2,
                    b'u' => 4,
                    _ => 8,
                };
                ' '
            }
            _ => {
                return Err(start
                    .error("a backslash in double quotes must be written twice")
                    .advise("write `\\\\`, or use single quotes"));
            }
        };
        self.cursor.skip();
        self.cursor.skip();
        text.push(if digits == 0 {
            character
        } else {
            self.scan_code(start, digits)?
        });
        Ok(())
    }

    fn scan_code(&mut self, start: Mark, digits: usize) -> Result<char, YamlError> {
        let mut code = 0_u32;
        for _ in 0..digits {
            let digit = char::from(self.cursor.peek(0)).to_digit(16);
            let digit =
                digit.ok_or_else(|| start.error("an escape needs more hexadecimal digits"))?;
            code = (code << 4) | digit;
            self.cursor.skip();
        }
        char::from_u32(code).ok_or_else(|| start.error("an escape names no Unicode character"))
    }

    /// The text, and where its last line, or else its header, ends.
    pub(super) fn scan_block_scalar(&mut self, style: Style) -> Result<(String, Mark), YamlError> {
        let start = self.cursor.mark;
        let header = self.scan_header(start)?;
        let mut end = self.cursor.mark;
        self.finish_header_line(start)?;
        let mut indent = if header.increment > 0 {
            self.indent.max(0) + header.increment
        } else {
            0
        };
        let mut text = String::new();
        let mut first_break = String::new();
        let mut breaks = String::new();
        let mut was_indented = false;
        self.scan_breaks(&mut indent, &mut breaks)?;
        while self.cursor.mark.indent() == indent && !self.cursor.is_end() {
            let is_indented = self.cursor.is_blank();
            let folds = style == Style::Folded
                && first_break.starts_with('\n')
                && !was_indented
                && !is_indented;
            if folds && breaks.is_empty() {
                text.push(' ');
            } else if !folds {
                text.push_str(&first_break);
            }
            first_break.clear();
            text.push_str(&breaks);
            breaks.clear();
            was_indented = is_indented;
            while !self.cursor.is_break_or_end() {
                self.cursor.read(&mut text);
            }
            end = self.cursor.mark;
            self.cursor.read_line(&mut first_break);
            self.scan_breaks(&mut indent, &mut breaks)?;
        }
        if header.chomping != Some(b'-') {
            text.push_str(&first_break);
        }
        if header.chomping == Some(b'+') {
            text.push_str(&breaks);
        }
        Ok((text, end))
    }

    fn scan_header(&mut self, start: Mark) -> Result<Header, YamlError> {
        let mut header = Header {
            chomping: None,
            increment: 0,
        };
        self.cursor.skip();
        for _ in 0..2 {
            let byte = self.cursor.peek(0);
            if matches!(byte, b'+' | b'-') && header.chomping.is_none() {
                header.chomping = Some(byte);
                self.cursor.skip();
            } else if byte.is_ascii_digit() && header.increment == 0 {
                if byte == b'0' {
                    return Err(start.error("a block of text cannot be indented by 0"));
                }
                header.increment = i64::from(byte - b'0');
                self.cursor.skip();
            }
        }
        Ok(header)
    }

    fn finish_header_line(&mut self, start: Mark) -> Result<(), YamlError> {
        self.cursor.skip_blanks();
        if self.cursor.at(b'#') {
            self.skip_comment();
        }
        if !self.cursor.is_break_or_end() {
            return Err(start
                .error("text after `|` or `>` must begin on the next line")
                .advise("move it there, or put all of it in quotes"));
        }
        self.cursor.skip_line();
        Ok(())
    }

    /// Blank lines, and the indentation of the next line; finds the indentation when it is 0.
    fn scan_breaks(&mut self, indent: &mut i64, breaks: &mut String) -> Result<(), YamlError> {
        let mut deepest = 0;
        loop {
            let cursor = &mut self.cursor;
            while (*indent == 0 || cursor.mark.indent() < *indent) && cursor.at(b' ') {
                cursor.skip();
            }
            deepest = deepest.max(cursor.mark.indent());
            if (*indent == 0 || cursor.mark.indent() < *indent) && cursor.at(b'\t') {
                return Err(cursor
                    .mark
                    .error("a tab cannot indent")
                    .advise("use blanks"));
            }
            if !cursor.is_break() {
                break;
            }
            cursor.read_line(breaks);
        }
        if *indent == 0 {
            *indent = deepest.max(self.indent + 1).max(1);
        }
        Ok(())
    }
}
