//! The names of snapshots: when they were taken and what they hold.

use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::str::FromStr;

use jiff::Timestamp;

use crate::disk::ContentHash;

const SUFFIX: &str = ".snapshot";
/// How many hexadecimal digits name a file: half of a BLAKE3 hash.
const KEY: usize = 32;
/// How many decimal digits name a moment, in milliseconds since 1970: enough until 33,658.
const MOMENT: usize = 15;
/// How many hexadecimal digits name a content.
const CONTENT: usize = 32;

/// Names one snapshot. Written and read as `KEY/MOMENT-CONTENT`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SnapshotId {
    file: String,
    at: Timestamp,
    content: String,
}

/// Why a text names no snapshot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the name of a snapshot")]
pub struct NotAnId(pub String);

impl SnapshotId {
    pub(super) fn new(file: &str, at: Timestamp, hash: &ContentHash) -> Self {
        // A time before 1970 comes from a clock that is wrong.
        let at = Timestamp::from_millisecond(at.as_millisecond().max(0)).unwrap_or(at);
        Self {
            file: file.to_owned(),
            at,
            content: content(hash),
        }
    }

    /// The snapshot whose file is called `name`.
    pub(super) fn of(file: &str, name: &str) -> Option<Self> {
        let (moment, content) = name.strip_suffix(SUFFIX)?.split_once('-')?;
        let whole = is_file_key(file)
            && moment.len() == MOMENT
            && moment.bytes().all(|byte| byte.is_ascii_digit())
            && is_hexadecimal(content, CONTENT);
        let at = Timestamp::from_millisecond(moment.parse().ok()?).ok()?;
        whole.then(|| Self {
            file: file.to_owned(),
            at,
            content: content.to_owned(),
        })
    }

    pub(super) fn at(&self) -> Timestamp {
        self.at
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    pub(super) fn name(&self) -> String {
        let moment = self.at.as_millisecond();
        format!("{moment:0MOMENT$}-{}{SUFFIX}", self.content)
    }

    pub(super) fn holds(&self, hash: &ContentHash) -> bool {
        self.content == content(hash)
    }
}

impl fmt::Display for SnapshotId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        let name = name.strip_suffix(SUFFIX).unwrap_or(&name);
        write!(formatter, "{}/{name}", self.file)
    }
}

impl FromStr for SnapshotId {
    type Err = NotAnId;

    fn from_str(written: &str) -> Result<Self, NotAnId> {
        let parts = written.split_once('/');
        let id = parts.and_then(|(file, name)| Self::of(file, &format!("{name}{SUFFIX}")));
        id.ok_or_else(|| NotAnId(written.to_owned()))
    }
}

/// The name of the folder with the snapshots of one file.
pub(super) fn file_key(posts: &Path, path: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(posts.as_os_str().as_bytes());
    // No path holds this byte: two different pairs never read the same.
    hasher.update(&[0]);
    hasher.update(path.as_bytes());
    hasher.finalize().to_hex()[..KEY].to_owned()
}

pub(super) fn is_file_key(name: &str) -> bool {
    is_hexadecimal(name, KEY)
}

fn content(hash: &ContentHash) -> String {
    let mut digits = hash.to_string();
    digits.truncate(CONTENT);
    digits
}

fn is_hexadecimal(text: &str, length: usize) -> bool {
    text.len() == length
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
