//! What was typed into one open text, as an append-only file: the record format, version 1.
//!
//! Bytes in, bytes out: [`Encoder`] makes them, [`replay`] reads them, [`Kept`] is the text that
//! they add up to. The format is described for other readers in `docs/journal-format.md`. Not
//! here: files, time and when to write, which are the business of `faircopy-host`.

mod encode;
mod frame;
mod kept;
mod replay;
#[cfg(test)]
mod tests;

pub use encode::Encoder;
pub use kept::{Kept, Misfit};
pub use replay::{Replayed, Unreadable, replay};

/// The version of the format that is written.
pub const VERSION: u16 = 1;

/// How often the text may fit into its journal before a fresh snapshot takes its place.
const TIMES_THE_TEXT: u64 = 4;
/// What a journal may hold beyond that, in bytes, so that short texts are not folded all the time.
const SPARE_BYTES: u64 = 1024 * 1024;

/// Names one open text for as long as its journal lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct DraftId(pub [u8; 16]);

impl std::fmt::Display for DraftId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// What an open text began from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The name of the journal.
    pub id: DraftId,
    /// The posts folder, absolute, in the system's own bytes; empty where it is not known.
    pub posts: Vec<u8>,
    /// The file below the posts folder, with `/` between its parts; `None` for an entry that has
    /// no name yet.
    pub path: Option<String>,
    /// The BLAKE3 hash of the file's bytes when it was opened; `None` if there was no file.
    pub base: Option<[u8; 32]>,
}

/// One replacement in bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where it begins, in bytes.
    pub start: usize,
    /// How many bytes it takes away.
    pub removed: usize,
    /// What stands there instead.
    pub inserted: String,
}

/// One thing that happened to an open text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// The whole text, byte for byte as it would be saved.
    Snapshot(String),
    /// What was typed.
    Edits {
        /// How long the text was before, in bytes: edits made for another text are refused.
        length: usize,
        /// The replacements, each in the text after the one before it.
        edits: Vec<Edit>,
    },
    /// The file got another name below the posts folder, its first one, or lost it.
    Renamed(Option<String>),
    /// The file holds what has this BLAKE3 hash: after a save, or read again from the disk.
    Saved([u8; 32]),
}

/// Whether a journal of `journal_bytes` is to be replaced by a snapshot of its text.
pub fn outgrown(journal_bytes: u64, text_bytes: usize) -> bool {
    journal_bytes > TIMES_THE_TEXT.saturating_mul(text_bytes as u64) + SPARE_BYTES
}
