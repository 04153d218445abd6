//! Liquid in a body: what Jekyll resolves before any Markdown is read.
//!
//! Values, addresses, includes, `raw`, `comment`, `highlight`, `assign` and conditions on known values are
//! resolved as Jekyll does; of what only the blog's build can fill in, the author sees the words as written,
//! with a mark of their own (class `liquid`), never garbled text.  Loops are not run: their inside shows once.

mod labels;
mod reader;
mod tokens;
mod value;

use std::ops::Range;

pub(crate) use labels::Labels;
pub use value::Value;

/// What a body may ask of its blog.  An answer of `None` means that only the blog's build can tell.
pub trait Blog {
    /// The value of a variable such as `site.baseurl` or `page.title`.
    fn variable(&self, name: &str) -> Option<Value>;
    /// The address of `{% link path %}`.
    fn link(&self, path: &str) -> Option<String>;
    /// The address of `{% post_url name %}`.
    fn post(&self, name: &str) -> Option<String>;
    /// The text of the file that `{% include name %}` names.
    fn include(&self, name: &str) -> Option<String>;
}

/// A body after Liquid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// What Markdown gets to read.
    pub(crate) text: String,
    /// Places in `text` and the body where their distance changes, in order.
    places: Vec<(usize, usize)>,
    /// Length of the body in bytes.
    length: usize,
}

impl Resolved {
    /// The place in the body that a place in `text` came from.
    pub(crate) fn source(&self, at: usize) -> usize {
        let before = self.places.partition_point(|place| place.0 <= at);
        let (new, old) = before
            .checked_sub(1)
            .map_or((0, 0), |last| self.places[last]);
        let limit = self.places.get(before).map_or(self.length, |next| next.1);
        (old + at - new).min(limit)
    }

    /// The bytes of the body that a range of `text` came from.
    pub(crate) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.source(range.start);
        start..self.source(range.end).max(start)
    }
}

/// The body holds Liquid, so that it has to be resolved before it is rendered.
pub fn is_used(body: &str) -> bool {
    let bytes = body.as_bytes();
    memchr::memchr_iter(b'{', bytes).any(|at| matches!(bytes.get(at + 1), Some(b'%' | b'{')))
}

/// Resolves what can be resolved and marks the rest with names that `labels` keeps.
pub(crate) fn resolve(body: &str, blog: &dyn Blog, labels: &mut Labels) -> Resolved {
    let (text, places) = reader::read(body, blog, labels);
    Resolved {
        text,
        places,
        length: body.len(),
    }
}

#[cfg(test)]
mod tests;
