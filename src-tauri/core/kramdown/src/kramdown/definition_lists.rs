//! Definition lists.

use crate::kramdown::attributes::read;
use crate::kramdown::blocks::BlockParser;
use crate::kramdown::lists::{
    expand_tabs, is_content, is_lazy, item_start, leading_list, strip_indent,
};
use crate::kramdown::scan::{Source, definition_marker, is_blank, is_end_marker};
use crate::kramdown::tree::{AttributeList, Kind, Node};

struct OpenDefinition {
    list: Option<Box<AttributeList>>,
    text: String,
    indent: usize,
    as_paragraph: bool,
}

impl BlockParser<'_> {
    /// Reads the definitions of the paragraph before, if there is one.
    pub(crate) fn definition_list(&mut self, source: &mut Source<'_>, parent: &mut Node) -> bool {
        if definition_marker(source.line(), 3).is_none() {
            return false;
        }
        let Some((terms, after_blank)) = take_terms(parent) else {
            return false;
        };
        let mut node = Node::new(Kind::Definitions);
        node.source.start = terms.source.start;
        add_terms(terms, &mut node);
        // The terms' own list stands in its place.
        self.pending = None;
        let mut last_blank = None;
        for open in gather(source, after_blank) {
            let mut definition = Node::new(Kind::Definition);
            definition.list = open.list;
            self.nested(&open.text, &mut definition);
            if !definition.children.is_empty() {
                last_blank = finish(&mut definition, open.as_paragraph);
            }
            node.children.push(definition);
        }
        append(parent, node);
        parent.children.extend(last_blank);
        true
    }
}

/// Takes the paragraph that holds the terms away from `parent`.
fn take_terms(parent: &mut Node) -> Option<(Node, bool)> {
    let after_blank = matches!(parent.children.last()?.kind, Kind::Blank(1));
    let at = parent
        .children
        .len()
        .checked_sub(1 + usize::from(after_blank))?;
    if !parent.children.get(at)?.is_paragraph() {
        return None;
    }
    parent.children.truncate(at + 1);
    parent.children.pop().map(|terms| (terms, after_blank))
}

fn add_terms(mut terms: Node, node: &mut Node) {
    let text = terms.unread().map(std::mem::take).unwrap_or_default();
    for line in text.split('\n') {
        let mut list: Option<Box<AttributeList>> = None;
        let mut line = line;
        if let Some((inner, length)) = leading_list(line) {
            read(inner, list.get_or_insert_default());
            line = &line[length..];
        }
        let mut term = Node::with_text(Kind::Term, line.to_string());
        term.list = list;
        node.children.push(term);
    }
    node.list = terms.list;
}

fn gather(source: &mut Source<'_>, mut as_paragraph: bool) -> Vec<OpenDefinition> {
    let mut found: Vec<OpenDefinition> = Vec::new();
    let mut blank_before = false;
    while !source.done() {
        let line = source.line();
        source.looked(source.at + line.len());
        let max_indent = found.last().map_or(3, |open| (open.indent - 1).min(3));
        if let Some(length) = definition_marker(line, max_indent) {
            let mut list = None;
            let start = item_start(length, &line[length..], &mut list);
            found.push(OpenDefinition {
                list,
                text: start.text,
                indent: start.indent,
                as_paragraph,
            });
            as_paragraph = false;
            blank_before = false;
        } else if is_end_marker(line) {
            break;
        } else {
            let Some(open) = found.last_mut() else { break };
            if is_blank(line) {
                open.text.push_str(line);
                as_paragraph = true;
                blank_before = true;
            } else if is_content(line, open.indent)
                || (!blank_before && is_lazy(source, line, open.indent))
            {
                let expanded = expand_tabs(line);
                open.text
                    .push_str(strip_indent(&expanded, open.indent).unwrap_or(&expanded));
                as_paragraph = false;
                blank_before = false;
            } else {
                break;
            }
        }
        source.at += line.len();
    }
    found
}

/// Decides whether the definition has a paragraph of its own; hands its last blank lines out.
fn finish(definition: &mut Node, as_paragraph: bool) -> Option<Node> {
    let blank = definition.children.pop_if(|child| child.is_blank());
    let more = definition.children.len() > 1;
    if let Some(first) = definition
        .children
        .first_mut()
        .filter(|first| first.is_paragraph() && !as_paragraph)
    {
        if more && let Some(text) = first.unread() {
            text.push('\n');
        }
        first.kind = Kind::Paragraph { transparent: true };
    }
    blank
}

/// Adds a list, or adds its parts to the list before.
fn append(parent: &mut Node, node: Node) {
    let count = parent.children.len();
    let is_list = |at: Option<usize>| {
        at.and_then(|at| parent.children.get(at))
            .is_some_and(|child| matches!(child.kind, Kind::Definitions))
    };
    let blank_last = parent.children.last().is_some_and(Node::is_blank);
    if is_list(count.checked_sub(1)) || (blank_last && is_list(count.checked_sub(2))) {
        if blank_last {
            parent.children.pop();
        }
        if let Some(before) = parent.children.last_mut() {
            before.children.extend(node.children);
            return;
        }
    }
    parent.children.push(node);
}
