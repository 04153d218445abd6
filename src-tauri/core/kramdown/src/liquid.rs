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

use crate::document::Edit;

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

    /// Follows an edit of the author's own words between tags and gives the same edit of `text`; `body` is
    /// the body after it.
    ///
    /// Nothing, and nothing is changed, where the edit may make, end or move a tag: then only reading all
    /// of the body tells.
    pub(crate) fn follow(&mut self, body: &str, edit: &Edit) -> Option<Edit> {
        if !edit.fits(body) || body.len() + edit.old_end != self.length + edit.new_end {
            return None;
        }
        let next = self.places.partition_point(|place| place.old <= edit.start);
        let place = self.places[next.checked_sub(1)?];
        let start = place.new + (edit.start - place.old);
        let inside = Edit {
            start,
            old_end: start + (edit.old_end - edit.start),
            new_end: start + (edit.new_end - edit.start),
        };
        let end = self.end_beside(next - 1, body, edit, inside.old_end)?;
        let piece = body.get(place.old..edit.new_end + end - inside.old_end)?;
        if !is_free_of_signs(&self.text[place.new..end]) || !is_free_of_signs(piece) {
            return None;
        }
        let inserted = &body[edit.start..edit.new_end];
        self.text
            .replace_range(inside.start..inside.old_end, inserted);
        for place in &mut self.places[next..] {
            place.new = place.new - inside.old_end + inside.new_end;
            place.old = place.old - edit.old_end + edit.new_end;
        }
        self.length = body.len();
        Some(inside)
    }

    /// The end in `text` of the piece with this number, where an edit of it up to `old_end` there leaves
    /// both tags beside it as they are: what they trim, and whether they have a line for themselves.
    fn end_beside(&self, number: usize, body: &str, edit: &Edit, old_end: usize) -> Option<usize> {
        let place = self.places[number];
        let holds = |c: char| c == '\n' || !c.is_whitespace();
        let kept = number == 0 || body.get(place.old..edit.start)?.chars().any(holds);
        let next = self.places.get(number + 1);
        let end = next.map_or(self.text.len(), |next| next.new);
        // A tag looks no further than the one letter before it.
        let apart = old_end < end || next.is_none() && old_end == end;
        let whole = self.text.is_char_boundary(old_end);
        (place.own && kept && apart && whole).then_some(end)
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

/// No two signs of these stand together in the text, which begin or end a tag.
fn is_free_of_signs(text: &str) -> bool {
    let bytes = text.as_bytes();
    !memchr::memchr2_iter(b'{', b'}', bytes).any(|at| match bytes[at] {
        b'{' => matches!(bytes.get(at + 1), Some(b'{' | b'%')),
        _ => at > 0 && matches!(bytes[at - 1], b'}' | b'%'),
    })
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
