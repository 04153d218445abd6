//! Turns read blocks into elements that only wait for numbers and ids: spans, attribute lists, abbreviations.

use crate::kramdown::abbreviations::Abbreviations;
use crate::kramdown::attributes::resolve;
use crate::kramdown::definitions::Use;
use crate::kramdown::ids::{text_alone, words};
use crate::kramdown::inline::{Context, read_spans};
use crate::kramdown::tree::{Kind, Node};
use crate::options::Input;

/// Prepares blocks with everything that the body defines.
pub(crate) struct Preparation<'c> {
    pub(crate) context: Context<'c>,
    pub(crate) abbreviations: Abbreviations<'c>,
    /// The names that were looked up.
    pub(crate) uses: Vec<Use>,
    /// Inside HTML or a footnote, where GFM's own rules do not hold.
    pub(crate) plain: bool,
    /// The node is the last one of a block.
    ends_block: bool,
}

impl<'c> Preparation<'c> {
    pub(crate) fn new(context: Context<'c>) -> Self {
        let abbreviations = Abbreviations::new(context.definitions);
        Self {
            context,
            abbreviations,
            uses: Vec::new(),
            plain: false,
            ends_block: false,
        }
    }

    pub(crate) fn all(&mut self, nodes: &mut [Node]) {
        for node in nodes {
            self.ends_block = false;
            self.node(node);
        }
    }

    fn node(&mut self, node: &mut Node) {
        if let Some(list) = &node.list {
            self.uses
                .extend(list.references.iter().cloned().map(Use::List));
            resolve(&mut node.attributes, list, &self.context.definitions.lists);
        }
        let unread = node
            .children
            .first()
            .is_some_and(|child| matches!(child.kind, Kind::Unread(_)));
        let outer = self.plain;
        self.plain |= matches!(node.kind, Kind::Html(_));
        if unread {
            self.spans(node);
        } else {
            let last = (node.children.iter()).rposition(|child| !child.is_end());
            let block = matches!(node.kind, Kind::Quote | Kind::Item | Kind::Definition);
            for (number, child) in node.children.iter_mut().enumerate() {
                self.ends_block = block && Some(number) == last;
                self.node(child);
            }
        }
        self.plain = outer;
    }

    fn spans(&mut self, node: &mut Node) {
        let mut raw = None;
        if let Some(text) = node.unread().map(std::mem::take) {
            node.children.clear();
            read_spans(&text, &self.context, !self.plain, &mut self.uses, node);
            if !self.abbreviations.is_empty() {
                self.abbreviations.mark(node);
            }
            let gfm = self.context.options.input == Input::Gfm && !self.plain;
            if node.kind == Kind::Group && gfm {
                break_last_line(node, &text, self.ends_block);
            }
            raw = Some(text);
        }
        if matches!(node.kind, Kind::Header { .. }) {
            let mut text = String::new();
            node.children
                .iter()
                .for_each(|child| words(child, &mut text));
            let options = self.context.options;
            let id_of = match (options.input, options.auto_id_stripping) {
                (Input::Gfm, _) => None,
                (Input::Kramdown, false) => raw,
                (Input::Kramdown, true) => Some(text_alone(node)),
            };
            if let Kind::Header {
                words,
                id_text,
                plain,
                ..
            } = &mut node.kind
            {
                *words = text;
                *id_text = id_of;
                *plain = self.plain;
            }
        }
    }
}

/// Breaks the last line of text that no block holds, where a paragraph would leave its backslash out; at the
/// end of a block there is nothing to break.
fn break_last_line(node: &mut Node, text: &str, ends_block: bool) {
    if !text.ends_with("\\\n") || text.ends_with("\\\\\n") {
        return;
    }
    if let Some(Kind::Text(last)) = node.children.last_mut().map(|last| &mut last.kind)
        && last.pop() == Some('\n')
    {
        if !ends_block {
            node.children.push(Node::new(Kind::Break));
        }
        node.children.push(Node::text("\n"));
    }
}
