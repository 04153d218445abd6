//! What other programs do to the files of open entries: a clean text follows, a changed one is
//! merged, and where both changed the same words the author settles it.

use crate::{
    edit::{save_soon, text_change},
    error::Error,
    library::LARGEST_ENTRY,
    opened::{Common, Opened},
    session::Session,
};
use faircopy_draft::{Draft, Side, merge};
use faircopy_entry::split;
use faircopy_host::disk::{self, ContentHash, DiskError};
use faircopy_wire as wire;

impl Session {
    /// The file of an open entry is no longer there; its text is kept until the author decides.
    pub fn gone_from_disk(&mut self, entry: u32) {
        let Some(opened) = self.open.get_mut(&entry) else {
            return;
        };
        opened.on_disk = None;
        let theirs = opened.theirs.take();
        opened.clashes.clear();
        opened.due = None;
        opened.state = wire::SaveState::Gone;
        // Nobody chose against what the other program wrote.
        let kept = theirs.map_or(Ok(()), |theirs| self.keep_bytes(entry, &theirs));
        if let Err(error) = kept {
            tracing::error!("The other text could not be kept: {error}.");
        }
        self.tell_state(entry);
    }

    /// The file of an open entry holds these bytes now.
    pub fn changed_on_disk(&mut self, entry: u32, bytes: &[u8]) {
        let Some(opened) = self.open.get_mut(&entry) else {
            return;
        };
        let hash = ContentHash::of(bytes);
        let clash = opened.state == wire::SaveState::Clash;
        let own = opened.saving.as_ref().map(|saving| saving.hash) == Some(hash);
        if (opened.on_disk == Some(hash) || own) && !clash {
            return;
        }
        if opened.draft.to_bytes() == bytes {
            opened.in_step(hash);
            self.tell_state(entry);
            return;
        }
        let done = if is_clean(opened) {
            self.reload(entry, bytes)
        } else {
            self.merge_in(entry, bytes);
            Ok(())
        };
        if let Err(error) = done {
            self.tell(wire::Event::Note {
                message: error.to_string(),
            });
        }
    }

    /// A save found the file other than it was left: looks at what it holds, and goes by that.
    pub fn look_again(&mut self, entry: u32) {
        let Some(opened) = self.open.get(&entry) else {
            return;
        };
        match disk::read(&self.posts.join(&opened.path), LARGEST_ENTRY) {
            Ok(bytes) => self.changed_on_disk(entry, &bytes),
            Err(DiskError::NotFound { .. }) => self.gone_from_disk(entry),
            Err(error) => {
                if let Some(opened) = self.open.get_mut(&entry) {
                    opened.state = wire::SaveState::Failed {
                        message: format!("{error}. {}", error.hint()),
                    };
                }
                self.tell_state(entry);
            }
        }
    }

    /// Makes the open text what the file holds; the window keeps caret and undo.
    pub fn reload(&mut self, entry: u32, bytes: &[u8]) -> Result<(), Error> {
        let opened = self.opened(entry)?;
        let theirs = Draft::open(bytes).map_err(|source| Error::Text {
            file: opened.path.clone(),
            source,
        })?;
        let event = take_text(entry, opened, &theirs.text(), Taken::Whole, |opened| {
            opened
                .draft
                .set_byte_order_mark(theirs.has_byte_order_mark());
            // The mark is no edit of the text.
            opened.keep_whole();
            opened.read_only = None;
            opened.in_step(ContentHash::of(bytes));
        });
        self.tell(event);
        self.refresh_row(entry);
        Ok(())
    }

    /// Makes an open text one that an earlier run kept; it is saved soon, unless its file is gone.
    pub fn take_recovered(&mut self, entry: u32, text: &str) -> Result<(), Error> {
        let opened = self.opened(entry)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let event = take_text(entry, opened, text, Taken::Whole, |opened| {
            if opened.state != wire::SaveState::Gone {
                save_soon(opened);
            }
        });
        self.tell(event);
        Ok(())
    }

    /// Puts what another program wrote together with what the author changed since the text they
    /// had in common.
    fn merge_in(&mut self, entry: u32, bytes: &[u8]) {
        let Some(opened) = self.open.get_mut(&entry) else {
            return;
        };
        opened.due = None;
        let (path, before) = (opened.path.clone(), opened.theirs.take());
        // What was left to the author to choose goes to the history, not away.
        if let Some(before) = before.filter(|before| before != bytes)
            && let Err(error) = self.record(&path, &before)
        {
            tracing::error!("The other text of {path} could not be kept: {error}.");
        }
        let Some(opened) = self.open.get_mut(&entry) else {
            return;
        };
        let Ok(theirs) = Draft::open(bytes) else {
            // Nothing can be merged with bytes that are no text; the author decides as a whole.
            opened.theirs = Some(bytes.to_vec());
            opened.clashes.clear();
            opened.state = wire::SaveState::Clash;
            self.tell_state(entry);
            return;
        };
        let (mine, theirs) = (opened.draft.text(), theirs.text());
        let merged = merge(side(&opened.common.text), side(&mine), side(&theirs));
        let clashes = !merged.clashes.is_empty();
        let how = Taken::Merged { clashes };
        let event = take_text(entry, opened, &merged.text, how, |opened| {
            if merged.clashes.is_empty() {
                opened.on_disk = Some(ContentHash::of(bytes));
                opened.common.text = theirs;
                opened.theirs = None;
                opened.clashes.clear();
                save_soon(opened);
            } else {
                opened.theirs = Some(bytes.to_vec());
                opened.clashes = merged.clashes;
                opened.state = wire::SaveState::Clash;
            }
        });
        self.tell(event);
        self.refresh_row(entry);
    }

    /// The page never saw what another program wrote before it sent its whole text: puts that
    /// together again, so that neither text wins unasked.
    pub fn merge_unseen(&mut self, entry: u32, before: &Common, unseen: &str) {
        let Some(opened) = self.open.get_mut(&entry) else {
            return;
        };
        let mine = opened.draft.text();
        let merged = merge(side(&before.text), side(&mine), side(unseen));
        let rewritten = opened.draft.rewrite(&merged.text);
        opened.keep(&rewritten.applied);
        opened.follow(&rewritten.applied.edits);
        if !merged.clashes.is_empty() {
            opened.clashes = merged.clashes;
            opened.theirs = Some(unseen.as_bytes().to_vec());
            opened.due = None;
            opened.state = wire::SaveState::Clash;
        }
        self.refresh_row(entry);
    }

    /// Settles a clash; the text that does not stand is kept.
    pub fn resolve(&mut self, args: wire::Resolve) -> Result<wire::SavedEntry, Error> {
        let opened = self.opened(args.entry)?;
        if opened.state != wire::SaveState::Clash {
            // Settled already, by a second click.
            return Ok(opened.saved(args.entry));
        }
        let Some(theirs) = opened.theirs.clone() else {
            return self.save(args.entry);
        };
        if args.keep == wire::Keep::Theirs {
            self.keep_copy(args.entry)?;
            self.reload(args.entry, &theirs)?;
            return Ok(self.opened(args.entry)?.saved(args.entry));
        }
        if args.keep == wire::Keep::Mine {
            self.keep_bytes(args.entry, &theirs)?;
        }
        let path = self.opened(args.entry)?.path.clone();
        // What was chosen against, place by place, stands nowhere else.
        self.keeping.remember(&self.posts, &path, theirs.clone());
        let opened = self.opened(args.entry)?;
        opened.on_disk = Some(ContentHash::of(&theirs));
        opened.theirs = None;
        opened.clashes.clear();
        opened.state = wire::SaveState::Unsaved;
        self.save(args.entry)
    }

    /// Lets go of an entry whose file is gone; a copy of its text is kept.
    pub fn forget(&mut self, entry: u32) -> Result<(), Error> {
        let opened = self.opened(entry)?;
        if opened.state != wire::SaveState::Gone {
            return Ok(());
        }
        self.keep_copy(entry)?;
        if let Some(opened) = self.open.remove(&entry) {
            let path = opened.path.clone();
            self.keeping.let_go(opened);
            self.tell(wire::Event::Library {
                changes: vec![wire::LibraryChange::Removed { path }],
            });
        }
        Ok(())
    }

    /// Tells the window what became of an open entry, and the list if the author has to act.
    pub fn tell_state(&mut self, entry: u32) {
        if let Some(opened) = self.open.get(&entry) {
            self.tell(wire::Event::Saved(opened.saved(entry)));
        }
        self.refresh_row(entry);
    }
}

/// Whether the author changed nothing since file and text were the same.
fn is_clean(opened: &Opened) -> bool {
    matches!(opened.state, wire::SaveState::Saved | wire::SaveState::Gone)
        && (opened.draft.revision() == opened.common.revision
            || opened.draft.text() == opened.common.text)
}

/// How another text is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// As it is.
    Whole,
    /// Put together with the author's, in whose text it may clash.
    Merged { clashes: bool },
}

/// Rewrites the open text, settles what `then` says, and gives the event that tells the window.
fn take_text(
    entry: u32,
    opened: &mut Opened,
    text: &str,
    how: Taken,
    then: impl FnOnce(&mut Opened),
) -> wire::Event {
    let before = opened.now();
    let rewritten = opened.draft.rewrite(text);
    opened.keep(&rewritten.applied);
    let followed = opened.follow(&rewritten.applied.edits);
    if how == (Taken::Merged { clashes: true }) && rewritten.changes.is_empty() {
        // The window shows the clashes where they stood, or hears of them when it sends its text again.
        opened.draft.renew();
    }
    let edit = wire::FieldEdit {
        revision: before.revision,
        changes: rewritten.changes.into_iter().map(text_change).collect(),
    };
    opened.reloaded = Common {
        revision: opened.draft.revision(),
        text: before.text,
    };
    then(opened);
    let patch = wire::Patch {
        clashes: Some(opened.shown_clashes()),
        ..opened.patch(followed)
    };
    wire::Event::Reloaded {
        entry,
        edit,
        patch,
        merged: how != Taken::Whole,
    }
}

fn side(text: &str) -> Side<'_> {
    Side {
        text,
        body: split::split(text).body,
    }
}
