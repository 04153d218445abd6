//! A body kept true edit by edit.

use std::borrow::Cow;

use crate::document::{Block, Heading};
use crate::kramdown::inline::Definitions;
use crate::kramdown::page::{
    Part, contents, decide, headings, notes, prepare, read_part, write_part,
};
use crate::options::Options;

/// The parts of a body and its blocks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Body {
    pub(crate) blocks: Vec<Block>,
    parts: Vec<Part>,
    definitions: Definitions,
}

impl Body {
    /// Renders a body.
    pub(crate) fn new(body: &str, options: &Options) -> Self {
        let text = normal(body);
        let mut read = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let part = read_part(&text, at, options);
            at = part.source.end.max(at + 1);
            read.push(part);
        }
        let mut definitions = Definitions::default();
        read.iter()
            .flat_map(|part| &part.definitions)
            .for_each(|definition| definitions.add(definition));
        let mut parts: Vec<Part> = read
            .iter_mut()
            .map(|part| prepare(part, options, &definitions))
            .collect();
        let (mut whole, _) = decide(&mut parts, options);
        let contents = contents(&parts);
        let mut blocks = Vec::new();
        for (at, (read, part)) in read.iter().zip(&mut parts).enumerate() {
            let html = contents
                .as_ref()
                .filter(|(place, _)| *place == at)
                .map(|(_, html)| html.as_str());
            let mut written = write_part(&text, read, part, html, options);
            part.blocks = written.len();
            blocks.append(&mut written);
        }
        blocks.extend(notes(
            &text,
            &mut whole,
            options,
            &definitions,
            &mut Vec::new(),
        ));
        Self {
            blocks,
            parts,
            definitions,
        }
    }

    pub(crate) fn headings(&self) -> Vec<Heading> {
        headings(&self.parts)
    }
}

/// Line breaks as kramdown sees them.
fn normal(body: &str) -> Cow<'_, str> {
    if body.contains('\r') {
        let mut text = body.replace("\r\n", "\n").replace('\r', "\n");
        if !text.ends_with('\n') {
            text.push('\n');
        }
        return Cow::Owned(text);
    }
    if body.ends_with('\n') {
        Cow::Borrowed(body)
    } else {
        Cow::Owned(format!("{body}\n"))
    }
}
