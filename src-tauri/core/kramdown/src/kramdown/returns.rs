//! Carriage returns: kramdown reads `\r\n` and a lone `\r` as `\n`.

use std::borrow::Cow;

use crate::document::Edit;

/// Where a body has `\r\n`; places without them are "normal".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Returns {
    at: Vec<usize>,
    /// Bytes of the body.
    length: usize,
}

impl Returns {
    pub(crate) fn of(body: &str) -> Self {
        let bytes = body.as_bytes();
        let at = memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) == Some(&b'\n'));
        Self {
            at: at.collect(),
            length: body.len(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// The normal place of a place of the body.
    pub(crate) fn to_normal(&self, at: usize) -> usize {
        at - self.at.partition_point(|found| *found < at)
    }

    /// The place of the body for a normal one.
    pub(crate) fn restore(&self, at: usize) -> usize {
        let (mut low, mut high) = (0, self.at.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.at[middle] - middle < at {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (at + low).min(self.length)
    }

    /// The edit that leads from the normal form of this body to that of `body`.
    ///
    /// Nothing if the edit does not fit, or takes a `\r` from its `\n`.
    pub(crate) fn normal_edit(&self, body: &str, new: &Self, edit: &Edit) -> Option<Edit> {
        if body.len() + edit.old_end != self.length + edit.new_end {
            return None;
        }
        if self.is_empty() && new.is_empty() {
            return Some(*edit);
        }
        let bytes = body.as_bytes();
        let after_return = edit.start > 0 && bytes[edit.start - 1] == b'\r';
        if after_return || bytes.get(edit.new_end) == Some(&b'\n') {
            return None;
        }
        Some(Edit {
            start: new.to_normal(edit.start),
            old_end: self.to_normal(edit.old_end),
            new_end: new.to_normal(edit.new_end),
        })
    }
}

/// A body with line breaks as kramdown sees them, and one at its end.
pub(crate) fn normal(body: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', body.as_bytes()).is_some() {
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
