//! The text that the records of a journal add up to.

use ropey::Rope;

use super::{Edit, Encoder, Origin, Record};

/// Why a record does not fit to the text before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The edits were made for a text of another length.
    #[error("the edits are for a text of {got} bytes, the journal holds {have}")]
    Length {
        /// The length of the text in the journal, in bytes.
        have: usize,
        /// The length that the edits name, in bytes.
        got: usize,
    },
    /// An edit reaches beyond the text.
    #[error("an edit of {removed} bytes at {start} does not lie within {have} bytes")]
    OutOfRange {
        /// Where the edit begins, in bytes.
        start: usize,
        /// How many bytes it takes away.
        removed: usize,
        /// The length of the text, in bytes.
        have: usize,
    },
    /// An edit begins or ends inside a character.
    #[error("byte {byte} lies inside a character")]
    NotOnCharBoundary {
        /// The place, in bytes.
        byte: usize,
    },
}

/// The text that the records of a journal add up to, and what belongs to it.
///
/// A clone costs next to nothing, whatever the length of the text.
#[derive(Debug, Clone)]
pub struct Kept {
    origin: Origin,
    text: Rope,
    saved: Option<[u8; 32]>,
}

impl Kept {
    /// The text that a journal begins with.
    pub fn new(origin: Origin, text: &str) -> Self {
        Self {
            origin,
            text: Rope::from_str(text),
            saved: None,
        }
    }

    /// What the text began from, with the name that its file has now.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The text, byte for byte as it would be saved.
    pub fn text(&self) -> String {
        String::from(&self.text)
    }

    /// The length of the text in bytes.
    pub fn len(&self) -> usize {
        self.text.len_bytes()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.len_bytes() == 0
    }

    /// The hash of what the file got last, if it got anything since the journal began.
    pub fn saved(&self) -> Option<[u8; 32]> {
        self.saved
    }

    /// The hash of what the file held when it was last looked at: saved or opened.
    pub fn on_disk(&self) -> Option<[u8; 32]> {
        self.saved.or(self.origin.base)
    }

    /// Takes one record over, wholly or not at all.
    ///
    /// # Errors
    /// If it was made for another text than this one.
    pub fn apply(&mut self, record: &Record) -> Result<(), Misfit> {
        match record {
            Record::Snapshot(text) => self.text = Rope::from_str(text),
            Record::Edits { length, edits } => self.apply_edits(*length, edits)?,
            Record::Renamed(path) => self.origin.path.clone_from(path),
            Record::Saved(hash) => self.saved = Some(*hash),
        }
        Ok(())
    }

    /// The fewest bytes that say all of this: a fresh journal with one snapshot, which
    /// [`Encoder::after_snapshot`] goes on with.
    pub fn folded(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.len() + 512);
        let origin = Origin {
            base: self.on_disk(),
            ..self.origin.clone()
        };
        let mut encoder = Encoder::begin(&origin, &mut out);
        encoder.record(&Record::Snapshot(self.text()), &mut out);
        out
    }

    fn apply_edits(&mut self, length: usize, edits: &[Edit]) -> Result<(), Misfit> {
        let have = self.len();
        if length != have {
            return Err(Misfit::Length { have, got: length });
        }
        let mut text = self.text.clone();
        for edit in edits {
            splice(&mut text, edit)?;
        }
        self.text = text;
        Ok(())
    }
}

fn splice(text: &mut Rope, edit: &Edit) -> Result<(), Misfit> {
    let have = text.len_bytes();
    let beyond = Misfit::OutOfRange {
        start: edit.start,
        removed: edit.removed,
        have,
    };
    let end = edit.start.checked_add(edit.removed).ok_or(beyond)?;
    if end > have {
        return Err(beyond);
    }
    let (from, to) = (character(text, edit.start)?, character(text, end)?);
    text.remove(from..to);
    text.insert(from, &edit.inserted);
    Ok(())
}

/// The character that begins at `byte`.
fn character(text: &Rope, byte: usize) -> Result<usize, Misfit> {
    let index = text.byte_to_char(byte);
    if text.char_to_byte(index) == byte {
        Ok(index)
    } else {
        Err(Misfit::NotOnCharBoundary { byte })
    }
}
