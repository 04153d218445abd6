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
    /// Where pieces of `text` start, in order; the first starts at 0.
    places: Vec<Place>,
    /// Length of the body in bytes.
    length: usize,
}

/// The start of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// In the new text.
    new: usize,
    /// In the body.
    old: usize,
    /// The piece is the body's own text, byte by byte; else it stands for a tag or output as a whole.
    own: bool,
}

impl Resolved {
    /// The bytes of the body that a range of `text` came from.
    pub(crate) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let (place, next) = self.piece(range.start);
        let start = if place.own {
            (place.old + range.start - place.new).min(next)
        } else {
            place.old
        };
        let Some(last) = range.end.checked_sub(1) else {
            return start..start;
        };
        let (place, next) = self.piece(last);
        let end = if place.own {
            (place.old + range.end - place.new).min(next)
        } else {
            next
        };
        start..end.max(start)
    }

    /// The piece that holds a place of `text`, and where it is over in the body.
    fn piece(&self, at: usize) -> (Place, usize) {
        let next = self.places.partition_point(|place| place.new <= at);
        let over = self.places.get(next).map_or(self.length, |place| place.old);
        (self.places[next.saturating_sub(1)], over)
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
