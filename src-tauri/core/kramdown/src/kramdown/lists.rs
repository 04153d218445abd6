//! Ordered and unordered lists.

use std::borrow::Cow;

use crate::kramdown::attributes::read;
use crate::kramdown::blocks::BlockParser;
use crate::kramdown::scan::SPACE;
use crate::kramdown::scan::{
    Source, attribute_line, closing_brace, html_ends, is_blank, is_end_marker, is_rule, is_space,
    list_marker,
};
use crate::kramdown::tree::{AttributeList, Kind, Node};
use crate::options::Input;

const BOX: &str =
    r#"<input type="checkbox" class="task-list-item-checkbox" disabled="disabled" />"#;
const CHECKED_BOX: &str = r#"<input type="checkbox" class="task-list-item-checkbox" disabled="disabled" checked="checked" />"#;

/// What the first line of an item says about the following ones.
pub(crate) struct ItemStart {
    pub(crate) text: String,
    /// Column where the item's text starts.
    pub(crate) indent: usize,
}

/// An item while its lines are gathered; a nested list starts a part of its own.
struct OpenItem {
    list: Option<Box<AttributeList>>,
    parts: Vec<String>,
    indent: usize,
}

/// Where a list stands while it is read.
#[derive(Default)]
struct ListState {
    items: Vec<OpenItem>,
    nested: bool,
    blank_before: bool,
    end_marker: bool,
}

impl BlockParser<'_> {
    /// Reads a list; the caller has seen its first marker.
    pub(crate) fn list(&mut self, source: &mut Source<'_>, parent: &mut Node) {
        let Some((_, ordered)) = list_marker(source.line(), 3) else {
            return;
        };
        let mut state = ListState::default();
        while !source.done() {
            let line = source.line();
            source.looked(source.at + line.len());
            if !list_line(source, line, ordered, &mut state) {
                break;
            }
            source.at += line.len();
            if state.end_marker {
                break;
            }
        }
        let pending = self.pending.take();
        let mut list = Node::new(Kind::List { ordered });
        list.list = pending.map(Box::new);
        let ListState {
            items, end_marker, ..
        } = state;
        for item in items {
            let mut node = Node::new(Kind::Item);
            node.list = item.list;
            for part in &item.parts {
                self.nested(part, &mut node);
            }
            list.children.push(node);
        }
        let last_blank = finish_items(&mut list, end_marker);
        if self.options.input == Input::Gfm {
            mark_tasks(&mut list);
        }
        parent.children.push(list);
        if let Some(blank) = last_blank.filter(|_| !end_marker) {
            parent.children.push(blank);
        }
    }
}

/// Takes one line into the list, or says that it does not belong there.
fn list_line(source: &Source<'_>, line: &str, ordered: bool, state: &mut ListState) -> bool {
    if state.blank_before && is_rule(line) {
        return false;
    }
    if is_end_marker(line) {
        state.end_marker = true;
        return true;
    }
    let max_indent = state
        .items
        .last()
        .map_or(3, |item| (item.indent - 1).min(3));
    if let Some((length, _)) = list_marker(line, max_indent).filter(|found| found.1 == ordered) {
        let mut list = None;
        let start = item_start(length, &line[length..], &mut list);
        state.nested = starts_list(&start.text);
        state.blank_before = false;
        state.items.push(OpenItem {
            list,
            parts: vec![start.text],
            indent: start.indent,
        });
        return true;
    }
    let nested = state.nested;
    let Some(item) = state.items.last_mut() else {
        return false;
    };
    if is_blank(line) {
        state.nested = true;
        state.blank_before = true;
        add(item, line);
        return true;
    }
    let inside = is_content(line, item.indent);
    if !inside && (state.blank_before || !is_lazy(source, line, item.indent)) {
        return false;
    }
    state.nested = take_line(item, line, nested);
    state.blank_before = false;
    true
}

fn add(item: &mut OpenItem, line: &str) {
    if let Some(part) = item.parts.last_mut() {
        part.push_str(line);
    }
}

/// Adds a line to an item and says whether a nested list has begun.
fn take_line(item: &mut OpenItem, line: &str, nested: bool) -> bool {
    let expanded = expand_tabs(line);
    let stripped = strip_indent(&expanded, item.indent);
    let found = stripped.is_some();
    let rest = stripped.unwrap_or(&expanded);
    let starts = starts_list(rest);
    if !nested && found && starts {
        item.parts.push(rest.to_string());
        return true;
    }
    if nested && !found && starts {
        let padded = format!("{}{rest}", " ".repeat(item.indent + 4));
        add(item, &padded);
        return nested;
    }
    add(item, rest);
    nested
}

fn starts_list(text: &str) -> bool {
    text.split_inclusive('\n')
        .any(|line| list_marker(line, 3).is_some())
}

/// Leading tabs as four spaces each.
pub(crate) fn expand_tabs(line: &str) -> Cow<'_, str> {
    let tabs = line.bytes().take_while(|byte| *byte == b'\t').count();
    if tabs == 0 {
        return Cow::Borrowed(line);
    }
    Cow::Owned(format!("{}{}", " ".repeat(tabs * 4), &line[tabs..]))
}

pub(crate) fn strip_indent(line: &str, indent: usize) -> Option<&str> {
    let spaces = line
        .bytes()
        .take(indent)
        .take_while(|byte| *byte == b' ')
        .count();
    (spaces == indent).then(|| &line[indent..])
}

/// A line indented as far as the item's text.
pub(crate) fn is_content(line: &str, indent: usize) -> bool {
    let mut rest = line;
    let mut units = 0;
    while units < indent / 4 {
        match rest
            .strip_prefix('\t')
            .or_else(|| rest.strip_prefix("    "))
        {
            Some(next) => rest = next,
            None => return false,
        }
        units += 1;
    }
    let spaces = rest.bytes().take_while(|byte| *byte == b' ').count();
    spaces >= indent % 4 || rest.starts_with('\t')
}

/// A line that goes on with the item's paragraph though it is not indented.
pub(crate) fn is_lazy(source: &Source<'_>, line: &str, indent: usize) -> bool {
    let spaces = line
        .bytes()
        .take(indent.min(3))
        .take_while(|byte| *byte == b' ')
        .count();
    let rest = &source.text[source.at + spaces..];
    let line = &line[spaces..];
    let list = rest.starts_with('{') && attribute_line(rest).is_some();
    let html = line.starts_with('<') && html_ends(line);
    !list && !html
}

/// Reads what follows a marker that ends at column `column`.
pub(crate) fn item_start(
    column: usize,
    rest: &str,
    list: &mut Option<Box<AttributeList>>,
) -> ItemStart {
    let mut indent = column;
    let mut text = rest;
    if only_list(rest) {
        indent = 4;
    } else {
        let mut spaces = 0;
        let mut taken = 0;
        for byte in rest.bytes() {
            match byte {
                b' ' => spaces += 1,
                b'\t' => spaces += 4 - (column + spaces) % 4,
                _ => break,
            }
            taken += 1;
        }
        indent += spaces;
        text = &rest[taken..];
    }
    text = text.trim_start_matches(SPACE);
    if let Some((inner, length)) = leading_list(text) {
        read(inner, list.get_or_insert_default());
        text = &text[length..];
    }
    ItemStart {
        text: text.to_string(),
        indent,
    }
}

/// `{: ... }` at the start of an item, with the white space around it.
pub(crate) fn leading_list(text: &str) -> Option<(&str, usize)> {
    let start = text.bytes().take_while(|byte| is_space(*byte)).count();
    let inner = text[start..].strip_prefix("{:")?;
    let end = closing_brace(inner)?;
    let first = inner.split(':').next().unwrap_or_default();
    let names = crate::kramdown::attributes::identifier_length(first);
    if end == 0 || inner.starts_with([':', '/']) || inner[names..].starts_with(':') {
        return None;
    }
    let after = start + 2 + end + 1;
    let space = text[after..]
        .bytes()
        .take_while(|byte| is_space(*byte))
        .count();
    Some((&inner[..end], after + space))
}

/// Nothing but an attribute list or white space.
fn only_list(text: &str) -> bool {
    is_blank(text) || leading_list(text).is_some_and(|(_, length)| length == text.len())
}

/// Decides which items have no paragraph of their own, and hands the last blank lines out.
fn finish_items(list: &mut Node, end_marker: bool) -> Option<Node> {
    let count = list.children.len();
    let mut last_blank = None;
    for at in 0..count {
        let is_last = at + 1 == count;
        let other_tight = is_last && list.children[..count - 1].iter().any(is_tight);
        let item = &mut list.children[at];
        if item.children.is_empty() {
            continue;
        }
        drop_end_after_list(item);
        let kids = item.children.len();
        let second_blank = item.children.get(1).is_some_and(Node::is_blank);
        let close = kids < 2 || !second_blank || (is_last && kids == 2 && !end_marker);
        if item.children[0].is_paragraph() && close && (!is_last || count == 1 || other_tight) {
            if kids > 1
                && !second_blank
                && let Some(text) = item.children[0].unread()
            {
                text.push('\n');
            }
            item.children[0].kind = Kind::Paragraph { transparent: true };
        }
        last_blank = item.children.pop_if(|child| child.is_blank());
    }
    last_blank
}

/// The item does not begin with a paragraph of its own.
fn is_tight(item: &Node) -> bool {
    let first = item.children.first();
    first.is_none_or(|first| !matches!(first.kind, Kind::Paragraph { transparent: false }))
}

/// The end mark that an attribute list left behind the first paragraph.
fn drop_end_after_list(item: &mut Node) {
    let marked = item.children[0].is_paragraph() && item.children[0].list.is_some();
    if marked
        && matches!(
            item.children.get(1).map(|child| &child.kind),
            Some(Kind::End { .. })
        )
    {
        item.children.remove(1);
    }
}

/// GFM's task lists.
fn mark_tasks(list: &mut Node) {
    let mut is_tasks = false;
    for item in &mut list.children {
        let Some(text) = item
            .children
            .first_mut()
            .filter(|first| first.is_paragraph())
            .and_then(Node::unread)
        else {
            continue;
        };
        if let Some(rest) = task(text, &[' ']) {
            *text = format!("{BOX}{rest}");
            is_tasks = true;
        } else if let Some(rest) = task(text, &['x', 'X']) {
            *text = format!("{CHECKED_BOX}{rest}");
            is_tasks = true;
        }
        if is_tasks {
            item.set("class", "task-list-item");
        }
    }
    if is_tasks {
        list.set("class", "task-list");
    }
}

/// What follows `[ ]` and white space.
fn task(text: &str, signs: &[char]) -> Option<String> {
    let rest = text
        .trim_start_matches(SPACE)
        .strip_prefix('[')?
        .strip_prefix(signs)?
        .strip_prefix(']')?;
    let trimmed = rest.trim_start_matches(SPACE);
    (trimmed.len() < rest.len()).then(|| trimmed.to_string())
}
