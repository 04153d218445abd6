//! Records to bytes.

use super::frame::{self, FIRST_LINE, Kind};
use super::{Edit, Origin, Record, VERSION};

/// Writes records in their order, each with the next sequence number.
#[derive(Debug)]
pub struct Encoder {
    sequence: u64,
}

impl Encoder {
    /// Begins a journal: writes to `out` what stands before the first record.
    pub fn begin(origin: &Origin, out: &mut Vec<u8>) -> Self {
        out.extend_from_slice(FIRST_LINE);
        let mut payload = Vec::new();
        payload.extend_from_slice(&VERSION.to_le_bytes());
        payload.extend_from_slice(&origin.id.0);
        put_bytes(&mut payload, &origin.posts);
        put_path(&mut payload, origin.path.as_deref());
        payload.push(u8::from(origin.base.is_some()));
        payload.extend_from_slice(origin.base.as_ref().map_or(&[], |hash| hash.as_slice()));
        frame::write(out, Kind::Begin, 0, &payload);
        Self { sequence: 1 }
    }

    /// Goes on behind a journal of [`super::Kept::folded`].
    pub fn after_snapshot() -> Self {
        Self { sequence: 2 }
    }

    /// Writes `record` to the end of `out`.
    pub fn record(&mut self, record: &Record, out: &mut Vec<u8>) {
        let sequence = self.sequence;
        self.sequence += 1;
        match record {
            Record::Snapshot(text) => frame::write(out, Kind::Snapshot, sequence, text.as_bytes()),
            Record::Edits { length, edits } => {
                frame::write(out, Kind::Edits, sequence, &edits_payload(*length, edits));
            }
            Record::Renamed(path) => {
                let mut payload = Vec::new();
                put_path(&mut payload, path.as_deref());
                frame::write(out, Kind::Renamed, sequence, &payload);
            }
            Record::Saved(hash) => frame::write(out, Kind::Saved, sequence, hash),
        }
    }
}

fn edits_payload(length: usize, edits: &[Edit]) -> Vec<u8> {
    let mut payload = Vec::new();
    put_number(&mut payload, length);
    for edit in edits {
        put_number(&mut payload, edit.start);
        put_number(&mut payload, edit.removed);
        put_bytes(&mut payload, edit.inserted.as_bytes());
    }
    payload
}

fn put_path(payload: &mut Vec<u8>, path: Option<&str>) {
    payload.push(u8::from(path.is_some()));
    if let Some(path) = path {
        put_bytes(payload, path.as_bytes());
    }
}

fn put_bytes(payload: &mut Vec<u8>, bytes: &[u8]) {
    put_number(payload, bytes.len());
    payload.extend_from_slice(bytes);
}

fn put_number(payload: &mut Vec<u8>, number: usize) {
    payload.extend_from_slice(&(number as u64).to_le_bytes());
}
