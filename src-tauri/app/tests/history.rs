//! Texts that a file once held, and how they come back.
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

mod room;

use faircopy_host::{
    clock,
    history::{self, History},
};
use faircopy_wire::{Answers, DiffKind, DiffPiece, Edit, EntryRef, Event, SaveState, SnapshotRef};
use room::{NAME, Room, TEXT};
use std::{fs, time::Duration};

#[test]
fn each_save_is_in_the_history_and_so_is_what_was_there_before() {
    let mut room = Room::new();
    room.type_over("First", "My");
    room.hear_state(&SaveState::Saved);
    room.type_over("Second", "Last");
    room.hear_state(&SaveState::Saved);
    let first = TEXT.replace("First", "My");
    let wanted = [first.replace("Second", "Last"), first, TEXT.to_owned()];
    // The history is written beside the session.
    while room.kept().len() < wanted.len() {
        std::thread::yield_now();
    }
    assert_eq!(room.kept(), wanted);
}

#[test]
fn a_past_text_comes_back_as_changes_that_can_be_undone() {
    let mut room = Room::new();
    room.type_over("First", "My");
    room.hear_state(&SaveState::Saved);
    while room.kept().len() < 2 {
        std::thread::yield_now();
    }
    let opened = room.open();
    let entry = opened.entry;
    let history = room.desk.history(EntryRef { entry }).expect("a history");
    let oldest = history.snapshots.last().expect("a text").id.clone();
    let past = SnapshotRef { entry, id: oldest };
    let diff = room.desk.history_diff(past.clone()).expect("a diff");
    assert!(
        diff.pieces
            .iter()
            .any(|piece| piece.kind == DiffKind::Added && piece.text == "My")
    );
    let restored = room.desk.restore(past).expect("changes");
    // Nothing is applied by itself.
    assert_eq!(room.open().text, opened.text);
    let edit = Edit {
        entry,
        revision: restored.revision,
        length: u32::try_from(opened.text.len()).expect("a short text"),
        changes: restored.changes,
    };
    room.desk.edit(edit).expect("an edit");
    assert_eq!(room.open().text, TEXT);
}

#[test]
fn the_front_matter_is_compared_apart_from_the_text() {
    let mut room = Room::new();
    room.type_over("Day", "Long day");
    room.type_over("First", "My");
    room.hear_state(&SaveState::Saved);
    while room.kept().len() < 2 {
        std::thread::yield_now();
    }
    let entry = room.open().entry;
    let history = room.desk.history(EntryRef { entry }).expect("a history");
    let id = history.snapshots.last().expect("a text").id.clone();
    let diff = room.desk.history_diff(SnapshotRef { entry, id });
    let diff = diff.expect("a diff");
    let whole = |pieces: &[DiffPiece]| -> String {
        let now = pieces
            .iter()
            .filter(|piece| piece.kind != DiffKind::Removed);
        now.map(|piece| piece.text.as_str()).collect()
    };
    let (front, body) = (whole(&diff.front_matter), whole(&diff.pieces));
    assert!(
        front.starts_with("---\ntitle: Long day\n---\n"),
        "{front:?}"
    );
    assert!(
        body.contains("My words.") && !body.contains("---"),
        "{body:?}"
    );
    assert_eq!(front + &body, room.open().text);
}

#[test]
fn the_history_follows_a_file_to_its_new_name() {
    let mut room = Room::new();
    let entry = room.open().entry;
    room.type_over("First", "My");
    room.hear_state(&SaveState::Saved);
    let renamed = room.file().with_file_name("2026-01-02-other-day.md");
    std::fs::rename(room.file(), &renamed).expect("another program");
    room.hear("of the new name", |event| {
        matches!(event, Event::Moved { .. }).then_some(())
    });
    let list = |room: &mut Room| room.desk.history(EntryRef { entry }).expect("a history");
    while list(&mut room).snapshots.len() < 2 {
        std::thread::yield_now();
    }
    assert_eq!(room.kept(), [""; 0]);
}

#[test]
fn texts_stay_in_the_history_for_as_long_as_the_settings_say() {
    const DAY: Duration = Duration::from_hours(24);
    let check = |settings: &str, left: &[&str]| {
        let mut room = Room::new();
        let folder = room.guard.take().expect("a folder");
        drop(room);
        let history = History::open(&history::folder(&folder.path().join("data")));
        let now = clock::now().timestamp();
        for (days, text) in [(40, "forty"), (20, "twenty"), (0, "today")] {
            let at = now.checked_sub(DAY * days).expect("a moment");
            let posts = folder.path().join("posts");
            let kept = history.record(&posts, NAME, text.as_bytes(), at);
            kept.expect("kept");
        }
        fs::create_dir_all(folder.path().join("settings")).expect("a folder");
        fs::write(folder.path().join("settings/settings.yml"), settings).expect("settings");
        let mut room = Room::again(folder);
        let folder = room.guard.take();
        let (posts, data) = (room.folder.join("posts"), room.folder.join("data"));
        // Its end waits for the thread that tidies the history.
        drop(room);
        let history = History::open(&history::folder(&data));
        let texts = history.list(&posts, NAME).expect("a history");
        let texts = texts.iter().map(|it| history.read(&it.id).expect("a text"));
        let texts: Vec<String> = texts
            .map(|it| String::from_utf8_lossy(&it).into())
            .collect();
        assert_eq!(texts, left, "{settings}");
        drop(folder);
    };
    check("author: Ann\n", &["today", "twenty", "forty"]);
    check("history_days: 30\n", &["today", "twenty"]);
    check("history_days: 1\n", &["today"]);
    check("history_megabytes: 0\n", &[]);
}
