//! The author at the window: types, saves, settles, closes.

use crate::{
    ENTRIES,
    chance::Chance,
    room::{NoDialogs, folders},
};
use faircopy_app::{Desk, Place};
use faircopy_wire::{
    Answers, Edit, Empty, EntryRef, Keep, OpenEntry, OpenedEntry, Resolve, SaveState, TextChange,
    WholeText,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

pub struct Author {
    desk: Desk,
    posts: PathBuf,
    written: Vec<String>,
}

impl Author {
    pub fn sit_down(folder: &Path) -> Self {
        let posts = folder.join("posts");
        let mut desk = Desk::start(
            Place::Given(posts.clone()),
            folders(folder),
            Arc::new(NoDialogs),
            Box::new(|_| ()),
        );
        desk.start(Empty {}).expect("a first paint");
        Self {
            desk,
            posts,
            written: Vec::new(),
        }
    }

    /// Does something, and says what.
    pub fn act(&mut self, step: usize, chance: &mut Chance) -> String {
        let path = ENTRIES[chance.below(ENTRIES.len())];
        let Ok(open) = self.desk.open_entry(OpenEntry {
            path: path.to_owned(),
        }) else {
            return format!("the author does not find {path}");
        };
        let entry = open.entry;
        match chance.below(10) {
            0..=5 => self.write(step, &open, chance),
            6 => self.write_behind(step, &open),
            7 => format!(
                "the author saves {path}: {:?}",
                self.desk.save(EntryRef { entry })
            ),
            8 if open.state == SaveState::Clash => {
                let keep = [Keep::Mine, Keep::Theirs, Keep::Settled][chance.below(3)];
                let settled = self.desk.resolve(Resolve { entry, keep });
                format!("the author settles {path} by {keep:?}: {settled:?}")
            }
            8 if open.state == SaveState::Gone => {
                format!(
                    "the author lets {path} go: {:?}",
                    self.desk.forget(EntryRef { entry })
                )
            }
            _ => format!(
                "the author closes {path}: {:?}",
                self.desk.close_entry(EntryRef { entry })
            ),
        }
    }

    /// Types a word of their own at the end of a line. Where another program's text came in
    /// between, they see it and type again.
    fn write(&mut self, step: usize, open: &OpenedEntry, chance: &mut Chance) -> String {
        let word = format!("mine{step}x");
        let text = format!(" {word}");
        let ends: Vec<usize> = open
            .text
            .match_indices(".\n")
            .map(|(at, _)| at + 1)
            .collect();
        let at = ends.get(chance.below(ends.len())).copied();
        let at = at.unwrap_or(open.text.len());
        let typed = self.desk.edit(Edit {
            entry: open.entry,
            revision: open.revision,
            length: units(&open.text),
            changes: vec![TextChange {
                from: units(&open.text[..at]),
                to: units(&open.text[..at]),
                insert: text,
            }],
        });
        let told = format!("the author types {word} into {}: ", open.path);
        match typed {
            Ok(patch) => {
                self.written.push(word);
                format!("{told}{:?}", patch.state)
            }
            Err(stale) => format!("{told}{}", stale.message),
        }
    }

    /// Types while the page does not know yet what came in: it sends its whole text.
    fn write_behind(&mut self, step: usize, open: &OpenedEntry) -> String {
        let word = format!("mine{step}x");
        let text = format!("{}\nBehind: {word}.\n", open.text);
        let taken = self.desk.resync(WholeText {
            entry: open.entry,
            revision: open.revision,
            text,
        });
        let state = taken.map(|open| open.state);
        let told = format!(
            "the author's page sends all of {} with {word}: {state:?}",
            open.path
        );
        if state.is_ok() {
            self.written.push(word);
        }
        told
    }

    /// Ends the program, and gives every word that was typed and taken.
    pub fn get_up(self) -> Vec<String> {
        self.desk.end();
        drop(self.posts);
        self.written
    }
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).expect("a short text")
}
