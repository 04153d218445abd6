//! What the caller and the thread that writes tell each other.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use faircopy_draft::journal::{Encoder, Kept, Misfit, Record};

use super::{JournalError, SYNC_AFTER, WRITE_AFTER};

/// How a journal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goodbye {
    /// With everything on the disk, as far as that works.
    Keep,
    /// With its file removed.
    Remove,
}

/// What is to be done at once.
#[derive(Debug)]
pub(super) enum Work {
    /// Write these bytes behind the others.
    Append(Vec<u8>),
    /// Make durable what was written.
    Sync,
    /// Write a fresh file with all of it.
    Replace(Box<Kept>),
    /// Nothing more.
    End(Goodbye),
}

/// Some work, and what it is for.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) work: Work,
    /// How many appends are written, or durable, when it is done.
    pub(super) appended: u64,
    /// Which of the journal's files it is for, counted from 0.
    pub(super) generation: u64,
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
    written: u64,
    durable: u64,
    generation: u64,
    /// When writing, and when syncing has to begin.
    write_due: Option<Instant>,
    sync_due: Option<Instant>,
    /// A sync is under way, which may take long.
    syncing: bool,
    /// Up to which append somebody waits for.
    wanted: u64,
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
            written: 0,
            durable: 0,
            generation: 0,
            write_due: None,
            sync_due: None,
            syncing: false,
            wanted: 0,
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
            appended: 1,
            fold: true,
            ..Self::new(kept)
        }
    }

    /// Answers whether the writer has to be woken for it: it waits for another time so far.
    pub(super) fn append(&mut self, record: &Record, now: Instant) -> Result<bool, Misfit> {
        self.kept.apply(record)?;
        if let Some(encoder) = &mut self.encoder {
            encoder.record(record, &mut self.pending);
        }
        self.appended += 1;
        let first = self.write_due.is_none() || self.sync_due.is_none();
        self.write_due.get_or_insert(now + WRITE_AFTER);
        self.sync_due.get_or_insert(now + SYNC_AFTER);
        Ok(first)
    }

    /// What there is to do now.
    fn task(&mut self, now: Instant) -> Option<Task> {
        let work = self.work(now)?;
        let appended = match work {
            Work::Sync => self.written,
            _ => self.appended,
        };
        Some(Task {
            work,
            appended,
            generation: self.generation,
        })
    }

    fn work(&mut self, now: Instant) -> Option<Work> {
        if self.goodbye == Some(Goodbye::Remove) {
            return Some(Work::End(Goodbye::Remove));
        }
        let is_due = |due: Option<Instant>| due.is_some_and(|due| due <= now);
        let hurry = self.goodbye.is_some() || self.wanted > self.durable;
        let sync = hurry || is_due(self.sync_due);
        let write = sync || is_due(self.write_due);
        if self.fold || (write && self.encoder.is_none() && self.appended > self.durable) {
            self.begin_anew();
            return Some(Work::Replace(Box::new(self.kept.clone())));
        }
        if write && !self.pending.is_empty() {
            self.write_due = None;
            return Some(Work::Append(std::mem::take(&mut self.pending)));
        }
        if sync && self.written > self.durable && !self.syncing {
            self.sync_due = None;
            self.syncing = true;
            return Some(Work::Sync);
        }
        let idle = self.appended == self.durable && !self.syncing;
        self.goodbye.filter(|_| idle).map(Work::End)
    }

    fn begin_anew(&mut self) {
        self.fold = false;
        self.generation += 1;
        self.pending.clear();
        self.encoder = Some(Encoder::after_snapshot());
        self.write_due = None;
        self.sync_due = None;
    }

    /// When there is something to do next, if nobody asks sooner.
    fn next_due(&self) -> Option<Instant> {
        let unwritten = !self.pending.is_empty() || self.encoder.is_none();
        let write = self.write_due.filter(|_| unwritten);
        // The end of a sync wakes whoever waits for the next.
        let sync = self.sync_due.filter(|_| !self.syncing);
        write.into_iter().chain(sync).min()
    }

    /// Whether something is not on the disk yet.
    #[cfg(test)]
    pub(super) fn is_behind(&self) -> bool {
        self.appended > self.durable
    }

    /// Notes that everything up to `appended` is in the file, though not durably.
    pub(super) fn wrote(&mut self, appended: u64) {
        self.written = appended;
    }

    /// Notes that a first file was made, whose sync is not to wait.
    pub(super) fn created(&mut self, appended: u64, now: Instant) {
        self.written = appended;
        self.sync_due = Some(now);
    }

    /// Notes that a fresh file durably holds everything up to `appended`. Answers whether
    /// that did not work before.
    pub(super) fn replaced(&mut self, appended: u64) -> bool {
        self.written = appended;
        self.durable = appended;
        self.folded += 1;
        self.failure.take().is_some()
    }

    /// Notes the end of a sync. Answers whether the one before it failed.
    pub(super) fn synced(&mut self, task: &Task, fold_next: bool) -> bool {
        self.syncing = false;
        // A file that was replaced meanwhile says nothing of the one there now.
        if task.generation != self.generation {
            return false;
        }
        self.durable = task.appended;
        self.fold |= fold_next;
        self.failure.take().is_some()
    }

    /// Notes that whoever syncs is gone; the next sync is made without it.
    pub(super) fn sync_ended(&mut self) {
        self.syncing = false;
    }

    /// Notes that a file is not to be written to again: a fresh one is next.
    pub(super) fn distrust(&mut self, task: &Task) {
        if matches!(task.work, Work::Sync) {
            self.syncing = false;
        }
        if task.generation == self.generation {
            self.encoder = None;
            self.pending.clear();
            self.fold = true;
        }
    }

    /// Notes that there is no file to be trusted. Answers whether there was until now.
    pub(super) fn failed(&mut self, error: JournalError, retry: Instant) -> bool {
        self.encoder = None;
        self.pending.clear();
        self.failures += 1;
        self.wanted = 0;
        // What was durable in the old file stands there still; the fresh one is to hold it too.
        self.appended += u64::from(self.appended == self.durable);
        self.write_due = Some(retry);
        self.sync_due = None;
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
    pub(super) fn next(&self) -> Task {
        let mut state = self.lock();
        loop {
            let now = Instant::now();
            if let Some(task) = state.task(now) {
                return task;
            }
            state = match state
                .next_due()
                .map(|due| due.saturating_duration_since(now))
            {
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
        self.work.notify_one();
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
        let target = state.appended;
        state.wanted = target;
        self.wait(state, |state| state.durable >= target)
    }

    pub(super) fn fold(&self) -> Result<(), JournalError> {
        let mut state = self.lock();
        let (target, folded) = (state.appended, state.folded);
        if target == 0 {
            // There is no file.
            return Ok(());
        }
        state.fold = true;
        state.wanted = target;
        // One that is under way may have begun before the last append.
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
