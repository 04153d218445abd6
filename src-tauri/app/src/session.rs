//! One thread owns everything that is open; whatever wakes it is one closed list.

use crate::{
    error::Error, keeping::Keeping, library, opened::Opened, ports::Notify, settings::Store,
};
use faircopy_blog::plan::ExportPlan;
use faircopy_host::{
    journal::Recovered,
    watch::{Polled, Watcher},
};
use faircopy_library::{FileChange, Index};
use faircopy_wire as wire;
use std::{
    collections::{BTreeMap, VecDeque},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError},
    time::{Duration, Instant},
};

/// An entry is saved by itself this long after the last key.
pub const AUTOSAVE_AFTER: Duration = Duration::from_millis(800);

/// Everything that wakes the session.
pub enum Wake {
    /// A caller's use case.
    Run(Box<dyn FnOnce(&mut Session) + Send>),
    /// The posts folder changed.
    Files(Vec<FileChange>),
    /// The last caller goes.
    End,
}

/// The owner of drafts, library and settings.
pub struct Session {
    /// Posts folder.
    pub posts: PathBuf,
    /// Why it cannot be read, if so.
    pub posts_error: Option<String>,
    /// The library.
    pub index: Index,
    /// What is open, by number.
    pub open: BTreeMap<u32, Opened>,
    /// The author's settings and the window's state.
    pub store: Store,
    /// The watcher of the posts folder, while it can be watched.
    pub watcher: Option<Watcher>,
    /// Why changes of the folder are heard of late, as the window was told.
    pub posts_polled: Option<Polled>,
    /// What changed in the folder and is still to be taken in, in order.
    pub waiting: VecDeque<FileChange>,
    /// Texts that an earlier run kept and that stand in no file, by number.
    pub recovered: BTreeMap<u32, Recovered>,
    /// What is kept beside the files.
    pub keeping: Keeping,
    /// The plan that the window shows, with its entry's number.
    pub shown_plan: Option<(u32, ExportPlan)>,
    notify: Notify,
    wake: Sender<Wake>,
    last_number: u32,
}

impl Session {
    /// A session on no folder yet.
    pub fn new(store: Store, keeping: Keeping, notify: Notify, wake: Sender<Wake>) -> Self {
        Self {
            recovered: BTreeMap::new(),
            keeping,
            posts: PathBuf::new(),
            posts_error: None,
            index: Index::new(),
            open: BTreeMap::new(),
            store,
            watcher: None,
            posts_polled: None,
            waiting: VecDeque::new(),
            shown_plan: None,
            notify,
            wake,
            last_number: 0,
        }
    }

    /// Works until it is told to end, saving what is due in between; then saves the rest.
    pub fn run(mut self, wakes: &Receiver<Wake>) {
        loop {
            let wake = match self.next_due() {
                // Ten thousand changed files must not hold up a key.
                _ if !self.waiting.is_empty() => wakes.try_recv().map_err(|error| match error {
                    TryRecvError::Empty => RecvTimeoutError::Timeout,
                    TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
                }),
                Some(due) => wakes.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => wakes.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match wake {
                Ok(Wake::Run(work)) => work(&mut self),
                Ok(Wake::Files(changes)) => self.guarded(|session| session.files(changes)),
                Err(RecvTimeoutError::Timeout) => {
                    self.guarded(|session| {
                        session.take_in_files();
                        session.save_due(Instant::now());
                    });
                }
                Ok(Wake::End) | Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.guarded(Self::end);
    }

    /// Saves what can be saved, and lets go of everything: what stands in its file leaves no
    /// journal, what does not is found by the next start.
    fn end(&mut self) {
        self.save_all();
        self.watcher = None;
        for opened in std::mem::take(&mut self.open).into_values() {
            if opened.state == wire::SaveState::Saved {
                opened.end_journal();
            }
        }
        self.keeping.end();
    }

    /// Does work that nobody waits for; a panic in it must not take the open texts along.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            tracing::error!("Something went wrong inside Faircopy; the open texts are kept.");
        }
    }

    /// Leaves the folder that was open and reads another.
    pub fn read_posts(&mut self, posts: &Path) {
        self.save_all();
        self.open.clear();
        self.index = Index::new();
        self.watcher = None;
        self.posts_polled = None;
        self.waiting.clear();
        self.posts_error = None;
        self.posts = std::path::absolute(posts).unwrap_or_else(|_| posts.to_path_buf());
        if let Err(error) = self.scan_and_watch() {
            self.posts_error = Some(error.to_string());
        }
        self.find_recovered();
        self.sweep_posts();
    }

    fn scan_and_watch(&mut self) -> Result<(), Error> {
        let wake = self.wake.clone();
        // A session that has ended needs no news.
        let report = move |changes| drop(wake.send(Wake::Files(changes)));
        let (watcher, found) = library::watch(&self.posts, report)?;
        for change in found {
            self.index.apply(change);
        }
        self.posts_polled = watcher.polled();
        self.watcher = Some(watcher);
        Ok(())
    }

    /// What the window needs for its first paint.
    pub fn first_paint(&mut self) -> wire::Start {
        let wanted = self.store.ui().open.clone();
        let open = wanted
            .filter(|path| self.index.row(path).is_some() || self.number_of(path).is_some())
            .and_then(|path| self.open_entry(&path).ok());
        wire::Start {
            settings: self.store.settings().clone(),
            ui: self.store.ui().clone(),
            posts: self.posts.display().to_string(),
            posts_error: self.posts_error.clone(),
            posts_polled: self.posts_polled.map(library::polled_in_words),
            library: self.rows(),
            open,
            recovered: self.shown_recovered(),
        }
    }

    /// The open entry with this number.
    pub fn opened(&mut self, entry: u32) -> Result<&mut Opened, Error> {
        self.open.get_mut(&entry).ok_or(Error::NotOpen(entry))
    }

    /// A number for the next entry that opens.
    pub fn next_number(&mut self) -> u32 {
        self.last_number += 1;
        self.last_number
    }

    /// What wakes the session from another thread.
    pub fn waker(&self) -> Sender<Wake> {
        self.wake.clone()
    }

    /// Tells the window something unasked.
    pub fn tell(&self, event: wire::Event) {
        (self.notify)(event);
    }

    fn next_due(&self) -> Option<Instant> {
        self.open.values().filter_map(|opened| opened.due).min()
    }
}
