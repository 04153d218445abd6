//! Keeps what is typed beside the file: being killed can take the last [`WRITE_AFTER`] of it, a
//! power cut the last [`SYNC_AFTER`] and what a sync takes.
//!
//! A [`Journal`] belongs to one open text. [`Journal::append`] works in memory only; a thread of
//! its own writes what came together, another syncs it, once for all of it. [`scan`] finds at the start what a
//! process that died left behind. Which text wins is the author's to say, and not decided here.

//!
//! The life of an open entry: [`Journal::begin`] with the bytes that were read and their hash;
//! [`Draft::record_of`](faircopy_draft::Draft::record_of) appended after each change;
//! [`Record::Saved`] after each save, and after a file that changed was read again (behind the
//! record of that change); [`Record::Renamed`] when the file gets a name or another one; a
//! [`Record::Snapshot`] where no other record says what happened, as to the byte order mark;
//! [`Journal::flush`] before a file is written in place and when the program is told to end;
//! [`Journal::close_and_remove`] when the entry is closed and saved.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use faircopy_draft::journal::{Kept, Misfit, Origin, Record};

use crate::disk::DiskError;

mod file;
mod recovery;
mod shared;
#[cfg(test)]
mod tests;
mod writer;

pub use file::fresh_id;
pub use recovery::{NotRecovered, OnDisk, Recovered, Scan, scan};

use file::JournalFile;
use shared::{Goodbye, Shared, State};
use writer::{Reporter, Syncer, Writer};

/// How long after an append the writing of it begins: from then on being killed cannot take it.
pub const WRITE_AFTER: Duration = Duration::from_millis(10);
/// How long after the first append that is not durable the sync of it begins.
///
/// Leaves a slow disk 100 ms to end before the 250 ms that the author was promised.
pub const SYNC_AFTER: Duration = Duration::from_millis(150);
/// How long after a failure writing is tried again, if nothing is typed meanwhile.
const RETRY: Duration = Duration::from_secs(2);

/// Why what is typed is not kept.
#[derive(Debug, Clone, thiserror::Error)]
pub enum JournalError {
    /// The system refused a step.
    #[error("what is typed is not kept beside the file: {0}")]
    Disk(Arc<DiskError>),
    /// The record was made for another text than the journal holds.
    #[error("the journal holds another text: {0}")]
    Misfit(#[from] Misfit),
    /// The thread that writes is not there.
    #[error("nothing writes the journal: {0}")]
    NoWriter(Arc<std::io::Error>),
}

impl JournalError {
    /// What the author, or the caller, can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Disk(error) => error.hint(),
            Self::Misfit(_) => "Append a snapshot of the whole text.",
            Self::NoWriter(_) => "Save the text, then start Faircopy again.",
        }
    }
}

/// What the journal has to say by itself.
#[derive(Debug, Clone)]
pub enum Report {
    /// From now on nothing of what is typed reaches the disk; it is tried again by itself.
    Failed(JournalError),
    /// All of it is on the disk again.
    Working,
}

/// The journal of one open text.
///
/// Dropping it writes what is left and keeps the file, for a start to find.
#[derive(Debug)]
pub struct Journal {
    shared: Arc<Shared>,
    writer: Option<JoinHandle<Result<(), DiskError>>>,
}

impl Journal {
    /// Begins a journal in `folder` for a text that is as on the disk.
    ///
    /// Nothing is written before the first append, so that opening an entry leaves no trace.
    /// `report` is called on a thread of the journal's own, and must not wait for the journal.
    ///
    /// # Errors
    /// If no thread can be started.
    pub fn begin(
        folder: &Path,
        origin: Origin,
        text: &str,
        report: impl FnMut(Report) + Send + 'static,
    ) -> Result<Self, JournalError> {
        let file = JournalFile::not_yet(folder, origin.id);
        Self::start(file, State::new(Kept::new(origin, text)), report)
    }

    fn start(
        file: JournalFile,
        state: State,
        report: impl FnMut(Report) + Send + 'static,
    ) -> Result<Self, JournalError> {
        let no_writer = |error| JournalError::NoWriter(Arc::new(error));
        let shared = Arc::new(Shared::new(state));
        let report: Reporter = Arc::new(Mutex::new(report));
        let (syncs, asked) = mpsc::channel();
        let syncer = Syncer::new(Arc::clone(&shared), Arc::clone(&report), asked);
        thread::Builder::new()
            .name("journal sync".to_owned())
            .spawn(move || syncer.run())
            .map_err(no_writer)?;
        let writer = Writer::new(Arc::clone(&shared), file, report, syncs);
        let thread = thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || writer.run())
            .map_err(no_writer)?;
        Ok(Self {
            shared,
            writer: Some(thread),
        })
    }

    /// Takes one record over, in memory; it is written after [`WRITE_AFTER`] and durable soon
    /// after [`SYNC_AFTER`]. Never waits for a disk.
    ///
    /// # Errors
    /// If it was made for another text; the journal is then as before.
    pub fn append(&mut self, record: &Record) -> Result<(), JournalError> {
        let wake = self.shared.lock().append(record, Instant::now())?;
        if wake {
            self.shared.wake();
        }
        Ok(())
    }

    /// Waits until everything appended is durable: a power cut cannot take it any more.
    ///
    /// # Errors
    /// If that failed; everything is still in memory, and tried again.
    pub fn flush(&self) -> Result<(), JournalError> {
        self.shared.flush()
    }

    /// What waits as [`Journal::flush`] does, on another thread.
    pub fn flusher(&self) -> Flush {
        Flush(Arc::clone(&self.shared))
    }

    /// Puts a fresh file with nothing but the text in the place of the one that grew, and waits
    /// for it. Done without asking when the journal outgrows its text.
    ///
    /// # Errors
    /// If that failed; the old file is then still there.
    pub fn fold(&self) -> Result<(), JournalError> {
        self.shared.fold()
    }

    /// The text that the journal holds.
    pub fn text(&self) -> String {
        let kept = self.shared.lock().kept.clone();
        kept.text()
    }

    /// Ends the journal and removes its file: for a text that is durably in its own file, or
    /// that the author gave up.
    ///
    /// # Errors
    /// If the file cannot be removed; a later start then offers its text.
    pub fn close_and_remove(mut self) -> Result<(), DiskError> {
        self.shared.say_goodbye(Goodbye::Remove);
        self.join()
    }

    fn join(&mut self) -> Result<(), DiskError> {
        let Some(thread) = self.writer.take() else {
            return Ok(());
        };
        thread.join().unwrap_or_else(|_| {
            tracing::error!("The thread that writes the journal panicked.");
            Ok(())
        })
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if self.writer.is_none() {
            return;
        }
        self.shared.say_goodbye(Goodbye::Keep);
        if let Err(error) = self.join() {
            tracing::error!(%error, "The end of what was typed is not kept.");
        }
    }
}

/// Makes durable what a journal was given, wherever that may take its time.
#[derive(Debug)]
pub struct Flush(Arc<Shared>);

impl Flush {
    /// As [`Journal::flush`].
    ///
    /// # Errors
    /// As [`Journal::flush`]; also if the journal has ended.
    pub fn wait(self) -> Result<(), JournalError> {
        self.0.flush()
    }
}

/// The folder of the journals in the app's data folder.
pub fn folder(data: &Path) -> PathBuf {
    data.join("journal")
}
