//! What is kept beside the files of open entries: each change in a journal as it is typed, each
//! saved text in the history.

use crate::{
    error::Error,
    opened::Opened,
    session::{Session, Wake},
    sweep::{Sweep, sweep},
};
use faircopy_draft::{
    Applied,
    journal::{Origin, Record},
};
use faircopy_host::{
    clock,
    disk::ContentHash,
    history::{Bounds, History},
    journal::{self, Journal, Report},
};
use faircopy_wire as wire;
use std::{
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
    sync::mpsc::{SendError, Sender, channel},
    thread::JoinHandle,
};

/// Where texts are kept beside their files, and who writes the history.
#[derive(Default)]
pub struct Keeping {
    folder: Option<PathBuf>,
    historian: Option<Historian>,
}

/// The thread that writes the history, until nobody tells it anything more.
struct Historian {
    tasks: Sender<Task>,
    thread: JoinHandle<()>,
}

/// What is done beside the session's thread, in order.
enum Task {
    /// Something of the history of a posts folder.
    History { posts: PathBuf, what: What },
    /// Anything else that may wait for a disk.
    Other(Box<dyn FnOnce() -> Result<(), Error> + Send>),
}

enum What {
    /// A file held these bytes.
    Held { path: String, bytes: Vec<u8> },
    /// A file got another name.
    Renamed { from: String, to: String },
    /// Saves may have been cut short here.
    Swept(Sweep),
}

impl Keeping {
    /// Keeps texts below the app's data folder; without one nothing is kept.
    pub fn below(data: Option<PathBuf>, bounds: Bounds, wake: &Sender<Wake>) -> Self {
        let historian = data.as_deref().map(|data| {
            let history = History::open(&faircopy_host::history::folder(data));
            historian(history, bounds, wake.clone())
        });
        Self {
            folder: data,
            historian,
        }
    }

    /// The folder of the journals.
    pub fn journals(&self) -> Option<PathBuf> {
        self.folder.as_deref().map(journal::folder)
    }

    /// The history.
    pub fn history(&self) -> Option<History> {
        let folder = self.folder.as_deref().map(faircopy_host::history::folder);
        folder.as_deref().map(History::open)
    }

    /// Hands a text that a file holds or held over to the history, which is written beside the
    /// session's thread.
    pub fn remember(&self, posts: &Path, path: &str, bytes: Vec<u8>) {
        let path = path.to_owned();
        self.tell(posts, What::Held { path, bytes });
    }

    /// Lets the history of a file follow it to another name.
    pub fn renamed(&self, posts: &Path, from: &str, to: &str) {
        let (from, to) = (from.to_owned(), to.to_owned());
        self.tell(posts, What::Renamed { from, to });
    }

    /// Lets what dead saves left in a posts folder be tidied, beside the session's thread.
    pub fn tidy_posts(&self, posts: &Path, what: Sweep) {
        self.tell(posts, What::Swept(what));
    }

    fn tell(&self, posts: &Path, what: What) {
        if let Some(historian) = &self.historian {
            let posts = posts.to_path_buf();
            // Its thread lives as long as the session.
            drop(historian.tasks.send(Task::History { posts, what }));
        }
    }

    /// Does what may wait for a disk, after all that was asked for before.
    pub fn beside(&self, work: impl FnOnce() -> Result<(), Error> + Send + 'static) {
        let left = match &self.historian {
            Some(historian) => historian.tasks.send(Task::Other(Box::new(work))).err(),
            None => Some(SendError(Task::Other(Box::new(work)))),
        };
        if let Some(SendError(Task::Other(work))) = left {
            log(work());
        }
    }

    /// Ends the journal of an entry that is no longer open and whose text is safe elsewhere.
    pub fn let_go(&self, opened: Opened) {
        let (path, journal) = (opened.path, opened.journal);
        self.beside(move || {
            end_journal(&path, journal);
            Ok(())
        });
    }

    /// Waits until the history has everything that it was told; nothing is remembered from then on.
    pub fn end(&mut self) {
        let Some(Historian { tasks, thread }) = self.historian.take() else {
            return;
        };
        drop(tasks);
        if thread.join().is_err() {
            tracing::error!("The thread that writes the history panicked.");
        }
    }
}

/// Starts the thread that writes the history.
fn historian(history: History, bounds: Bounds, wake: Sender<Wake>) -> Historian {
    let (sender, tasks) = channel::<Task>();
    let thread = std::thread::spawn(move || {
        if let Err(error) = history.tidy(bounds) {
            tracing::warn!("The history could not be tidied: {error}.");
        }
        for task in tasks {
            let Some(message) = carry_out(&history, task) else {
                continue;
            };
            let tell = move |session: &mut Session| session.tell(wire::Event::Note { message });
            // A session that has ended needs no news.
            drop(wake.send(Wake::Run(Box::new(tell))));
        }
    });
    Historian {
        tasks: sender,
        thread,
    }
}

/// Does one task, and gives what the author should hear of it.
fn carry_out(history: &History, task: Task) -> Option<String> {
    let (posts, what) = match task {
        Task::History { posts, what } => (posts, what),
        Task::Other(work) => {
            log(work());
            return None;
        }
    };
    let (path, done) = match what {
        What::Held { path, bytes } => {
            let at = clock::now().timestamp();
            let done = history.record(&posts, &path, &bytes, at);
            (path, done.map(drop))
        }
        What::Renamed { from, to } => {
            let done = history.renamed(&posts, &from, &to);
            (to, done)
        }
        What::Swept(what) => return tidied(history, &posts, &what),
    };
    let error = done.err()?;
    Some(format!("The history of {path} is not complete: {error}."))
}

fn log(done: Result<(), Error>) {
    if let Err(error) = done {
        tracing::warn!("{error}.");
    }
}

fn end_journal(path: &str, journal: Option<Journal>) {
    if let Some(Err(error)) = journal.map(Journal::close_and_remove) {
        tracing::warn!("The journal of {path} was left behind: {error}.");
    }
}

fn tidied(history: &History, posts: &Path, what: &Sweep) -> Option<String> {
    let strange = sweep(history, posts, what).unwrap_or_else(|error| {
        tracing::warn!("Unfinished files may be left in the posts folder: {error}.");
        Vec::new()
    });
    let file = strange.first()?.display();
    Some(format!(
        "A save was cut short once and left a text that stands nowhere else: {file}. Keep what you need of it, then remove it."
    ))
}

impl Session {
    /// Lets what dead saves left in the posts folder be tidied.
    pub fn sweep_posts(&self) {
        let folder_of = |path: &str| match path.rsplit_once('/') {
            Some((folder, _)) => folder.to_owned(),
            None => String::new(),
        };
        let rows = self.index.rows();
        let folders = rows.iter().map(|row| folder_of(&row.path));
        let kept = self.recovered.values().map(|found| found.kept().text());
        let what = Sweep {
            folders: folders.chain([String::new()]).collect(),
            kept: kept.collect(),
        };
        self.keeping.tidy_posts(&self.posts, what);
    }

    /// Begins the journal of an entry that is open now; without one, it says why in a note.
    pub fn begin_journal(&self, entry: u32, opened: &mut Opened) {
        let Some(folder) = self.keeping.journals() else {
            return;
        };
        let origin = Origin {
            id: journal::fresh_id(),
            posts: self.posts.as_os_str().as_bytes().to_vec(),
            path: Some(opened.path.clone()),
            base: opened.on_disk.map(|hash| *hash.as_bytes()),
        };
        let text = String::from_utf8(opened.draft.to_bytes()).unwrap_or_default();
        let wake = self.waker();
        let report = move |report: Report| {
            let told = move |session: &mut Session| session.journal_reports(entry, &report);
            drop(wake.send(Wake::Run(Box::new(told))));
        };
        match Journal::begin(&folder, origin, &text, report) {
            Ok(journal) => opened.journal = Some(journal),
            Err(error) => self.tell(wire::Event::Note {
                message: format!("What you type is kept only once it is saved: {error}."),
            }),
        }
    }

    fn journal_reports(&self, entry: u32, report: &Report) {
        let Some(opened) = self.open.get(&entry) else {
            return;
        };
        let path = &opened.path;
        let message = match report {
            Report::Failed(error) => format!(
                "What you type in {path} is kept only once it is saved: {error}. {}",
                error.hint()
            ),
            Report::Working => format!("What you type in {path} is kept again as you type."),
        };
        self.tell(wire::Event::Note { message });
    }

    /// Makes everything that was typed durable, in files or beside them.
    pub fn flush_journals(&self) {
        for opened in self.open.values() {
            if let Some(Err(error)) = opened.journal.as_ref().map(Journal::flush) {
                tracing::error!("The last keys in {} are not kept: {error}.", opened.path);
            }
        }
    }

    /// The texts that the file of an open entry held.
    pub fn history(&mut self, entry: u32) -> Result<wire::History, Error> {
        let path = self.opened(entry)?.path.clone();
        let Some(history) = self.keeping.history() else {
            return Ok(wire::History {
                snapshots: Vec::new(),
            });
        };
        let snapshots = history.list(&self.posts, &path)?.into_iter();
        let snapshots = snapshots.map(|snapshot| wire::Snapshot {
            id: snapshot.id.to_string(),
            at: milliseconds(snapshot.at.as_millisecond()),
        });
        Ok(wire::History {
            snapshots: snapshots.collect(),
        })
    }

    /// A text of an open entry's history.
    pub fn past_text(&mut self, args: &wire::SnapshotRef) -> Result<String, Error> {
        let file = self.opened(args.entry)?.path.clone();
        let history = self.keeping.history().ok_or(Error::NoHistory)?;
        let id = args.id.parse().map_err(|_| Error::NoHistory)?;
        let bytes = history.read(&id)?;
        let draft = faircopy_draft::Draft::open(&bytes);
        let draft = draft.map_err(|source| Error::Text { file, source })?;
        Ok(draft.text())
    }

    /// How an open text differs from one of its history.
    pub fn history_diff(&mut self, args: &wire::SnapshotRef) -> Result<wire::WordDiff, Error> {
        let past = self.past_text(args)?;
        let now = self.opened(args.entry)?.draft.text();
        Ok(crate::convert::word_diff(&past, &now))
    }

    /// The changes that bring back a text of the history.
    pub fn restore(&mut self, args: &wire::SnapshotRef) -> Result<wire::FieldEdit, Error> {
        let past = self.past_text(args)?;
        let opened = self.opened(args.entry)?;
        let changes = opened.draft.changes_to(&past).into_iter();
        Ok(wire::FieldEdit {
            revision: opened.draft.revision(),
            changes: changes.map(crate::edit::text_change).collect(),
        })
    }
}

impl Opened {
    /// Keeps what was just done to the draft.
    pub fn keep(&mut self, applied: &Applied) {
        let Some(journal) = &mut self.journal else {
            return;
        };
        if applied.edits.is_empty() {
            return;
        }
        let record = self.draft.record_of(applied);
        if let Err(error) = journal.append(&record) {
            tracing::warn!("The journal of {} starts anew: {error}.", self.path);
            self.keep_whole();
        }
    }

    /// Ends the journal, once the entry is no longer open and its text is safe elsewhere.
    pub fn end_journal(self) {
        end_journal(&self.path, self.journal);
    }

    /// What the file held when it was opened, until the history has it.
    pub fn first_text(&self) -> Option<Vec<u8>> {
        let wanted = !self.remembered && self.on_disk.is_some();
        let mark = if self.draft.has_byte_order_mark() {
            "\u{feff}"
        } else {
            ""
        };
        wanted.then(|| format!("{mark}{}", self.common.text).into_bytes())
    }

    /// Keeps the whole text.
    pub fn keep_whole(&mut self) {
        let text = String::from_utf8(self.draft.to_bytes()).unwrap_or_default();
        self.note(&Record::Snapshot(text));
    }

    /// Notes that the file holds the text.
    pub fn keep_saved(&mut self, on_disk: ContentHash) {
        self.note(&Record::Saved(*on_disk.as_bytes()));
    }

    /// Notes that the file has another name.
    pub fn keep_renamed(&mut self) {
        self.note(&Record::Renamed(Some(self.path.clone())));
    }

    fn note(&mut self, record: &Record) {
        let Some(journal) = &mut self.journal else {
            return;
        };
        if let Err(error) = journal.append(record) {
            tracing::error!("The journal of {} did not take a note: {error}.", self.path);
        }
    }
}

/// A moment as the page counts it; exact for the next 200,000 years.
#[expect(clippy::cast_precision_loss, reason = "below 2^53")]
pub fn milliseconds(at: i64) -> f64 {
    at as f64
}
