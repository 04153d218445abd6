//! A text as lines and the breaks between them, counted in bytes and in units.

use std::ops::Range;

use ropey::Rope;

use crate::linebreak::{LineBreak, normalise};

/// A text whose breaks are kept apart from its lines.
///
/// Invariant: no `Return` stands directly before a `Feed` (an empty line between them), since
/// their bytes would read as one `\r\n`.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    /// The text with each break as `\n`: what CodeMirror holds. Its UTF-16 length is its units.
    display: Rope,
    /// One mark per break ([`LineBreak::mark`]).
    breaks: Rope,
    /// How many breaks are a lone `\r`; with `breaks` it tells whether all are `\n`.
    returns: usize,
}

impl Text {
    pub(crate) fn new(text: &str) -> Self {
        let (display, breaks) = normalise(text);
        Self {
            display: Rope::from_str(&display),
            breaks: Rope::from_str(&marks(&breaks)),
            returns: count_returns(&breaks),
        }
    }

    pub(crate) fn units(&self) -> usize {
        self.display.len_utf16_cu()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.display.len_bytes() + self.longer(self.breaks.len_chars())
    }

    pub(crate) fn display(&self) -> String {
        String::from(&self.display)
    }

    /// The bytes as they lie on disk, from byte `from` on (rounded down to a character).
    pub(crate) fn tail(&self, from: usize) -> String {
        let start = self.byte_to_char(from);
        let within_break = from > self.char_to_byte(start) && self.is_break(start);
        let mut out = String::with_capacity(self.bytes().saturating_sub(from));
        if within_break {
            out.push('\n');
        }
        let lines = self.display.slice(start + usize::from(within_break)..);
        if self.only_feeds() {
            lines.chunks().for_each(|chunk| out.push_str(chunk));
            return out;
        }
        let first = self.display.char_to_line(start + usize::from(within_break));
        let mut breaks = self.breaks.slice(first..).chars().map(LineBreak::of_mark);
        for chunk in lines.chunks() {
            let mut pieces = chunk.split('\n');
            out.push_str(pieces.next().unwrap_or_default());
            for piece in pieces {
                out.push_str(breaks.next().unwrap_or(LineBreak::Feed).as_str());
                out.push_str(piece);
            }
        }
        out
    }

    /// Those bytes, which begin and end at characters or inside a `\r\n`.
    pub(crate) fn range(&self, bytes: Range<usize>) -> String {
        if self.only_feeds() {
            return self.display.byte_slice(bytes).into();
        }
        let first = self.byte_to_char(bytes.start);
        let skipped = bytes.start - self.char_to_byte(first);
        let wanted = skipped + bytes.len();
        let line = self.display.char_to_line(first);
        let mut breaks = self.breaks.slice(line..).chars().map(LineBreak::of_mark);
        let mut out = String::with_capacity(wanted + 1);
        for character in self.display.slice(first..).chars() {
            if out.len() >= wanted {
                break;
            }
            match character {
                '\n' => out.push_str(breaks.next().unwrap_or(LineBreak::Feed).as_str()),
                other => out.push(other),
            }
        }
        out.truncate(wanted);
        out.split_off(skipped)
    }

    /// The character that begins at `unit`; `None` beyond the end or inside a surrogate pair.
    pub(crate) fn unit_to_char(&self, unit: usize) -> Option<usize> {
        let index = self.display.try_utf16_cu_to_char(unit).ok()?;
        (self.display.char_to_utf16_cu(index) == unit).then_some(index)
    }

    /// As [`Text::unit_to_char`], rounded down to a character and to the end.
    pub(crate) fn nearest_char(&self, unit: usize) -> usize {
        self.display.utf16_cu_to_char(unit.min(self.units()))
    }

    pub(crate) fn char_to_unit(&self, index: usize) -> usize {
        self.display.char_to_utf16_cu(index)
    }

    pub(crate) fn char_to_line(&self, index: usize) -> usize {
        self.display.char_to_line(index)
    }

    pub(crate) fn char_to_byte(&self, index: usize) -> usize {
        let line = self.display.char_to_line(index);
        self.display.char_to_byte(index) + self.longer(line)
    }

    /// The character that holds byte `byte`; a byte inside `\r\n` belongs to the break.
    pub(crate) fn byte_to_char(&self, byte: usize) -> usize {
        let byte = byte.min(self.bytes());
        if self.only_short() {
            return self.display.byte_to_char(byte);
        }
        let (mut low, mut high) = (0, self.breaks.len_chars());
        while low < high {
            let middle = usize::midpoint(low, high + 1);
            if self.line_start(middle) <= byte {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        let in_line = byte - self.line_start(low);
        let line = self.display.line(low);
        let content = line.len_bytes() - usize::from(low < self.breaks.len_chars());
        self.display.line_to_char(low) + line.byte_to_char(in_line.min(content))
    }

    /// Replaces characters `from..to` by `insert`. A `\n` in it becomes the break of the line
    /// that it splits, `\r\n` and a lone `\r` are taken as they are.
    pub(crate) fn splice(&mut self, from: usize, to: usize, insert: &str) {
        let (display, mut breaks) = normalise(insert);
        let first = self.display.char_to_line(from);
        let last = self.display.char_to_line(to);
        let style = self.style_of_line(last);
        for each in breaks.iter_mut().filter(|each| **each == LineBreak::Feed) {
            *each = style;
        }
        self.returns += count_returns(&breaks);
        self.returns -= count_return_marks(&self.breaks, first, last);
        self.breaks.remove(first..last);
        self.breaks.insert(first, &marks(&breaks));
        self.display.remove(from..to);
        self.display.insert(from, &display);
        self.keep_breaks_apart(first.saturating_sub(1), first + breaks.len());
    }

    /// Whether every break is `\n`.
    fn only_feeds(&self) -> bool {
        self.returns == 0 && self.only_short()
    }

    /// Whether every break is one byte long.
    fn only_short(&self) -> bool {
        self.longer(self.breaks.len_chars()) == 0
    }

    /// How many bytes the first `breaks` breaks take beyond one each.
    fn longer(&self, breaks: usize) -> usize {
        self.breaks.char_to_utf16_cu(breaks) - breaks
    }

    fn line_start(&self, line: usize) -> usize {
        self.display.line_to_byte(line) + self.longer(line)
    }

    fn is_break(&self, index: usize) -> bool {
        self.display.get_char(index) == Some('\n')
    }

    /// The break that ends `line`, or the one before it on the last line, or `\n`.
    fn style_of_line(&self, line: usize) -> LineBreak {
        let before = || {
            line.checked_sub(1)
                .and_then(|line| self.breaks.get_char(line))
        };
        let mark = self.breaks.get_char(line).or_else(before);
        mark.map_or(LineBreak::Feed, LineBreak::of_mark)
    }

    /// Makes `\r\n` of each lone `\r` among breaks `first..=last` that ran into a `\n`: adds a
    /// byte, takes none away.
    fn keep_breaks_apart(&mut self, first: usize, last: usize) {
        for line in first..last {
            let runs_in = self.breaks.get_char(line) == Some(LineBreak::Return.mark())
                && self.breaks.get_char(line + 1) == Some(LineBreak::Feed.mark())
                && self.display.line(line + 1).len_chars() == 1;
            if runs_in {
                self.breaks.remove(line..=line);
                self.breaks.insert_char(line, LineBreak::Both.mark());
                self.returns -= 1;
            }
        }
    }
}

fn marks(breaks: &[LineBreak]) -> String {
    breaks.iter().map(|each| each.mark()).collect()
}

fn count_returns(breaks: &[LineBreak]) -> usize {
    breaks
        .iter()
        .filter(|each| **each == LineBreak::Return)
        .count()
}

fn count_return_marks(breaks: &Rope, from: usize, to: usize) -> usize {
    let marks = breaks.slice(from..to);
    marks
        .chars()
        .filter(|mark| *mark == LineBreak::Return.mark())
        .count()
}
