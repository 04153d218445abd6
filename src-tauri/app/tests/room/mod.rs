//! A desk on a folder of its own, and what it tells.
#![allow(dead_code, reason = "each test file uses some of it")]
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

use faircopy_app::{Desk, DialogError, Dialogs, FolderPurpose, Folders, Place};
use faircopy_host::history::{self, History};
use faircopy_wire::{
    Answers, Edit, Empty, Event, Keep, LibraryChange, OpenEntry, OpenedEntry, Resolve, SaveState,
    SavedEntry, Start, TextChange,
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    time::Duration,
};
use tempfile::TempDir;

pub const NAME: &str = "2026-01-02-day.md";
pub const TEXT: &str = "---\ntitle: Day\n---\n\nFirst words.\n\nSecond words.\n";
const PATIENCE: Duration = Duration::from_secs(20);

/// Nobody is asked anything here.
pub struct NoDialogs;

impl Dialogs for NoDialogs {
    fn pick_image(&self) -> Option<PathBuf> {
        None
    }
    fn pick_folder(&self, _: FolderPurpose) -> Option<PathBuf> {
        None
    }
    fn open_link(&self, _: &str) -> Result<(), DialogError> {
        Ok(())
    }
}

/// A desk on a posts folder with one entry, and what it tells.
pub struct Room {
    pub folder: PathBuf,
    pub desk: Desk,
    pub start: Start,
    events: mpsc::Receiver<Event>,
    // Last, so that the desk ends in its folder.
    pub guard: Option<TempDir>,
}

impl Room {
    pub fn new() -> Self {
        Self::with(TEXT)
    }

    pub fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("posts")).expect("a folder");
        fs::write(folder.path().join("posts").join(NAME), text).expect("an entry");
        Self::again(folder)
    }

    /// Starts on what an earlier run left.
    pub fn again(folder: TempDir) -> Self {
        let mut room = Self::at(folder.path());
        room.guard = Some(folder);
        room
    }

    /// Starts in a folder that outlives this run.
    pub fn at(folder: &Path) -> Self {
        let (tell, events) = mpsc::channel();
        let mut desk = Desk::start(
            Place::Given(folder.join("posts")),
            folders(folder),
            Arc::new(NoDialogs),
            Box::new(move |event| drop(tell.send(event))),
        );
        let start = desk.start(Empty {}).expect("a first paint");
        Self {
            folder: folder.to_path_buf(),
            guard: None,
            desk,
            events,
            start,
        }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.join("posts").join(NAME)
    }

    pub fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("the entry's file")
    }

    pub fn open(&mut self) -> OpenedEntry {
        let path = NAME.to_owned();
        self.desk.open_entry(OpenEntry { path }).expect("an entry")
    }

    /// Replaces the first `old` of the open text.
    pub fn type_over(&mut self, old: &str, new: &str) -> SaveState {
        let opened = self.open();
        self.type_into(&opened, old, new)
    }

    /// Replaces the first `old` of an open text.
    pub fn type_into(&mut self, opened: &OpenedEntry, old: &str, new: &str) -> SaveState {
        let from = u32::try_from(opened.text.find(old).expect("the words")).expect("a short text");
        let to = from + u32::try_from(old.len()).expect("few words");
        let edit = Edit {
            entry: opened.entry,
            revision: opened.revision,
            length: u32::try_from(opened.text.len()).expect("a short text"),
            changes: vec![TextChange {
                from,
                to,
                insert: new.to_owned(),
            }],
        };
        self.desk.edit(edit).expect("an edit").state
    }

    pub fn resolve(&mut self, keep: Keep) -> SavedEntry {
        let entry = self.open().entry;
        self.desk
            .resolve(Resolve { entry, keep })
            .expect("a settled clash")
    }

    /// Waits until the desk has told something of which `wanted` makes a value.
    pub fn hear<T>(&self, what: &str, wanted: impl Fn(Event) -> Option<T>) -> T {
        let mut heard = Vec::new();
        loop {
            let Ok(event) = self.events.recv_timeout(PATIENCE) else {
                panic!("never heard {what}, only {heard:#?}");
            };
            heard.push(event.clone());
            if let Some(found) = wanted(event) {
                return found;
            }
        }
    }

    /// What was told since this was last asked.
    pub fn heard(&self) -> Vec<Event> {
        self.events.try_iter().collect()
    }

    /// Lets go of what was told so far.
    pub fn pass_over_events(&self) {
        drop(self.heard());
    }

    pub fn hear_state(&self, wanted: &SaveState) {
        self.hear("of the state", |event| match event {
            Event::Saved(saved) if saved.state == *wanted => Some(()),
            _ => None,
        });
    }

    /// Waits until the list marks the entry, or takes its mark away.
    pub fn hear_mark(&self, wanted: Option<&SaveState>) {
        self.hear("of the mark", |event| {
            let Event::Library { changes } = event else {
                return None;
            };
            let marked = changes.into_iter().any(|change| match change {
                LibraryChange::Put { row } => row.path == NAME && row.held.as_ref() == wanted,
                LibraryChange::Removed { .. } => false,
            });
            marked.then_some(())
        });
    }

    /// Texts that are kept in the entry's history.
    pub fn kept(&self) -> Vec<String> {
        let history = History::open(&history::folder(&self.folder.join("data")));
        let posts = self.folder.join("posts");
        let snapshots = history.list(&posts, NAME).expect("a history");
        snapshots
            .iter()
            .map(|snapshot| history.read(&snapshot.id).expect("a text"))
            .map(|bytes| String::from_utf8(bytes).expect("words"))
            .collect()
    }
}

/// The app's folders below a test's own.
pub fn folders(below: &Path) -> Folders {
    Folders {
        settings: Some(below.join("settings")),
        data: Some(below.join("data")),
        runtime: None,
    }
}
