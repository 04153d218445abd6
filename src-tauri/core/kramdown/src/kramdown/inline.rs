//! Reads the spans of a text: what stands inside paragraphs, headings and cells.

use std::cell::{Cell, RefCell};
use std::sync::LazyLock;

use crate::kramdown::attributes::{merge, read, resolve};
use crate::kramdown::definitions::{Definitions, Use};
use crate::kramdown::extensions::{Extension, extension_tag, find_inline_stop, for_html, is_stop};
use crate::kramdown::scan::closing_brace;
pub(crate) use crate::kramdown::stop::Stop;
use crate::kramdown::tree::{AttributeList, Kind, Node};
use crate::options::{Input, Options};

/// Elements inside one another deeper than this stay text.
pub(crate) const MAX_DEPTH: usize = 60;

/// How many bytes may be read again for each byte of a long text before its signs are left as they stand.
const BUDGET: usize = 16;

/// What looking at a sign costs, in bytes.
const SIGN_COST: usize = 8;

/// How many bytes may be read again in any text; short ones never need more.
const FREE_BUDGET: usize = 2_000_000;

/// What spans are read by.
pub(crate) struct Context<'c> {
    pub(crate) options: &'c Options,
    pub(crate) definitions: &'c Definitions,
    /// The option of that name, as the text read so far has changed it.
    pub(crate) parse_span_html: Cell<bool>,
    /// What `{::options ... /}` inside texts says, in order.
    pub(crate) options_inside: RefCell<Vec<AttributeList>>,
}

static NO_OPTIONS: LazyLock<Options> = LazyLock::new(Options::default);
static NO_DEFINITIONS: LazyLock<Definitions> = LazyLock::new(Definitions::default);

impl Context<'static> {
    /// Default options and no definitions.
    pub(crate) fn empty() -> Self {
        Self::new(&NO_OPTIONS, &NO_DEFINITIONS)
    }
}

impl<'c> Context<'c> {
    pub(crate) fn new(options: &'c Options, definitions: &'c Definitions) -> Self {
        Self {
            options,
            definitions,
            parse_span_html: Cell::new(options.parse_span_html),
            options_inside: RefCell::default(),
        }
    }

    /// Obeys `{::options ... /}` inside a text: spans behind it are read by it.
    fn change_options(&self, said: &str) {
        let mut list = AttributeList::default();
        read(said, &mut list);
        let own = |pair: &&(String, String)| pair.0 == "parse_span_html";
        if let Some((name, value)) = list.attributes.iter().find(own) {
            let mut changed = self.options.clone();
            if changed.set(name, value).is_ok() {
                self.parse_span_html.set(changed.parse_span_html);
            }
        }
        self.options_inside.borrow_mut().push(list);
    }
}

/// Which constructs are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Full,
    /// Only HTML: the inside of raw elements.
    Html,
    /// Code and HTML: whether a pipe counts.
    Table,
}

/// A text being read for spans.
pub(crate) struct Spans<'s> {
    pub(crate) text: &'s str,
    pub(crate) at: usize,
    pub(crate) context: &'s Context<'s>,
    pub(crate) uses: &'s mut Vec<Use>,
    pub(crate) budget: usize,
    pub(crate) emphasis: usize,
    pub(crate) strong: usize,
    pub(crate) links: usize,
    pub(crate) depth: usize,
    /// The sign before this place is still plain text of the same run.
    pub(crate) before: Option<char>,
    /// Where the last quote, dash or the like ended, to which an attribute list there belongs.
    pub(crate) sign_end: usize,
    pub(crate) mode: Mode,
    /// A backslash before a line break breaks the line.
    pub(crate) breaks: bool,
    /// It is read to find the pipes of a table, when an attribute list may follow text too.
    pub(crate) rows: bool,
}

/// Reads all spans of `text` into `into`.
///
/// `breaks` says that a backslash before a line break breaks the line.
pub(crate) fn read_spans(
    text: &str,
    context: &Context<'_>,
    breaks: bool,
    uses: &mut Vec<Use>,
    into: &mut Node,
) {
    let mut reader = spans(text, context, uses, Mode::Full);
    reader.breaks = breaks && context.options.input == Input::Gfm;
    reader.read(into, &mut Stop::Never);
}

/// Reads code and HTML only.
pub(crate) fn read_for_table(text: &str, context: &Context<'_>) -> Vec<Node> {
    let mut into = Node::new(Kind::Group);
    let mut uses = Vec::new();
    let mut reader = spans(text, context, &mut uses, Mode::Table);
    reader.rows = true;
    reader.read(&mut into, &mut Stop::Never);
    into.children
}

fn spans<'s>(
    text: &'s str,
    context: &'s Context<'s>,
    uses: &'s mut Vec<Use>,
    mode: Mode,
) -> Spans<'s> {
    Spans {
        text,
        at: 0,
        context,
        uses,
        budget: text
            .len()
            .saturating_mul(BUDGET)
            .saturating_add(FREE_BUDGET),
        emphasis: 0,
        strong: 0,
        links: 0,
        depth: 0,
        before: None,
        sign_end: 0,
        mode,
        breaks: false,
        rows: false,
    }
}

impl<'s> Spans<'s> {
    pub(crate) fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    pub(crate) fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    /// A reader of a text that knows nothing of what stands around it.
    pub(crate) fn fresh<'t>(&'t mut self, text: &'t str) -> Spans<'t> {
        Spans {
            text,
            at: 0,
            context: self.context,
            uses: self.uses,
            budget: self.budget,
            emphasis: 0,
            strong: 0,
            links: 0,
            depth: self.depth,
            before: None,
            sign_end: 0,
            mode: self.mode,
            breaks: self.breaks,
            rows: self.rows,
        }
    }

    /// Pays for reading `bytes`; false when the text has used up what it may cost.
    pub(crate) fn pay(&mut self, bytes: usize) -> bool {
        self.budget = self.budget.saturating_sub(bytes);
        self.budget > 0
    }

    /// The sign before this place in the text.
    pub(crate) fn previous(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    /// Reads spans into `into` up to `stop`, and says whether that was found; the stop itself is not read.
    pub(crate) fn read(&mut self, into: &mut Node, stop: &mut Stop<'_>) -> bool {
        self.depth += 1;
        let found = self.read_inner(into, stop);
        self.depth -= 1;
        found
    }

    fn read_inner(&mut self, into: &mut Node, stop: &mut Stop<'_>) -> bool {
        // A sign that could have been the stop and is text; a quote behind it knows it.
        let mut passed = None;
        while self.at < self.text.len() {
            let start = self.at;
            self.at = self.next_sign(stop);
            self.pay(self.at - start + SIGN_COST);
            self.before = if self.at > start {
                self.previous()
            } else {
                passed
            };
            passed = None;
            self.add_text(into, start..self.at);
            if self.at >= self.text.len() {
                break;
            }
            if self.stops(into, stop) {
                return true;
            }
            if !self.span(into) {
                let sign = self.rest().chars().next();
                let length = sign.map_or(1, char::len_utf8);
                self.add_text(into, self.at..self.at + length);
                self.at += length;
                passed = sign.filter(|sign| stop.may_be(*sign));
            }
        }
        false
    }

    /// The next place where a span may start or the text may end.
    fn next_sign(&self, stop: &Stop<'_>) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        let stopper = match stop {
            Stop::Bracket { .. } => b']',
            Stop::Emphasis { delimiter } => delimiter.as_bytes()[0],
            Stop::Tag { .. } => b'<',
            Stop::Never => 0,
        };
        while let Some(byte) = bytes.get(at) {
            if SIGNS[usize::from(*byte)] && (*byte == stopper || self.may_start(at)) {
                return at;
            }
            at += 1;
        }
        at
    }

    /// The sign at `at` begins something that the mode looks for.
    #[inline]
    fn may_start(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let next = bytes.get(at + 1).copied();
        match (bytes[at], self.mode) {
            (b'<', _) => starts_tag(&self.text[at + 1..]),
            (_, Mode::Html) => false,
            (b'`', _) => true,
            (_, Mode::Table) | (b']', _) => false,
            (b'~' | b'-', _) => next == Some(bytes[at]),
            (b'.', _) => next == Some(b'.') && bytes.get(at + 2) == Some(&b'.'),
            (b'>', _) => next == Some(b'>'),
            (b'!', _) => next == Some(b'['),
            (b'$', _) => next == Some(b'$') && self.text[at + 2..].contains("$$"),
            (b'{', _) => next == Some(b':'),
            (b'&', _) => crate::kramdown::signs::looks_like_entity(&self.text[at..]),
            (b'\\', _) => self.text[at + 1..].starts_with(|c| {
                (c == '\n' && self.breaks) || crate::kramdown::signs::is_escapable(c)
            }),
            (b' ', _) => match next {
                Some(b' ') => bytes.get(at + 2) == Some(&b'\n'),
                Some(b'>') => bytes.get(at + 2) == Some(&b'>'),
                _ => false,
            },
            (b'\n', _) => {
                self.context.options.hard_wrap && self.context.options.input == Input::Gfm
            }
            _ => true,
        }
    }

    fn stops(&mut self, into: &Node, stop: &mut Stop<'_>) -> bool {
        match stop {
            Stop::Never => false,
            Stop::Tag { name, any_case } => {
                crate::kramdown::html_tags::closing_of(self.rest(), name, *any_case).is_some()
            }
            Stop::Bracket { open } => self.bracket_stops(into, open),
            Stop::Emphasis { delimiter } => self.emphasis_stops(into, delimiter),
        }
    }

    /// Reads one span here, if there is one.
    fn span(&mut self, into: &mut Node) -> bool {
        let byte = self.text.as_bytes()[self.at];
        match (byte, self.mode) {
            (b'<', Mode::Full) => {
                self.autolink(into) || self.html_span(into) || self.typographic(into)
            }
            (b'<', _) => self.html_span(into),
            (_, Mode::Html) => false,
            (b'`', _) => self.code_span(into),
            (_, Mode::Table) => false,
            (b'*' | b'_', _) => self.emphasis_span(into),
            (b'[', _) => self.footnote_marker(into) || self.link(into),
            (b'!', _) => self.link(into),
            (b'"' | b'\'', _) => self.quote_sign(into),
            (b'$', _) => self.inline_math(into),
            (b'{', _) => self.span_extension(into),
            (b'&', _) => self.entity(into),
            (b'-' | b'.' | b'>', _) => self.typographic(into),
            (b'~', _) => self.strikethrough(into),
            (b' ', _) => self.line_break(into) || self.typographic(into),
            (b'\n', _) => self.line_break(into),
            (b'\\', _) => self.typographic(into) || self.line_break(into) || self.escape(into),
            _ => false,
        }
    }

    pub(crate) fn add_text(&self, into: &mut Node, range: std::ops::Range<usize>) {
        let text = &self.text[range];
        if text.is_empty() {
            return;
        }
        match into.children.last_mut().map(|last| &mut last.kind) {
            Some(Kind::Text(before)) if self.mode != Mode::Html => before.push_str(text),
            Some(Kind::HtmlText(before)) if self.mode == Mode::Html => before.push_str(text),
            _ if self.mode == Mode::Html => into
                .children
                .push(Node::new(Kind::HtmlText(text.to_string()))),
            _ => into.children.push(Node::text(self.roomy(text))),
        }
    }

    /// Text that more may be added to.
    fn roomy(&self, text: &str) -> String {
        let more = (self.text.len() - self.at).min(if self.depth == 1 { 400 } else { 0 });
        let mut room = String::with_capacity(text.len() + more);
        room.push_str(text);
        room
    }

    /// Adds a sign that stands for the next `length` bytes, and goes behind them.
    ///
    /// It becomes part of the text where nobody can tell: abbreviations do not reach over signs, and a `&`
    /// must not become the start of an entity.
    pub(crate) fn add_sign(&mut self, into: &mut Node, sign: &str, length: usize) {
        self.at += length;
        self.sign_end = self.at;
        if sign.contains('&') || !self.context.definitions.abbreviations.is_empty() {
            into.children.push(Node::new(Kind::Sign(sign.into())));
            return;
        }
        match into.children.last_mut().map(|last| &mut last.kind) {
            Some(Kind::Text(before)) => before.push_str(sign),
            _ => into.children.push(Node::text(sign)),
        }
    }

    /// An attribute list behind a span, or an extension.
    fn span_extension(&mut self, into: &mut Node) -> bool {
        if self.budget == 0 {
            return false;
        }
        if let Some(tag) = extension_tag(self.rest()) {
            self.pay(tag.length);
            return self.inline_extension(into, &tag);
        }
        let Some(inner) = self
            .rest()
            .strip_prefix("{:")
            .filter(|inner| !is_stop(inner))
        else {
            return false;
        };
        let Some(end) = closing_brace(inner).filter(|end| *end > 0) else {
            return false;
        };
        if self.sign_end == self.at && self.at > 0 {
            self.at += 2 + end + 1;
            return true;
        }
        let rows = self.rows;
        let Some(span) = into
            .children
            .last_mut()
            .filter(|span| rows || !matches!(span.kind, Kind::Text(_)))
        else {
            return false;
        };
        let mut list = AttributeList::default();
        read(&inner[..end], &mut list);
        self.uses
            .extend(list.references.iter().cloned().map(Use::List));
        resolve(&mut span.attributes, &list, &self.context.definitions.lists);
        if matches!(span.kind, Kind::Image) {
            merge(span.list.get_or_insert_default(), &list);
        }
        self.at += 2 + end + 1;
        true
    }

    fn inline_extension(&mut self, into: &mut Node, tag: &Extension<'_>) -> bool {
        let name = tag.name;
        if !matches!(name, "comment" | "nomarkdown" | "options") {
            return false;
        }
        let start = self.at + tag.length;
        let mut end = start;
        let mut after = start;
        if !tag.closed {
            self.pay(self.text.len() - start);
            let Some((stop, stop_length)) = find_inline_stop(&self.text[start..], name) else {
                return false;
            };
            end = start + stop;
            after = end + stop_length;
        }
        let text = self.text[start..end].to_string();
        match name {
            "options" => self.context.change_options(tag.options),
            _ if tag.closed => {}
            "comment" => into
                .children
                .push(Node::new(Kind::Comment { text, block: false })),
            "nomarkdown" => {
                let text = if for_html(tag.options) {
                    text
                } else {
                    String::new()
                };
                into.children.push(Node::new(Kind::Unescaped(text)));
            }
            _ => {}
        }
        self.at = after;
        true
    }
}

/// What follows `<` may make a tag, an autolink or a guillemet.
fn starts_tag(text: &str) -> bool {
    let next = text.chars().next();
    next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '/' | '<'))
        || text.starts_with("!--")
}

const SIGNS: [bool; 256] = {
    let mut table = [false; 256];
    let signs = b"*_`~<[]!\\\"'$&-.>{ \n";
    let mut at = 0;
    while at < signs.len() {
        table[signs[at] as usize] = true;
        at += 1;
    }
    table
};
