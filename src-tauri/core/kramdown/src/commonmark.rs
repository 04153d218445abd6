//! The CommonMark dialect, by pulldown-cmark.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options as Extensions, Parser, Tag, html};

use crate::document::{Block, Heading};

/// Renders a body into blocks and headings.
pub(crate) fn render(body: &str) -> (Vec<Block>, Vec<Heading>) {
    let extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_FOOTNOTES;
    let mut blocks = Vec::new();
    let mut headings = Vec::new();
    let mut open: Vec<Event<'_>> = Vec::new();
    let mut spans: Vec<(Event<'_>, Range<usize>, usize)> = Vec::new();
    let mut depth = 0usize;
    for (event, range) in Parser::new_ext(body, extensions).into_offset_iter() {
        let top = depth == 0;
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        note_heading(&event, &range, &mut headings);
        spans.push((event, range, usize::from(top)));
    }
    let mut source = 0..0;
    for (event, range, starts_block) in spans {
        if starts_block == 1 {
            flush(&mut open, &source, &mut blocks);
            source = range;
        }
        open.push(event);
    }
    flush(&mut open, &source, &mut blocks);
    (blocks, headings)
}

/// Turns the gathered events of one block into HTML.
fn flush(open: &mut Vec<Event<'_>>, source: &Range<usize>, blocks: &mut Vec<Block>) {
    if open.is_empty() {
        return;
    }
    let mut text = String::new();
    html::push_html(&mut text, open.drain(..));
    blocks.push(Block {
        html: text,
        source: source.clone(),
    });
}

/// Keeps the outline: a heading opens, gathers words, and closes.
fn note_heading(event: &Event<'_>, range: &Range<usize>, headings: &mut Vec<Heading>) {
    match event {
        Event::Start(Tag::Heading { level, .. }) => headings.push(Heading {
            level: depth_of(*level),
            id: None,
            text: String::new(),
            source: range.clone(),
        }),
        Event::Text(text) | Event::Code(text) => {
            if let Some(last) = headings
                .last_mut()
                .filter(|last| last.source.contains(&range.start))
            {
                last.text.push_str(text);
            }
        }
        _ => {}
    }
}

fn depth_of(level: HeadingLevel) -> u8 {
    level as u8
}
