//! Each of the app's own files with each of its bytes changed in turn: the app starts, and no text
//! of the author's is lost or made up.
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

mod room;

use faircopy_app::{Desk, Place};
use faircopy_host::history::{self, History};
use faircopy_wire::{Answers, Empty, OpenEntry, SetUiState, Theme, UpdateSettings};
use room::{NAME, NoDialogs, Room, TEXT, folders};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// What each byte becomes: another letter, one beyond ASCII, nothing.
const CHANGES: [fn(u8) -> u8; 3] = [|byte| byte ^ 1, |byte| byte ^ 0x80, |_| 0];

/// A folder in which the author wrote, chose settings, and saved twice; and the newest text.
fn lived_in() -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("posts")).expect("a folder");
    fs::write(folder.path().join("posts").join(NAME), TEXT).expect("an entry");
    let mut room = Room::at(folder.path());
    for (old, new) in [("First", "Better"), ("Better", "Best")] {
        room.type_over(old, new);
        room.desk.save_all();
    }
    let settings = UpdateSettings {
        author: Some("Ada".to_owned()),
        theme: Some(Theme::Dark),
        ..UpdateSettings::default()
    };
    room.desk.update_settings(settings).expect("settings");
    let mut ui = room.start.ui.clone();
    ui.open = Some(NAME.to_owned());
    room.desk.set_ui_state(SetUiState { ui }).expect("a state");
    (folder, TEXT.replace("First", "Best"))
}

/// Changes each byte of a file in turn and lets `look` see what a start makes of it.
fn each_byte(file: &Path, look: impl Fn(&str)) {
    let whole = fs::read(file).expect("a file of the app's");
    let (mut starts, mut slowest) = (0, Duration::ZERO);
    for (at, change) in (0..whole.len()).flat_map(|at| CHANGES.map(|change| (at, change))) {
        let mut bytes = whole.clone();
        bytes[at] = change(bytes[at]);
        if bytes == whole {
            continue;
        }
        fs::write(file, &bytes).expect("a changed file");
        let start = Instant::now();
        look(&format!("byte {at} is {}", bytes[at]));
        slowest = slowest.max(start.elapsed());
        starts += 1;
    }
    println!("{starts} starts on {}, {slowest:?} at most", file.display());
}

/// The text that a start without a given place shows for the entry.
fn shown(folder: &Path, place: Place) -> Option<String> {
    let mut desk = Desk::start(
        place,
        folders(folder),
        Arc::new(NoDialogs),
        Box::new(|_| ()),
    );
    desk.start(Empty {}).expect("a first paint");
    let path = NAME.to_owned();
    desk.open_entry(OpenEntry { path })
        .ok()
        .map(|open| open.text)
}

fn posts(folder: &Path) -> PathBuf {
    folder.join("posts")
}

#[test]
fn f39_settings_with_any_byte_changed_stop_no_start() {
    let (folder, text) = lived_in();
    let folder = folder.path();
    for name in ["settings.yml", "window.yml"] {
        let file = folder.join("settings").join(name);
        let whole = fs::read(&file).expect("a file of the app's");
        each_byte(&file, |what| {
            // It may name another folder now, and then says that there is none.
            shown(folder, Place::LastUsed);
            let given = shown(folder, Place::Given(posts(folder)));
            assert_eq!(given.as_ref(), Some(&text), "{name}: {what}");
        });
        fs::write(&file, whole).expect("the file as it was");
    }
    let saved = fs::read_to_string(posts(folder).join(NAME)).expect("the entry");
    assert_eq!(saved, text);
}

#[test]
fn f39_a_history_with_any_byte_changed_gives_no_other_text() {
    let (folder, text) = lived_in();
    let folder = folder.path();
    let history = History::open(&history::folder(&folder.join("data")));
    let all = history.list(&posts(folder), NAME).expect("a history");
    assert_eq!(all.len(), 3, "the first text and two saves");
    let of = |id: &history::SnapshotId| history.read(id).ok();
    let texts: Vec<_> = all.iter().map(|one| of(&one.id)).collect();
    let newest = folder
        .join("data/history")
        .join(format!("{}.snapshot", all[0].id));
    each_byte(&newest, |what| {
        let now = shown(folder, Place::Given(posts(folder)));
        assert_eq!(now.as_ref(), Some(&text), "{what}");
        let damaged = of(&all[0].id);
        assert!(
            damaged.is_none() || damaged == texts[0],
            "{what}: another text"
        );
        let others: Vec<_> = all[1..].iter().map(|one| of(&one.id)).collect();
        assert_eq!(others, texts[1..], "{what}");
    });
}

#[test]
fn f39_a_journal_with_any_byte_changed_stops_no_session_and_stays() {
    let (folder, text) = lived_in();
    let folder = folder.path();
    let mut room = Room::at(folder);
    // Without its file the entry is not saved, so its journal stays.
    fs::remove_file(posts(folder).join(NAME)).expect("another program");
    room.hear_state(&faircopy_wire::SaveState::Gone);
    let newest = text.replace("Best", "Newest");
    room.type_over("Best", "Newest");
    drop(room);
    fs::write(posts(folder).join(NAME), &text).expect("another program");
    let journals = fs::read_dir(folder.join("data/journal")).expect("journals");
    let journals: Vec<PathBuf> = journals.map(|file| file.expect("a file").path()).collect();
    let [journal] = &journals[..] else {
        panic!("{journals:?}")
    };
    each_byte(journal, |what| {
        let mut room = Room::at(folder);
        assert_eq!(room.open().text, text, "{what}");
        for found in &room.start.recovered {
            let number = faircopy_wire::RecoveredRef {
                number: found.number,
            };
            let diff = room.desk.recovered_diff(number).expect("a diff");
            let added = diff
                .diff
                .pieces
                .iter()
                .any(|piece| newest.contains(&piece.text));
            assert!(added, "{what}: a text that was never there");
        }
        drop(room);
        assert!(
            journal.exists()
                || fs::read_dir(folder.join("data/journal"))
                    .is_ok_and(|mut all| all.next().is_some()),
            "{what}: the journal is gone"
        );
    });
}
