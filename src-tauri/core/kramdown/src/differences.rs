//! Where a page of kramdown's and GitHub's page of the same text part, in what readers see of their blocks.
//!
//! Both sides are rendered, and compared between places where both start a block: which blocks there are, how
//! they lie in each other, and which letters show. So a difference is one of the pages, whatever its cause.

mod shape;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::commonmark;
use crate::document::{Block, Document};
use crate::options::Dialect;
use shape::Shape;

/// A block as its author would call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Construct {
    /// Text.
    Paragraph,
    /// A heading.
    Heading,
    /// A list.
    List,
    /// A quotation.
    Quote,
    /// A block of code.
    Code,
    /// A table.
    Table,
    /// A line across the page.
    Rule,
    /// HTML of the author's own, or something else.
    Other,
}

/// What the two pages part about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// GitHub starts a block here, the blog goes on with the one above.
    Joined {
        /// What GitHub starts.
        block: Construct,
        /// What the blog goes on with.
        to: Construct,
    },
    /// The blog starts a block here, GitHub goes on with the one above.
    Started {
        /// What the blog starts.
        block: Construct,
        /// What GitHub goes on with.
        to: Construct,
    },
    /// The blog makes a table of lines with `|`.
    Table,
    /// The blog takes `{: ... }` for attributes and does not show it.
    Attributes,
    /// The blog takes `{:: ... }` or a line of `^` for an instruction and does not show it.
    Instruction,
    /// The blog makes a list of terms and their descriptions.
    Definitions,
    /// The blog takes `*[word]: meaning` for an abbreviation and does not show the line.
    Abbreviation,
    /// One of the two reads the Markdown inside HTML, the other shows it as it is.
    Html {
        /// The blog is the one that reads it.
        read: bool,
    },
    /// GitHub counts a list from another number than the blog, which counts from 1.
    Numbers {
        /// GitHub's first number.
        from: u64,
    },
    /// The items of a list, and what is in them, lie in each other in another way.
    Nesting,
    /// Any other blocks.
    Blocks {
        /// What GitHub shows first.
        github: Construct,
        /// What the blog shows first.
        blog: Construct,
    },
}

/// One place where the pages part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What about.
    pub cause: Cause,
    /// The bytes of the body.
    pub source: Range<usize>,
}

/// The differences between a document and GitHub's page of its `body`, in order.
///
/// Nothing for the CommonMark dialect, which is GitHub's.
pub fn differences(body: &str, document: &Document) -> Vec<Difference> {
    if document.options().dialect == Dialect::CommonMark {
        return Vec::new();
    }
    let (github, _) = commonmark::render(body);
    let notes = "<div class=\"footnote";
    let ours: Vec<&Block> = document
        .blocks()
        .iter()
        .filter(|it| !it.html.starts_with(notes))
        .collect();
    let theirs: Vec<&Block> = github
        .iter()
        .filter(|it| !it.html.starts_with(notes))
        .collect();
    groups(body, &ours, &theirs)
        .into_iter()
        .filter_map(|group| group.difference(body))
        .collect()
}

/// The blocks of both sides between two places where both start one.
struct Group<'d> {
    source: Range<usize>,
    ours: &'d [&'d Block],
    theirs: &'d [&'d Block],
}

fn groups<'d>(body: &str, ours: &'d [&'d Block], theirs: &'d [&'d Block]) -> Vec<Group<'d>> {
    let line = |block: &&Block| line_start(body, block.source.start);
    let starts: BTreeSet<usize> = ours.iter().map(line).collect();
    let mut common: Vec<usize> = theirs
        .iter()
        .map(line)
        .filter(|at| starts.contains(at))
        .collect();
    common.dedup();
    common.insert(0, 0);
    common.push(body.len());
    let (mut ours, mut theirs) = (ours, theirs);
    let mut found = Vec::with_capacity(common.len());
    for pair in common.windows(2) {
        let end = |side: &[&Block]| {
            let last = pair[1] == body.len();
            side.partition_point(|block| last || line_start(body, block.source.start) < pair[1])
        };
        let (mine, rest) = ours.split_at(end(ours));
        let (other, others) = theirs.split_at(end(theirs));
        (ours, theirs) = (rest, others);
        found.push(Group {
            source: pair[0]..pair[1],
            ours: mine,
            theirs: other,
        });
    }
    found
}

impl Group<'_> {
    fn difference(&self, body: &str) -> Option<Difference> {
        let text = body.get(self.source.clone())?;
        // Both show math where its script is at work.
        if text.trim_start().starts_with("$$") {
            return None;
        }
        let (ours, theirs) = (Shape::of(self.ours), Shape::of(self.theirs));
        if ours == theirs {
            return None;
        }
        let same_blocks = ours.elements == theirs.elements && !(ours.is_html || theirs.is_html);
        let (cause, source) = self
            .syntax(text)
            .or_else(|| (!same_blocks).then(|| self.blocks(body, &ours, &theirs)))?;
        let source = source.start..source.start + body[source].trim_end().len();
        Some(Difference { cause, source })
    }

    /// Signs that only kramdown knows.
    fn syntax(&self, text: &str) -> Option<(Cause, Range<usize>)> {
        let mut at = self.source.start;
        for line in text.split_inclusive('\n') {
            let (bare, here) = (line.trim(), at..at + line.len());
            at += line.len();
            let cause = if bare.starts_with("{::") || bare == "^" {
                Cause::Instruction
            } else if bare.starts_with("{:") || is_span_list(line) {
                Cause::Attributes
            } else if bare.starts_with("*[") && bare.contains("]:") {
                Cause::Abbreviation
            } else {
                continue;
            };
            let shown = |block: &&&Block| block.html.contains(bare);
            // In code, such signs show on both sides.
            if self.ours.iter().find(shown).is_none() {
                return Some((cause, here));
            }
        }
        None
    }

    /// What is different about the blocks.
    fn blocks(&self, body: &str, ours: &Shape, theirs: &Shape) -> (Cause, Range<usize>) {
        let (all, html) = (self.source.clone(), ours.is_html || theirs.is_html);
        if ours.has("dl") && !theirs.has("dl") {
            return (Cause::Definitions, all);
        }
        if html {
            let read = ours.marks() > theirs.marks();
            return (Cause::Html { read }, all);
        }
        if ours.has("table") && !theirs.has("table") {
            let table = self
                .ours
                .iter()
                .find(|block| construct(block) == Construct::Table);
            return (
                Cause::Table,
                table.map_or(all, |block| block.source.clone()),
            );
        }
        if let Some((block, to, source)) = first_inside(body, self.theirs, self.ours) {
            return (Cause::Joined { block, to }, source);
        }
        if let Some((block, to, source)) = first_inside(body, self.ours, self.theirs) {
            return (Cause::Started { block, to }, source);
        }
        if let Some(from) = theirs.number_unlike(ours) {
            return (Cause::Numbers { from }, all);
        }
        let of = |blocks: &[&Block]| blocks.first().map_or(Construct::Other, |it| construct(it));
        let (github, blog) = (of(self.theirs), of(self.ours));
        if github == Construct::List && blog == Construct::List {
            return (Cause::Nesting, all);
        }
        (Cause::Blocks { github, blog }, all)
    }
}

/// The first of the blocks that starts inside a block of the other side: what the two are, and where it lies.
fn first_inside(
    body: &str,
    blocks: &[&Block],
    others: &[&Block],
) -> Option<(Construct, Construct, Range<usize>)> {
    blocks.iter().find_map(|block| {
        let (kind, start) = (construct(block), line_start(body, block.source.start));
        let around = others
            .iter()
            .find(|other| other.source.start < start && start < other.source.end)?;
        let to = construct(around);
        let text = matches!(kind, Construct::Paragraph | Construct::Other);
        let tells = match to {
            Construct::Paragraph => !text,
            Construct::List | Construct::Quote => kind != to && kind != Construct::Other,
            _ => false,
        };
        tells.then(|| (kind, to, block.source.clone()))
    })
}

/// `{: ... }` behind a span.
fn is_span_list(line: &str) -> bool {
    line.match_indices("{:").any(|(at, _)| {
        line[..at].ends_with(['*', '_', '`', ')', ']', '>']) && line[at..].contains('}')
    })
}

fn construct(block: &Block) -> Construct {
    let html = block.html.trim_start();
    let tag = html.strip_prefix('<').unwrap_or_default();
    let end = tag.find(|sign: char| !sign.is_ascii_alphanumeric());
    match &tag[..end.unwrap_or(tag.len())] {
        "p" => Construct::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Construct::Heading,
        "ul" | "ol" => Construct::List,
        "blockquote" => Construct::Quote,
        "pre" => Construct::Code,
        "div" if html.contains("<pre") && html.contains("highlight") => Construct::Code,
        "table" => Construct::Table,
        "hr" => Construct::Rule,
        _ => Construct::Other,
    }
}

fn line_start(body: &str, at: usize) -> usize {
    body[..at].rfind('\n').map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests;
