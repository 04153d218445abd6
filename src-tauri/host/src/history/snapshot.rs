//! One snapshot as a file: where it belongs, and the text, deflated.
//!
//! `faircopy snapshot 1`, a line feed, the length of the posts folder's name (8 bytes, lowest
//! first) and that name, the length of the path below it and that path, the length of the text,
//! and the text by DEFLATE (RFC 1951). The names are there for a reader without Faircopy.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::HistoryError;

const FIRST_LINE: &[u8] = b"faircopy snapshot 1\n";

/// The largest text that is kept, in bytes: 64 MB, more than any entry that can be opened.
pub const LARGEST_TEXT: usize = 64 * 1024 * 1024;
/// The largest file of a snapshot, in bytes: text that cannot be deflated grows a little.
pub(super) const LARGEST_FILE: u64 = LARGEST_TEXT as u64 + 1024 * 1024;
/// How hard it is tried to deflate, from 0 to 10: the usual middle.
const LEVEL: u8 = 6;

pub(super) fn encode(posts: &Path, path: &str, text: &[u8]) -> Result<Vec<u8>, HistoryError> {
    if text.len() > LARGEST_TEXT {
        return Err(HistoryError::TooLarge { bytes: text.len() });
    }
    let mut out = FIRST_LINE.to_vec();
    for name in [posts.as_os_str().as_bytes(), path.as_bytes()] {
        put_number(&mut out, name.len());
        out.extend_from_slice(name);
    }
    put_number(&mut out, text.len());
    out.extend(miniz_oxide::deflate::compress_to_vec(text, LEVEL));
    Ok(out)
}

/// The text of a snapshot; `None` where it is damaged. Takes no more memory than it says.
pub(super) fn decode(bytes: &[u8]) -> Option<Vec<u8>> {
    let rest = bytes.strip_prefix(FIRST_LINE)?;
    let (_posts, rest) = take_bytes(rest)?;
    let (_path, rest) = take_bytes(rest)?;
    let (length, deflated) = take_number(rest)?;
    if length > LARGEST_TEXT {
        return None;
    }
    let text = miniz_oxide::inflate::decompress_to_vec_with_limit(deflated, length).ok()?;
    (text.len() == length).then_some(text)
}

fn put_number(out: &mut Vec<u8>, number: usize) {
    out.extend_from_slice(&(number as u64).to_le_bytes());
}

fn take_number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((usize::try_from(u64::from_le_bytes(*number)).ok()?, rest))
}

fn take_bytes(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = take_number(bytes)?;
    rest.split_at_checked(length)
}
