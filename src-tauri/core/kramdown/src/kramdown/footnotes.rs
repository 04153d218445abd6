//! The numbers of footnotes and the list at the end.

use std::collections::HashMap;

use crate::kramdown::blocks::BlockParser;
use crate::kramdown::definitions::{Definitions, FootnoteText};
use crate::kramdown::escape::{PushFormatted, escape_text};
use crate::kramdown::ids::Ids;
use crate::kramdown::inline::Context;
use crate::kramdown::outline::{Outline, gather};
use crate::kramdown::prepare::Preparation;
use crate::kramdown::tree::{Kind, Node};
use crate::kramdown::writer::{Around, Decided, Mark, Writer};
use crate::options::Options;

/// Numbers footnotes in the order of their first use.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    order: Vec<String>,
    uses: HashMap<String, (usize, usize)>,
}

impl Numbers {
    /// The mark of the next use of this footnote.
    pub(crate) fn mark(&mut self, name: &str, first: usize) -> Mark {
        if let Some((number, repeat)) = self.uses.get_mut(name) {
            *repeat += 1;
            return Mark {
                number: *number,
                repeat: *repeat,
            };
        }
        let number = first + self.order.len();
        self.order.push(name.to_string());
        self.uses.insert(name.to_string(), (number, 0));
        Mark { number, repeat: 0 }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
}

/// A footnote's blocks, ready but for numbers.
struct Note {
    name: String,
    node: Node,
    outline: Outline,
    /// Further uses before it, which the links back lead to.
    repeats: usize,
    marks: Vec<Mark>,
    ids: Vec<Option<String>>,
}

/// Writes the list of all footnotes used so far; those used only inside it are added.
pub(crate) fn write(
    options: &Options,
    definitions: &Definitions,
    numbers: &mut Numbers,
    ids: &mut Ids,
) -> String {
    let mut notes: Vec<Note> = Vec::new();
    while let Some(name) = numbers.order.get(notes.len()).cloned() {
        let mut note = read(&name, options, definitions);
        note.repeats = numbers.uses.get(&note.name).map_or(0, |found| found.1);
        let marks = note
            .outline
            .notes
            .iter()
            .map(|name| numbers.mark(name, options.footnote_nr))
            .collect();
        note.marks = marks;
        note.ids = note.outline.assign(ids, options);
        notes.push(note);
    }
    let start = match options.footnote_nr {
        1 => String::new(),
        number => format!(" start=\"{number}\""),
    };
    let mut out = format!("<div class=\"footnotes\" role=\"doc-endnotes\">\n  <ol{start}>\n");
    for note in &mut notes {
        write_note(note, options, &mut out);
    }
    out.push_str("  </ol>\n</div>\n");
    out
}

fn read(name: &str, options: &Options, definitions: &Definitions) -> Note {
    let mut node = Node::new(Kind::Item);
    if let Some(FootnoteText { text, list }) = definitions.footnotes.get(name) {
        BlockParser::new(options).nested(text, &mut node);
        node.list = list.clone().map(Box::new);
    }
    let mut preparation = Preparation::new(Context::new(options, definitions));
    preparation.plain = true;
    preparation.all(std::slice::from_mut(&mut node));
    let outline = gather(&node.children, options);
    Note {
        name: name.to_string(),
        node,
        outline,
        repeats: 0,
        marks: Vec::new(),
        ids: Vec::new(),
    }
}

fn write_note(note: &mut Note, options: &Options, out: &mut String) {
    add_links_back(&mut note.node, &note.name, note.repeats, options);
    let id = format!("{}{}", options.footnote_prefix, note.name);
    out.push_fmt(format_args!(
        "    <li id=\"fn:{id}\" role=\"doc-endnote\">\n"
    ));
    let decided = Decided {
        ids: &note.ids,
        marks: &note.marks,
        ..Decided::default()
    };
    let mut writer = Writer::new(options, decided);
    writer.all(&note.node.children, 6, Around::Plain);
    out.push_str(&writer.out);
    out.push_str("    </li>\n");
}

/// Adds the links back to the last paragraph, or a paragraph of their own.
fn add_links_back(node: &mut Node, name: &str, repeats: usize, options: &Options) {
    let name = format!("{}{name}", options.footnote_prefix);
    let mut mark = String::new();
    escape_text(&options.footnote_backlink, &mut mark);
    let mut links = String::new();
    let count = if mark.is_empty() { 0 } else { repeats + 1 };
    for repeat in 0..count {
        let suffix = if repeat > 0 {
            format!(":{repeat}")
        } else {
            String::new()
        };
        let count = if repeat > 0 {
            format!("<sup>{}</sup>", repeat + 1)
        } else {
            String::new()
        };
        let gap = if repeat > 0 { "\u{A0}" } else { "" };
        links.push_fmt(format_args!(
            "{gap}<a href=\"#fnref:{name}{suffix}\" class=\"reversefootnote\" role=\"doc-backlink\">{mark}{count}</a>"
        ));
    }
    while node.children.last().is_some_and(Node::is_end) {
        node.children.pop();
    }
    let inline = options.footnote_backlink_inline;
    let line = match node.children.last_mut() {
        Some(last) if last.is_paragraph() => Some(last),
        _ if inline => last_line(node),
        _ => None,
    };
    if let Some(line) = line {
        if !links.is_empty() {
            line.children.push(Node::new(Kind::Sign("\u{A0}".into())));
            line.children.push(Node::new(Kind::Unescaped(links)));
        }
    } else {
        let mut paragraph = Node::new(Kind::Paragraph { transparent: false });
        paragraph.children.push(Node::new(Kind::Unescaped(links)));
        node.children.push(paragraph);
    }
}

/// The paragraph or heading that ends a block, however deep it is.
fn last_line(node: &mut Node) -> Option<&mut Node> {
    let last = node.children.iter_mut().rfind(|child| !child.is_end())?;
    if last.is_paragraph() || matches!(last.kind, Kind::Header { .. }) {
        Some(last)
    } else {
        last_line(last)
    }
}
