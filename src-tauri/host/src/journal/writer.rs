//! The threads of a journal: one writes what came together, one makes it durable.

use std::sync::mpsc::{Receiver, SendError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use faircopy_draft::journal::outgrown;

use super::file::{JournalFile, Unsynced};
use super::shared::{Goodbye, Shared, State, Task, Work};
use super::{JournalError, RETRY, Report};
use crate::disk::DiskError;

pub(super) struct Writer {
    shared: Arc<Shared>,
    file: JournalFile,
    report: Reporter,
    syncs: Sender<(Task, Unsynced)>,
}

/// Whom the two threads of a journal tell what they have to say.
pub(super) type Reporter = Arc<Mutex<dyn FnMut(Report) + Send>>;

impl Writer {
    pub(super) fn new(
        shared: Arc<Shared>,
        file: JournalFile,
        report: Reporter,
        syncs: Sender<(Task, Unsynced)>,
    ) -> Self {
        Self {
            shared,
            file,
            report,
            syncs,
        }
    }

    /// Writes until the journal ends. Answers whether its end is as was wished.
    pub(super) fn run(mut self) -> Result<(), DiskError> {
        loop {
            let task = self.shared.next();
            match &task.work {
                Work::Append(bytes) => match self.file.append(bytes) {
                    Ok(()) => self.shared.done(|state| state.wrote(task.appended)),
                    Err(error) => distrust(&self.shared, &task, &error),
                },
                Work::Replace(kept) => match self.replace(&kept.folded(), task.appended) {
                    Ok(()) => {}
                    Err(error) => self.failed(error),
                },
                Work::Sync => self.sync(task),
                Work::End(Goodbye::Keep) => return Ok(()),
                Work::End(Goodbye::Remove) => return self.file.remove(),
            }
        }
    }

    fn replace(&mut self, bytes: &[u8], appended: u64) -> Result<(), DiskError> {
        if self.file.is_there() {
            self.file.replace(bytes)?;
            if self.shared.done(|state| state.replaced(appended)) {
                tell(&self.report, Report::Working);
            }
        } else {
            self.file.create(bytes)?;
            let now = Instant::now();
            self.shared.done(|state| state.created(appended, now));
        }
        Ok(())
    }

    /// Hands a sync over, so that a slow disk does not keep what is typed meanwhile in memory.
    fn sync(&mut self, task: Task) {
        let Some(unsynced) = self.file.unsynced() else {
            self.shared.done(|state| state.distrust(&task));
            return;
        };
        if let Err(SendError((task, unsynced))) = self.syncs.send((task, unsynced)) {
            // The thread for it panicked.
            sync_now(&self.shared, &self.report, &task, unsynced);
        }
    }

    fn failed(&mut self, error: DiskError) {
        let error = JournalError::Disk(Arc::new(error));
        let retry = Instant::now() + RETRY;
        let new = self.shared.done(|state| state.failed(error.clone(), retry));
        if new {
            tracing::warn!(%error, "The journal is not written.");
            tell(&self.report, Report::Failed(error));
        }
    }
}

/// The thread that makes durable what was written, as long as there is a writer.
pub(super) struct Syncer {
    shared: Arc<Shared>,
    report: Reporter,
    syncs: Receiver<(Task, Unsynced)>,
}

impl Syncer {
    pub(super) fn new(
        shared: Arc<Shared>,
        report: Reporter,
        syncs: Receiver<(Task, Unsynced)>,
    ) -> Self {
        Self {
            shared,
            report,
            syncs,
        }
    }

    pub(super) fn run(self) {
        for (task, unsynced) in &self.syncs {
            sync_now(&self.shared, &self.report, &task, unsynced);
        }
    }
}

impl Drop for Syncer {
    fn drop(&mut self) {
        // Also when it panics: nobody may wait for it for ever.
        self.shared.done(State::sync_ended);
    }
}

fn sync_now(shared: &Shared, report: &Reporter, task: &Task, unsynced: Unsynced) {
    let bytes = unsynced.bytes();
    match unsynced.sync() {
        Ok(()) => {
            let mended = shared.done(|state| {
                let fold_next = outgrown(bytes, state.kept.len());
                state.synced(task, fold_next)
            });
            if mended {
                tell(report, Report::Working);
            }
        }
        Err(error) => distrust(shared, task, &error),
    }
}

fn distrust(shared: &Shared, task: &Task, error: &DiskError) {
    tracing::warn!(%error, "The journal begins anew.");
    shared.done(|state| state.distrust(task));
}

fn tell(report: &Reporter, what: Report) {
    let mut report = report.lock().unwrap_or_else(PoisonError::into_inner);
    (*report)(what);
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Also when it panics: nobody may wait for it for ever.
        self.shared.stop();
    }
}
