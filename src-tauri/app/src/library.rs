//! The posts folder: its list, and what other programs do to it.

use crate::{convert, error::Error, opened::Opened, session::Session};
use faircopy_draft::{Draft, OpenError, from_windows_1252};
use faircopy_host::{
    disk,
    watch::{Polled, Watcher},
};
use faircopy_library::{EntryRow, FileChange, LibraryChange, is_entry_path};
use faircopy_wire as wire;
use std::{
    path::{Component, Path},
    sync::{Mutex, PoisonError, mpsc::sync_channel},
};

/// The largest entry that is opened, in bytes.
pub const LARGEST_ENTRY: u64 = 16 * 1024 * 1024;

/// How many changed files are taken in before what else waits has its turn.
const AT_A_TIME: usize = 64;

/// Why changes by other programs are heard of late, for the author.
pub fn polled_in_words(polled: Polled) -> String {
    let why = match polled {
        Polled::LimitReached => {
            "This computer watches no more folders at a time, so Faircopy looks at yours every few seconds. Close other programs and start Faircopy again to hear of changes at once."
        }
        Polled::Untold => {
            "This folder is on a drive that does not tell what others change, so Faircopy looks at it every few seconds."
        }
    };
    why.to_owned()
}

/// Watches a folder of posts: what is there now, and from then on what changes, by `report`.
pub fn watch(
    posts: &Path,
    report: impl Fn(Vec<FileChange>) + Send + 'static,
) -> Result<(Watcher, Vec<FileChange>), Error> {
    let (first, found) = sync_channel(1);
    let waiting = Mutex::new(Some(first));
    let deliver = move |changes| {
        // The first batch is all that is there; whoever waits for it is still here.
        match waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
        {
            Some(first) => drop(first.send(changes)),
            None => report(changes),
        }
    };
    let watcher = Watcher::start(posts, Box::new(deliver))?;
    let found = found
        .recv()
        .map_err(|_| Error::Internal("the watcher ended".to_owned()))?;
    Ok((watcher, found))
}

/// Whether a path cannot lead out of the folder it is joined to.
fn is_below(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    parts.all(|part| matches!(part, Component::Normal(_)))
}

/// A draft of a file's bytes. Those of an encoding before UTF-8 are shown as what they most likely
/// are, and why they may only be looked at.
fn readable(path: &str, bytes: &[u8]) -> Result<(Draft, Option<String>), Error> {
    let failed = |source| Error::Text {
        file: path.to_owned(),
        source,
    };
    match Draft::open(bytes) {
        Ok(draft) => Ok((draft, None)),
        Err(source @ OpenError::InvalidUtf8 { .. }) => {
            let text = from_windows_1252(bytes);
            let draft = Draft::open(text.as_bytes()).map_err(failed)?;
            let why = format!(
                "{source}. It is shown as Windows-1252. Save it as UTF-8 with the program it comes from, or copy its text to a new entry."
            );
            Ok((draft, Some(why)))
        }
        Err(source) => Err(failed(source)),
    }
}

impl Session {
    /// Opens an entry, or gives it as it stands if it is open.
    pub fn open_entry(&mut self, path: &str) -> Result<wire::OpenedEntry, Error> {
        if let Some((entry, opened)) = self.open.iter().find(|(_, opened)| opened.path == path) {
            return Ok(opened.whole(*entry));
        }
        if !is_entry_path(path) || !is_below(path) {
            return Err(Error::NotAnEntry(path.to_owned()));
        }
        let bytes = disk::read(&self.posts.join(path), LARGEST_ENTRY)?;
        let (draft, read_only) = readable(path, &bytes)?;
        let mut opened = Opened::new(path.to_owned(), draft, &bytes, self.blog_folder());
        opened.read_only = read_only;
        let entry = self.next_number();
        if opened.read_only.is_none() {
            self.begin_journal(entry, &mut opened);
        }
        let whole = opened.whole(entry);
        self.open.insert(entry, opened);
        Ok(whole)
    }

    /// Hears what changed in the posts folder, and whether it hears of it late from now on.
    pub fn files(&mut self, changes: Vec<FileChange>) {
        self.waiting.extend(changes);
        let polled = self.watcher.as_ref().and_then(Watcher::polled);
        if polled != self.posts_polled {
            self.posts_polled = polled;
            self.tell(wire::Event::Polled {
                why: polled.map(polled_in_words),
            });
        }
        self.take_in_files();
    }

    /// Takes in some of what changed in the posts folder: no more than between two keys.
    pub fn take_in_files(&mut self) {
        let mut listed = Vec::new();
        let number = self.waiting.len().min(AT_A_TIME);
        for change in self.waiting.drain(..number).collect::<Vec<_>>() {
            if change == FileChange::Pictures {
                self.tell(wire::Event::Pictures {});
            }
            self.follow_file(&change);
            let changes = self.index.apply(change);
            listed.extend(changes.into_iter().map(|change| self.listed(change)));
        }
        if !listed.is_empty() {
            self.tell(wire::Event::Library { changes: listed });
        }
    }

    /// All rows, those of open entries whose file is gone among them.
    pub fn rows(&self) -> Vec<wire::LibraryRow> {
        let gone = self.open.values().filter(|opened| {
            opened.state == wire::SaveState::Gone && self.index.row(&opened.path).is_none()
        });
        let gone = gone.map(Opened::row);
        let listed = self.index.rows().into_iter().chain(gone);
        listed.map(|row| self.shown_row(row)).collect()
    }

    /// Brings the row of an open entry in step with its text and state.
    pub fn refresh_row(&mut self, entry: u32) {
        let Some(opened) = self.open.get_mut(&entry) else {
            return;
        };
        let held = opened.held();
        let marked = std::mem::replace(&mut opened.told_held, held.clone()) != held;
        let opened = &self.open[&entry];
        let mut changes = Vec::new();
        if opened.state == wire::SaveState::Saved && opened.read_only.is_none() {
            changes = self.index.apply(FileChange::Present {
                path: opened.path.clone(),
                bytes: Ok(opened.draft.to_bytes()),
            });
        }
        if marked && changes.is_empty() {
            let row = self.index.row(&opened.path).cloned();
            changes.push(LibraryChange::Put(row.unwrap_or_else(|| opened.row())));
        }
        if !changes.is_empty() {
            let changes = changes.into_iter().map(|change| self.listed(change));
            let changes = changes.collect();
            self.tell(wire::Event::Library { changes });
        }
    }

    /// A change of the list as the window shows it: what is open and has no file stays listed.
    fn listed(&self, change: LibraryChange) -> wire::LibraryChange {
        match change {
            LibraryChange::Put(row) => wire::LibraryChange::Put {
                row: Box::new(self.shown_row(row)),
            },
            LibraryChange::Removed(path) => match self.open_at(&path) {
                Some(opened) if opened.state == wire::SaveState::Gone => wire::LibraryChange::Put {
                    row: Box::new(self.shown_row(opened.row())),
                },
                _ => wire::LibraryChange::Removed { path },
            },
        }
    }

    fn shown_row(&self, row: EntryRow) -> wire::LibraryRow {
        let held = self.open_at(&row.path).and_then(Opened::held);
        convert::row(row, held)
    }

    fn open_at(&self, path: &str) -> Option<&Opened> {
        self.open.values().find(|opened| opened.path == path)
    }

    fn follow_file(&mut self, change: &FileChange) {
        if let FileChange::Renamed { from, to } = change {
            self.keeping.renamed(&self.posts, from, to);
        }
        let (path, renamed) = match change {
            FileChange::Present { path, .. } | FileChange::Gone { path } => (path, None),
            FileChange::Renamed { from, to } => (from, Some(to)),
            FileChange::Pictures => return,
        };
        let Some(entry) = self.number_of(path) else {
            return;
        };
        match change {
            FileChange::Present {
                bytes: Ok(bytes), ..
            } => self.changed_on_disk(entry, bytes),
            FileChange::Present { bytes: Err(_), .. } | FileChange::Pictures => {}
            FileChange::Gone { .. } => self.gone_from_disk(entry),
            FileChange::Renamed { .. } => {
                let Some((opened, to)) = self.open.get_mut(&entry).zip(renamed) else {
                    return;
                };
                opened.path.clone_from(to);
                opened.keep_renamed();
                self.tell(wire::Event::Moved {
                    entry,
                    path: to.clone(),
                });
            }
        }
    }

    /// The number of the open entry at this path.
    pub fn number_of(&self, path: &str) -> Option<u32> {
        let found = self.open.iter().find(|(_, opened)| opened.path == path);
        found.map(|(entry, _)| *entry)
    }
}
