//! Writing open texts to their files, by wish and by themselves.

use crate::{error::Error, library::LARGEST_ENTRY, opened::Opened, session::Session};
use faircopy_host::disk::{self, ContentHash, DiskError};
use faircopy_wire as wire;
use std::{path::Path, time::Instant};

impl Session {
    /// Writes the open text to its file now.
    pub fn save(&mut self, entry: u32) -> Result<wire::SavedEntry, Error> {
        let posts = self.posts.clone();
        let watcher = self.watcher.as_ref();
        let opened = self.open.get_mut(&entry).ok_or(Error::NotOpen(entry))?;
        if opened.state != wire::SaveState::Saved {
            match write(&posts, opened) {
                Ok(hash) => {
                    if let Some(watcher) = watcher {
                        watcher.wrote(&posts.join(&opened.path), hash);
                    }
                }
                Err(error) => note_failure(&posts, opened, &error),
            }
        }
        let saved = wire::SavedEntry {
            entry,
            revision: opened.draft.revision(),
            state: opened.state.clone(),
        };
        self.refresh_row(entry);
        Ok(saved)
    }

    /// Saves what is due and tells the window.
    pub fn save_due(&mut self, now: Instant) {
        let due: Vec<u32> = self
            .open
            .iter()
            .filter(|(_, opened)| opened.due.is_some_and(|due| due <= now))
            .map(|(entry, _)| *entry)
            .collect();
        for entry in due {
            if let Ok(saved) = self.save(entry) {
                self.tell(wire::Event::Saved(saved));
            }
        }
    }

    /// Saves everything that can be saved without a decision of the author's.
    pub fn save_all(&mut self) {
        let dirty: Vec<u32> = self
            .open
            .iter()
            .filter(|(_, opened)| opened.state == wire::SaveState::Unsaved)
            .map(|(entry, _)| *entry)
            .collect();
        for entry in dirty {
            if let Err(error) = self.save(entry) {
                tracing::error!("An entry could not be saved on the way out: {error}.");
            }
        }
    }

    /// Saves and forgets an open entry; one that cannot be saved stays open.
    pub fn close_entry(&mut self, entry: u32) -> Result<wire::SavedEntry, Error> {
        let saved = self.save(entry)?;
        if saved.state == wire::SaveState::Saved {
            self.open.remove(&entry);
        }
        Ok(saved)
    }

    /// Settles a clash: the text of the window or that of the file stands, the other is kept.
    pub fn resolve(&mut self, args: wire::Resolve) -> Result<wire::OpenedEntry, Error> {
        let posts = self.posts.clone();
        let opened = self.opened(args.entry)?;
        let theirs = opened.theirs.take();
        match (args.keep, theirs) {
            (wire::Keep::Mine, theirs) => {
                if let Some(bytes) = &theirs {
                    keep_copy(&posts, opened, bytes)?;
                }
                opened.on_disk = theirs.as_deref().map(ContentHash::of);
                opened.state = wire::SaveState::Unsaved;
                self.save(args.entry)?;
            }
            (wire::Keep::Theirs, Some(bytes)) => self.reload(args.entry, &bytes)?,
            (wire::Keep::Theirs, None) => {}
        }
        Ok(self.opened(args.entry)?.whole(args.entry))
    }
}

/// Writes the text if the file still holds what was read from it.
fn write(posts: &Path, opened: &mut Opened) -> Result<ContentHash, DiskError> {
    opened.due = None;
    let path = posts.join(&opened.path);
    let bytes = opened.draft.to_bytes();
    if let Some(hash) = opened.on_disk {
        disk::save(&path, &bytes, Some(hash))?;
    } else {
        disk::create_new(&path, &bytes)?;
    }
    let hash = ContentHash::of(&bytes);
    opened.on_disk = Some(hash);
    opened.state = wire::SaveState::Saved;
    Ok(hash)
}

fn note_failure(posts: &Path, opened: &mut Opened, error: &DiskError) {
    opened.due = None;
    opened.state = match error {
        DiskError::Changed { .. } | DiskError::AlreadyExists { .. } => {
            opened.theirs = disk::read(&posts.join(&opened.path), LARGEST_ENTRY).ok();
            wire::SaveState::Clash
        }
        DiskError::NotFound { .. } => wire::SaveState::Gone,
        other => wire::SaveState::Failed {
            message: format!("{other}. {}", other.hint()),
        },
    };
}

/// Keeps the file's text beside it before the window's text takes its place.
fn keep_copy(posts: &Path, opened: &Opened, bytes: &[u8]) -> Result<(), DiskError> {
    let (stem, ending) = opened.path.rsplit_once('.').unwrap_or((&opened.path, "md"));
    let mut number = 1;
    loop {
        // Not an entry's ending, so that the library does not list it.
        let copy = posts.join(format!("{stem}.{ending}.theirs-{number}"));
        match disk::create_new(&copy, bytes) {
            Err(DiskError::AlreadyExists { .. }) => number += 1,
            done => return done.map(drop),
        }
    }
}
