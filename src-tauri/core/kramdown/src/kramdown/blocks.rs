//! Reads block elements.
//!
//! At each place the constructs are tried in a fixed order; the first that fits takes its text.  White space
//! and definitions leave their mark too, since many constructs ask what stood before them.

use crate::kramdown::attributes::merge;
use crate::kramdown::references::Definition;
use crate::kramdown::scan::SPACE;
use crate::kramdown::scan::{
    Source, after_indent, atx_marker, fence_length, html_ends, is_blank, is_end_marker,
    is_indented, is_quote, is_rule, is_space, lazy_end, list_marker, paragraph_end,
};
use crate::kramdown::tree::{AttributeList, Kind, Node};
use crate::options::{Input, Options};

/// Deeper blocks than this are read as paragraphs, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 60;

/// A fence longer than this is tried at its full length and below this length.
const LONG_FENCE: usize = 40;

/// What a step of the reader came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Took some text.
    Took,
    /// The construct does not fit here.
    Not,
    /// Met the closing tag of the HTML element whose inside is being read.
    Closed,
}

impl From<bool> for Step {
    fn from(took: bool) -> Self {
        if took { Self::Took } else { Self::Not }
    }
}

/// Reads blocks and gathers the definitions among them.
pub(crate) struct BlockParser<'o> {
    pub(crate) options: &'o Options,
    /// Markdown inside HTML blocks, as `{::options}` may have changed it.
    pub(crate) parse_block_html: bool,
    pub(crate) definitions: Vec<Definition>,
    /// An attribute list that waits for its block.
    pub(crate) pending: Option<AttributeList>,
    pub(crate) depth: usize,
}

impl<'o> BlockParser<'o> {
    pub(crate) fn new(options: &'o Options) -> Self {
        Self {
            options,
            parse_block_html: options.parse_block_html,
            definitions: Vec::new(),
            pending: None,
            depth: 0,
        }
    }

    pub(crate) fn gfm(&self) -> bool {
        self.options.input == Input::Gfm
    }

    /// Reads a text of its own into `parent`.
    pub(crate) fn nested(&mut self, text: &str, parent: &mut Node) {
        let mut source = Source::new(text);
        let pending = self.pending.take();
        self.depth += 1;
        self.blocks(&mut source, parent);
        self.depth -= 1;
        self.pending = pending;
    }

    /// Reads blocks to the end of the text, or to the closing tag of `parent`; says whether that was met.
    pub(crate) fn blocks(&mut self, source: &mut Source<'_>, parent: &mut Node) -> bool {
        while !source.done() {
            if self.step(source, parent) == Step::Closed {
                return true;
            }
        }
        false
    }

    /// Reads one block, or one run of blank lines.
    pub(crate) fn step(&mut self, source: &mut Source<'_>, parent: &mut Node) -> Step {
        let line = source.line();
        source.looked(source.at + line.len());
        if is_blank(line) {
            if blank_lines(source, parent) {
                self.pending = None;
            }
            return Step::Took;
        }
        let waiting = self.pending.is_some();
        let step = self.construct(source, parent, line);
        let extension = after_indent(line).starts_with("{:");
        if waiting && step == Step::Took && !(extension && self.pending.is_some()) {
            self.pending = None;
        }
        step
    }

    fn construct(&mut self, source: &mut Source<'_>, parent: &mut Node, line: &str) -> Step {
        if self.depth >= MAX_DEPTH {
            return self.paragraph(source, parent);
        }
        let mut step = self.by_first_sign(source, parent, line);
        if step == Step::Not {
            step = self.setext_header(source, parent, line).into();
        }
        if step == Step::Not {
            step = self.late(source, parent, line);
        }
        if step != Step::Not {
            return step;
        }
        if after_indent(line).starts_with([' ', '\t']) {
            source.at += line.len();
            parent
                .children
                .push(Node::new(Kind::HtmlText(line.to_string())));
            return Step::Took;
        }
        self.paragraph(source, parent)
    }

    /// Constructs that come before underlined headings.
    fn by_first_sign(&mut self, source: &mut Source<'_>, parent: &mut Node, line: &str) -> Step {
        if is_indented(line) {
            return self.indented_code(source, parent).into();
        }
        match after_indent(line).bytes().next() {
            Some(b'`' | b'~') => self.fenced_code(source, parent, line).into(),
            Some(b'>') => self.quote(source, parent).into(),
            Some(b'#') => self.atx_header(source, parent, line).into(),
            Some(b'*' | b'-' | b'_') if is_rule(line) => {
                source.at += line.len();
                self.add(parent, Node::new(Kind::Rule));
                Step::Took
            }
            Some(b'*' | b'-' | b'+' | b'0'..=b'9') if list_marker(line, 3).is_some() => {
                self.list(source, parent);
                Step::Took
            }
            Some(b':') => self.definition_list(source, parent).into(),
            Some(b'<') => self.html_block(source, parent),
            _ => Step::Not,
        }
    }

    /// Constructs that come after underlined headings.
    fn late(&mut self, source: &mut Source<'_>, parent: &mut Node, line: &str) -> Step {
        let first = after_indent(line).bytes().next();
        if matches!(first, Some(b'$' | b'\\')) && self.math(source, parent) {
            return Step::Took;
        }
        if line.contains('|') && self.table(source, parent) {
            return Step::Took;
        }
        match first {
            Some(b'[') => (self.footnote_definition(source, parent)
                || self.link_definition(source, parent))
            .into(),
            Some(b'*') => self.abbreviation_definition(source, parent).into(),
            Some(b'{') => self.extension(source, parent).into(),
            Some(b'^') if is_end_marker(line) => {
                source.at += line.len();
                parent.children.push(Node::new(Kind::End {
                    marked: true,
                    defines: false,
                }));
                Step::Took
            }
            _ => Step::Not,
        }
    }

    /// Adds a block, with the attribute list that waited for it.
    pub(crate) fn add(&mut self, parent: &mut Node, mut node: Node) {
        if let Some(list) = self.pending.take() {
            merge(node.list.get_or_insert_default(), &list);
        }
        parent.children.push(node);
    }

    /// Nothing, a blank line or an end marker stands before this place.
    pub(crate) fn after_boundary(&self, parent: &Node) -> bool {
        self.pending.is_some()
            || parent.children.last().is_none_or(|last| {
                matches!(last.kind, Kind::Blank(_) | Kind::End { marked: true, .. })
            })
    }

    /// A blank line, an end marker, an attribute list or the end of the text follows this place.
    pub(crate) fn before_boundary(source: &mut Source<'_>) -> bool {
        let line = source.line();
        source.looked(source.at + line.len());
        line.is_empty()
            || is_blank(line)
            || is_end_marker(line)
            || crate::kramdown::scan::attribute_line(source.rest()).is_some()
    }

    fn paragraph(&mut self, source: &mut Source<'_>, parent: &mut Node) -> Step {
        let start = source.at;
        let gfm = self.gfm() && self.options.paragraph_end;
        source.at += source.line().len();
        while !source.done() {
            let line = source.line();
            if fence_length(line).is_some() && !html_ends(line) {
                if gfm && fence(source, source.at, line).is_some() {
                    break;
                }
            } else if paragraph_end(source.rest(), gfm) {
                break;
            }
            source.at += line.len();
        }
        source.looked(source.at + source.line().len());
        let text = source.text[start..source.at]
            .trim_end_matches(|c: char| c.is_ascii() && is_space(c as u8) || c == '\0');
        match parent.children.last_mut() {
            Some(last) if last.is_paragraph() => {
                if let Some(before) = last.unread() {
                    let end = source.text[..start].trim_end_matches(SPACE).len();
                    before.push_str(&source.text[end..start]);
                    before.push_str(text);
                }
            }
            _ => {
                let text = text.trim_start_matches(|c: char| c.is_ascii() && is_space(c as u8));
                let kind = Kind::Paragraph { transparent: false };
                self.add(parent, Node::with_text(kind, text.to_string()));
            }
        }
        Step::Took
    }

    fn indented_code(&mut self, source: &mut Source<'_>, parent: &mut Node) -> bool {
        let start = source.at;
        let end = code_end(source, start);
        let text = unindent_code(&source.text[start..end]);
        source.at = end;
        self.add(parent, Node::new(Kind::Code { text }));
        true
    }

    fn fenced_code(&mut self, source: &mut Source<'_>, parent: &mut Node, line: &str) -> bool {
        let Some(Fence {
            language,
            body,
            end,
            after,
        }) = fence(source, source.at, line)
        else {
            return false;
        };
        let mut node = Node::new(Kind::Code {
            text: source.text[body..end].to_string(),
        });
        if !language.is_empty() {
            node.set("class", &format!("language-{language}"));
        }
        source.at = after;
        self.add(parent, node);
        true
    }

    fn quote(&mut self, source: &mut Source<'_>, parent: &mut Node) -> bool {
        let mut text = String::new();
        loop {
            let line = source.line();
            let quoted = if is_quote(line) {
                &after_indent(line)[1..]
            } else {
                line
            };
            let strip = is_quote(line) && quoted.starts_with(' ');
            text.push_str(if strip { &quoted[1..] } else { quoted });
            source.at += line.len();
            if source.done() || lazy_end(source.rest()) {
                break;
            }
        }
        source.looked(source.at + source.line().len());
        let list = self.pending.take();
        let mut node = Node::new(Kind::Quote);
        node.list = list.map(Box::new);
        self.nested(&text, &mut node);
        parent.children.push(node);
        true
    }

    fn atx_header(&mut self, source: &mut Source<'_>, parent: &mut Node, line: &str) -> bool {
        if line.starts_with(' ') {
            return false;
        }
        if !self.gfm() && !self.after_boundary(parent) {
            return false;
        }
        let found = if self.gfm() {
            atx_marker(line)
        } else {
            plain_atx(line)
        };
        let Some((level, start)) = found else {
            return false;
        };
        source.at += line.len();
        self.header(parent, level, &line[start..], true);
        true
    }

    fn setext_header(&mut self, source: &mut Source<'_>, parent: &mut Node, line: &str) -> bool {
        if is_indented(line) {
            return false;
        }
        let under = source.line_at(source.at + line.len());
        let level = match under.bytes().next() {
            Some(b'=') => 1,
            Some(b'-') => 2,
            _ => return false,
        };
        source.looked(source.at + line.len() + under.len());
        if !under
            .trim_start_matches(['-', '='])
            .trim_matches(SPACE)
            .is_empty()
            || !self.after_boundary(parent)
        {
            return false;
        }
        source.at += line.len() + under.len();
        self.header(parent, level, after_indent(line), false);
        true
    }

    fn header(&mut self, parent: &mut Node, level: u8, contents: &str, closing: bool) {
        let (text, id) = header_text(contents, closing);
        let kind = Kind::Header {
            level,
            words: String::new(),
            plain: false,
        };
        let mut node = Node::with_text(kind, text.to_string());
        if let Some(id) = id {
            node.set("id", id);
        }
        self.add(parent, node);
    }

    fn math(&mut self, source: &mut Source<'_>, parent: &mut Node) -> bool {
        let indent = source.line().len() - after_indent(source.line()).len();
        let start = source.at + indent;
        if !source.text[start..].starts_with("$$") || !self.after_boundary(parent) {
            return false;
        }
        let Some(end) = source.find(start + 2, "$$") else {
            return false;
        };
        let saved = source.at;
        let mut after = end + 2;
        let line = source.line_at(after);
        if is_blank(line) {
            after += line.len();
        } else {
            return false;
        }
        source.at = after;
        if !Self::before_boundary(source) {
            source.at = saved;
            return false;
        }
        let text = source.text[start + 2..end].trim_matches(SPACE).to_string();
        self.add(parent, Node::new(Kind::Math { text, block: true }));
        true
    }
}

/// A fenced code block: where its text starts and ends, and where it is over.
struct Fence<'f> {
    language: &'f str,
    body: usize,
    end: usize,
    after: usize,
}

/// The fenced code block that `line` at `at` begins; a fence that is never closed may be a shorter one that is.
fn fence<'f>(source: &mut Source<'_>, at: usize, line: &'f str) -> Option<Fence<'f>> {
    let most = fence_length(line)?;
    let start = after_indent(line);
    for length in std::iter::once(most).chain((3..most.min(LONG_FENCE)).rev()) {
        let info = start[length..].trim_matches(SPACE);
        if info.contains(SPACE) {
            continue;
        }
        let body = at + line.len();
        if let Some((end, after)) = closing_fence(source, body, &start[..length]) {
            let language = info.split('?').next().unwrap_or_default();
            return Some(Fence {
                language,
                body,
                end,
                after,
            });
        }
    }
    None
}

/// The line that closes a fence, from `at` on.
fn closing_fence(source: &mut Source<'_>, mut at: usize, fence: &str) -> Option<(usize, usize)> {
    if source.unclosed.iter().any(|known| known == fence) {
        source.looked(usize::MAX);
        return None;
    }
    while at < source.text.len() {
        let line = source.line_at(at);
        let rest = after_indent(line).strip_prefix(fence);
        if rest.is_some_and(|rest| {
            rest.trim_start_matches(['`', '~'])
                .trim_matches(SPACE)
                .is_empty()
        }) {
            source.looked(at + line.len());
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    source.unclosed.push(fence.to_string());
    source.looked(usize::MAX);
    None
}

/// Reads blank lines; true when they are not joined to those before.
fn blank_lines(source: &mut Source<'_>, parent: &mut Node) -> bool {
    let mut lines = 0;
    while !source.done() && is_blank(source.line()) {
        source.at += source.line().len();
        lines += 1;
    }
    source.looked(source.at + source.line().len());
    if let Some(Kind::Blank(before)) = parent.children.last_mut().map(|last| &mut last.kind) {
        *before += lines;
        return false;
    }
    parent.children.push(Node::new(Kind::Blank(lines)));
    true
}

/// Where indented code that starts at `at` ends; lazy lines belong to it.
pub(crate) fn code_end(source: &mut Source<'_>, mut at: usize) -> usize {
    let mut end = at;
    let mut lazy = false;
    loop {
        let line = source.line_at(at);
        source.looked(at + line.len());
        if line.is_empty() {
            break;
        }
        if is_blank(line) {
            lazy = false;
        } else if is_indented(line) || (lazy && !code_stops(source.text, at)) {
            lazy = true;
            end = at + line.len();
        } else {
            break;
        }
        at += line.len();
    }
    end
}

fn code_stops(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let line = rest.find('\n').map_or(rest, |end| &rest[..=end]);
    is_end_marker(line) || html_ends(line) || crate::kramdown::scan::attribute_line(rest).is_some()
}

/// Joins lazy lines to the line before and takes the indent away.
fn unindent_code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if let Some(rest) = line
            .strip_prefix('\t')
            .or_else(|| line.strip_prefix("    "))
        {
            code.push_str(rest);
        } else {
            if after_indent(line)
                .bytes()
                .next()
                .is_some_and(|byte| !is_space(byte))
                && code.ends_with('\n')
            {
                code.pop();
                code.push(' ');
            }
            code.push_str(line);
        }
    }
    code
}

/// A `#` heading outside GFM needs no space.
fn plain_atx(line: &str) -> Option<(u8, usize)> {
    let level = line
        .bytes()
        .take(6)
        .take_while(|byte| *byte == b'#')
        .count();
    let text = line[level..].trim_matches(SPACE);
    (level > 0 && !text.is_empty()).then_some((u8::try_from(level).unwrap_or(6), level))
}

/// A heading's text without closing signs, and the id written behind it.
fn header_text(contents: &str, closing: bool) -> (&str, Option<&str>) {
    let mut text = contents.trim_matches(SPACE);
    let mut id = None;
    if let Some(start) = text.strip_suffix('}').and_then(|open| open.rfind("{#")) {
        let name = &text[start + 2..text.len() - 1];
        let fits = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .bytes()
                .all(|byte| crate::kramdown::scan::is_word(byte) || matches!(byte, b':' | b'-'));
        if fits && text[..start].ends_with([' ', '\t']) {
            id = Some(name);
            text = text[..start].trim_end_matches(SPACE);
        }
    }
    let open = text.trim_end_matches('#');
    if closing && open.len() < text.len() && open.ends_with([' ', '\t']) {
        text = open.trim_end_matches(SPACE);
    }
    (text, id)
}
