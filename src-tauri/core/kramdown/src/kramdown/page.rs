//! A whole body: parts that can be read on their own, and what they decide together.
//!
//! A part starts behind a blank line at a place where the reader remembers nothing of the text before.

use std::collections::HashSet;
use std::ops::Range;

use crate::document::{Block, Edit, Heading};
use crate::kramdown::blocks::BlockParser;
use crate::kramdown::definitions::{Definitions, Use};
use crate::kramdown::footnotes::{Numbers, write as write_notes};
use crate::kramdown::ids::Ids;
use crate::kramdown::inline::Context;
use crate::kramdown::outline::{Outline, gather};
use crate::kramdown::prepare::Preparation;
use crate::kramdown::references::Definition;
use crate::kramdown::scan::{
    Absent, LONGEST_LIST, SPACE, Source, after_indent, closing_brace, definition_marker, first_line,
};
use crate::kramdown::toc;
use crate::kramdown::tree::{AttributeList, Kind, Node};
use crate::kramdown::writer::{Around, Decided, Mark, Writer};
use crate::options::Options;

/// The blocks of one part as read.
pub(crate) struct ReadPart {
    pub(crate) source: Range<usize>,
    /// Text up to here had a say in how the part was read.
    pub(crate) reach: usize,
    pub(crate) nodes: Vec<Node>,
    pub(crate) definitions: Vec<Definition>,
}

/// What is kept of a part.
#[derive(Debug, Clone, Default)]
pub(crate) struct Part {
    pub(crate) source: Range<usize>,
    pub(crate) reach: usize,
    pub(crate) definitions: Vec<Definition>,
    pub(crate) uses: HashSet<Use>,
    /// What `{::options ... /}` inside its texts says.
    pub(crate) options_inside: Vec<AttributeList>,
    /// The option of that name as it is behind this part.
    pub(crate) parse_span_html: bool,
    pub(crate) outline: Outline,
    pub(crate) ids: Vec<Option<String>>,
    pub(crate) marks: Vec<Mark>,
    /// Number of blocks it makes.
    pub(crate) blocks: usize,
    /// The table of contents stands here.
    pub(crate) holds_contents: bool,
}

impl Part {
    /// Follows an edit before it.
    pub(crate) fn shift(&mut self, edit: &Edit) {
        self.source = edit.shifted(self.source.start)..edit.shifted(self.source.end);
        self.reach = edit.shifted(self.reach);
    }
}

/// Reads the part of `text` that starts at `at`.
///
/// `absent` is what earlier parts of the same text found out.
pub(crate) fn read_part(text: &str, at: usize, options: &Options, absent: &mut Absent) -> ReadPart {
    let mut parser = BlockParser::new(options);
    let mut source = Source::new(text);
    source.absent = std::mem::take(absent);
    source.at = at;
    let mut root = Node::new(Kind::Group);
    if at > 0 {
        let mut blank = Node::new(Kind::Blank(2));
        blank.source = at..at;
        root.children.push(blank);
    }
    while !source.done() {
        let before = source.at;
        let last_end = root.children.last().map_or(0, |last| last.source.end);
        parser.step(&mut source, &mut root);
        note_source(&mut root, before, source.at, last_end);
        if may_end(&source, &root, &parser) {
            break;
        }
    }
    let line = source.line();
    source.looked(source.at + line.len());
    let end = source.at;
    *absent = source.absent;
    ReadPart {
        source: at..end,
        reach: reach_of_lists(text, at, source.reach),
        nodes: root.children,
        definitions: parser.definitions,
    }
}

/// Where an attribute list ends that begins before `reach`: whether it is one depends on all of it.
fn reach_of_lists(text: &str, start: usize, reach: usize) -> usize {
    if reach >= text.len() {
        return reach;
    }
    let bytes = text.as_bytes();
    let mut at = start.max(reach.saturating_sub(LONGEST_LIST + 2));
    let mut farthest = reach;
    while let Some(found) = memchr::memchr(b'{', &bytes[at..reach]) {
        at += found + 1;
        if bytes.get(at) == Some(&b':') {
            let inner = &text[at + 1..];
            let length = closing_brace(inner).map_or(LONGEST_LIST, |close| {
                close + first_line(&inner[close..]).len()
            });
            farthest = farthest.max(at + 1 + length);
        }
    }
    farthest
}

/// Keeps where the top-level blocks come from.
fn note_source(root: &mut Node, before: usize, after: usize, last_end: usize) {
    let mut rest = root.children.iter_mut().rev();
    let Some(mut last) = rest.next() else { return };
    if (last.is_blank() || last.is_end()) && last.source.end == 0 {
        last.source = before..after;
        match rest.next() {
            Some(block) => last = block,
            None => return,
        }
        if last.source.end != 0 {
            return;
        }
    }
    if last.source.end == 0 {
        if last.source.start == 0 {
            last.source.start = before;
        }
        last.source.end = after;
    } else if last.source.end == last_end && !last.is_blank() {
        last.source.end = after;
    }
}

/// Nothing that was read has a say in what follows.
fn may_end(source: &Source<'_>, root: &Node, parser: &BlockParser<'_>) -> bool {
    let mut last = root.children.iter().rev();
    last.next().is_some_and(Node::is_blank)
        && !last
            .next()
            .is_some_and(|block| matches!(block.kind, Kind::Definitions))
        && parser.pending.is_none()
        && parser.parse_block_html == parser.options.parse_block_html
        && definition_marker(source.line(), 3).is_none()
        && !after_indent(source.line()).starts_with("{:")
}

/// Prepares a part and says what it contributes.
pub(crate) fn prepare(part: &mut ReadPart, context: Context<'_>) -> Part {
    let options = context.options;
    let mut preparation = Preparation::new(context);
    preparation.all(&mut part.nodes);
    Part {
        source: part.source.clone(),
        reach: part.reach,
        definitions: part.definitions.clone(),
        uses: preparation.uses.into_iter().collect(),
        options_inside: preparation.context.options_inside.into_inner(),
        parse_span_html: preparation.context.parse_span_html.get(),
        outline: gather(&part.nodes, options),
        ..Part::default()
    }
}

/// What stands in place of lists in the text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Placed<'p> {
    /// The table of contents, if the part holds the list it replaces.
    pub(crate) contents: Option<&'p str>,
    /// The footnotes, if the part holds the list they replace.
    pub(crate) notes: Option<&'p str>,
}

/// Writes the blocks of a part; `room` is used again from part to part.
pub(crate) fn write_part(
    text: &str,
    read: &ReadPart,
    part: &Part,
    placed: Placed<'_>,
    options: &Options,
    room: &mut String,
) -> Vec<Block> {
    let decided = Decided {
        ids: &part.ids,
        marks: &part.marks,
        contents: placed.contents,
        notes: placed.notes,
    };
    let mut writer = Writer::new(options, decided);
    writer.out = std::mem::take(room);
    let mut blocks: Vec<Block> = Vec::new();
    for node in &read.nodes {
        writer.out.clear();
        writer.node(node, 0, Around::Plain);
        if node.is_blank() || node.is_end() {
            if let Some(last) = blocks.last_mut() {
                last.html.push_str(&writer.out);
            }
            continue;
        }
        let source = node.source.start..node.source.end.min(text.len());
        let end = source.start + text[source.clone()].trim_end_matches(SPACE).len();
        // Room for the blank line that most blocks have behind them.
        let mut html = String::with_capacity(writer.out.len() + 1);
        html.push_str(&writer.out);
        blocks.push(Block {
            html,
            source: source.start..end,
        });
    }
    *room = writer.out;
    blocks
}

/// The decisions that concern the whole body.
pub(crate) struct Whole {
    pub(crate) numbers: Numbers,
    pub(crate) ids: Ids,
}

/// Gives every part its ids and marks; says which parts changed by it.
pub(crate) fn decide(parts: &mut [Part], options: &Options) -> (Whole, Vec<bool>) {
    let mut whole = Whole {
        numbers: Numbers::default(),
        ids: Ids::default(),
    };
    let mut changed = Vec::with_capacity(parts.len());
    for part in parts {
        if part.outline.headlines.is_empty() && part.outline.notes.is_empty() {
            changed.push(false);
            continue;
        }
        let ids = part.outline.assign(&mut whole.ids, options);
        let marks: Vec<Mark> = part
            .outline
            .notes
            .iter()
            .map(|name| whole.numbers.mark(name, options.footnote_nr))
            .collect();
        changed.push(ids != part.ids || marks != part.marks);
        part.ids = ids;
        part.marks = marks;
    }
    (whole, changed)
}

/// The table of contents and the part that holds it.
pub(crate) fn contents(parts: &[Part]) -> Option<(usize, String)> {
    let (at, place) = parts
        .iter()
        .enumerate()
        .find_map(|(at, part)| Some((at, part.outline.contents.as_ref()?)))?;
    let mut entries = Vec::new();
    for part in parts {
        for (headline, id) in part.outline.headlines.iter().zip(&part.ids) {
            if let (Some(html), Some(id)) = (&headline.entry, id) {
                entries.push(toc::Entry {
                    level: headline.level,
                    id,
                    html,
                });
            }
        }
    }
    Some((at, toc::write(&entries, &place.attributes, place.ordered)))
}

/// A list that the footnotes shall replace is among these blocks.
pub(crate) fn holds_notes_place(text: &str, part: &ReadPart) -> bool {
    memchr::memmem::find(&text.as_bytes()[part.source.clone()], b"footnotes").is_some()
        && any_notes_place(&part.nodes)
}

fn any_notes_place(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| {
        let list = matches!(node.kind, Kind::List { .. });
        let named = node.refers_to("footnotes") && !node.refers_to("toc");
        (list && named) || any_notes_place(&node.children)
    })
}

/// The block of footnotes at the end, if any is used.
pub(crate) fn notes(
    text: &str,
    whole: &mut Whole,
    options: &Options,
    definitions: &Definitions,
) -> Option<Block> {
    if whole.numbers.is_empty() {
        return None;
    }
    let html = write_notes(options, definitions, &mut whole.numbers, &mut whole.ids);
    Some(Block {
        html,
        source: text.len()..text.len(),
    })
}

/// The headings of all parts.
pub(crate) fn headings(parts: &[Part]) -> Vec<Heading> {
    let mut found = Vec::new();
    for part in parts {
        for (headline, id) in part.outline.headlines.iter().zip(&part.ids) {
            found.push(Heading {
                level: headline.level,
                id: id.clone().filter(|id| !id.is_empty()),
                text: headline.words.clone(),
                source: part.source.clone(),
            });
        }
    }
    found
}
