//! What a process that died left behind.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use faircopy_draft::journal::{Kept, Unreadable, replay};
use jiff::Timestamp;

use super::file::{JournalFile, SUFFIX};
use super::shared::State;
use super::{Journal, JournalError, Report};
use crate::disk::{ContentHash, DiskError, hash_of};
use crate::folder;
use crate::private::{self, Locked};

/// The largest journal that is read, in bytes: several times what the largest entry leads to.
const LARGEST: u64 = 512 * 1024 * 1024;

/// How the file of a recovered text stands to it.
#[derive(Debug)]
pub enum OnDisk {
    /// The entry had no name yet.
    Unnamed,
    /// The file is as the text knew it: only the text is newer.
    AsBefore,
    /// The file holds a third text: another program, or another Faircopy, wrote it.
    Other(ContentHash),
    /// There is no file of that name (any more).
    Gone,
    /// The file cannot be read.
    Unknown(DiskError),
}

/// Why a journal that is there says nothing. Its file stays where it is.
#[derive(Debug, thiserror::Error)]
pub enum NotRecovered {
    /// It is in no format that is known here.
    #[error("{}: {source}", path.display())]
    Format {
        /// The journal.
        path: PathBuf,
        /// What is wrong with it.
        source: Unreadable,
    },
    /// Not even its first snapshot is whole.
    #[error("{} is damaged from its beginning", path.display())]
    NoText {
        /// The journal.
        path: PathBuf,
    },
    /// The system refused to read it.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// What lies in the folder of the journals.
#[derive(Debug, Default)]
pub struct Scan {
    /// Texts that stand in no file, the one typed last first.
    pub recovered: Vec<Recovered>,
    /// Journals that could not be read.
    pub failed: Vec<NotRecovered>,
    /// How many journals belong to processes that live.
    pub live: usize,
}

/// A text that a process left behind and that no file holds.
///
/// While this value lives, no other process is offered the same text. Dropping it changes
/// nothing: the next start finds it again.
#[derive(Debug)]
pub struct Recovered {
    file: Locked,
    journal: PathBuf,
    kept: Kept,
    on_disk: OnDisk,
    torn: bool,
    at: Option<Timestamp>,
}

impl Recovered {
    /// The text, what it began from and the name of its file.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// The file it belongs to; `None` for an entry without a name.
    pub fn file(&self) -> Option<PathBuf> {
        file_of(&self.kept)
    }

    /// How that file stands to the text.
    pub fn on_disk(&self) -> &OnDisk {
        &self.on_disk
    }

    /// Whether the end of the journal could not be read: what was typed in the last moments may
    /// be missing.
    pub fn is_torn(&self) -> bool {
        self.torn
    }

    /// When the text was last written, as far as the disk tells.
    pub fn at(&self) -> Option<Timestamp> {
        self.at
    }

    /// Goes on with the text as an open one: its journal takes the place of the one found, in
    /// one step, so that being killed meanwhile loses nothing.
    ///
    /// # Errors
    /// If no thread can be started. That nothing can be written is told by `report`.
    pub fn resume(
        self,
        report: impl FnMut(Report) + Send + 'static,
    ) -> Result<Journal, JournalError> {
        let file = JournalFile::found(self.journal, self.file);
        Journal::start(file, State::resumed(self.kept), report)
    }

    /// Gives the text up and removes its journal.
    ///
    /// # Errors
    /// If the journal cannot be removed.
    pub fn discard(self) -> Result<(), DiskError> {
        JournalFile::found(self.journal, self.file).remove()
    }
}

/// Finds the texts that processes left behind in `folder`, and tidies it: unfinished files go,
/// and journals whose text their file holds durably.
///
/// # Errors
/// If the folder is there and cannot be read.
pub fn scan(folder: &Path) -> Result<Scan, DiskError> {
    let mut scan = Scan::default();
    private::sweep(folder)?;
    for name in folder::names(folder)? {
        if !name.ends_with(SUFFIX) {
            continue;
        }
        match look_at(&folder.join(name)) {
            Ok(Found::Text(recovered)) => scan.recovered.push(*recovered),
            Ok(Found::Live) => scan.live += 1,
            Ok(Found::Nothing) => {}
            Err(error) => scan.failed.push(error),
        }
    }
    scan.recovered
        .sort_by_key(|recovered| std::cmp::Reverse(recovered.at));
    Ok(scan)
}

enum Found {
    Text(Box<Recovered>),
    Live,
    Nothing,
}

fn look_at(journal: &Path) -> Result<Found, NotRecovered> {
    let failed = |error| DiskError::from_io(journal, error);
    let opened = OpenOptions::new().read(true).write(true).open(journal);
    let file = match opened.map_err(failed) {
        Ok(file) => file,
        Err(DiskError::NotFound { .. }) => return Ok(Found::Nothing),
        Err(error) => return Err(error.into()),
    };
    let Some(file) = Locked::of(file).map_err(failed)? else {
        return Ok(Found::Live);
    };
    // A living process that folds puts another file there, whose lock it has.
    if !private::is_at(&file, journal) {
        return Ok(Found::Live);
    }
    let bytes = read(&file, journal)?;
    // A power cut before its first sync: nothing was promised.
    if bytes.iter().all(|byte| *byte == 0) {
        private::remove(journal)?;
        return Ok(Found::Nothing);
    }
    let replayed = replay(&bytes).map_err(|source| NotRecovered::Format {
        path: journal.to_owned(),
        source,
    })?;
    let torn = !replayed.is_complete();
    let kept = replayed.kept.ok_or_else(|| NotRecovered::NoText {
        path: journal.to_owned(),
    })?;
    let modified = file.metadata().and_then(|metadata| metadata.modified());
    let at = modified
        .ok()
        .and_then(|time| Timestamp::try_from(time).ok());
    let recovered = Recovered {
        on_disk: look_at_file(&kept),
        file,
        journal: journal.to_owned(),
        kept,
        torn,
        at,
    };
    if is_settled(&recovered) {
        recovered.discard()?;
        return Ok(Found::Nothing);
    }
    Ok(Found::Text(Box::new(recovered)))
}

fn read(file: &File, journal: &Path) -> Result<Vec<u8>, DiskError> {
    let mut bytes = Vec::new();
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
    let read = read.map_err(|error| DiskError::from_io(journal, error))? as u64;
    if read > LARGEST {
        return Err(DiskError::TooLarge {
            path: journal.to_owned(),
            bytes: read,
            limit: LARGEST,
        });
    }
    Ok(bytes)
}

fn file_of(kept: &Kept) -> Option<PathBuf> {
    let origin = kept.origin();
    let posts = Path::new(std::ffi::OsStr::from_bytes(&origin.posts));
    origin.path.as_ref().map(|path| posts.join(path))
}

fn look_at_file(kept: &Kept) -> OnDisk {
    let Some(path) = file_of(kept) else {
        return OnDisk::Unnamed;
    };
    match hash_of(&path) {
        Ok(None) => OnDisk::Gone,
        Ok(Some(hash)) if Some(*hash.as_bytes()) == kept.on_disk() => OnDisk::AsBefore,
        Ok(Some(hash)) => OnDisk::Other(hash),
        Err(error) => OnDisk::Unknown(error),
    }
}

/// Whether nothing would be lost without the journal, not even in a power cut.
fn is_settled(recovered: &Recovered) -> bool {
    let text = recovered.kept.text();
    let hash = ContentHash::of(text.as_bytes());
    if Some(*hash.as_bytes()) == recovered.kept.on_disk() {
        // The file got it durably, or had it from the start; what others did to it since is theirs.
        return true;
    }
    match recovered.on_disk {
        OnDisk::Unnamed => text.is_empty(),
        // It may have been killed between the save's rename and its syncs.
        OnDisk::Other(found) => found == hash && make_durable(recovered),
        _ => false,
    }
}

fn make_durable(recovered: &Recovered) -> bool {
    let Some(path) = recovered.file() else {
        return false;
    };
    let synced = File::open(&path).and_then(|file| file.sync_all());
    let parent = path.parent().unwrap_or(Path::new("."));
    synced.is_ok() && private::sync_folder(parent).is_ok()
}
