//! Saves beside the session's thread: a slow disk holds up neither typing nor what keeps it.

use crate::{
    edit::save_soon,
    error::Error,
    opened::{Common, Opened},
    save::{note_failure, overwritten},
    session::{Session, Wake},
};
use faircopy_host::{
    disk::{self, ContentHash, DiskError, Saved},
    journal::{Flush, Journal},
};
use faircopy_wire as wire;
use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, Sender, TryRecvError, channel},
    thread,
};

/// A text on its way to its file.
pub struct Saving {
    /// The text, at its revision.
    text: Common,
    /// What the file holds when it is done.
    pub hash: ContentHash,
    /// What the file has to hold before.
    expected: Option<ContentHash>,
    /// What the history is to have first.
    before: Option<Vec<u8>>,
    outcome: Receiver<Result<Saved, DiskError>>,
    /// Dropped when it is done.
    waiting: Vec<Sender<()>>,
}

/// What the thread that writes is given.
struct Work {
    path: PathBuf,
    bytes: Vec<u8>,
    expected: Option<ContentHash>,
    flush: Option<Flush>,
}

impl Work {
    fn carry_out(self) -> Result<Saved, DiskError> {
        if let Some(Err(error)) = self.flush.map(Flush::wait) {
            // The save may still succeed, and the journal tells of its trouble itself.
            let path = self.path.display();
            tracing::warn!("{path} is saved without its journal: {error}.");
        }
        match self.expected {
            Some(hash) => disk::save(&self.path, &self.bytes, Some(hash)),
            None => disk::create_new(&self.path, &self.bytes),
        }
    }
}

impl Session {
    /// Begins to save an entry, unless its file holds the text or the author has to decide first.
    /// Gives what ends when the save does; one that is under way is not begun again.
    pub fn save_beside(&mut self, entry: u32) -> Result<Option<Receiver<()>>, Error> {
        let posts = self.posts.clone();
        let opened = self.open.get_mut(&entry).ok_or(Error::NotOpen(entry))?;
        let (waiting, done) = channel();
        if let Some(saving) = &mut opened.saving {
            saving.waiting.push(waiting);
            return Ok(Some(done));
        }
        let may_save = matches!(
            opened.state,
            wire::SaveState::Unsaved | wire::SaveState::Failed { .. }
        );
        if !may_save {
            return Ok(None);
        }
        opened.due = None;
        let work = Work {
            path: posts.join(&opened.path),
            bytes: opened.draft.to_bytes(),
            expected: opened.on_disk,
            flush: opened.journal.as_ref().map(Journal::flusher),
        };
        let (tell, outcome) = channel();
        opened.saving = Some(Saving {
            text: opened.now(),
            hash: ContentHash::of(&work.bytes),
            expected: opened.on_disk,
            before: opened.first_text(),
            outcome,
            waiting: vec![waiting],
        });
        if let (Some(watcher), Some(saving)) = (&self.watcher, &opened.saving) {
            watcher.wrote(&work.path, saving.hash);
        }
        let wake = self.waker();
        // Where there is no thread for it, the closed channel says that nothing was saved.
        let started = thread::Builder::new()
            .name("save".to_owned())
            .spawn(move || {
                // Whoever waited may have gone.
                drop(tell.send(work.carry_out()));
                let taken_in = move |session: &mut Session| session.take_in_save(entry);
                drop(wake.send(Wake::Run(Box::new(taken_in))));
            });
        if started.is_err() {
            self.take_in_save(entry);
        }
        Ok(Some(done))
    }

    /// Waits for a save that is under way.
    pub fn await_saving(&mut self, entry: u32) {
        let saving = self
            .open
            .get_mut(&entry)
            .and_then(|opened| opened.saving.take());
        if let Some(saving) = saving {
            let outcome = saving.outcome.recv().ok();
            self.saved_beside(entry, saving, outcome);
        }
    }

    /// Hears that a save may have ended.
    fn take_in_save(&mut self, entry: u32) {
        let Some(opened) = self.open.get_mut(&entry) else {
            return;
        };
        let Some(saving) = opened.saving.take() else {
            return;
        };
        let outcome = match saving.outcome.try_recv() {
            // This one is of a later save.
            Err(TryRecvError::Empty) => return opened.saving = Some(saving),
            Err(TryRecvError::Disconnected) => None,
            Ok(outcome) => Some(outcome),
        };
        self.saved_beside(entry, saving, outcome);
        if let Some(opened) = self.open.get(&entry) {
            self.tell(wire::Event::Saved(opened.saved(entry)));
        }
    }

    fn saved_beside(
        &mut self,
        entry: u32,
        saving: Saving,
        outcome: Option<Result<Saved, DiskError>>,
    ) {
        match outcome {
            Some(Ok(saved)) => self.note_saved(entry, saving, &saved),
            Some(Err(DiskError::Changed { .. } | DiskError::AlreadyExists { .. })) => {
                self.look_again(entry);
            }
            Some(Err(error)) => {
                if let Some(opened) = self.open.get_mut(&entry) {
                    note_failure(opened, &error);
                }
            }
            None => {
                if let Some(opened) = self.open.get_mut(&entry) {
                    opened.state = wire::SaveState::Failed {
                        message: "The save did not come to its end.".to_owned(),
                    };
                }
            }
        }
        if let Some(opened) = self.open.get_mut(&entry)
            && opened.state == wire::SaveState::Unsaved
            && opened.due.is_none()
        {
            save_soon(opened);
        }
        self.refresh_row(entry);
    }

    fn note_saved(&mut self, entry: u32, saving: Saving, saved: &Saved) {
        let Some(opened) = self.open.get_mut(&entry) else {
            return;
        };
        if let Some(before) = saving.before {
            self.keeping.remember(&self.posts, &opened.path, before);
        }
        let bytes = saving.text.text.clone().into_bytes();
        let marked = opened.draft.has_byte_order_mark();
        let bytes = if marked {
            [b"\xef\xbb\xbf", &bytes[..]].concat()
        } else {
            bytes
        };
        self.keeping.remember(&self.posts, &opened.path, bytes);
        opened.remembered = true;
        let undecided = opened.state == wire::SaveState::Clash;
        let undisturbed =
            opened.on_disk == saving.expected && opened.state != wire::SaveState::Gone;
        let there = || disk::hash_of(&self.posts.join(&opened.path)).ok().flatten();
        if undecided || !(undisturbed || there() == Some(saved.hash)) {
            // Another program's text came in meanwhile.
            return self.look_again(entry);
        }
        let reason = saved.in_place.filter(|_| !opened.told_in_place);
        opened.told_in_place |= reason.is_some();
        opened.in_step_with(saving.text, saved.hash);
        if let Some(reason) = reason {
            let message = overwritten(&opened.path, reason);
            self.tell(wire::Event::Note { message });
        }
    }
}

impl Opened {
    /// Notes that the file holds the text as it stood at a revision.
    fn in_step_with(&mut self, text: Common, on_disk: ContentHash) {
        if text.revision == self.draft.revision() {
            return self.in_step(on_disk);
        }
        self.on_disk = Some(on_disk);
        self.keep_saved(on_disk);
        self.common = text;
        self.theirs = None;
        if self.state != wire::SaveState::Saved {
            self.state = wire::SaveState::Unsaved;
        }
    }
}
