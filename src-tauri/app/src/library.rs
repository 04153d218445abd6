//! The posts folder: its list, and what other programs do to it.

use crate::{convert, edit::text_change, error::Error, opened::Opened, session::Session};
use faircopy_draft::Draft;
use faircopy_host::{
    disk::{self, ContentHash},
    watch::Watcher,
};
use faircopy_library::{FileChange, Index, LibraryChange, is_entry_path};
use faircopy_wire as wire;
use std::{
    path::{Component, Path},
    sync::{Mutex, PoisonError, mpsc::sync_channel},
};

/// The largest entry that is opened, in bytes.
pub const LARGEST_ENTRY: u64 = 16 * 1024 * 1024;

/// The library as the window lists it.
pub fn rows(index: &Index) -> Vec<wire::LibraryRow> {
    index.rows().into_iter().map(convert::row).collect()
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
        let draft = Draft::open(&bytes).map_err(|source| Error::Text {
            file: path.to_owned(),
            source,
        })?;
        let hash = ContentHash::of(&bytes);
        let opened = Opened::new(path.to_owned(), draft, hash, self.blog_folder());
        let entry = self.next_number();
        let whole = opened.whole(entry);
        self.open.insert(entry, opened);
        Ok(whole)
    }

    /// Takes in what changed in the posts folder.
    pub fn files(&mut self, changes: Vec<FileChange>) {
        let mut listed = Vec::new();
        for change in changes {
            self.follow_file(&change);
            listed.extend(
                self.index
                    .apply(change)
                    .into_iter()
                    .map(convert::library_change),
            );
        }
        if !listed.is_empty() {
            self.tell(wire::Event::Library { changes: listed });
        }
    }

    /// Brings the row of an open entry in step with what was just saved.
    pub fn refresh_row(&mut self, entry: u32) {
        let Some(opened) = self.open.get(&entry) else {
            return;
        };
        if opened.state != wire::SaveState::Saved {
            return;
        }
        let change = FileChange::Present {
            path: opened.path.clone(),
            bytes: Ok(opened.draft.to_bytes()),
        };
        let changes: Vec<LibraryChange> = self.index.apply(change);
        if !changes.is_empty() {
            let changes = changes.into_iter().map(convert::library_change).collect();
            self.tell(wire::Event::Library { changes });
        }
    }

    fn follow_file(&mut self, change: &FileChange) {
        let (path, renamed) = match change {
            FileChange::Present { path, .. } | FileChange::Gone { path } => (path, None),
            FileChange::Renamed { from, to } => (from, Some(to)),
        };
        let Some(entry) = self.number_of(path) else {
            return;
        };
        match change {
            FileChange::Present {
                bytes: Ok(bytes), ..
            } => self.changed_on_disk(entry, bytes),
            FileChange::Present { bytes: Err(_), .. } => {}
            FileChange::Gone { .. } => self.gone_from_disk(entry),
            FileChange::Renamed { .. } => {
                let Some((opened, to)) = self.open.get_mut(&entry).zip(renamed) else {
                    return;
                };
                opened.path.clone_from(to);
                self.tell(wire::Event::Moved {
                    entry,
                    path: to.clone(),
                });
            }
        }
    }

    fn number_of(&self, path: &str) -> Option<u32> {
        let found = self.open.iter().find(|(_, opened)| opened.path == path);
        found.map(|(entry, _)| *entry)
    }

    fn gone_from_disk(&mut self, entry: u32) {
        let Some(opened) = self.open.get_mut(&entry) else {
            return;
        };
        opened.on_disk = None;
        opened.due = None;
        opened.state = wire::SaveState::Gone;
        self.tell_state(entry);
    }

    /// The file holds other bytes than were read or written: a clean entry follows, a dirty one asks.
    fn changed_on_disk(&mut self, entry: u32, bytes: &[u8]) {
        let Some(opened) = self.open.get_mut(&entry) else {
            return;
        };
        let hash = ContentHash::of(bytes);
        if opened.on_disk == Some(hash) && opened.state != wire::SaveState::Clash {
            return;
        }
        let mine = opened.draft.to_bytes();
        let was_clean = match opened.state {
            wire::SaveState::Saved => true,
            // A program that removes and writes anew has only replaced the file.
            wire::SaveState::Gone => mine == bytes,
            _ => false,
        };
        if mine == bytes {
            opened.on_disk = Some(hash);
            opened.theirs = None;
            opened.due = None;
            opened.state = wire::SaveState::Saved;
            self.tell_state(entry);
        } else if was_clean {
            if let Err(error) = self.reload(entry, bytes) {
                self.tell(wire::Event::Note {
                    message: error.to_string(),
                });
            }
        } else {
            opened.theirs = Some(bytes.to_vec());
            opened.due = None;
            opened.state = wire::SaveState::Clash;
            self.tell_state(entry);
        }
    }

    /// Makes the open text what the file holds; the window keeps caret and undo.
    pub fn reload(&mut self, entry: u32, bytes: &[u8]) -> Result<(), Error> {
        let opened = self.opened(entry)?;
        let theirs = Draft::open(bytes).map_err(|source| Error::Text {
            file: opened.path.clone(),
            source,
        })?;
        let revision = opened.draft.revision();
        let rewritten = opened.draft.rewrite(&theirs.text());
        opened
            .draft
            .set_byte_order_mark(theirs.has_byte_order_mark());
        opened.reloaded = opened.draft.revision();
        let followed = opened.follow(&rewritten.applied.edits);
        opened.on_disk = Some(ContentHash::of(bytes));
        opened.theirs = None;
        opened.due = None;
        opened.state = wire::SaveState::Saved;
        let event = wire::Event::Reloaded {
            entry,
            edit: wire::FieldEdit {
                revision,
                changes: rewritten.changes.into_iter().map(text_change).collect(),
            },
            patch: opened.patch(followed),
        };
        self.tell(event);
        Ok(())
    }

    fn tell_state(&self, entry: u32) {
        if let Some(opened) = self.open.get(&entry) {
            self.tell(wire::Event::Saved(wire::SavedEntry {
                entry,
                revision: opened.draft.revision(),
                state: opened.state.clone(),
            }));
        }
    }
}
