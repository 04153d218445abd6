//! The thread that writes what came together.

use std::sync::Arc;
use std::time::Instant;

use faircopy_draft::journal::outgrown;

use super::file::JournalFile;
use super::shared::{Goodbye, Shared, State, Work};
use super::{JournalError, RETRY, Report};
use crate::disk::DiskError;

pub(super) struct Writer {
    shared: Arc<Shared>,
    file: JournalFile,
    report: Box<dyn FnMut(Report) + Send>,
}

impl Writer {
    pub(super) fn new(
        shared: Arc<Shared>,
        file: JournalFile,
        report: Box<dyn FnMut(Report) + Send>,
    ) -> Self {
        Self {
            shared,
            file,
            report,
        }
    }

    /// Writes until the journal ends. Answers whether its end is as was wished.
    pub(super) fn run(mut self) -> Result<(), DiskError> {
        loop {
            let (work, appended) = self.shared.next();
            match work {
                Work::Append(bytes) => match self.file.append(&bytes) {
                    Ok(()) => self.succeeded(appended, false),
                    Err(error) => {
                        tracing::warn!(%error, "The journal begins anew.");
                        self.shared.done(State::distrust);
                    }
                },
                Work::Replace(kept) => match self.file.replace(&kept.folded()) {
                    Ok(()) => self.succeeded(appended, true),
                    Err(error) => self.failed(error),
                },
                Work::End(Goodbye::Keep) => return Ok(()),
                Work::End(Goodbye::Remove) => return self.file.remove(),
            }
        }
    }

    fn succeeded(&mut self, appended: u64, folded: bool) {
        let bytes = self.file.bytes();
        let mended = self.shared.done(|state| {
            let fold_next = !folded && outgrown(bytes, state.kept.len());
            state.succeeded(appended, folded, fold_next)
        });
        if mended {
            (self.report)(Report::Working);
        }
    }

    fn failed(&mut self, error: DiskError) {
        let error = JournalError::Disk(Arc::new(error));
        let retry = Instant::now() + RETRY;
        let new = self.shared.done(|state| state.failed(error.clone(), retry));
        if new {
            tracing::warn!(%error, "The journal is not written.");
            (self.report)(Report::Failed(error));
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Also when it panics: nobody may wait for it for ever.
        self.shared.stop();
    }
}
