//! The page of a body with Liquid in it, kept true edit by edit.

use std::borrow::Cow;
use std::ops::Range;

use crate::differences::{Difference, differences};
use crate::document::{Block, Document, Edit, Heading, Patch, headings};
use crate::liquid::{Blog, Labels, Resolved, is_used, resolve};
use crate::options::Options;

/// So many labels are kept before those that are no longer in use go.
const MAX_LABELS: usize = 4096;

/// The blocks of a body as the blog publishes it: Liquid first, then Markdown.
///
/// Each block knows the bytes of the body as its author wrote it. A body without Liquid costs no more than
/// a [`Document`] of its own. The text is kept only where Liquid makes another of it.
#[derive(Debug, Clone)]
pub struct Preview {
    document: Document,
    /// The text that Markdown reads, where that is not the body.
    resolved: Option<Resolved>,
    labels: Labels,
}

impl Preview {
    /// Renders a body; without a `blog` to ask, Liquid is no more than text.
    pub fn new(body: &str, options: Options, blog: Option<&dyn Blog>) -> Self {
        let mut labels = Labels::default();
        let resolved = resolved(body, blog, &mut labels);
        let text = resolved.as_ref().map_or(body, |resolved| &resolved.text);
        Self {
            document: Document::new(text, options),
            resolved,
            labels,
        }
    }

    /// Follows one edit; `body` is the text after it.
    ///
    /// The blocks are those of [`Preview::new`] with the new text.
    pub fn edit(&mut self, body: &str, edit: &Edit, blog: Option<&dyn Blog>) -> Vec<Patch> {
        let new = self.resolve(body, blog);
        let change = match (&self.resolved, &new) {
            (None, None) => Some(*edit),
            (None, Some(new)) => Some(composed(edit, body, &new.text)),
            (Some(old), new) => difference(&old.text, new.as_ref().map_or(body, |new| &new.text)),
        };
        self.take(body, new, change)
    }

    /// Follows one edit of the author's own words between Liquid's tags, for which the blog need not be asked;
    /// `body` is the text after it.
    ///
    /// The blocks are those of [`Preview::edit`]. Nothing, and nothing is changed, where the edit may touch a
    /// tag, or there is no Liquid.
    pub fn edit_words(&mut self, body: &str, edit: &Edit) -> Option<Vec<Patch>> {
        let resolved = self.resolved.as_mut()?;
        let change = resolved.follow(body, edit)?;
        Some(self.document.edit(&resolved.text, &change))
    }

    /// Renders again what differs, after the blog's answers may have changed.
    pub fn again(&mut self, body: &str, blog: Option<&dyn Blog>) -> Vec<Patch> {
        let new = self.resolve(body, blog);
        let old = self.resolved.as_ref().map_or(body, |old| &old.text);
        let change = difference(old, new.as_ref().map_or(body, |new| &new.text));
        self.take(body, new, change)
    }

    fn resolve(&mut self, body: &str, blog: Option<&dyn Blog>) -> Option<Resolved> {
        resolved(body, blog, &mut self.labels)
    }

    fn take(&mut self, body: &str, new: Option<Resolved>, change: Option<Edit>) -> Vec<Patch> {
        let text = new.as_ref().map_or(body, |new| &new.text);
        let patches = match change {
            Some(change) => self.document.edit(text, &change),
            None => Vec::new(),
        };
        self.resolved = new;
        patches
    }

    /// Whether so many labels have gone out of use that rendering anew is due.
    pub fn is_worn(&self) -> bool {
        self.labels.len() > MAX_LABELS
    }

    /// How it renders.
    pub fn options(&self) -> &Options {
        self.document.options()
    }

    /// Number of blocks.
    pub fn len(&self) -> usize {
        self.document.blocks().len()
    }

    /// There is no block.
    pub fn is_empty(&self) -> bool {
        self.document.blocks().is_empty()
    }

    /// Some of the blocks, with the bytes of the body that each was made from.
    ///
    /// # Panics
    /// If there are fewer blocks.
    pub fn blocks(&self, range: Range<usize>) -> impl Iterator<Item = Block> + '_ {
        self.document.blocks()[range].iter().map(|block| Block {
            html: self.labels.label(&block.html).into_owned(),
            source: match &self.resolved {
                Some(resolved) => resolved.range(&block.source),
                None => block.source.clone(),
            },
        })
    }

    /// The text that Markdown reads of some of the blocks, without what Liquid leaves out.
    ///
    /// # Panics
    /// If there are fewer blocks.
    pub fn texts<'p>(
        &'p self,
        body: &'p str,
        range: Range<usize>,
    ) -> impl Iterator<Item = &'p str> {
        let text = self
            .resolved
            .as_ref()
            .map_or(body, |resolved| &resolved.text);
        let blocks = self.document.blocks()[range].iter();
        blocks.map(|block| text.get(block.source.clone()).unwrap_or_default())
    }

    /// The headings, in order.
    pub fn headings(&self) -> Vec<Heading> {
        let mut found = headings(&self.document);
        for heading in &mut found {
            if let Cow::Owned(text) = self.labels.label(&heading.text) {
                heading.text = text;
            }
            if let Some(resolved) = &self.resolved {
                heading.source = resolved.range(&heading.source);
            }
        }
        found
    }

    /// Where the page and GitHub's page of the same body part, after Liquid.
    pub fn differences(&self, body: &str) -> Vec<Difference> {
        let text = self
            .resolved
            .as_ref()
            .map_or(body, |resolved| &resolved.text);
        let mut found = differences(text, &self.document);
        if let Some(resolved) = &self.resolved {
            for difference in &mut found {
                difference.source = resolved.range(&difference.source);
            }
        }
        found
    }

    /// The whole page body.
    pub fn to_html(&self) -> String {
        let blocks = self.document.blocks().iter();
        blocks.map(|block| self.labels.label(&block.html)).collect()
    }
}

fn resolved(body: &str, blog: Option<&dyn Blog>, labels: &mut Labels) -> Option<Resolved> {
    let blog = blog.filter(|_| is_used(body))?;
    Some(resolve(body, blog, labels))
}

/// The one edit that leads from the body before `edit` to what Liquid makes of the body after it.
fn composed(edit: &Edit, body: &str, text: &str) -> Edit {
    let Some(change) = difference(body, text) else {
        return *edit;
    };
    let end = edit.new_end.max(change.old_end);
    Edit {
        start: edit.start.min(change.start),
        old_end: edit.old_end + (end - edit.new_end),
        new_end: text.len() - (body.len() - end),
    }
}

/// The one edit that leads from one text to another; nothing if they are the same.
fn difference(old: &str, new: &str) -> Option<Edit> {
    let (before, after) = (old.as_bytes(), new.as_bytes());
    let head = common_start(before, after);
    if head == before.len() && head == after.len() {
        return None;
    }
    let tail = common_end(&before[head..], &after[head..]);
    let mut edit = Edit {
        start: head,
        old_end: old.len() - tail,
        new_end: new.len() - tail,
    };
    // Neither a letter nor the two signs of one line break are taken apart.
    while !old.is_char_boundary(edit.start) || before[..edit.start].ends_with(b"\r") {
        edit.start -= 1;
    }
    while !new.is_char_boundary(edit.new_end)
        || !old.is_char_boundary(edit.old_end)
        || after[edit.new_end..].starts_with(b"\n") && before[..edit.old_end].ends_with(b"\r")
        || after[edit.new_end..].starts_with(b"\n") && after[..edit.new_end].ends_with(b"\r")
    {
        edit.new_end += 1;
        edit.old_end += 1;
    }
    Some(edit)
}

/// Bytes that are compared at a time.
const STRIDE: usize = 256;

fn common_start(one: &[u8], other: &[u8]) -> usize {
    let strides = one.chunks_exact(STRIDE).zip(other.chunks_exact(STRIDE));
    let whole = STRIDE * strides.take_while(|(one, other)| one == other).count();
    let rest = one[whole..].iter().zip(&other[whole..]);
    whole + rest.take_while(|(one, other)| one == other).count()
}

fn common_end(one: &[u8], other: &[u8]) -> usize {
    let strides = one.rchunks_exact(STRIDE).zip(other.rchunks_exact(STRIDE));
    let whole = STRIDE * strides.take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[..one.len() - whole], &other[..other.len() - whole]);
    let rest = one.iter().rev().zip(other.iter().rev());
    whole + rest.take_while(|(one, other)| one == other).count()
}
