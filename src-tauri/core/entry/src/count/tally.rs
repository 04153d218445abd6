//! The counts of a body that is edited: only what an edit touches is counted again.

use super::markup::{Ends, MAX_TAG, Sign, may_open_markup, sign};
use super::{Counts, count_text};

/// The least length of a stretch that is counted by itself, in bytes.
const LEAST: usize = 1024;

/// A run of whole lines that begins and ends outside of markup.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    bytes: usize,
    words: usize,
    characters: usize,
    /// Whether markup begins here that text behind the stretch may close.
    unclosed: bool,
}

impl Stretch {
    /// Words and characters.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.words, self.characters)
    }
}

/// Goes over a body stretch by stretch; where one ends depends on nothing before it.
pub(super) struct Scan<'a> {
    body: &'a str,
    at: usize,
    ends: Ends,
}

impl<'a> Scan<'a> {
    /// Begins at the start of a stretch.
    pub(super) fn new(body: &'a str, at: usize) -> Self {
        let ends = Ends::default();
        Self { body, at, ends }
    }

    /// The end of the first line that ends a long enough stretch, `least` at least.
    fn line_end(&self, least: usize) -> usize {
        let from = least.max(self.at).min(self.body.len());
        let bytes = &self.body.as_bytes()[from..];
        let line = bytes.iter().position(|&byte| byte == b'\n');
        line.map_or(self.body.len(), |line| from + line + 1)
    }
}

impl Iterator for Scan<'_> {
    type Item = Stretch;

    fn next(&mut self) -> Option<Stretch> {
        let (body, start) = (self.body, self.at);
        if start == body.len() {
            return None;
        }
        let mut counts = Counts::default();
        let mut unclosed = false;
        let mut limit = self.line_end(start + LEAST);
        loop {
            let bytes = &body.as_bytes()[self.at..limit];
            let Some(stop) = bytes.iter().position(|&byte| may_open_markup(byte)) else {
                count_text(&body[self.at..limit], &mut counts);
                self.at = limit;
                break;
            };
            count_text(&body[self.at..self.at + stop], &mut counts);
            self.at += stop;
            match sign(body, self.at, &mut self.ends) {
                Sign::Markup(length) => self.at += length,
                text_for_now => {
                    unclosed |= text_for_now == Sign::Unclosed;
                    counts.characters += 1;
                    self.at += 1;
                }
            }
            if self.at > limit {
                limit = self.line_end(self.at);
            }
        }
        Some(Stretch {
            bytes: self.at - start,
            words: counts.words,
            characters: counts.characters,
            unclosed,
        })
    }
}

/// The counts of one body, kept true edit by edit: always what [`count`](super::count) gives.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    stretches: Vec<Stretch>,
}

impl Tally {
    /// Counts a whole body.
    pub fn new(body: &str) -> Self {
        let stretches = Scan::new(body, 0).collect();
        Self { stretches }
    }

    /// The counts of the body.
    pub fn counts(&self) -> Counts {
        Counts::of(self.stretches.iter().map(Stretch::size))
    }

    /// Follows an edit: `body` is the text after it, in which `start..new_end` stands in the place
    /// of `start..old_end`, in bytes.
    pub fn edit(&mut self, body: &str, start: usize, old_end: usize, new_end: usize) {
        let (first, from) = self.first_touched(start);
        let mut scan = Scan::new(body, from);
        let mut fresh = Vec::new();
        // The first old stretch that stays, and where it began before the edit.
        let (mut stays, mut stays_at) = (first, from);
        loop {
            let goes = |at: usize| at < old_end || at - old_end + new_end < scan.at;
            while stays < self.stretches.len() && goes(stays_at) {
                stays_at += self.stretches[stays].bytes;
                stays += 1;
            }
            // Where a new stretch ends with an old one behind the edit, all that follows is as before.
            if !goes(stays_at) && stays_at - old_end + new_end == scan.at {
                break;
            }
            let Some(stretch) = scan.next() else {
                stays = self.stretches.len();
                break;
            };
            fresh.push(stretch);
        }
        self.stretches.splice(first..stays, fresh);
    }

    /// The first stretch whose counts may change, and where it begins.
    fn first_touched(&self, start: usize) -> (usize, usize) {
        let near = start.saturating_sub(MAX_TAG);
        let mut at = 0;
        let last = self.stretches.len().saturating_sub(1);
        for (index, stretch) in self.stretches.iter().enumerate() {
            if index == last || stretch.unclosed || at + stretch.bytes > near {
                return (index, at);
            }
            at += stretch.bytes;
        }
        (0, 0)
    }
}
