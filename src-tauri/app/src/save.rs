//! Writing open texts to their files, by wish and by themselves.

use crate::{error::Error, library::LARGEST_ENTRY, opened::Opened, session::Session};
use faircopy_host::{
    disk::{self, ContentHash, DiskError, InPlace, Saved},
    folder,
};
use faircopy_wire as wire;
use std::{
    path::{Path, PathBuf},
    time::Instant,
};

impl Session {
    /// Writes the open text to its file now.
    pub fn save(&mut self, entry: u32) -> Result<wire::SavedEntry, Error> {
        let posts = self.posts.clone();
        let watcher = self.watcher.as_ref();
        let mut in_place = None;
        let opened = self.open.get_mut(&entry).ok_or(Error::NotOpen(entry))?;
        if opened.state != wire::SaveState::Saved {
            match write(&posts, opened) {
                Ok(written) => {
                    if let Some(watcher) = watcher {
                        watcher.wrote(&posts.join(&opened.path), written.hash);
                    }
                    in_place = written.in_place.filter(|_| !opened.told_in_place);
                    opened.told_in_place |= in_place.is_some();
                }
                Err(error) => note_failure(&posts, opened, &error),
            }
        }
        let saved = wire::SavedEntry {
            entry,
            revision: opened.draft.revision(),
            state: opened.state.clone(),
        };
        if let Some(reason) = in_place {
            self.tell(wire::Event::Note {
                message: overwritten(&self.open[&entry].path, reason),
            });
        }
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
            if let Some(opened) = self.open.get_mut(&entry) {
                opened.due = None;
            }
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
            .filter(|(_, opened)| opened.state != wire::SaveState::Saved)
            .map(|(entry, _)| *entry)
            .collect();
        for entry in dirty {
            let may_save = matches!(
                self.open[&entry].state,
                wire::SaveState::Unsaved | wire::SaveState::Failed { .. }
            );
            let saved = may_save
                && self
                    .save(entry)
                    .is_ok_and(|saved| saved.state == wire::SaveState::Saved);
            if !saved {
                self.keep_unsaved(entry);
            }
        }
    }

    /// Keeps a text that cannot go to its file now, for the author to find in the settings' folder.
    fn keep_unsaved(&self, entry: u32) {
        let (Some(opened), Some(folder)) = (self.open.get(&entry), self.store.unsaved_folder())
        else {
            return;
        };
        let name = opened.path.replace('/', "-");
        let kept = folder::create(&folder).and_then(|()| {
            create_numbered(
                |number| folder.join(format!("{number}-{name}")),
                &opened.draft.to_bytes(),
            )
        });
        match kept {
            Ok(path) => {
                let message = format!(
                    "{} could not be saved; its text is kept in {}.",
                    opened.path,
                    path.display()
                );
                tracing::warn!("{message}");
                self.tell(wire::Event::Note { message });
            }
            Err(error) => {
                tracing::error!("The text of {} could not be kept: {error}.", opened.path);
            }
        }
    }

    /// Saves and forgets an open entry; one that cannot be saved, or that the author has to decide
    /// about first, stays open.
    pub fn close_entry(&mut self, entry: u32) -> Result<wire::SavedEntry, Error> {
        let opened = self.opened(entry)?;
        if matches!(opened.state, wire::SaveState::Clash | wire::SaveState::Gone) {
            return Ok(wire::SavedEntry {
                entry,
                revision: opened.draft.revision(),
                state: opened.state.clone(),
            });
        }
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
        if !matches!(opened.state, wire::SaveState::Clash | wire::SaveState::Gone) {
            // Settled already, by a second click.
            return Ok(opened.whole(args.entry));
        }
        let theirs = opened.theirs.clone();
        match (args.keep, theirs) {
            (wire::Keep::Mine, theirs) => {
                if let Some(bytes) = &theirs {
                    keep_copy(&posts, opened, bytes)?;
                }
                opened.on_disk = theirs.as_deref().map(ContentHash::of);
                opened.theirs = None;
                opened.state = wire::SaveState::Unsaved;
                self.save(args.entry)?;
            }
            (wire::Keep::Theirs, Some(bytes)) => self.reload(args.entry, &bytes)?,
            (wire::Keep::Theirs, None) => {}
        }
        Ok(self.opened(args.entry)?.whole(args.entry))
    }
}

/// Says that a file was overwritten rather than replaced, and why.
pub fn overwritten(path: &str, reason: InPlace) -> String {
    format!(
        "{path} was overwritten in place: {reason}. A power cut in that moment could have torn it."
    )
}

/// Writes the text if the file still holds what was read from it.
fn write(posts: &Path, opened: &mut Opened) -> Result<Saved, DiskError> {
    opened.due = None;
    let path = posts.join(&opened.path);
    let bytes = opened.draft.to_bytes();
    let saved = match opened.on_disk {
        Some(hash) => disk::save(&path, &bytes, Some(hash))?,
        None => disk::create_new(&path, &bytes)?,
    };
    opened.on_disk = Some(saved.hash);
    opened.state = wire::SaveState::Saved;
    Ok(saved)
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
    // Not an entry's ending, so that the library does not list it.
    let name = |number| posts.join(format!("{}.theirs-{number}", opened.path));
    create_numbered(name, bytes).map(drop)
}

/// Creates a file under the first number whose name is free.
fn create_numbered(name: impl Fn(u32) -> PathBuf, bytes: &[u8]) -> Result<PathBuf, DiskError> {
    let mut number = 1;
    loop {
        match disk::create_new(&name(number), bytes) {
            Err(DiskError::AlreadyExists { .. }) => number += 1,
            done => return done.map(|saved| saved.path),
        }
    }
}
