//! Splits YAML into tokens as libyaml 0.2.5 does (`src/scanner.c`), the library behind Psych.
//!
//! Where YAML 1.2 parsers and libyaml part, such as tabs, `"a"#b`, `[?, x]` or U+0085, libyaml's
//! rule stands here, as the page is made with it.

use std::collections::VecDeque;
use std::ops::Range;

use super::blame::Quoted;
use super::cursor::{Cursor, Mark};
use super::{IN_QUOTES, KEY_AND_VALUE, KEY_WITHOUT_COLON, MAX_DEPTH, Style, YamlError};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    StreamEnd,
    DocumentStart,
    DocumentEnd,
    Directive,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(String),
    Anchor(String),
    Tag(String),
    Scalar(String, Style),
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: Mark,
    pub(super) end: Mark,
}

/// The longest key on one line, in characters (YAML 1.1, section 9.1.1).
const MAX_SIMPLE_KEY: usize = 1024;

/// What may turn out to be a key when a colon follows.
#[derive(Clone, Copy, Default)]
struct SimpleKey {
    possible: bool,
    required: bool,
    token_number: usize,
    mark: Mark,
}

pub(super) struct Scanner<'text> {
    pub(super) cursor: Cursor<'text>,
    tokens: VecDeque<Token>,
    tokens_taken: usize,
    ended: bool,
    pub(super) flow_level: usize,
    pub(super) indent: i64,
    indents: Vec<i64>,
    pub(super) simple_key_allowed: bool,
    /// One for each level of brackets, and one for the lines around them.
    simple_keys: Vec<SimpleKey>,
    pub(super) comments: Vec<Range<usize>>,
    pub(super) quoted: Vec<Quoted>,
    /// Plain scalars of more than one line, from where to where.
    pub(super) long_plain: Vec<(Mark, Mark)>,
}

type Scanned<T = ()> = Result<T, YamlError>;

impl<'text> Scanner<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self {
            cursor: Cursor::new(text),
            tokens: VecDeque::new(),
            tokens_taken: 0,
            ended: false,
            flow_level: 0,
            indent: -1,
            indents: Vec::new(),
            simple_key_allowed: true,
            simple_keys: vec![SimpleKey::default()],
            comments: Vec::new(),
            quoted: Vec::new(),
            long_plain: Vec::new(),
        }
    }

    /// The next token, which stays.
    pub(super) fn peek(&mut self) -> Scanned<&Token> {
        self.fetch_more()?;
        let end = self.cursor.mark;
        self.tokens
            .front()
            .ok_or_else(|| end.error("unexpected end"))
    }

    /// Takes the next token.
    pub(super) fn take(&mut self) -> Scanned<Token> {
        self.fetch_more()?;
        let end = self.cursor.mark;
        let token = self
            .tokens
            .pop_front()
            .ok_or_else(|| end.error("unexpected end"))?;
        self.tokens_taken += 1;
        Ok(token)
    }

    fn fetch_more(&mut self) -> Scanned {
        loop {
            if !self.tokens.is_empty() {
                self.stale_simple_keys()?;
                let taken = self.tokens_taken;
                let waits = self
                    .simple_keys
                    .iter()
                    .any(|key| key.possible && key.token_number == taken);
                if !waits {
                    return Ok(());
                }
            }
            if self.ended {
                return Ok(());
            }
            self.fetch_next()?;
        }
    }

    fn fetch_next(&mut self) -> Scanned {
        self.skip_to_next_token();
        self.stale_simple_keys()?;
        self.unroll_indent(self.cursor.mark.indent());
        if self.cursor.is_end() {
            return self.fetch_stream_end();
        }
        if self.cursor.mark.column == 0 && self.cursor.at(b'%') {
            return self.fetch_directive();
        }
        if self.cursor.is_document_sign(b'-') {
            return self.fetch_document_sign(Kind::DocumentStart);
        }
        if self.cursor.is_document_sign(b'.') {
            return self.fetch_document_sign(Kind::DocumentEnd);
        }
        let in_flow = self.flow_level > 0;
        let gap_follows = self.cursor.is_gap_at(1);
        match self.cursor.peek(0) {
            b'[' => self.fetch_flow_start(Kind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(Kind::FlowMappingStart),
            b']' => self.fetch_flow_end(Kind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(Kind::FlowMappingEnd),
            b',' => self.fetch_flow_entry(),
            b'-' if gap_follows => self.fetch_block_entry(),
            b'?' if in_flow || gap_follows => self.fetch_key(),
            b':' if in_flow || gap_follows => self.fetch_value(),
            b'*' | b'&' => self.fetch_anchor(),
            b'!' => self.fetch_tag(),
            b'|' if !in_flow => self.fetch_block_scalar(Style::Literal),
            b'>' if !in_flow => self.fetch_block_scalar(Style::Folded),
            b'\'' => self.fetch_flow_scalar(Style::SingleQuoted),
            b'"' => self.fetch_flow_scalar(Style::DoubleQuoted),
            b'#' | b'|' | b'>' | b'%' | b'@' | b'`' | b' ' | b'\t' => Err(self.cannot_start()),
            _ => self.fetch_plain_scalar(),
        }
    }

    fn cannot_start(&self) -> YamlError {
        let what = match self.cursor.peek(0) {
            b'\t' => "a tab".to_owned(),
            byte => format!("`{}`", char::from(byte)),
        };
        self.cursor
            .mark
            .error(format!("{what} cannot stand here"))
            .advise("put text that begins with it in quotes")
    }

    fn skip_to_next_token(&mut self) {
        loop {
            if self.cursor.mark.column == 0
                && (0..3)
                    .map(|ahead| self.cursor.peek(ahead))
                    .eq(*b"\xef\xbb\xbf")
            {
                self.cursor.skip();
            }
            while self.cursor.at(b' ')
                || ((self.flow_level > 0 || !self.simple_key_allowed) && self.cursor.at(b'\t'))
            {
                self.cursor.skip();
            }
            if self.cursor.at(b'#') {
                self.skip_comment();
            }
            if !self.cursor.is_break() {
                return;
            }
            self.cursor.skip_line();
            if self.flow_level == 0 {
                self.simple_key_allowed = true;
            }
        }
    }

    pub(super) fn skip_comment(&mut self) {
        let start = self.cursor.mark.byte;
        self.cursor.skip_to_line_end();
        self.comments.push(start..self.cursor.mark.byte);
    }

    fn stale_simple_keys(&mut self) -> Scanned {
        let mark = self.cursor.mark;
        for key in &mut self.simple_keys {
            let is_stale =
                key.mark.line < mark.line || key.mark.character + MAX_SIMPLE_KEY < mark.character;
            if key.possible && is_stale {
                if key.required {
                    return Err(key.mark.error(KEY_WITHOUT_COLON).advise(KEY_AND_VALUE));
                }
                key.possible = false;
            }
        }
        Ok(())
    }

    fn save_simple_key(&mut self) -> Scanned {
        if !self.simple_key_allowed {
            return Ok(());
        }
        let mark = self.cursor.mark;
        let required = self.flow_level == 0 && self.indent == mark.indent();
        self.remove_simple_key()?;
        let token_number = self.tokens_taken + self.tokens.len();
        if let Some(last) = self.simple_keys.last_mut() {
            *last = SimpleKey {
                possible: true,
                required,
                token_number,
                mark,
            };
        }
        Ok(())
    }

    fn remove_simple_key(&mut self) -> Scanned {
        match self.simple_keys.last_mut() {
            Some(key) if key.possible && key.required => {
                Err(key.mark.error(KEY_WITHOUT_COLON).advise(KEY_AND_VALUE))
            }
            Some(key) => {
                key.possible = false;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Opens a block at a column to the right; in front of the token of that number, if given.
    fn roll_indent(&mut self, mark: Mark, number: Option<usize>, kind: Kind) -> Scanned {
        if self.flow_level > 0 || self.indent >= mark.indent() {
            return Ok(());
        }
        if self.indents.len() > MAX_DEPTH {
            return Err(mark.error(format!("lists and maps are nested deeper than {MAX_DEPTH}")));
        }
        self.indents.push(self.indent);
        self.indent = mark.indent();
        let token = Token {
            kind,
            start: mark,
            end: mark,
        };
        match number {
            Some(number) => self
                .tokens
                .insert(number.saturating_sub(self.tokens_taken), token),
            None => self.tokens.push_back(token),
        }
        Ok(())
    }

    pub(super) fn unroll_indent(&mut self, column: i64) {
        if self.flow_level > 0 {
            return;
        }
        while self.indent > column {
            self.push_empty(Kind::BlockEnd);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn push_empty(&mut self, kind: Kind) {
        let mark = self.cursor.mark;
        self.tokens.push_back(Token {
            kind,
            start: mark,
            end: mark,
        });
    }

    /// Makes a token of the next bytes.
    fn push_signs(&mut self, kind: Kind, length: usize) {
        let start = self.cursor.mark;
        for _ in 0..length {
            self.cursor.skip();
        }
        self.push(kind, start);
    }

    fn push(&mut self, kind: Kind, start: Mark) {
        let end = self.cursor.mark;
        self.tokens.push_back(Token { kind, start, end });
    }

    fn fetch_stream_end(&mut self) -> Scanned {
        self.cursor.mark.column = 0;
        self.unroll_indent(-1);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        self.ended = true;
        self.push_empty(Kind::StreamEnd);
        Ok(())
    }

    fn fetch_directive(&mut self) -> Scanned {
        self.unroll_indent(-1);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.cursor.mark;
        self.scan_directive()?;
        self.push(Kind::Directive, start);
        Ok(())
    }

    fn fetch_document_sign(&mut self, kind: Kind) -> Scanned {
        self.unroll_indent(-1);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        self.push_signs(kind, 3);
        Ok(())
    }

    fn fetch_flow_start(&mut self, kind: Kind) -> Scanned {
        self.save_simple_key()?;
        if self.flow_level >= MAX_DEPTH {
            return Err(self
                .cursor
                .mark
                .error(format!("lists and maps are nested deeper than {MAX_DEPTH}")));
        }
        self.simple_keys.push(SimpleKey::default());
        self.flow_level += 1;
        self.simple_key_allowed = true;
        self.push_signs(kind, 1);
        Ok(())
    }

    fn fetch_flow_end(&mut self, kind: Kind) -> Scanned {
        self.remove_simple_key()?;
        if self.flow_level > 0 {
            self.flow_level -= 1;
            self.simple_keys.pop();
        }
        self.simple_key_allowed = false;
        self.push_signs(kind, 1);
        Ok(())
    }

    fn fetch_flow_entry(&mut self) -> Scanned {
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        self.push_signs(Kind::FlowEntry, 1);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Scanned {
        if self.flow_level == 0 {
            self.need_simple_key("a list cannot begin here", "begin it on a line of its own")?;
            self.roll_indent(self.cursor.mark, None, Kind::BlockSequenceStart)?;
        }
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        self.push_signs(Kind::BlockEntry, 1);
        Ok(())
    }

    fn fetch_key(&mut self) -> Scanned {
        if self.flow_level == 0 {
            self.need_simple_key("a key cannot begin here", "put it on a line of its own")?;
            self.roll_indent(self.cursor.mark, None, Kind::BlockMappingStart)?;
        }
        self.remove_simple_key()?;
        self.simple_key_allowed = self.flow_level == 0;
        self.push_signs(Kind::Key, 1);
        Ok(())
    }

    fn fetch_value(&mut self) -> Scanned {
        let key = self.simple_keys.last().copied().unwrap_or_default();
        if key.possible {
            let token = Token {
                kind: Kind::Key,
                start: key.mark,
                end: key.mark,
            };
            self.tokens
                .insert(key.token_number.saturating_sub(self.tokens_taken), token);
            self.roll_indent(key.mark, Some(key.token_number), Kind::BlockMappingStart)?;
            if let Some(last) = self.simple_keys.last_mut() {
                last.possible = false;
            }
            self.simple_key_allowed = false;
        } else {
            if self.flow_level == 0 {
                self.need_simple_key("a second `: ` cannot stand here", IN_QUOTES)?;
                self.roll_indent(self.cursor.mark, None, Kind::BlockMappingStart)?;
            }
            self.simple_key_allowed = self.flow_level == 0;
        }
        self.push_signs(Kind::Value, 1);
        Ok(())
    }

    fn need_simple_key(&self, message: &str, hint: &'static str) -> Scanned {
        if self.simple_key_allowed {
            Ok(())
        } else {
            Err(self.cursor.mark.error(message).advise(hint))
        }
    }

    fn fetch_anchor(&mut self) -> Scanned {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.cursor.mark;
        let kind = self.scan_anchor()?;
        self.push(kind, start);
        Ok(())
    }

    fn fetch_tag(&mut self) -> Scanned {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.cursor.mark;
        let tag = self.scan_tag()?;
        self.push(Kind::Tag(tag), start);
        Ok(())
    }

    fn fetch_block_scalar(&mut self, style: Style) -> Scanned {
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        let start = self.cursor.mark;
        let (text, end) = self.scan_block_scalar(style)?;
        self.tokens.push_back(Token {
            kind: Kind::Scalar(text, style),
            start,
            end,
        });
        Ok(())
    }

    fn fetch_flow_scalar(&mut self, style: Style) -> Scanned {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.cursor.mark;
        let single = style == Style::SingleQuoted;
        let text = self.scan_flow_scalar(single)?;
        self.quoted.push(Quoted {
            start,
            end: self.cursor.mark,
            single,
        });
        self.push(Kind::Scalar(text, style), start);
        Ok(())
    }

    fn fetch_plain_scalar(&mut self) -> Scanned {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.cursor.mark;
        let (text, end) = self.scan_plain_scalar()?;
        if start.line < end.line {
            self.long_plain.push((start, end));
        }
        self.tokens.push_back(Token {
            kind: Kind::Scalar(text, Style::Plain),
            start,
            end,
        });
        Ok(())
    }
}
