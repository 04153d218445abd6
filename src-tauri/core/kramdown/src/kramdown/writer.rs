//! Writes elements as HTML, laid out as kramdown does.

use std::sync::LazyLock;

use regex::Regex;

use crate::kramdown::escape::PushFormatted;
use crate::kramdown::escape::{attribute, attributes, escape_all, escape_text};
use crate::kramdown::html_names::is_void;
use crate::kramdown::tree::{Alignment, Content, HtmlElement, Kind, Node, Sign, add_class};
use crate::options::{Input, MathEngine, Options};

/// What a footnote's mark says: its number and how often it was used before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) number: usize,
    pub(crate) repeat: usize,
}

/// What the whole body decides about one part of it.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Decided<'d> {
    /// The ids of the headings, in order.
    pub(crate) ids: &'d [Option<String>],
    /// The marks of the footnotes, in order.
    pub(crate) marks: &'d [Mark],
    /// The table of contents, if this part holds the list it replaces.
    pub(crate) contents: Option<&'d str>,
    /// The list of footnotes, if this part holds the list it replaces.
    pub(crate) notes: Option<&'d str>,
}

/// The element around, as far as the layout asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around {
    Plain,
    RawHtml,
}

/// Writes nodes in order.
pub(crate) struct Writer<'w> {
    pub(crate) options: &'w Options,
    decided: Decided<'w>,
    next_id: usize,
    next_mark: usize,
    contents_done: bool,
    /// Headings as a table of contents lists them: no links, footnotes or ids.
    for_contents: bool,
    pub(crate) out: String,
}

impl<'w> Writer<'w> {
    pub(crate) fn new(options: &'w Options, decided: Decided<'w>) -> Self {
        Self {
            options,
            decided,
            next_id: 0,
            next_mark: 0,
            contents_done: false,
            for_contents: false,
            out: String::new(),
        }
    }

    /// The words of a heading for the table of contents.
    pub(crate) fn contents_entry(options: &'w Options, nodes: &[Node]) -> String {
        let mut writer = Self::new(options, Decided::default());
        writer.for_contents = true;
        writer.all(nodes, 0, Around::Plain);
        writer.out
    }

    pub(crate) fn all(&mut self, nodes: &[Node], indent: usize, around: Around) {
        // Blank lines on both sides of a definition are one run.
        let mut after_blank = false;
        for node in nodes {
            match node.kind {
                Kind::End { .. } => continue,
                Kind::Blank(_) if after_blank => continue,
                Kind::Blank(_) => after_blank = true,
                _ => after_blank = false,
            }
            self.node(node, indent, around);
        }
    }

    fn spaces(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(' ', count));
    }

    pub(crate) fn node(&mut self, node: &Node, indent: usize, around: Around) {
        match &node.kind {
            Kind::Blank(_) => self.out.push('\n'),
            Kind::End { .. } | Kind::Unread(_) => {}
            Kind::Group | Kind::Paragraph { transparent: true } => {
                self.all(&node.children, indent, around);
            }
            Kind::Paragraph { .. } => match node.children.as_slice() {
                [image] if image.kind == Kind::Image && image.refers_to("standalone") => {
                    self.figure(node, image, indent);
                }
                _ => self.line(node, "p", indent),
            },
            Kind::Term => self.line(node, "dt", indent),
            Kind::Header { level, .. } => self.header(node, *level, indent),
            Kind::Code { text } => self.code_block(node, text, indent),
            Kind::Quote => self.container(node, "blockquote", indent),
            Kind::Rule => {
                self.spaces(indent);
                self.out.push_str("<hr");
                attributes(&node.attributes, &mut self.out);
                self.out.push_str(" />\n");
            }
            Kind::List { ordered } => self.list(node, *ordered, indent),
            Kind::Item => self.item(node, "li", indent),
            Kind::Definition => self.item(node, "dd", indent),
            Kind::Definitions => self.container(node, "dl", indent),
            Kind::Table { alignment } => self.table(node, alignment, indent),
            Kind::Html(element) if element.block => self.html_block(node, element, indent, around),
            Kind::Verbatim { text, block } => {
                let alone = *block && around == Around::Plain;
                self.spaces(if alone { indent } else { 0 });
                self.out.push_str(text);
                self.out.push_str(if alone { "\n" } else { "" });
            }
            Kind::Comment { text, block } => self.comment(text, *block, indent),
            Kind::Unescaped(text) => self.out.push_str(text),
            Kind::Math { text, block } => self.math(node, text, *block, indent),
            _ => self.span(node, indent),
        }
    }

    /// `<name>...</name>` on one line.
    fn line(&mut self, node: &Node, name: &str, indent: usize) {
        self.spaces(indent);
        self.open(node, name);
        self.all(&node.children, indent, Around::Plain);
        self.close(name);
        self.out.push('\n');
    }

    /// A picture with `{:standalone}` that is alone in its paragraph.
    fn figure(&mut self, paragraph: &Node, image: &Node, indent: usize) {
        let mut outer = paragraph.attributes.clone();
        let mut inner = image.attributes.clone();
        for name in ["class", "id"] {
            if paragraph.attribute(name).is_none()
                && let Some(at) = inner.iter().position(|pair| pair.0 == name)
            {
                outer.push(inner.remove(at));
            }
        }
        self.spaces(indent);
        self.out.push_str("<figure");
        attributes(&outer, &mut self.out);
        self.out.push_str(">\n");
        self.spaces(indent + 2);
        self.out.push_str("<img");
        attributes(&inner, &mut self.out);
        self.out.push_str(" />\n");
        self.spaces(indent + 2);
        let caption = image.attribute("alt").unwrap_or_default();
        self.out
            .push_fmt(format_args!("<figcaption>{caption}</figcaption>\n"));
        self.spaces(indent);
        self.out.push_str("</figure>\n");
    }

    fn open(&mut self, node: &Node, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        attributes(&node.attributes, &mut self.out);
        self.out.push('>');
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element whose children stand on lines of their own.
    fn container(&mut self, node: &Node, name: &str, indent: usize) {
        self.spaces(indent);
        self.open(node, name);
        self.out.push('\n');
        self.all(&node.children, indent + 2, Around::Plain);
        self.spaces(indent);
        self.close(name);
        self.out.push('\n');
    }

    fn header(&mut self, node: &Node, level: u8, indent: usize) {
        let level = (i16::from(level) + i16::from(self.options.header_offset)).clamp(1, 6);
        let id = self
            .decided
            .ids
            .get(self.next_id)
            .and_then(Option::as_deref);
        self.next_id += 1;
        self.spaces(indent);
        self.out.push_fmt(format_args!("<h{level}"));
        attributes(&node.attributes, &mut self.out);
        if let Some(id) = id.filter(|id| node.attribute("id").is_none() && !id.is_empty()) {
            attribute("id", id, &mut self.out);
        }
        self.out.push('>');
        self.all(&node.children, indent, Around::Plain);
        self.out.push_fmt(format_args!("</h{level}>\n"));
    }

    fn list(&mut self, node: &Node, ordered: bool, indent: usize) {
        if !self.contents_done
            && node.refers_to("toc")
            && let Some(contents) = self.decided.contents
        {
            self.contents_done = true;
            self.out.push_str(contents);
            return;
        }
        if node.refers_to("footnotes")
            && let Some(notes) = self.decided.notes.take()
        {
            self.out.push_str(notes);
            return;
        }
        self.container(node, if ordered { "ol" } else { "ul" }, indent);
    }

    /// A list item: text stays beside the tag, blocks get lines of their own.
    fn item(&mut self, node: &Node, name: &str, indent: usize) {
        self.spaces(indent);
        self.open(node, name);
        let beside = node
            .children
            .iter()
            .find(|child| !child.is_end())
            .is_none_or(|first| matches!(first.kind, Kind::Paragraph { transparent: true }));
        if !beside {
            self.out.push('\n');
        }
        self.all(&node.children, indent + 2, Around::Plain);
        if !beside || self.out.ends_with('\n') {
            self.spaces(indent);
        }
        self.close(name);
        self.out.push('\n');
    }

    fn table(&mut self, node: &Node, alignment: &[Alignment], indent: usize) {
        self.spaces(indent);
        self.open(node, "table");
        self.out.push('\n');
        for part in &node.children {
            let (name, cell) = match part.kind {
                Kind::TableHead => ("thead", "th"),
                Kind::TableFoot => ("tfoot", "td"),
                _ => ("tbody", "td"),
            };
            self.spaces(indent + 2);
            self.out.push_fmt(format_args!("<{name}>\n"));
            for row in &part.children {
                self.row(row, cell, alignment, indent + 4);
            }
            self.spaces(indent + 2);
            self.out.push_fmt(format_args!("</{name}>\n"));
        }
        self.spaces(indent);
        self.out.push_str("</table>\n");
    }

    fn row(&mut self, row: &Node, name: &str, alignment: &[Alignment], indent: usize) {
        self.spaces(indent);
        self.out.push_str("<tr>\n");
        for (at, cell) in row.children.iter().enumerate() {
            self.spaces(indent + 2);
            let style = match alignment.get(at) {
                Some(Alignment::Left) => r#" style="text-align: left""#,
                Some(Alignment::Center) => r#" style="text-align: center""#,
                Some(Alignment::Right) => r#" style="text-align: right""#,
                _ => "",
            };
            self.out.push_fmt(format_args!("<{name}{style}>"));
            let start = self.out.len();
            self.all(&cell.children, indent + 2, Around::Plain);
            if self.out.len() == start {
                self.out.push('\u{A0}');
            }
            self.close(name);
            self.out.push('\n');
        }
        self.spaces(indent);
        self.out.push_str("</tr>\n");
    }

    fn html_block(&mut self, node: &Node, element: &HtmlElement, indent: usize, around: Around) {
        let name = &element.name;
        let plain = around == Around::Plain;
        self.spaces(if plain { indent } else { 0 });
        self.out.push('<');
        self.out.push_str(name);
        attributes(&node.attributes, &mut self.out);
        let inside = if element.content == Content::Raw {
            Around::RawHtml
        } else {
            Around::Plain
        };
        let tag = self.out.len();
        let block = element.content == Content::Block;
        self.out.push_str(if block { ">\n" } else { ">" });
        let start = self.out.len();
        self.all(&node.children, indent + 2, inside);
        let empty = self.out.len() == start;
        if (empty && is_void(name)) || (element.closed && element.content == Content::Raw) {
            self.out.truncate(tag);
            self.out.push_str(" />");
        } else {
            if empty {
                self.out.truncate(tag);
                self.out.push('>');
            } else if block {
                if !self.out.ends_with('\n') {
                    self.out.push('\n');
                }
                self.spaces(indent);
            }
            self.close(name);
        }
        self.out.push_str(if plain { "\n" } else { "" });
    }

    fn comment(&mut self, text: &str, block: bool, indent: usize) {
        self.spaces(if block { indent } else { 0 });
        self.out.push_fmt(format_args!("<!-- {text} -->"));
        self.out.push_str(if block { "\n" } else { "" });
    }

    fn math(&mut self, node: &Node, text: &str, block: bool, indent: usize) {
        if self.options.math_engine == MathEngine::None {
            self.plain_math(node, text, block, indent);
            return;
        }
        let wrapped = !node.attributes.is_empty();
        let (left, right, name) = match (block, wrapped) {
            (true, _) => ("\\[", "\\]", "div"),
            (false, true) => ("$", "$", "span"),
            (false, false) => ("\\(", "\\)", "span"),
        };
        self.spaces(if block && wrapped { indent } else { 0 });
        if wrapped {
            self.open(node, name);
        }
        self.out.push_str(left);
        escape_all(text, &mut self.out);
        self.out.push_str(right);
        if wrapped {
            self.out.push_str(if block { "\n" } else { "" });
            self.close(name);
        }
        self.out.push_str(if block { "\n" } else { "" });
    }

    /// Math that no engine turns into something else: unescaped, as kramdown leaves it.
    fn plain_math(&mut self, node: &Node, text: &str, block: bool, indent: usize) {
        let mut found = node.attributes.clone();
        add_class(&mut found, "kdmath");
        let (name, edge) = if block {
            ("div", "$$\n")
        } else {
            ("span", "$")
        };
        let closing = if block { "\n$$" } else { "$" };
        self.spaces(if block { indent } else { 0 });
        self.out.push_fmt(format_args!("<{name}"));
        attributes(&found, &mut self.out);
        self.out
            .push_fmt(format_args!(">{edge}{text}{closing}</{name}>"));
        self.out.push_str(if block { "\n" } else { "" });
    }

    fn span(&mut self, node: &Node, indent: usize) {
        match &node.kind {
            Kind::Text(text) if self.options.remove_line_breaks_for_cjk => {
                escape_text(&joined_lines(text), &mut self.out);
            }
            Kind::Text(text) | Kind::HtmlText(text) => escape_text(text, &mut self.out),
            Kind::Sign(Sign::One(sign)) => escape_all(sign.encode_utf8(&mut [0; 4]), &mut self.out),
            Kind::Sign(Sign::More(text)) => escape_all(text, &mut self.out),
            Kind::Emphasis => self.wrapped(node, "em", indent),
            Kind::Strong => self.wrapped(node, "strong", indent),
            Kind::Link if self.for_contents => self.all(&node.children, indent, Around::Plain),
            Kind::Link => self.wrapped(node, "a", indent),
            Kind::Abbreviation => self.wrapped(node, "abbr", indent),
            Kind::Image => {
                self.out.push_str("<img");
                attributes(&node.attributes, &mut self.out);
                self.out.push_str(" />");
            }
            Kind::Break => {
                self.out.push_str("<br />");
                if self.options.hard_wrap && self.options.input == Input::Kramdown {
                    self.out.push('\n');
                }
            }
            Kind::CodeSpan(text) => self.code_span(node, text),
            Kind::Footnote(name) => self.footnote(name),
            Kind::Html(element) => {
                if node.children.is_empty() && is_void(&element.name) {
                    self.out.push('<');
                    self.out.push_str(&element.name);
                    attributes(&node.attributes, &mut self.out);
                    self.out.push_str(" />");
                } else {
                    self.wrapped(node, &element.name, indent);
                }
            }
            _ => {}
        }
    }

    fn wrapped(&mut self, node: &Node, name: &str, indent: usize) {
        self.open(node, name);
        self.all(&node.children, indent, Around::Plain);
        self.close(name);
    }

    fn footnote(&mut self, name: &str) {
        if self.for_contents {
            return;
        }
        let Some(mark) = self.decided.marks.get(self.next_mark) else {
            return;
        };
        self.next_mark += 1;
        let prefix = &self.options.footnote_prefix;
        let repeat = if mark.repeat > 0 {
            format!(":{}", mark.repeat)
        } else {
            String::new()
        };
        let number = mark.number;
        self.out.push_fmt(format_args!(
            r##"<sup id="fnref:{prefix}{name}{repeat}" role="doc-noteref"><a href="#fn:{prefix}{name}" class="footnote" rel="footnote">{number}</a></sup>"##
        ));
    }
}

/// Without the line breaks between Chinese or Japanese signs.
fn joined_lines(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            let together = joined.chars().next_back().is_some_and(is_ideograph)
                && line.chars().next().is_some_and(is_ideograph);
            joined.push_str(if together { "" } else { "\n" });
        }
        joined.push_str(line);
    }
    joined
}

/// A sign of the scripts Han, Hiragana and Katakana.
fn is_ideograph(c: char) -> bool {
    static SCRIPTS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[\p{Han}\p{Hiragana}\p{Katakana}]$").ok());
    SCRIPTS
        .as_ref()
        .is_some_and(|scripts| scripts.is_match(c.encode_utf8(&mut [0; 4])))
}
