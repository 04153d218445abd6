//! An open text: its revisions, and the two ways of saying where something is.

use std::ops::Range;

use crate::diff;
use crate::journal::{Edit, Record};
use crate::linebreak::normalise;
use crate::text::Text;

/// The largest text that is opened, in bytes.
pub const MAXIMUM_BYTES: usize = 20 * 1024 * 1024;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One replacement, as CodeMirror counts: in UTF-16 code units of the document before any of
/// the changes it comes with, a line break of any kind counting as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where the replaced range begins, in units.
    pub from: u32,
    /// Where it ends, in units; not before `from`.
    pub to: u32,
    /// What stands there instead. `\n` becomes the break of the line that it splits.
    pub insert: String,
}

/// Why bytes cannot be opened as a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The bytes are not UTF-8.
    #[error("byte {offset} (line {line}) is not UTF-8")]
    InvalidUtf8 {
        /// Where the first wrong byte stands, from 0.
        offset: usize,
        /// The line it stands in, from 1.
        line: usize,
    },
    /// The text is larger than an entry may be.
    #[error("{bytes} bytes are more than the {limit} that an entry may have")]
    TooLarge {
        /// The size, in bytes.
        bytes: usize,
        /// The largest size that is opened, in bytes.
        limit: usize,
    },
}

/// Why changes do not apply: they were made for another text than this one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stale {
    /// The changes belong to another revision.
    #[error("the changes are for revision {got}, the text is at {have}")]
    Revision {
        /// The revision of the draft.
        have: u32,
        /// The revision that the changes name.
        got: u32,
    },
    /// The changes belong to a text of another length.
    #[error("the changes are for {got} units, the text has {have}")]
    Length {
        /// The length of the draft, in units.
        have: u32,
        /// The length that the changes name, in units.
        got: u32,
    },
    /// A range reaches beyond the text, runs backwards, or overlaps the one before it.
    #[error("the range {from} to {to} does not lie in order within {length} units")]
    OutOfRange {
        /// Where the range begins, in units.
        from: u32,
        /// Where it ends, in units.
        to: u32,
        /// The length of the draft, in units.
        length: u32,
    },
    /// A range begins or ends in the middle of a surrogate pair.
    #[error("unit {unit} lies inside a character")]
    NotOnCharBoundary {
        /// The place, in units.
        unit: u32,
    },
}

/// One replacement in bytes of [`Draft::text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteEdit {
    /// Where it begins.
    pub start: usize,
    /// Where it ended before the edit.
    pub old_end: usize,
    /// Where it ends after the edit.
    pub new_end: usize,
}

impl ByteEdit {
    /// The one edit that does what this one and then `next` do, and what lies between.
    fn and_then(self, next: Self) -> Self {
        let beyond = next.old_end.saturating_sub(self.new_end);
        Self {
            start: self.start.min(next.start),
            old_end: self.old_end + beyond,
            new_end: self.new_end + beyond + next.new_end - next.old_end,
        }
    }
}

/// What became of a list of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The revision that the draft is at now.
    pub revision: u32,
    /// The replacements, each in coordinates of the text after the one before it.
    pub edits: Vec<ByteEdit>,
}

/// What it took to make the draft another text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// What the editor has to do to hold the same text.
    pub changes: Vec<Change>,
    /// What became of the draft.
    pub applied: Applied,
}

/// The one copy of an open text.
///
/// Holds every byte it was opened with. Not a file: it knows no path and is never saved by
/// itself.
#[derive(Debug, Clone)]
pub struct Draft {
    text: Text,
    byte_order_mark: bool,
    revision: u32,
}

impl Draft {
    /// Opens `bytes` at revision 0. NUL characters are allowed, see [`Draft::has_nul`].
    ///
    /// # Errors
    /// If the bytes are not UTF-8 or more than [`MAXIMUM_BYTES`].
    pub fn open(bytes: &[u8]) -> Result<Self, OpenError> {
        if bytes.len() > MAXIMUM_BYTES {
            return Err(OpenError::TooLarge {
                bytes: bytes.len(),
                limit: MAXIMUM_BYTES,
            });
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let offset = error.valid_up_to();
            let before = String::from_utf8_lossy(&bytes[..offset]);
            OpenError::InvalidUtf8 {
                offset,
                line: normalise(&before).1.len() + 1,
            }
        })?;
        let body = text.strip_prefix(BYTE_ORDER_MARK);
        Ok(Self {
            text: Text::new(body.unwrap_or(text)),
            byte_order_mark: body.is_some(),
            revision: 0,
        })
    }

    /// How often the text has been changed since it was opened.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The length of the text in units of CodeMirror.
    pub fn units(&self) -> u32 {
        narrow(self.text.units())
    }

    /// The length of [`Draft::text`] in bytes.
    pub fn len(&self) -> usize {
        self.text.bytes()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.text.units() == 0
    }

    /// Whether the text holds a NUL character, which is legal but rarely meant.
    pub fn has_nul(&self) -> bool {
        self.text.display().contains('\0')
    }

    /// Whether the file begins with a byte order mark.
    pub fn has_byte_order_mark(&self) -> bool {
        self.byte_order_mark
    }

    /// Gives the file a byte order mark, or takes it away.
    pub fn set_byte_order_mark(&mut self, present: bool) {
        self.byte_order_mark = present;
    }

    /// What belongs on disk: the bytes that were opened, where nothing was changed since.
    pub fn to_bytes(&self) -> Vec<u8> {
        let text = self.text();
        if self.byte_order_mark {
            return [BYTE_ORDER_MARK.as_bytes(), text.as_bytes()].concat();
        }
        text.into_bytes()
    }

    /// The text as it lies on disk, without a byte order mark.
    pub fn text(&self) -> String {
        self.text.tail(0)
    }

    /// The end of [`Draft::text`] from `byte` on, rounded down to a character.
    pub fn text_from(&self, byte: usize) -> String {
        self.text.tail(byte)
    }

    /// The text with every line break as `\n`: what CodeMirror holds.
    pub fn display(&self) -> String {
        self.text.display()
    }

    /// Applies `changes` all or none, and moves to the next revision.
    ///
    /// # Errors
    /// If they were not made for this `revision` and `length` in units, or do not fit.
    pub fn apply(
        &mut self,
        revision: u32,
        length: u32,
        changes: &[Change],
    ) -> Result<Applied, Stale> {
        if revision != self.revision {
            return Err(Stale::Revision {
                have: self.revision,
                got: revision,
            });
        }
        if length != self.units() {
            return Err(Stale::Length {
                have: self.units(),
                got: length,
            });
        }
        let ranges = self.in_characters(changes)?;
        let mut edits = Vec::with_capacity(changes.len());
        // From the last to the first, so that the ranges found above stay true.
        for (range, change) in ranges.iter().zip(changes).rev() {
            edits.push(self.splice(range.clone(), &change.insert));
        }
        self.revision += 1;
        Ok(Applied {
            revision: self.revision,
            edits,
        })
    }

    /// What [`Draft::apply`] or [`Draft::rewrite`] has just done, for the journal: in bytes of the
    /// file, a byte order mark among them.
    pub fn record_of(&self, applied: &Applied) -> Record {
        let mark = if self.byte_order_mark {
            BYTE_ORDER_MARK.len()
        } else {
            0
        };
        let mut pieces: Vec<ByteEdit> = Vec::with_capacity(applied.edits.len());
        for edit in &applied.edits {
            match pieces.last_mut() {
                // A `\r` that became `\r\n` for the sake of one edit can go with the next.
                Some(last) if edit.old_end >= last.start => *last = last.and_then(*edit),
                _ => pieces.push(*edit),
            }
        }
        let (mut added, mut removed) = (0, 0);
        let mut edits = Vec::with_capacity(pieces.len());
        // From the last that was made to the first: those before it in the text moved it since.
        for piece in pieces.iter().rev() {
            let start = piece.start + added - removed;
            let length = piece.new_end - piece.start;
            edits.push(Edit {
                start: mark + piece.start,
                removed: piece.old_end - piece.start,
                inserted: self.text.range(start..start + length),
            });
            added += length;
            removed += piece.old_end - piece.start;
        }
        edits.reverse();
        Record::Edits {
            length: mark + self.len() + removed - added,
            edits,
        }
    }

    /// The fewest, smallest changes that turn the text into `new_text`, breaks aside.
    ///
    /// They carry no styles of line breaks; [`Draft::rewrite`] keeps those too.
    pub fn changes_to(&self, new_text: &str) -> Vec<Change> {
        let (new_display, _) = normalise(new_text);
        let old_display = self.text.display();
        let pieces = diff::pieces(&old_display, &new_display);
        let mut units = Units::of(&old_display);
        let mut change = |piece: diff::Replaced| Change {
            from: units.at(piece.old.start),
            to: units.at(piece.old.end),
            insert: new_display[piece.new].to_owned(),
        };
        pieces.into_iter().map(&mut change).collect()
    }

    /// The changes that make `edits`, which are ascending, disjoint ranges of [`Draft::text`]
    /// and what replaces them.
    pub fn changes_from_edits(&self, edits: &[(Range<usize>, String)]) -> Vec<Change> {
        let change = |(range, insert): &(Range<usize>, String)| Change {
            from: self.byte_to_unit(range.start),
            to: self.byte_to_unit(range.end),
            insert: normalise(insert).0,
        };
        edits.iter().map(change).collect()
    }

    /// Makes the text `new_text` to the byte, as when the file was changed by another program.
    ///
    /// The revision moves on only if the editor has something to change; a file that got other
    /// line breaks and nothing else has the same text for the editor.
    pub fn rewrite(&mut self, new_text: &str) -> Rewritten {
        let changes = self.changes_to(new_text);
        let old_text = self.text();
        let whole = diff::Replaced {
            old: 0..old_text.len(),
            new: 0..new_text.len(),
        };
        let piece = diff::trim(&old_text, new_text, &whole);
        self.text = Text::new(new_text);
        self.revision += u32::from(!changes.is_empty());
        let edit = ByteEdit {
            start: piece.old.start,
            old_end: piece.old.end,
            new_end: piece.new.end,
        };
        let differs = !piece.old.is_empty() || !piece.new.is_empty();
        let edits = differs.then_some(edit).into_iter().collect();
        Rewritten {
            changes,
            applied: Applied {
                revision: self.revision,
                edits,
            },
        }
    }

    /// Moves the revision on though the text stands, so that changes made without knowing of what
    /// happened meanwhile are refused as stale.
    pub fn renew(&mut self) {
        self.revision += 1;
    }

    /// The byte of [`Draft::text`] at which `unit` begins, rounded down to a character and to
    /// the end.
    pub fn unit_to_byte(&self, unit: u32) -> usize {
        self.text
            .char_to_byte(self.text.nearest_char(unit as usize))
    }

    /// The unit that holds `byte` of [`Draft::text`], rounded down to the end.
    pub fn byte_to_unit(&self, byte: usize) -> u32 {
        narrow(self.text.char_to_unit(self.text.byte_to_char(byte)))
    }

    /// The line, from 1, in which `byte` of [`Draft::text`] stands.
    pub fn line_of_byte(&self, byte: usize) -> usize {
        self.text.char_to_line(self.text.byte_to_char(byte)) + 1
    }

    fn in_characters(&self, changes: &[Change]) -> Result<Vec<Range<usize>>, Stale> {
        let length = self.units();
        let mut reached = 0;
        let mut ranges = Vec::with_capacity(changes.len());
        for &Change { from, to, .. } in changes {
            if from < reached || to < from || to > length {
                return Err(Stale::OutOfRange { from, to, length });
            }
            reached = to;
            let index = |unit: u32| {
                let found = self.text.unit_to_char(unit as usize);
                found.ok_or(Stale::NotOnCharBoundary { unit })
            };
            ranges.push(index(from)?..index(to)?);
        }
        Ok(ranges)
    }

    fn splice(&mut self, range: Range<usize>, insert: &str) -> ByteEdit {
        let start = self.text.char_to_byte(range.start);
        let old_end = self.text.char_to_byte(range.end);
        let before = self.text.bytes();
        self.text.splice(range.start, range.end, insert);
        ByteEdit {
            start,
            old_end,
            new_end: old_end + self.text.bytes() - before,
        }
    }
}

/// Counts units of a text from left to right, each part once.
struct Units<'a> {
    text: &'a str,
    byte: usize,
    unit: usize,
}

impl<'a> Units<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            byte: 0,
            unit: 0,
        }
    }

    /// The unit at `byte`, which is not before the last one asked for.
    fn at(&mut self, byte: usize) -> u32 {
        self.unit += self.text[self.byte..byte].encode_utf16().count();
        self.byte = byte;
        narrow(self.unit)
    }
}

/// Counts of a text of at most [`MAXIMUM_BYTES`] fit; one that grew past 4 GB says the most.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
