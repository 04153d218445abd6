//! What the caller and the thread that writes tell each other.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use faircopy_draft::journal::{Encoder, Kept, Misfit, Record};

use super::JournalError;

/// How a journal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goodbye {
    /// With everything on the disk, as far as that works.
    Keep,
    /// With its file removed.
    Remove,
}

/// What is to be written at once.
#[derive(Debug)]
pub(super) enum Work {
    /// These bytes behind the others.
    Append(Vec<u8>),
    /// A fresh file with all of it.
    Replace(Box<Kept>),
    /// Nothing more.
    End(Goodbye),
}

/// Everything that is known in memory.
#[derive(Debug)]
pub(super) struct State {
    pub(super) kept: Kept,
    /// Writes behind what the file holds; `None` while there is no file to be trusted.
    encoder: Option<Encoder>,
    /// What is encoded and not written yet.
    pending: Vec<u8>,
    appended: u64,
    durable: u64,
    /// When writing has to begin.
    due: Option<Instant>,
    flush: bool,
    fold: bool,
    folded: u64,
    failures: u64,
    failure: Option<JournalError>,
    goodbye: Option<Goodbye>,
    stopped: bool,
}

impl State {
    pub(super) fn new(kept: Kept) -> Self {
        Self {
            kept,
            encoder: None,
            pending: Vec::new(),
            appended: 0,
            durable: 0,
            due: None,
            flush: false,
            fold: false,
            folded: 0,
            failures: 0,
            failure: None,
            goodbye: None,
            stopped: false,
        }
    }

    /// As [`State::new`], for a text that a file already holds, which is folded at once.
    pub(super) fn resumed(kept: Kept) -> Self {
        Self {
            fold: true,
            ..Self::new(kept)
        }
    }

    pub(super) fn append(&mut self, record: &Record, due: Instant) -> Result<(), Misfit> {
        self.kept.apply(record)?;
        if let Some(encoder) = &mut self.encoder {
            encoder.record(record, &mut self.pending);
        }
        self.appended += 1;
        self.due.get_or_insert(due);
        Ok(())
    }

    /// What there is to do now, and what is appended so far.
    fn work(&mut self, now: Instant) -> Option<(Work, u64)> {
        if self.goodbye == Some(Goodbye::Remove) {
            return Some((Work::End(Goodbye::Remove), self.appended));
        }
        let behind = self.appended > self.durable;
        let due = self.flush || self.goodbye.is_some() || self.due.is_some_and(|due| due <= now);
        if self.fold || (due && behind) {
            let whole = std::mem::take(&mut self.fold) || self.encoder.is_none();
            self.flush = false;
            self.due = None;
            let pending = std::mem::take(&mut self.pending);
            if whole {
                self.encoder = Some(Encoder::after_snapshot());
                let kept = Box::new(self.kept.clone());
                return Some((Work::Replace(kept), self.appended));
            }
            return Some((Work::Append(pending), self.appended));
        }
        if due {
            self.flush = false;
            self.due = None;
        }
        self.goodbye
            .map(|goodbye| (Work::End(goodbye), self.appended))
    }

    /// Whether something is not on the disk yet.
    #[cfg(test)]
    pub(super) fn is_behind(&self) -> bool {
        self.appended > self.durable
    }

    /// Notes that everything up to `appended` is durable. Answers whether it was not before.
    pub(super) fn succeeded(&mut self, appended: u64, folded: bool, fold_next: bool) -> bool {
        self.durable = appended;
        self.folded += u64::from(folded);
        self.fold |= fold_next;
        self.failure.take().is_some()
    }

    /// Notes that the file is not to be written to again: a fresh one is next.
    pub(super) fn distrust(&mut self) {
        self.encoder = None;
        self.pending.clear();
        self.fold = true;
    }

    /// Notes that there is no file to be trusted. Answers whether there was until now.
    pub(super) fn failed(&mut self, error: JournalError, retry: Instant) -> bool {
        self.encoder = None;
        self.pending.clear();
        self.failures += 1;
        // What was durable in the old file stands there still; the fresh one is to hold it too.
        self.appended += u64::from(self.appended == self.durable);
        self.fold = false;
        self.due = Some(retry);
        if self.goodbye == Some(Goodbye::Keep) {
            // Nobody is there to wait for another attempt.
            self.durable = self.appended;
        }
        self.failure.replace(error).is_none()
    }
}

/// The state, and who waits for it to change.
#[derive(Debug)]
pub(super) struct Shared {
    state: Mutex<State>,
    /// There may be work.
    work: Condvar,
    /// Work was done.
    done: Condvar,
}

impl Shared {
    pub(super) fn new(state: State) -> Self {
        Self {
            state: Mutex::new(state),
            work: Condvar::new(),
            done: Condvar::new(),
        }
    }

    /// The state, also after a panic elsewhere: each change of it is whole.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn wake(&self) {
        self.work.notify_one();
    }

    /// Waits for something to do.
    pub(super) fn next(&self) -> (Work, u64) {
        let mut state = self.lock();
        loop {
            let now = Instant::now();
            if let Some(work) = state.work(now) {
                return work;
            }
            state = match state.due.map(|due| due.saturating_duration_since(now)) {
                None => self
                    .work
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner),
                Some(left) => {
                    let woken = self.work.wait_timeout(state, left);
                    woken.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    /// Lets `change` note what came of the work.
    pub(super) fn done<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let outcome = change(&mut self.lock());
        self.done.notify_all();
        outcome
    }

    #[cfg(test)]
    pub(super) fn wait_for_work_done<'a>(
        &self,
        state: MutexGuard<'a, State>,
    ) -> MutexGuard<'a, State> {
        self.done.wait(state).unwrap()
    }

    pub(super) fn stop(&self) {
        self.done(|state| state.stopped = true);
    }

    pub(super) fn flush(&self) -> Result<(), JournalError> {
        let mut state = self.lock();
        state.flush = true;
        let target = state.appended;
        self.wait(state, |state| state.durable >= target)
    }

    pub(super) fn fold(&self) -> Result<(), JournalError> {
        let mut state = self.lock();
        state.fold = true;
        // One that is under way may have begun before the last append.
        let (target, folded) = (state.appended, state.folded);
        self.wait(state, |state| {
            state.folded > folded && state.durable >= target
        })
    }

    pub(super) fn say_goodbye(&self, goodbye: Goodbye) {
        self.lock().goodbye = Some(goodbye);
        self.wake();
    }

    fn wait(
        &self,
        mut state: MutexGuard<'_, State>,
        reached: impl Fn(&State) -> bool,
    ) -> Result<(), JournalError> {
        let failures = state.failures;
        self.wake();
        loop {
            if reached(&state) {
                return Ok(());
            }
            match &state.failure {
                Some(error) if state.failures > failures => return Err(error.clone()),
                _ => {}
            }
            if state.stopped {
                let gone = io::Error::other("its thread has ended");
                return Err(JournalError::NoWriter(Arc::new(gone)));
            }
            state = self
                .done
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}
