//! HTML among blocks.

use crate::kramdown::blocks::{BlockParser, Step};
use crate::kramdown::html_names::{content, is_known, is_span, is_void};
use crate::kramdown::html_tags::{Tag, attributes, closing, find_closing, opening};
use crate::kramdown::scan::{Source, after_indent};
use crate::kramdown::tree::{Attributes, Content, HtmlElement, Kind, Node};

/// Elements inside one another deeper than this stay text.
const MAX_ELEMENTS: usize = 100;

/// Takes `markdown="..."` away and says what it asks for.
pub(crate) fn markdown_attribute(attributes: &mut Attributes, default: Content) -> Option<Content> {
    let at = attributes.iter().position(|pair| pair.0 == "markdown")?;
    match attributes.remove(at).1.as_str() {
        "0" => Some(Content::Raw),
        "1" => Some(default),
        "span" => Some(Content::Span),
        "block" => Some(Content::Block),
        _ => None,
    }
}

impl BlockParser<'_> {
    /// Reads a comment, an element, or the closing tag of the element around.
    pub(crate) fn html_block(&mut self, source: &mut Source<'_>, parent: &mut Node) -> Step {
        let rest = source.rest();
        let indent = rest.len() - after_indent(rest).len();
        let text = &rest[indent..];
        if text.starts_with("<!--") && indent == 0 {
            let Some(end) = source.find(source.at + indent + 4, "-->") else {
                return Step::Not;
            };
            let comment = source.text[source.at + indent..end + 3].to_string();
            source.at = end + 3;
            parent.children.push(Node::new(Kind::Verbatim {
                text: comment,
                block: true,
            }));
            skip_line_end(source);
            return Step::Took;
        }
        if let Some(tag) = opening(text) {
            source.looked(source.at + indent + tag.length);
            if is_span(tag.name) || self.depth >= MAX_ELEMENTS {
                return Step::Not;
            }
            source.at += indent + tag.length;
            self.element(&tag, source, parent);
            return Step::Took;
        }
        if let Some((name, length)) = closing(text) {
            let name = name.to_ascii_lowercase();
            let fits = matches!(&parent.kind, Kind::Html(element) if element.name == name);
            if !is_span(&name) && fits {
                source.at += indent + length;
                return Step::Closed;
            }
            return Step::Not;
        }
        source.looked(usize::MAX);
        Step::Not
    }

    /// Reads an element whose opening tag has been read.
    fn element(&mut self, tag: &Tag<'_>, source: &mut Source<'_>, parent: &mut Node) {
        let known = is_known(tag.name);
        let name = if known {
            tag.name.to_ascii_lowercase()
        } else {
            tag.name.to_string()
        };
        let mut node = Node::new(Kind::Group);
        node.attributes = attributes(tag.attributes, known);
        node.list = self.pending.take().map(Box::new);
        let closed = tag.closed || is_void(&name);
        let parent_raw =
            matches!(&parent.kind, Kind::Html(element) if element.content == Content::Raw);
        let mut inside = if !parent_raw && self.parse_block_html {
            content(&name)
        } else {
            Content::Raw
        };
        if let Some(asked) = markdown_attribute(&mut node.attributes, content(&name)) {
            inside = asked;
        }
        let script = matches!(name.as_str(), "script" | "style");
        if script {
            raw_text(&name, source, &mut node);
        }
        if inside == Content::Block {
            skip_line_end(source);
        }
        node.kind = Kind::Html(HtmlElement {
            name: name.clone(),
            content: inside,
            // What follows a script's tag is its inside, even behind `/>`.
            closed: closed && !script,
            block: true,
        });
        if !closed && !script {
            self.depth += 1;
            self.inside(&name, inside, source, &mut node);
            self.depth -= 1;
        }
        if !closed && !script && !parent_raw {
            skip_line_end(source);
        }
        parent.children.push(node);
    }

    fn inside(&mut self, name: &str, inside: Content, source: &mut Source<'_>, node: &mut Node) {
        match inside {
            Content::Block => {
                self.blocks(source, node);
                self.pending = None;
            }
            Content::Span => {
                let (end, length) =
                    find_closing(source.rest(), name, true).unwrap_or((source.rest().len(), 0));
                node.children
                    .push(Node::new(Kind::Unread(source.rest()[..end].to_string())));
                source.looked(if length == 0 {
                    usize::MAX
                } else {
                    source.at + end + length
                });
                source.at += end + length;
            }
            Content::Raw => self.raw(name, source, node),
        }
    }

    /// Reads text and elements up to the closing tag.
    fn raw(&mut self, name: &str, source: &mut Source<'_>, node: &mut Node) {
        let known = is_known(name);
        while !source.done() {
            let rest = source.rest();
            let Some(start) = memchr::memchr(b'<', rest.as_bytes()) else {
                break;
            };
            add_text(node, &rest[..start]);
            source.at += start;
            let rest = source.rest();
            if let Some(end) = verbatim_end(source) {
                let text = source.text[source.at..end].to_string();
                node.children
                    .push(Node::new(Kind::Verbatim { text, block: true }));
                source.at = end;
            } else if let Some(tag) = opening(rest).filter(|_| self.depth < MAX_ELEMENTS) {
                source.at += tag.length;
                self.element(&tag, source, node);
            } else if let Some((closing_name, length)) = closing(rest) {
                source.at += length;
                source.looked(source.at);
                let same = if known {
                    closing_name.eq_ignore_ascii_case(name)
                } else {
                    closing_name == name
                };
                if same {
                    return;
                }
                add_text(node, &rest[..length]);
            } else {
                add_text(node, "<");
                source.at += 1;
            }
        }
        source.looked(usize::MAX);
        let rest = source.rest();
        add_text(node, rest);
        source.at = source.text.len();
    }
}

/// The end of a comment or processing instruction that starts here.
fn verbatim_end(source: &mut Source<'_>) -> Option<usize> {
    let rest = source.rest();
    if rest.starts_with("<!--") {
        return source.find(source.at + 4, "-->").map(|end| end + 3);
    }
    if rest.starts_with("<?") {
        return source.find(source.at + 2, "?>").map(|end| end + 2);
    }
    None
}

/// The inside of a script or style sheet, which nobody reads.
fn raw_text(name: &str, source: &mut Source<'_>, node: &mut Node) {
    let rest = source.rest();
    let (end, length) = find_closing(rest, name, true).unwrap_or((rest.len(), 0));
    if end > 0 {
        node.children
            .push(Node::new(Kind::Unescaped(rest[..end].to_string())));
    }
    source.looked(if length == 0 {
        usize::MAX
    } else {
        source.at + end + length
    });
    source.at += end + length;
}

fn add_text(node: &mut Node, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(Kind::HtmlText(before)) = node.children.last_mut().map(|last| &mut last.kind) {
        before.push_str(text);
        return;
    }
    node.children
        .push(Node::new(Kind::HtmlText(text.to_string())));
}

/// Skips blanks up to and with the line break, if nothing else stands there.
fn skip_line_end(source: &mut Source<'_>) {
    let rest = source.rest();
    let blanks = rest
        .bytes()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    source.looked(source.at + blanks + 1);
    if rest[blanks..].starts_with('\n') {
        source.at += blanks + 1;
    }
}
