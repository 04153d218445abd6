//! Keeps the texts that a file once held: a snapshot for each save, fewer as they grow old.
//!
//! There is no index that could be damaged or disagree: the names of the snapshots say when they
//! were taken and what they hold, and each snapshot proves itself by its hash. Two processes may
//! use one history at a time. Which snapshots stay is the rule of `faircopy_draft::history`.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use faircopy_draft::history as rule;
use jiff::Timestamp;

use crate::disk::{ContentHash, DiskError};
use crate::private;

mod name;
mod snapshot;
#[cfg(test)]
mod tests;

pub use name::SnapshotId;
pub use snapshot::LARGEST_TEXT;

/// What a history is kept within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// How much space it takes at most, in bytes.
    pub bytes: u64,
    /// How many days older than the newest snapshot one may be; none keeps them for ever.
    pub days: Option<u32>,
}

impl Default for Bounds {
    /// 256 MB, for ever.
    fn default() -> Self {
        Self {
            bytes: 256 * 1024 * 1024,
            days: None,
        }
    }
}

/// Why a history cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The system refused a step.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A snapshot does not hold what it held when it was taken.
    #[error("{} is damaged", path.display())]
    Damaged {
        /// The snapshot.
        path: PathBuf,
    },
    /// The text is larger than any that is kept.
    #[error(
        "a text of {bytes} bytes is not kept in the history, at most {}",
        LARGEST_TEXT
    )]
    TooLarge {
        /// Its length in bytes.
        bytes: usize,
    },
}

impl HistoryError {
    /// What the author can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Disk(error) => error.hint(),
            Self::Damaged { .. } => "Choose the snapshot before or after it.",
            Self::TooLarge { .. } => "Split the entry into smaller files.",
        }
    }
}

/// One text that a file once held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its name, for [`History::read`].
    pub id: SnapshotId,
    /// When it was saved.
    pub at: Timestamp,
}

/// The texts that files once held, in a folder of the app's own.
#[derive(Debug, Clone)]
pub struct History {
    folder: PathBuf,
}

impl History {
    /// The history in `folder`, which is made with the first snapshot.
    pub fn open(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// Keeps `bytes`, which the file `path` below `posts` got at `at`, unless the newest
    /// snapshot of it is the same; and lets go of those of that file that are no longer needed.
    ///
    /// Durable when it returns. Answers the new snapshot.
    ///
    /// # Errors
    /// If the text is too large, or the system refuses.
    pub fn record(
        &self,
        posts: &Path,
        path: &str,
        bytes: &[u8],
        at: Timestamp,
    ) -> Result<Option<Snapshot>, HistoryError> {
        let file = name::file_key(posts, path);
        let folder = self.folder.join(&file);
        let hash = ContentHash::of(bytes);
        let id = SnapshotId::new(&file, at, &hash);
        let mut snapshots = self.snapshots_of(&file)?;
        if snapshots
            .first()
            .is_some_and(|newest| newest.id.holds(&hash))
        {
            return Ok(None);
        }
        let encoded = snapshot::encode(posts, path, bytes)?;
        let mut changed = private::create_folder(&self.folder)?;
        changed.extend(private::create_folder(&folder)?);
        private::Fresh::create(&self.file(&id))?.publish(&encoded)?;
        changed.push(folder);
        private::sync_folders(&changed)?;
        let at = id.at();
        let new = Snapshot { id, at };
        snapshots.push(new.clone());
        self.thin(at, &snapshots)?;
        Ok(Some(new))
    }

    /// The snapshots of the file `path` below `posts`, the newest first.
    ///
    /// # Errors
    /// If the history cannot be read.
    pub fn list(&self, posts: &Path, path: &str) -> Result<Vec<Snapshot>, HistoryError> {
        self.snapshots_of(&name::file_key(posts, path))
    }

    /// Whether a whole snapshot of any file has this content. Reads every name.
    ///
    /// # Errors
    /// If the history cannot be read.
    pub fn holds(&self, hash: &ContentHash) -> Result<bool, HistoryError> {
        for file in self.files()? {
            let found = self.snapshots_of(&file)?;
            let mut same = found.iter().filter(|snapshot| snapshot.id.holds(hash));
            if same.any(|snapshot| self.read(&snapshot.id).is_ok()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The bytes of a snapshot, exactly as the file held them.
    ///
    /// # Errors
    /// If it is not there any more, or damaged.
    pub fn read(&self, id: &SnapshotId) -> Result<Vec<u8>, HistoryError> {
        let path = self.file(id);
        let bytes = crate::disk::read(&path, snapshot::LARGEST_FILE)?;
        let text = snapshot::decode(&bytes).filter(|text| id.holds(&ContentHash::of(text)));
        text.ok_or(HistoryError::Damaged { path })
    }

    /// Lets the snapshots of `from` follow its file to the name `to` below `posts`.
    ///
    /// # Errors
    /// If the system refuses; it can be repeated then.
    pub fn renamed(&self, posts: &Path, from: &str, to: &str) -> Result<(), HistoryError> {
        let (from, to) = (name::file_key(posts, from), name::file_key(posts, to));
        let (from, to) = (self.folder.join(from), self.folder.join(to));
        let names = names_in(&from)?;
        if names.is_empty() || from == to {
            return Ok(());
        }
        let changed = private::create_folder(&to)?;
        private::sync_folders(&changed)?;
        for name in names {
            let (old, new) = (from.join(&name), to.join(&name));
            std::fs::rename(&old, &new).map_err(|error| DiskError::from_io(&old, error))?;
        }
        private::sync_folder(&to)?;
        private::sync_folder(&from)?;
        Ok(())
    }

    /// Brings the whole history within its bounds, the oldest snapshots going first, and removes
    /// what processes that died left unfinished. Reads every name: for the background, once in a
    /// while. Answers how many snapshots went.
    ///
    /// # Errors
    /// If the system refuses; it can be repeated then.
    pub fn tidy(&self, bounds: Bounds) -> Result<usize, HistoryError> {
        let (mut ids, mut facts) = self.everything()?;
        let mut gone = 0;
        if let Some(days) = bounds.days {
            let longest = i64::from(days).saturating_mul(rule::HOURLY_WITHIN);
            let beyond = rule::beyond_age(longest, &facts);
            gone += beyond.len();
            for place in beyond.into_iter().rev() {
                private::remove(&self.file(&ids.remove(place)))?;
                facts.remove(place);
            }
        }
        let beyond = rule::beyond_size(bounds.bytes, &facts);
        for place in &beyond {
            private::remove(&self.file(&ids[*place]))?;
        }
        Ok(gone + beyond.len())
    }

    /// Every snapshot, and what the rules ask about it.
    fn everything(&self) -> Result<(Vec<SnapshotId>, Vec<rule::Snapshot>), HistoryError> {
        let mut ids = Vec::new();
        let mut facts = Vec::new();
        for (number, file) in self.files()?.into_iter().enumerate() {
            private::sweep(&self.folder.join(&file))?;
            for snapshot in self.snapshots_of(&file)? {
                let metadata = std::fs::metadata(self.file(&snapshot.id));
                // Another process may have removed it meanwhile.
                let Ok(metadata) = metadata else { continue };
                facts.push(rule::Snapshot {
                    at: snapshot.at.as_millisecond(),
                    bytes: metadata.len(),
                    file: number as u64,
                });
                ids.push(snapshot.id);
            }
        }
        Ok((ids, facts))
    }

    fn thin(&self, now: Timestamp, snapshots: &[Snapshot]) -> Result<(), HistoryError> {
        let facts: Vec<rule::Snapshot> = snapshots
            .iter()
            .map(|snapshot| rule::Snapshot {
                at: snapshot.at.as_millisecond(),
                bytes: 0,
                file: 0,
            })
            .collect();
        for place in rule::thin(now.as_millisecond(), &facts) {
            private::remove(&self.file(&snapshots[place].id))?;
        }
        Ok(())
    }

    fn snapshots_of(&self, file: &str) -> Result<Vec<Snapshot>, HistoryError> {
        let mut names = names_in(&self.folder.join(file))?;
        // By time, as they are written.
        names.sort_unstable();
        let newest_first = names.iter().rev();
        let ids = newest_first.filter_map(|name| SnapshotId::of(file, name));
        Ok(ids.map(|id| Snapshot { at: id.at(), id }).collect())
    }

    /// The names of the folders, one for each file that has a history.
    fn files(&self) -> Result<Vec<String>, HistoryError> {
        let mut names = names_in(&self.folder)?;
        names.retain(|name| name::is_file_key(name));
        Ok(names)
    }

    fn file(&self, id: &SnapshotId) -> PathBuf {
        self.folder.join(id.file()).join(id.name())
    }
}

/// The names of all that is in a folder, none where there is no folder. Looks at nothing else: a
/// file may have thousands of snapshots, and is saved every second.
fn names_in(folder: &Path) -> Result<Vec<String>, DiskError> {
    let failed = |error| DiskError::from_io(folder, error);
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(failed)?.file_name();
        // One that is not UTF-8 is none of ours.
        names.extend(name.into_string().ok());
    }
    Ok(names)
}

/// The folder of the history in the app's data folder.
pub fn folder(data: &Path) -> PathBuf {
    data.join("history")
}
