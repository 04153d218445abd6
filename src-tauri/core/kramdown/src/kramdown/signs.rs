//! Quotes, dashes, entities, escapes, line breaks, code and math inside text.

use crate::kramdown::entities::named;
use crate::kramdown::inline::Spans;
use crate::kramdown::scan::SPACE;
use crate::kramdown::scan::is_space;
use crate::kramdown::tree::{Kind, Node};
use crate::options::Input;

/// Signs that a backslash makes plain.
pub(crate) fn is_escapable(c: char) -> bool {
    matches!(
        c,
        '\\' | '.'
            | '*'
            | '_'
            | '+'
            | '`'
            | '<'
            | '>'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '#'
            | '!'
            | ':'
            | '|'
            | '"'
            | '\''
            | '$'
            | '='
            | '-'
            | '~'
    )
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

impl Spans<'_> {
    pub(crate) fn code_span(&mut self, into: &mut Node) -> bool {
        let start = self.at;
        let run = self.rest().bytes().take_while(|byte| *byte == b'`').count();
        let after = &self.text[start + run..];
        let space = |c: char| c.is_ascii() && is_space(c as u8);
        let lone = run == 1 && self.previous().is_none_or(space) && after.starts_with(space);
        let end = if lone || self.budget == 0 {
            None
        } else {
            memchr::memmem::find(after.as_bytes(), &self.text.as_bytes()[start..start + run])
        };
        self.pay(end.unwrap_or(after.len()));
        self.at += run;
        let Some(end) = end else {
            self.add_text(into, start..start + run);
            return true;
        };
        let mut code = &after[..end];
        if run > 1 {
            code = code.strip_prefix(' ').unwrap_or(code);
            code = code.strip_suffix(' ').unwrap_or(code);
        }
        into.children
            .push(Node::new(Kind::CodeSpan(code.to_string())));
        self.at += end + run;
        true
    }

    pub(crate) fn inline_math(&mut self, into: &mut Node) -> bool {
        let inner = &self.text[self.at + 2..];
        if self.budget == 0 {
            return false;
        }
        let end = inner.find("$$");
        self.pay(end.unwrap_or(inner.len()));
        let Some(end) = end else { return false };
        into.children.push(Node::new(Kind::Math {
            text: inner[..end].trim_matches(SPACE).to_string(),
            block: false,
        }));
        self.at += end + 4;
        true
    }

    pub(crate) fn escape(&mut self, into: &mut Node) -> bool {
        let Some(next) = self.text[self.at + 1..]
            .chars()
            .next()
            .filter(|c| is_escapable(*c))
        else {
            return false;
        };
        self.add_text(into, self.at + 1..self.at + 1 + next.len_utf8());
        self.at += 1 + next.len_utf8();
        true
    }

    /// Two blanks or a backslash before the line's end.
    pub(crate) fn line_break(&mut self, into: &mut Node) -> bool {
        let rest = self.rest();
        let options = self.context.options;
        let every = options.hard_wrap && options.input == Input::Gfm;
        let length = if every && !rest.starts_with('\n') {
            return false;
        } else if rest.starts_with("  \n") || rest.starts_with("\\\\\n") {
            2
        } else if rest.starts_with("\\\n") && self.breaks {
            1
        } else if rest.starts_with('\n') {
            0
        } else {
            return false;
        };
        self.at += length;
        if length == 1 && self.rest().len() == 1 {
            return true;
        }
        into.children.push(Node::new(Kind::Break));
        if length == 0 {
            self.add_text(into, self.at..self.at + 1);
            self.at += 1;
        }
        true
    }

    pub(crate) fn entity(&mut self, into: &mut Node) -> bool {
        let found = entity_at(self.rest());
        let mut buffer = [0; 4];
        if let Some((c, length)) = found {
            self.add_sign(into, c.encode_utf8(&mut buffer), length);
        } else {
            self.add_sign(into, "&", 0);
            let length = self.rest().find(';').map_or(1, |end| end + 1);
            self.add_text(into, self.at + 1..self.at + length);
            self.at += length;
        }
        true
    }

    pub(crate) fn typographic(&mut self, into: &mut Node) -> bool {
        let context = self.context;
        if context.options.input == Input::Gfm && !context.options.auto_typographic {
            return false;
        }
        let rest = &self.text[self.at..];
        let signs = &context.options.typography;
        let (sign, length): (&str, usize) = if rest.starts_with("---") {
            (&signs.em_dash, 3)
        } else if rest.starts_with("--") {
            (&signs.en_dash, 2)
        } else if rest.starts_with("...") {
            (&signs.ellipsis, 3)
        } else if rest.starts_with("\\<<") {
            ("<<", 3)
        } else if rest.starts_with("\\>>") {
            (">>", 3)
        } else if rest.starts_with("<< ") {
            let joined = format!("{}\u{A0}", signs.left_guillemet);
            self.add_sign(into, &joined, 3);
            return true;
        } else if rest.starts_with(" >>") {
            let joined = format!("\u{A0}{}", signs.right_guillemet);
            self.add_sign(into, &joined, 3);
            return true;
        } else if rest.starts_with("<<") {
            (&signs.left_guillemet, 2)
        } else if rest.starts_with(">>") {
            (&signs.right_guillemet, 2)
        } else {
            return false;
        };
        self.add_sign(into, sign, length);
        true
    }

    /// Decides which way a quote looks, by what stands around it.
    pub(crate) fn quote_sign(&mut self, into: &mut Node) -> bool {
        let context = self.context;
        let quotes = &context.options.typography.quotes;
        let rest = &self.text[self.at..];
        let quote = rest.as_bytes()[0];
        let base = if quote == b'"' { 2 } else { 0 };
        let spaced = self
            .before
            .is_none_or(|c| c.is_ascii() && is_space(c as u8));
        let pair = rest
            .as_bytes()
            .get(1)
            .is_some_and(|next| matches!(next, b'"' | b'\'') && *next != quote);
        let special =
            self.before.is_none() && (opens_emphasis(&rest[1..]) || closes_before_sign(&rest[1..]));
        if !special && spaced && pair && rest[2..].starts_with(is_word) {
            let other = 2 - base;
            self.add_sign(into, &quotes[base], 1);
            self.add_sign(into, &quotes[other], 1);
            return true;
        }
        let doubled = self.before.is_none() && rest[1..].starts_with(['"', '\'']);
        if !special && doubled && !is_decade(&rest[1..]) {
            let second = if rest.as_bytes()[1] == b'"' { 3 } else { 1 };
            self.add_text(into, self.at..self.at + 1);
            self.add_sign(into, &quotes[second], 2);
            return true;
        }
        let right = quote_is_right(self.before, quote, &rest[1..], spaced);
        self.add_sign(into, &quotes[base + usize::from(right)], 1);
        true
    }
}

/// The quote closes; `before` is nothing where a span or the start of the text stands before it.
fn quote_is_right(before: Option<char>, quote: u8, after: &str, spaced: bool) -> bool {
    if before.is_none() {
        if opens_emphasis(after) {
            return false;
        }
        if closes_before_sign(after) {
            return true;
        }
    }
    if spaced && quote == b'\'' && is_decade(after) {
        return true;
    }
    match before {
        Some(c) if c.is_ascii() && is_space(c as u8) => false,
        Some(c) => !matches!(c, '\\' | '[' | '{' | '(' | '-'),
        None => {
            let mut chars = after.chars();
            match chars.next() {
                None => true,
                Some(c) if c.is_ascii() && is_space(c as u8) => true,
                Some('s') => chars
                    .next()
                    .is_none_or(|c| !(c.is_alphanumeric() || c == '_')),
                Some(_) => false,
            }
        }
    }
}

/// One or two `_` or `*` and then no blank.
fn opens_emphasis(after: &str) -> bool {
    let run = after
        .bytes()
        .take(2)
        .take_while(|byte| matches!(byte, b'_' | b'*'))
        .count();
    (1..=run).any(|length| {
        after[length..]
            .chars()
            .next()
            .is_some_and(|c| !(c.is_ascii() && is_space(c as u8)))
    })
}

/// A punctuation sign that no word or dots follow.
fn closes_before_sign(after: &str) -> bool {
    let Some(sign) = after.bytes().next().filter(u8::is_ascii_punctuation) else {
        return false;
    };
    if matches!(sign, b'&' | b'~') && sign == b'&' {
        return false;
    }
    let rest = &after[1..];
    let word = rest
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() || c == '_');
    !rest.starts_with("..") && (word == (sign == b'_'))
}

/// `80s`
fn is_decade(after: &str) -> bool {
    let bytes = after.as_bytes();
    bytes.len() > 2 && bytes[0].is_ascii_digit() && bytes[1].is_ascii_digit() && bytes[2] == b's'
}

/// The form of an entity, known or not.
pub(crate) fn looks_like_entity(text: &str) -> bool {
    crate::kramdown::escape::is_entity(text)
}

/// The sign of an entity at the start of `text`, and its length.
fn entity_at(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(40).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let sign = if let Some(number) = name.strip_prefix("#x") {
        char::from_u32(u32::from_str_radix(number, 16).ok()?)
    } else if let Some(number) = name.strip_prefix('#') {
        char::from_u32(number.parse().ok()?)
    } else {
        named(name)
    };
    sign.map(|sign| (sign, end + 1))
}
