//! Bytes to the text they add up to, whatever happened to them.

use super::frame::{self, FIRST_LINE, Frame, Kind, MAGIC};
use super::{DraftId, Edit, Kept, Origin, Record, VERSION};

/// Why nothing can be read from bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// They are something else.
    #[error("this is no journal of Faircopy")]
    NotAJournal,
    /// They were written in a format that is not known here.
    #[error("the journal was written by another version of Faircopy")]
    OtherVersion,
}

/// What a journal holds.
#[derive(Debug, Clone)]
pub struct Replayed {
    /// The text and what belongs to it; `None` if not even the first snapshot is whole.
    pub kept: Option<Kept>,
    /// The first byte that could not be read, if any: the text is what stood before it, or from
    /// the next whole snapshot on.
    pub torn_at: Option<usize>,
    /// How many records were read.
    pub records: usize,
}

impl Replayed {
    /// Whether every byte was read.
    pub fn is_complete(&self) -> bool {
        self.torn_at.is_none()
    }
}

/// Reads a journal as far as it is whole.
///
/// A record that is cut off or damaged ends the reading, unless a whole snapshot stands behind
/// it. Takes no more memory than a few times the length of `bytes`, whatever they are.
///
/// # Errors
/// If they are no journal, or one of another version.
pub fn replay(bytes: &[u8]) -> Result<Replayed, Unreadable> {
    let mut reader = Reader::new(bytes);
    reader.read();
    let nothing = reader.origin.is_none() && reader.kept.is_none();
    let begins_like_one = bytes.starts_with(FIRST_LINE) || FIRST_LINE.starts_with(bytes);
    if reader.other_version || (nothing && !begins_like_one && bytes.starts_with(MAGIC)) {
        return Err(Unreadable::OtherVersion);
    }
    if nothing && !begins_like_one {
        return Err(Unreadable::NotAJournal);
    }
    Ok(Replayed {
        kept: reader.kept,
        torn_at: reader.torn_at,
        records: reader.records,
    })
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    sequence: u64,
    origin: Option<Origin>,
    other_version: bool,
    kept: Option<Kept>,
    torn_at: Option<usize>,
    records: usize,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: FIRST_LINE.len(),
            sequence: 0,
            origin: None,
            other_version: false,
            kept: None,
            torn_at: (!bytes.starts_with(FIRST_LINE)).then_some(0),
            records: 0,
        }
    }

    fn read(&mut self) {
        while self.at < self.bytes.len() && !self.other_version {
            let whole = frame::read(self.bytes, self.at)
                .filter(|frame| frame.sequence == self.sequence && self.take(frame).is_some());
            let next = whole.or_else(|| self.skip_to_snapshot());
            let Some(frame) = next else { return };
            self.records += 1;
            self.sequence = frame.sequence.saturating_add(1);
            self.at = frame.end;
        }
        // Not one record: the head itself was cut off.
        if self.records == 0 && !self.other_version {
            self.torn_at.get_or_insert(self.bytes.len());
        }
    }

    /// Goes on behind damage where the text is known as a whole again.
    fn skip_to_snapshot(&mut self) -> Option<Frame<'a>> {
        if self.other_version {
            return None;
        }
        self.torn_at.get_or_insert(self.at);
        let (_, frame) = frame::next_snapshot(self.bytes, self.at + 1)?;
        self.take(&frame)?;
        Some(frame)
    }

    fn take(&mut self, frame: &Frame<'_>) -> Option<()> {
        let mut payload = Payload(frame.payload);
        let record = match frame.kind {
            Kind::Begin => {
                self.origin = Some(self.begin(&mut payload)?);
                return Some(());
            }
            Kind::Snapshot => Record::Snapshot(payload.rest()?),
            Kind::Edits => edits(&mut payload)?,
            Kind::Renamed => Record::Renamed(payload.path().ok()?),
            Kind::Saved => Record::Saved(payload.array()?),
        };
        if !payload.0.is_empty() {
            return None;
        }
        match (&mut self.kept, record) {
            (None, Record::Snapshot(text)) => {
                let origin = self.origin.clone().unwrap_or_default();
                self.kept = Some(Kept::new(origin, &text));
                Some(())
            }
            (None, _) => None,
            (Some(kept), record) => kept.apply(&record).ok(),
        }
    }

    fn begin(&mut self, payload: &mut Payload<'_>) -> Option<Origin> {
        if u16::from_le_bytes(payload.array()?) != VERSION {
            self.other_version = true;
            return None;
        }
        let id = DraftId(payload.array()?);
        let posts = payload.bytes()?.to_vec();
        let path = payload.path().ok()?;
        let base = if payload.flag()? {
            Some(payload.array()?)
        } else {
            None
        };
        Some(Origin {
            id,
            posts,
            path,
            base,
        })
    }
}

fn edits(payload: &mut Payload<'_>) -> Option<Record> {
    let length = payload.number()?;
    let mut edits = Vec::new();
    while !payload.0.is_empty() {
        edits.push(Edit {
            start: payload.number()?,
            removed: payload.number()?,
            inserted: payload.string()?,
        });
    }
    Some(Record::Edits { length, edits })
}

/// The payload is not what its kind asks for.
struct CutShort;

/// What is left of a record's payload.
struct Payload<'a>(&'a [u8]);

impl<'a> Payload<'a> {
    fn array<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        usize::try_from(u64::from_le_bytes(self.array()?)).ok()
    }

    fn flag(&mut self) -> Option<bool> {
        let [byte] = self.array()?;
        matches!(byte, 0 | 1).then_some(byte == 1)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (first, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(first)
    }

    fn string(&mut self) -> Option<String> {
        Some(std::str::from_utf8(self.bytes()?).ok()?.to_owned())
    }

    fn path(&mut self) -> Result<Option<String>, CutShort> {
        if self.flag().ok_or(CutShort)? {
            self.string().ok_or(CutShort).map(Some)
        } else {
            Ok(None)
        }
    }

    fn rest(&mut self) -> Option<String> {
        let text = std::str::from_utf8(self.0).ok()?.to_owned();
        self.0 = &[];
        Some(text)
    }
}
