//! Writing open texts to their files, by wish and by themselves.

use crate::{error::Error, opened::Opened, session::Session};
use faircopy_host::{
    clock,
    disk::{self, DiskError, InPlace, Saved},
    journal::Journal,
};
use faircopy_wire as wire;
use std::{path::Path, time::Instant};

impl Session {
    /// Writes the open text to its file now, and waits for it.
    pub fn save(&mut self, entry: u32) -> Result<wire::SavedEntry, Error> {
        self.await_saving(entry);
        let posts = self.posts.clone();
        let watcher = self.watcher.as_ref();
        let mut in_place = None;
        let opened = self.open.get_mut(&entry).ok_or(Error::NotOpen(entry))?;
        if opened.state != wire::SaveState::Saved {
            let before = opened.first_text();
            match write(&posts, opened) {
                Ok(written) => {
                    let history = &self.keeping;
                    if let Some(before) = before {
                        history.remember(&posts, &opened.path, before);
                    }
                    history.remember(&posts, &opened.path, opened.draft.to_bytes());
                    opened.remembered = true;
                    if let Some(watcher) = watcher {
                        watcher.wrote(&posts.join(&opened.path), written.hash);
                    }
                    in_place = written.in_place.filter(|_| !opened.told_in_place);
                    opened.told_in_place |= in_place.is_some();
                }
                Err(DiskError::Changed { .. } | DiskError::AlreadyExists { .. }) => {
                    self.look_again(entry);
                }
                Err(error) => note_failure(opened, &error),
            }
        }
        if let Some(reason) = in_place {
            self.tell(wire::Event::Note {
                message: overwritten(&self.open[&entry].path, reason),
            });
        }
        self.refresh_row(entry);
        Ok(self.opened(entry)?.saved(entry))
    }

    /// Saves what [`Session::save_beside`] leaves to the author's wish, and gives how it stands.
    pub fn save_decided(&mut self, entry: u32) -> Result<wire::SavedEntry, Error> {
        let opened = self.opened(entry)?;
        if matches!(opened.state, wire::SaveState::Clash | wire::SaveState::Gone) {
            return self.save(entry);
        }
        Ok(opened.saved(entry))
    }

    /// Begins to save what is due; the window is told when it is done.
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
            if let Err(error) = self.save_beside(entry) {
                tracing::error!("Nothing was saved: {error}.");
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
            if !saved && self.open[&entry].journal.is_none() {
                self.keep_unsaved(entry);
            }
        }
        // What could not be saved is found by the next start.
        self.flush_journals();
    }

    fn keep_unsaved(&self, entry: u32) {
        if let Err(error) = self.keep_copy(entry) {
            tracing::error!("A text could not be kept: {error}.");
        }
    }

    /// Keeps the open text in the history of its entry, durably, and says so.
    pub fn keep_copy(&self, entry: u32) -> Result<(), Error> {
        let opened = self.open.get(&entry).ok_or(Error::NotOpen(entry))?;
        self.keep_bytes(entry, &opened.draft.to_bytes())
    }

    /// Keeps bytes that belong to an open entry, as [`Session::keep_copy`] does.
    pub fn keep_bytes(&self, entry: u32, bytes: &[u8]) -> Result<(), Error> {
        let opened = self.open.get(&entry).ok_or(Error::NotOpen(entry))?;
        if self.record(&opened.path, bytes)? {
            self.tell(wire::Event::Note {
                message: format!("The other text of {} is kept in its history.", opened.path),
            });
        }
        Ok(())
    }

    /// Keeps bytes in the history of an entry, durably; answers whether there is a history.
    pub fn record(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        let Some(history) = self.keeping.history() else {
            return Ok(false);
        };
        let at = clock::now().timestamp();
        history.record(&self.posts, path, bytes, at)?;
        Ok(true)
    }

    /// Saves and forgets an open entry; one that cannot be saved, or that the author has to decide
    /// about first, stays open.
    pub fn close_entry(&mut self, entry: u32) -> Result<wire::SavedEntry, Error> {
        let opened = self.opened(entry)?;
        if matches!(opened.state, wire::SaveState::Clash | wire::SaveState::Gone) {
            return Ok(opened.saved(entry));
        }
        let saved = self.save(entry)?;
        if saved.state == wire::SaveState::Saved
            && let Some(opened) = self.open.remove(&entry)
        {
            self.keeping.let_go(opened);
        }
        Ok(saved)
    }
}

/// Writes a text under its entry's name into another folder, beside whatever is there, and gives
/// the path of the copy.
pub fn copy_into(folder: &Path, path: &str, bytes: &[u8]) -> Result<String, Error> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "md"));
    let mut number = 1;
    loop {
        let copy = folder.join(match number {
            1 => name.to_owned(),
            _ => format!("{stem}-{number}.{ending}"),
        });
        match disk::create_new(&copy, bytes) {
            Err(DiskError::AlreadyExists { .. }) => number += 1,
            Ok(_) => return Ok(copy.display().to_string()),
            Err(error) => return Err(error.into()),
        }
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
    if let Some(Err(error)) = opened.journal.as_ref().map(Journal::flush) {
        // The save may still succeed, and the journal tells of its trouble itself.
        tracing::warn!("{} is saved without its journal: {error}.", opened.path);
    }
    let saved = match opened.on_disk {
        Some(hash) => disk::save(&path, &bytes, Some(hash))?,
        None => disk::create_new(&path, &bytes)?,
    };
    opened.in_step(saved.hash);
    Ok(saved)
}

/// Notes why the file does not hold the text.
pub fn note_failure(opened: &mut Opened, error: &DiskError) {
    opened.due = None;
    opened.state = match error {
        DiskError::NotFound { .. } => wire::SaveState::Gone,
        other => wire::SaveState::Failed {
            message: format!("{other}. {}", other.hint()),
        },
    };
}
