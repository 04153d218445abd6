//! HTML inside text.

use crate::kramdown::html_blocks::markdown_attribute;
use crate::kramdown::html_names::{content, is_block, is_known, is_void};
use crate::kramdown::html_tags::{Tag, attributes, closing, closing_of, opening};
use crate::kramdown::inline::{MAX_DEPTH, Mode, Spans, Stop};
use crate::kramdown::tree::{Content, HtmlElement, Kind, Node};

impl Spans<'_> {
    /// Reads a comment or element; a tag that does not fit stays text.
    pub(crate) fn html_span(&mut self, into: &mut Node) -> bool {
        let rest = self.rest();
        if let Some(inner) = rest.strip_prefix("<!--") {
            if self.budget == 0 {
                return false;
            }
            let Some(end) = inner.find("-->").map(|end| end + 4) else {
                self.pay(rest.len());
                return false;
            };
            into.children.push(Node::new(Kind::Verbatim {
                text: rest[..end + 3].to_string(),
                block: false,
            }));
            self.at += end + 3;
            return true;
        }
        if let Some((_, length)) = closing(rest) {
            self.add_text(into, self.at..self.at + length);
            self.at += length;
            return true;
        }
        let Some(tag) = opening(rest).filter(|_| self.depth <= MAX_DEPTH && self.budget > 0) else {
            return false;
        };
        let known = is_known(tag.name);
        let name = if known {
            tag.name.to_ascii_lowercase()
        } else {
            tag.name.to_string()
        };
        if is_block(&name) {
            self.add_text(into, self.at..self.at + tag.length);
            self.at += tag.length;
            return true;
        }
        self.at += tag.length;
        let node = self.html_element(&tag, &name, known);
        into.children.push(node);
        true
    }

    fn html_element(&mut self, tag: &Tag<'_>, name: &str, known: bool) -> Node {
        let mut found = attributes(tag.attributes, known);
        for (_, value) in &mut found {
            while value.contains("\n\n") {
                *value = value.replace("\n\n", "\n");
            }
            *value = value.replace('\n', " ");
        }
        let model = content(name);
        let mut parse =
            model != Content::Raw && self.mode != Mode::Html && self.context.parse_span_html.get();
        let usual = found
            .iter()
            .any(|(name, value)| name == "markdown" && value == "1");
        match markdown_attribute(&mut found, model) {
            Some(Content::Raw) => parse = false,
            Some(Content::Span) => parse = true,
            // Blocks cannot stand here: asked for by name they are not, by habit they are spans.
            Some(Content::Block) => parse |= usual,
            None => {}
        }
        let inside = if parse { Content::Span } else { Content::Raw };
        let element = HtmlElement {
            name: name.to_string(),
            content: inside,
            closed: tag.closed,
            block: false,
        };
        let mut node = Node::new(Kind::Html(element));
        node.attributes = found;
        if tag.closed || is_void(name) {
            return node;
        }
        let breaks = std::mem::take(&mut self.breaks);
        let mode = self.mode;
        self.mode = if parse { Mode::Full } else { Mode::Html };
        if self.read(
            &mut node,
            &mut Stop::Tag {
                name,
                any_case: known,
            },
        ) {
            self.at += closing_of(self.rest(), name, known).unwrap_or_default();
        }
        self.mode = mode;
        self.breaks = breaks;
        node
    }
}
