//! Marks abbreviations in text.

use crate::kramdown::attributes::resolve;
use crate::kramdown::definitions::{Definitions, Meaning};
use crate::kramdown::tree::{Kind, Node};

/// The abbreviations of a body, longest first.
pub(crate) struct Abbreviations<'d> {
    sorted: Vec<(&'d str, &'d Meaning)>,
    definitions: &'d Definitions,
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

impl<'d> Abbreviations<'d> {
    pub(crate) fn new(definitions: &'d Definitions) -> Self {
        let mut sorted: Vec<_> = definitions
            .abbreviations
            .iter()
            .map(|(short, meaning)| (short.as_str(), meaning))
            .collect();
        sorted.sort_by_key(|(short, _)| (std::cmp::Reverse(short.len()), *short));
        Self {
            sorted,
            definitions,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// Marks them in all text below `node`.
    pub(crate) fn mark(&self, node: &mut Node) {
        if node
            .children
            .iter()
            .any(|child| matches!(child.kind, Kind::Text(_)))
        {
            let children = std::mem::take(&mut node.children);
            for child in children {
                match child.kind {
                    Kind::Text(text) => self.split(&text, &mut node.children),
                    _ => node.children.push(child),
                }
            }
        }
        let unmarked = |child: &&mut Node| !matches!(child.kind, Kind::Abbreviation);
        node.children
            .iter_mut()
            .filter(unmarked)
            .for_each(|child| self.mark(child));
    }

    fn split(&self, text: &str, into: &mut Vec<Node>) {
        let mut from = 0;
        let mut at = 0;
        let mut before: Option<char> = None;
        while at < text.len() {
            let Some(c) = text[at..].chars().next() else {
                break;
            };
            let found = before
                .is_none_or(|c| !is_word(c))
                .then(|| self.at(&text[at..]))
                .flatten();
            if let Some((short, meaning)) = found {
                if from < at {
                    into.push(Node::text(&text[from..at]));
                }
                into.push(self.node(short, meaning));
                at += short.len();
                from = at;
                before = short.chars().next_back();
                continue;
            }
            before = Some(c);
            at += c.len_utf8();
        }
        if from < text.len() {
            into.push(Node::text(&text[from..]));
        }
    }

    fn at(&self, text: &str) -> Option<(&'d str, &'d Meaning)> {
        let fits = |short: &str| {
            text.strip_prefix(short)
                .is_some_and(|rest| !rest.chars().next().is_some_and(is_word))
        };
        self.sorted.iter().find(|(short, _)| fits(short)).copied()
    }

    fn node(&self, short: &str, meaning: &Meaning) -> Node {
        let mut node = Node::new(Kind::Abbreviation);
        if let Some(list) = &meaning.list {
            resolve(&mut node.attributes, list, &self.definitions.lists);
        }
        if !meaning.long.is_empty() {
            node.set("title", &meaning.long);
        }
        node.children.push(Node::text(short));
        node
    }
}
