//! Reads block elements.
//!
//! At each place the constructs are tried in a fixed order; the first that fits takes its text.  White space
//! and definitions leave their mark too, since many constructs ask what stood before them.

use crate::kramdown::attributes::merge;
use crate::kramdown::references::Definition;
use crate::kramdown::scan::SPACE;
use crate::kramdown::scan::{
    Source, after_indent, is_blank, is_end_marker, is_indented, is_quote, is_rule, is_space,
    lazy_end, list_marker, paragraph_end,
};
use crate::kramdown::tree::{AttributeList, Kind, Node};
use crate::options::{Input, Options};

/// Deeper blocks than this are read as paragraphs, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 60;

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
        self.construct(source, parent, line)
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
            match parent.children.last_mut() {
                Some(last) if last.kind == Kind::Group => {
                    if let Some(text) = last.unread() {
                        text.push_str(line);
                    }
                }
                _ => parent
                    .children
                    .push(Node::with_text(Kind::Group, line.to_string())),
            }
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
        if first == Some(b'$') && self.math(source, parent) {
            return Step::Took;
        }
        if first == Some(b'\\') && self.after_boundary(parent) {
            skip_math_escape(source);
        }
        let line = source.line();
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
                self.pending = None;
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
            if paragraph_end(source, gfm) {
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
                    let broken = source.text[..start].ends_with("  \n");
                    before.push_str(if broken { "  \n" } else { "\n" });
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
            if source.done() || lazy_end(source) {
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

/// Skips the backslash before `$$...$$` that would be a block of its own without it.
fn skip_math_escape(source: &mut Source<'_>) {
    let after = source.at + source.line().len() - after_indent(source.line()).len() + 1;
    if !source.text[after..].starts_with("$$") {
        return;
    }
    if let Some(end) = source.find(after + 2, "$$") {
        let line = source.line_at(end + 2);
        source.looked(end + 2 + line.len());
        if is_blank(line) {
            source.at = after;
        }
    }
}

/// Reads blank lines; true when they are not joined to those before.
fn blank_lines(source: &mut Source<'_>, parent: &mut Node) -> bool {
    let mut lines = 0;
    while !source.done() && is_blank(source.line()) {
        // Only a blank line without blanks lets definitions follow.
        lines += 1 + usize::from(source.line() != "\n");
        source.at += source.line().len();
    }
    source.looked(source.at + source.line().len());
    if let Some(Kind::Blank(before)) = parent.children.last_mut().map(|last| &mut last.kind) {
        *before += lines;
        return false;
    }
    parent.children.push(Node::new(Kind::Blank(lines)));
    true
}
