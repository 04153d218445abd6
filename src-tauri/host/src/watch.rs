//! Watching the posts folder.
//!
//! Events only say where to look; what is told to the caller is the difference between what
//! stands on disk and what was last told. So bursts, lost events and our own writes need no
//! rules of their own. Where the system tells nothing, the folder is looked at again and again.

mod polled;
mod state;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use faircopy_library::FileChange;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::disk::ContentHash;
pub use polled::Polled;
use polled::Stamps;
use state::Known;

/// How long the folder has to be quiet before changes are told.
const QUIET: Duration = Duration::from_millis(100);
/// How long changes are held back at most while the folder is not quiet.
const LONGEST: Duration = Duration::from_millis(500);
/// How often a folder that is gone is looked for.
const LOST: Duration = Duration::from_secs(1);

/// Where changes are told. Called on the watcher's own thread.
pub type Deliver = Box<dyn Fn(Vec<FileChange>) + Send>;

/// Why a folder cannot be watched.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    /// There is no such folder.
    #[error("the folder {} does not exist", path.display())]
    FolderMissing {
        /// The folder.
        path: PathBuf,
    },
    /// This is a file.
    #[error("{} is not a folder", path.display())]
    NotAFolder {
        /// What was to be watched.
        path: PathBuf,
    },
    /// Anything else that the system said.
    #[error("{}: {source}", path.display())]
    System {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: notify::Error,
    },
}

/// Every entry of a folder as it is now, in order of path.
///
/// # Errors
/// If the folder is missing. Files that cannot be read are told as such.
pub fn scan(folder: &Path) -> Result<Vec<FileChange>, WatchError> {
    let root = resolve(folder)?;
    Ok(Known::default().settle(walk::read(walk::entries(&root, &root))))
}

/// A folder that is being watched until this value is dropped.
pub struct Watcher {
    given: PathBuf,
    root: PathBuf,
    known: Arc<Mutex<Known>>,
    polled: Arc<Mutex<Option<Polled>>>,
    messages: Sender<Message>,
    worker: Option<JoinHandle<()>>,
}

enum Message {
    Seen(notify::Result<Event>),
    Rescan,
    Stop,
}

impl Watcher {
    /// Begins to watch `folder`. The first batch, told even when it is empty, is all that is
    /// there; each later one is what differs. Where the system does not watch, the folder is
    /// looked at again and again ([`Watcher::polled`]).
    ///
    /// # Errors
    /// If the folder is missing or the system refuses.
    pub fn start(folder: &Path, deliver: Deliver) -> Result<Self, WatchError> {
        let root = resolve(folder)?;
        let (messages, inbox) = channel();
        let known = Arc::new(Mutex::new(Known::default()));
        let watch = Watch::new(&root, messages.clone())?;
        let polled = Arc::new(Mutex::new(watch.polled));
        let worker = Worker {
            stamps: Stamps::new(),
            watch,
            known: Arc::clone(&known),
            polled: Arc::clone(&polled),
            inbox,
            deliver,
        };
        let worker = thread::Builder::new()
            .name("watch".to_owned())
            .spawn(|| worker.run());
        let worker = worker.map_err(|error| WatchError::System {
            path: root.clone(),
            source: notify::Error::io(error),
        })?;
        Ok(Self {
            given: folder.to_owned(),
            root,
            known,
            polled,
            messages,
            worker: Some(worker),
        })
    }

    /// Says that we wrote `path` (absolute, or relative to the folder) with this content, so
    /// that it is not told as a change. To be called before or after writing.
    pub fn wrote(&self, path: &Path, hash: ContentHash) {
        let relative = path
            .strip_prefix(&self.root)
            .or_else(|_| path.strip_prefix(&self.given));
        let relative = walk::relative_name(relative.unwrap_or(path));
        lock(&self.known).wrote(relative, hash);
    }

    /// Why changes are told only when the folder is looked at the next time, if so. A batch is
    /// told, empty if need be, when this changes.
    pub fn polled(&self) -> Option<Polled> {
        *lock(&self.polled)
    }

    /// Looks at the whole folder again.
    pub fn rescan(&self) {
        // A worker that has ended has nothing to look at.
        let _ended = self.messages.send(Message::Rescan);
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ended = self.messages.send(Message::Stop);
        let Some(worker) = self.worker.take() else {
            return;
        };
        let within_itself = worker.thread().id() == thread::current().id();
        if !within_itself && worker.join().is_err() {
            tracing::error!(folder = %self.root.display(), "the watcher had panicked");
        }
    }
}

/// The system's side of it.
struct Watch {
    root: PathBuf,
    messages: Sender<Message>,
    /// None where the system does not watch.
    watcher: Option<RecommendedWatcher>,
    polled: Option<Polled>,
}

impl Watch {
    fn new(root: &Path, messages: Sender<Message>) -> Result<Self, WatchError> {
        // Without the folder there is nothing to look at, either.
        let root = resolve(root)?;
        let (watcher, polled) = match told_by_the_system(&root, messages.clone()) {
            Ok(watcher) => {
                let polled = polled::is_untold(&root).then_some(Polled::Untold);
                (Some(watcher), polled)
            }
            Err(error) => {
                tracing::warn!(%error, folder = %root.display(), "looking at it again and again");
                (None, Some(polled::reason(&error)))
            }
        };
        Ok(Self {
            root,
            messages,
            watcher,
            polled,
        })
    }

    /// Watches the folder anew, after it was gone. Answers whether it is there.
    fn renew(&mut self) -> bool {
        // The old watch may have ended by itself.
        let _ended = self.watcher.as_mut().map(|it| it.unwatch(&self.root));
        match Self::new(&self.root, self.messages.clone()) {
            Ok(new) => {
                *self = new;
                true
            }
            Err(error) => {
                tracing::debug!(%error, "the folder is still gone");
                false
            }
        }
    }
}

fn told_by_the_system(
    root: &Path,
    messages: Sender<Message>,
) -> notify::Result<RecommendedWatcher> {
    let tell = move |seen| {
        // Nobody listens any more: the watcher is being dropped.
        let _ended = messages.send(Message::Seen(seen));
    };
    let mut watcher = notify::recommended_watcher(tell)?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    Ok(watcher)
}

struct Worker {
    watch: Watch,
    stamps: Stamps,
    known: Arc<Mutex<Known>>,
    polled: Arc<Mutex<Option<Polled>>>,
    inbox: Receiver<Message>,
    deliver: Deliver,
}

/// What is to be looked at.
#[derive(Default)]
struct Pending {
    paths: BTreeSet<PathBuf>,
    everything: bool,
    pictures: bool,
    root_replaced: bool,
    /// Why the system tells no more, once it does not.
    ended: Option<Polled>,
    since: Option<Instant>,
}

impl Worker {
    fn run(mut self) {
        (self.deliver)(self.look_at_everything());
        let mut pending = Pending::default();
        let mut lost = false;
        loop {
            let wait = match pending.since {
                Some(since) => Some(QUIET.min(LONGEST.saturating_sub(since.elapsed()))),
                None if lost => Some(LOST),
                None => self.until_next_look(),
            };
            match receive(&self.inbox, wait) {
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Message::Rescan) => pending.add_everything(),
                Ok(Message::Seen(seen)) => pending.add(seen, &self.watch.root),
                Err(RecvTimeoutError::Timeout) if pending.since.is_none() && !lost => {
                    lost = self.look_again();
                }
                Err(RecvTimeoutError::Timeout) => {
                    let pending = std::mem::take(&mut pending);
                    lost = self.tell(pending, lost);
                }
            }
        }
    }

    /// How long it is until the folder is looked at, if that is needed.
    fn until_next_look(&self) -> Option<Duration> {
        self.watch.polled?;
        Some(self.stamps.due.saturating_duration_since(Instant::now()))
    }

    /// Looks for what nobody told, and answers whether the folder is gone.
    fn look_again(&mut self) -> bool {
        let begun = Instant::now();
        let root = &self.watch.root;
        if !root.is_dir() {
            return self.tell(Pending::default(), false);
        }
        let files = self.stamps.changed(self.all_files());
        let found = walk::read(files);
        self.stamps.read(&found);
        let mut changes = lock(&self.known).settle(found);
        if self.stamps.pictures_changed(root) {
            changes.push(FileChange::Pictures);
        }
        if !changes.is_empty() {
            (self.deliver)(changes);
        }
        self.stamps.looked(begun);
        false
    }

    /// Says why the folder is looked at again and again, or that it is not; answers whether
    /// that is news.
    fn say_polled(&self) -> bool {
        let mut said = lock(&self.polled);
        let is_news = *said != self.watch.polled;
        *said = self.watch.polled;
        is_news
    }

    /// Tells what changed, and answers whether the folder is gone.
    fn tell(&mut self, mut pending: Pending, lost: bool) -> bool {
        let mut watched = true;
        if lost || pending.root_replaced || !self.watch.root.is_dir() {
            watched = self.watch.renew();
            if !watched && lost {
                return true;
            }
            pending.everything = true;
        }
        self.watch.polled = pending.ended.or(self.watch.polled);
        let polled_is_news = self.say_polled();
        let mut changes = if pending.everything {
            self.look_at_everything()
        } else {
            self.look_at(&pending.paths)
        };
        // What became of pictures is only told as such: nothing here keeps them.
        if pending.pictures || pending.everything {
            changes.push(FileChange::Pictures);
        }
        if !changes.is_empty() || polled_is_news {
            (self.deliver)(changes);
        }
        // It may have come back since, unwatched.
        !watched || !self.watch.root.is_dir()
    }

    fn look_at_everything(&self) -> Vec<FileChange> {
        let found = walk::read(self.all_files());
        lock(&self.known).settle(found)
    }

    /// What is there, and what was.
    fn all_files(&self) -> walk::Files {
        let root = &self.watch.root;
        let mut files = walk::entries(root, root);
        let known = lock(&self.known);
        files.extend(known.below("").map(|path| walk::known_file(root, path)));
        files
    }

    fn look_at(&self, paths: &BTreeSet<PathBuf>) -> Vec<FileChange> {
        let root = &self.watch.root;
        let mut files = walk::Files::new();
        for path in paths {
            // A new folder may hold files that were written before it was watched.
            files.extend(walk::entries(root, path));
            let Ok(relative) = path.strip_prefix(root) else {
                continue;
            };
            let name = walk::relative_name(relative);
            files.extend(
                lock(&self.known)
                    .below(&name)
                    .map(|path| walk::known_file(root, path)),
            );
        }
        let found = walk::read(files);
        lock(&self.known).settle(found)
    }
}

impl Pending {
    fn add(&mut self, seen: notify::Result<Event>, root: &Path) {
        match seen {
            // Looked at first: an overflow of the queue comes without any path.
            Ok(event) if event.need_rescan() => self.add_everything(),
            // Reading a file must not make us read it again.
            Ok(event) if event.kind.is_access() => {}
            Ok(Event { kind, paths, .. }) => {
                let moved = matches!(
                    kind,
                    EventKind::Remove(_) | EventKind::Modify(notify::event::ModifyKind::Name(_))
                );
                self.root_replaced |= moved && paths.iter().any(|path| path == root);
                self.pictures |= paths.iter().any(|path| walk::may_show(root, path));
                let relevant = paths
                    .into_iter()
                    .filter(|path| walk::is_relevant(root, path));
                self.paths.extend(relevant);
                if self.root_replaced || self.pictures || !self.paths.is_empty() {
                    self.since.get_or_insert_with(Instant::now);
                }
            }
            Err(error) => {
                tracing::warn!(%error, "watching failed, looking at everything");
                if matches!(error.kind, notify::ErrorKind::MaxFilesWatch) {
                    self.ended = Some(Polled::LimitReached);
                }
                self.add_everything();
            }
        }
    }

    fn add_everything(&mut self) {
        self.everything = true;
        self.since.get_or_insert_with(Instant::now);
    }
}

fn receive(inbox: &Receiver<Message>, wait: Option<Duration>) -> Result<Message, RecvTimeoutError> {
    match wait {
        Some(wait) => inbox.recv_timeout(wait),
        None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
    }
}

fn lock<T>(known: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is known is whole between any two statements that could panic.
    known.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The folder without symbolic links, as the system names it in events.
fn resolve(folder: &Path) -> Result<PathBuf, WatchError> {
    let path = folder.to_owned();
    match folder.canonicalize() {
        Ok(root) if root.is_dir() => Ok(root),
        Ok(_) => Err(WatchError::NotAFolder { path }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(WatchError::FolderMissing { path })
        }
        Err(error) => Err(WatchError::System {
            path,
            source: notify::Error::io(error),
        }),
    }
}
