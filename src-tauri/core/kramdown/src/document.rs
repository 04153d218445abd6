//! A body followed edit by edit.

use std::ops::Range;

use crate::commonmark;
use crate::kramdown::Body;
use crate::options::{Dialect, Options};

/// One top-level block of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What the blog publishes for it, final line break included.
    pub html: String,
    /// The bytes of the body it was made from; empty at the end of the body for the list of footnotes.
    pub source: Range<usize>,
}

/// A heading, for the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The `id` it gets in the page, if any.
    pub id: Option<String>,
    /// Its words without markup.
    pub text: String,
    /// The bytes of the body of the top-level block that holds it.
    pub source: Range<usize>,
}

/// Which bytes of the old body were replaced by which bytes of the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// First byte that changed, the same in both bodies.
    pub start: usize,
    /// End of the replaced bytes in the old body.
    pub old_end: usize,
    /// End of the new bytes in the new body.
    pub new_end: usize,
}

/// One place of the page that an edit changed.
///
/// Several patches of one edit hold when applied one after another: `first` counts blocks as they stand
/// after the patches before it, and the new blocks are `blocks()[first..first + inserted]` at the end of the edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patch {
    /// Index of the first replaced block.
    pub first: usize,
    /// How many blocks go.
    pub removed: usize,
    /// How many come in their place.
    pub inserted: usize,
    /// How many bytes of the body were parsed again for it.
    pub reparsed_bytes: usize,
}

impl Edit {
    /// The numbers can be those of an edit that led to `body`.
    pub(crate) fn fits(&self, body: &str) -> bool {
        self.start <= self.old_end
            && self.start <= self.new_end
            && body.is_char_boundary(self.start)
            && body.is_char_boundary(self.new_end)
    }

    /// Where a place of the old body is in the new one; nothing if its text was replaced.
    pub(crate) fn moved(&self, at: usize) -> Option<usize> {
        if at <= self.start {
            Some(at)
        } else {
            (at >= self.old_end).then(|| self.shifted(at))
        }
    }

    /// Where a place behind the edit is in the new body.
    pub(crate) fn shifted(&self, at: usize) -> usize {
        if at == usize::MAX {
            at
        } else {
            at - self.old_end + self.new_end
        }
    }
}

/// The blocks of one body, kept true edit by edit; it does not keep the text.
#[derive(Debug, Clone)]
pub struct Document {
    options: Options,
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    Kramdown(Box<Body>),
    CommonMark(Vec<Block>, Vec<Heading>),
}

impl State {
    fn new(body: &str, options: &Options) -> Self {
        match options.dialect {
            Dialect::Kramdown => Self::Kramdown(Box::new(Body::new(body, options))),
            Dialect::CommonMark => {
                let (blocks, headings) = commonmark::render(body);
                Self::CommonMark(blocks, headings)
            }
        }
    }

    fn blocks(&self) -> &[Block] {
        match self {
            Self::Kramdown(body) => &body.blocks,
            Self::CommonMark(blocks, _) => blocks,
        }
    }
}

impl Document {
    /// Renders a body.
    pub fn new(body: &str, options: Options) -> Self {
        let state = State::new(body, &options);
        Self { options, state }
    }

    /// The top-level blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        self.state.blocks()
    }

    /// How it renders.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Gives the blocks away.
    pub fn into_blocks(self) -> Vec<Block> {
        match self.state {
            State::Kramdown(body) => body.blocks,
            State::CommonMark(blocks, _) => blocks,
        }
    }

    /// Follows one edit; `body` is the text after it.
    ///
    /// The result is the same as that of [`Document::new`] with the new text.  An edit that does not fit
    /// the text is not an error: everything is rendered again.
    pub fn edit(&mut self, body: &str, edit: &Edit) -> Vec<Patch> {
        if let State::Kramdown(state) = &mut self.state
            && edit.fits(body)
            && let Some(patches) = state.edit(body, edit, &self.options)
        {
            return patches;
        }
        let state = State::new(body, &self.options);
        let patches = difference(self.blocks(), state.blocks(), body.len());
        self.state = state;
        patches
    }
}

/// The headings of a document, in order.
pub fn headings(document: &Document) -> Vec<Heading> {
    match &document.state {
        State::Kramdown(body) => body.headings(),
        State::CommonMark(_, headings) => headings.clone(),
    }
}

/// The one place where two renderings differ, or nothing.
fn difference(old: &[Block], new: &[Block], reparsed_bytes: usize) -> Vec<Patch> {
    let same = |(a, b): &(&Block, &Block)| a.html == b.html;
    let head = old.iter().zip(new).take_while(same).count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(same)
        .count();
    let (removed, inserted) = (old.len() - head - tail, new.len() - head - tail);
    if removed + inserted == 0 {
        return Vec::new();
    }
    vec![Patch {
        first: head,
        removed,
        inserted,
        reparsed_bytes,
    }]
}
