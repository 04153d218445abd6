//! How one record lies in the file: marker, kind, sequence, length, payload, checksum.

/// What a journal begins with; the number is the version.
pub(super) const FIRST_LINE: &[u8] = b"faircopy journal 1\n";
/// What the first line of every version begins with.
pub(super) const MAGIC: &[u8] = b"faircopy journal ";

/// How every record begins: bytes that stand in no UTF-8, so that text is never taken for one.
const MARKER: [u8; 4] = [0xff, b'F', b'J', 0xfe];
const HEAD: usize = MARKER.len() + 1 + 8 + 8;
const CHECKSUM: usize = 16;

/// What a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Begin = 1,
    Snapshot = 2,
    Edits = 3,
    Renamed = 4,
    Saved = 5,
}

impl Kind {
    fn of(byte: u8) -> Option<Self> {
        let kinds = [
            Self::Begin,
            Self::Snapshot,
            Self::Edits,
            Self::Renamed,
            Self::Saved,
        ];
        kinds.into_iter().find(|kind| *kind as u8 == byte)
    }
}

/// A whole record whose checksum is right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) kind: Kind,
    pub(super) sequence: u64,
    pub(super) payload: &'a [u8],
    /// Where the next record begins.
    pub(super) end: usize,
}

/// Writes one record.
pub(super) fn write(out: &mut Vec<u8>, kind: Kind, sequence: u64, payload: &[u8]) {
    let start = out.len();
    out.reserve(HEAD + payload.len() + CHECKSUM);
    out.extend_from_slice(&MARKER);
    out.push(kind as u8);
    out.extend_from_slice(&sequence.to_le_bytes());
    out.extend_from_slice(&(payload.len() as u64).to_le_bytes());
    out.extend_from_slice(payload);
    let checksum = checksum(&out[start..]);
    out.extend_from_slice(&checksum);
}

/// The record that begins at `at`; `None` where it is cut off or damaged.
pub(super) fn read(bytes: &[u8], at: usize) -> Option<Frame<'_>> {
    let rest = bytes.get(at..)?;
    let (head, after) = rest.split_at_checked(HEAD)?;
    let (marker, head) = head.split_at_checked(MARKER.len())?;
    let (kind, head) = head.split_first()?;
    let (sequence, length) = head.split_first_chunk::<8>()?;
    let length = u64::from_le_bytes(*length.first_chunk::<8>()?);
    let length = usize::try_from(length).ok()?;
    let payload = after.get(..length)?;
    let expected = after.get(length..)?.first_chunk::<CHECKSUM>()?;
    let whole = HEAD + length;
    (marker == MARKER && checksum(&rest[..whole]) == *expected).then_some(Frame {
        kind: Kind::of(*kind)?,
        sequence: u64::from_le_bytes(*sequence),
        payload,
        end: at + whole + CHECKSUM,
    })
}

/// The first whole snapshot that begins at or after `at`.
pub(super) fn next_snapshot(bytes: &[u8], mut at: usize) -> Option<(usize, Frame<'_>)> {
    /// As many markers as are looked at: bytes made to look like records cost time, not more.
    const ATTEMPTS: usize = 1_000;
    for _ in 0..ATTEMPTS {
        let rest = bytes.get(at..)?;
        let found = rest.windows(MARKER.len()).position(|four| four == MARKER)?;
        at += found;
        let is_snapshot = bytes.get(at + MARKER.len()) == Some(&(Kind::Snapshot as u8));
        if let (true, Some(frame)) = (is_snapshot, read(bytes, at)) {
            return Some((at, frame));
        }
        at += 1;
    }
    None
}

/// The first half of the BLAKE3 hash.
fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    let mut half = [0; CHECKSUM];
    half.copy_from_slice(&blake3::hash(bytes).as_bytes()[..CHECKSUM]);
    half
}
