//! Folders of which nobody tells: looked at again and again, reading only what may have changed.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::walk::{self, Content};

/// How long it takes at least until such a folder is looked at again.
const SHORTEST: Duration = Duration::from_millis(500);
/// How long it takes at most, however slow the drive is.
const LONGEST: Duration = Duration::from_secs(10);
/// Looking takes one part of this many of the time.
const SHARE: u32 = 10;
/// A file can change twice within what its drive counts as one moment: up to 2 s on exFAT and FAT.
const COARSEST: Duration = Duration::from_secs(3);

/// Why a folder is looked at again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polled {
    /// The system watches as many folders as it is set to.
    LimitReached,
    /// The system tells nothing of this folder, or not what other machines do to it.
    Untold,
}

/// File systems that change without this machine's doing (`linux/magic.h`): FUSE, NFS, SMB, CIFS,
/// SMB2, 9P, AFS twice, Ceph, Coda, NCP, and the shared folders of VirtualBox.
const UNTOLD: [u32; 12] = [
    0x6573_5546,
    0x6969,
    0x517b,
    0xff53_4d42,
    0xfe53_4d42,
    0x0102_1997,
    0x5346_414f,
    0x6b41_4653,
    0x00c3_6400,
    0x7375_7245,
    0x564c,
    0x786f_4256,
];

/// Whether what others do to this folder may not be told.
pub(super) fn is_untold(root: &Path) -> bool {
    let Ok(told) = rustix::fs::statfs(root) else {
        return false;
    };
    // The kernel's numbers have 32 bits, whatever the type here.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "32 bits of a wider number"
    )]
    let kind = told.f_type as u32;
    UNTOLD.contains(&kind)
}

/// Why the system did not watch.
pub(super) fn reason(error: &notify::Error) -> Polled {
    /// `EMFILE` and `ENFILE`: no more watchers.
    const TOO_MANY: [i32; 2] = [24, 23];
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => Polled::LimitReached,
        notify::ErrorKind::Io(error)
            if error
                .raw_os_error()
                .is_some_and(|code| TOO_MANY.contains(&code)) =>
        {
            Polled::LimitReached
        }
        _ => Polled::Untold,
    }
}

/// What the files looked like when they were last looked at.
pub(super) struct Stamps {
    files: HashMap<String, Seen>,
    pictures: Option<BTreeMap<PathBuf, Stamp>>,
    /// When the folder is looked at next.
    pub(super) due: Instant,
}

struct Seen {
    stamp: Stamp,
    since: Instant,
    /// Whether it was read later than it could have changed without another stamp.
    settled: bool,
}

/// What changes when a file does.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    inode: u64,
    bytes: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamps {
    pub(super) fn new() -> Self {
        Self {
            files: HashMap::new(),
            pictures: None,
            due: Instant::now() + SHORTEST,
        }
    }

    /// Those of `files` that may have changed since they were last read.
    pub(super) fn changed(&mut self, files: walk::Files) -> walk::Files {
        let now = Instant::now();
        let may_have = |(name, path): &(String, PathBuf)| self.may_have_changed(name, path, now);
        files.into_iter().filter(may_have).collect()
    }

    fn may_have_changed(&mut self, name: &str, path: &Path, now: Instant) -> bool {
        let Ok(metadata) = fs::metadata(path) else {
            self.files.remove(name);
            return true;
        };
        let stamp = Stamp::of(&metadata);
        match self.files.get_mut(name) {
            Some(seen) if seen.stamp == stamp => {
                let settled = seen.settled;
                // By this machine's clock: that of the drive may be another.
                seen.settled |= now.duration_since(seen.since) > COARSEST;
                !settled
            }
            _ => {
                let (since, settled) = (now, false);
                let seen = Seen {
                    stamp,
                    since,
                    settled,
                };
                self.files.insert(name.to_owned(), seen);
                true
            }
        }
    }

    /// Takes in what was read: what could not be is read again.
    pub(super) fn read(&mut self, found: &[(String, Content)]) {
        for (name, content) in found {
            if !matches!(content, Some(Ok(_))) {
                self.files.remove(name);
            }
        }
    }

    /// Whether pictures came, went or changed since this was last asked.
    pub(super) fn pictures_changed(&mut self, root: &Path) -> bool {
        let stamp = |path: PathBuf| Some((Stamp::of(&fs::metadata(&path).ok()?), path));
        let now = walk::pictures(root).into_iter().filter_map(stamp);
        let now: BTreeMap<PathBuf, Stamp> = now.map(|(stamp, path)| (path, stamp)).collect();
        let before = self.pictures.replace(now);
        before.is_some() && before != self.pictures
    }

    /// Says that looking has ended and when it had begun.
    pub(super) fn looked(&mut self, begun: Instant) {
        let pause = (begun.elapsed() * SHARE).clamp(SHORTEST, LONGEST);
        self.due = Instant::now() + pause;
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            inode: metadata.ino(),
            bytes: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }
}
