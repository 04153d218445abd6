//! Open entries and other programs on the same files, on a real folder with its real watcher.
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

mod room;

use faircopy_app::{Desk, Place};
use faircopy_wire::{
    Answers, Edit, Empty, EntryRef, Event, FailureCode, Keep, LibraryChange, OpenEntry, SaveState,
    UpdateSettings, WholeText,
};
use std::{fs, sync::Arc};

use room::{NAME, NoDialogs, Room, TEXT, folders};

#[test]
fn a_clean_text_follows_its_file() {
    let mut room = Room::new();
    room.open();
    fs::write(room.file(), TEXT.replace("First", "Other")).expect("another program");
    let merged = room.hear("of the reload", |event| match event {
        Event::Reloaded { merged, patch, .. } => Some((merged, patch.state)),
        _ => None,
    });
    assert_eq!(merged, (false, SaveState::Saved));
    assert!(room.open().text.contains("Other words."));
}

#[test]
fn changes_in_different_paragraphs_are_merged_and_saved() {
    let mut room = Room::new();
    assert_eq!(room.type_over("First", "My first"), SaveState::Unsaved);
    fs::write(room.file(), TEXT.replace("Second", "Their second")).expect("another program");
    room.hear_state(&SaveState::Saved);
    let both = TEXT
        .replace("First", "My first")
        .replace("Second", "Their second");
    assert_eq!(room.open().text, both);
    assert_eq!(room.text(), both);
}

/// Both sides changed the first paragraph, theirs the second too.
fn clash() -> Room {
    let mut room = Room::new();
    let theirs = TEXT.replace("First", "Their").replace("Second", "New");
    room.type_over("First", "My");
    fs::write(room.file(), theirs).expect("another program");
    room.hear_mark(Some(&SaveState::Clash));
    room
}

#[test]
fn the_same_words_changed_twice_are_left_to_the_author() {
    let mut room = clash();
    let opened = room.open();
    assert_eq!(opened.state, SaveState::Clash);
    assert_eq!(
        opened.text,
        TEXT.replace("First", "My").replace("Second", "New")
    );
    let [place] = &opened.clashes[..] else {
        panic!("{:?}", opened.clashes)
    };
    let mine = &opened.text[place.from as usize..place.to as usize];
    assert_eq!((mine, place.theirs.as_str()), ("My words.", "Their words."));
    // Typing goes on, nothing is written, and the place moves along.
    room.type_over("title: Day", "title: Long day");
    let moved = room.open();
    let mine = &moved.text[moved.clashes[0].from as usize..moved.clashes[0].to as usize];
    assert_eq!(mine, "My words.");
    room.desk.save_all();
    assert!(room.text().contains("Their words."));
}

#[test]
fn a_clash_is_not_missed_by_keys_on_their_way() {
    let mut room = Room::new();
    room.type_over("First", "My");
    let before = room.open();
    // Nothing but the clash: the open text stays as it is.
    fs::write(room.file(), TEXT.replace("First", "Their")).expect("another program");
    room.hear_mark(Some(&SaveState::Clash));
    let typed = Edit {
        entry: before.entry,
        revision: before.revision,
        length: u32::try_from(before.text.len()).expect("a short text"),
        changes: Vec::new(),
    };
    let failure = room
        .desk
        .edit(typed)
        .expect_err("a key of before the clash");
    assert_eq!(failure.code, FailureCode::Stale);
    let text = before.text.replace("My", "My own");
    let (entry, revision) = (before.entry, before.revision);
    let whole = WholeText {
        entry,
        revision,
        text,
    };
    let opened = room.desk.resync(whole).expect("the whole text");
    assert_eq!(opened.state, SaveState::Clash);
    let [place] = &opened.clashes[..] else {
        panic!("{:?}", opened.clashes)
    };
    let mine = &opened.text[place.from as usize..place.to as usize];
    assert_eq!(
        (mine, place.theirs.as_str()),
        ("My own words.", "Their words.")
    );
}

#[test]
fn a_clash_settled_place_by_place_is_saved() {
    let mut room = clash();
    assert_eq!(room.resolve(Keep::Settled).state, SaveState::Saved);
    room.hear_mark(None);
    assert_eq!(
        room.text(),
        TEXT.replace("First", "My").replace("Second", "New")
    );
}

#[test]
fn keeping_mine_keeps_a_copy_of_theirs() {
    let mut room = clash();
    assert_eq!(room.resolve(Keep::Mine).state, SaveState::Saved);
    assert!(room.text().contains("My words."));
    assert!(room.kept().iter().any(|text| text.contains("Their words.")));
    // A second click finds it settled.
    assert_eq!(room.resolve(Keep::Theirs).state, SaveState::Saved);
    assert!(room.text().contains("My words."));
}

#[test]
fn taking_theirs_keeps_a_copy_of_mine() {
    let mut room = clash();
    assert_eq!(room.resolve(Keep::Theirs).state, SaveState::Saved);
    assert!(room.open().text.contains("Their words."));
    assert!(room.kept().iter().any(|text| text.contains("My words.")));
}

#[test]
fn a_clash_that_the_other_program_takes_back_is_none() {
    let room = clash();
    fs::write(room.file(), TEXT).expect("another program");
    room.hear_mark(None);
    room.hear_state(&SaveState::Saved);
    assert!(room.text().contains("My words."));
}

#[test]
fn an_entry_in_doubt_stays_open_when_it_is_closed() {
    let mut room = clash();
    let entry = room.open().entry;
    let closed = room
        .desk
        .close_entry(EntryRef { entry })
        .expect("an answer");
    assert_eq!(closed.state, SaveState::Clash);
    assert_eq!(room.open().entry, entry);
}

#[test]
fn an_entry_whose_file_is_gone_stays_listed_and_can_be_opened() {
    let mut room = Room::new();
    let entry = room.open().entry;
    fs::remove_file(room.file()).expect("another program");
    room.hear_mark(Some(&SaveState::Gone));
    assert_eq!(room.open().entry, entry);
    assert_eq!(room.open().text, TEXT);
    let rows = room
        .desk
        .start(Empty {})
        .expect("a page that starts again")
        .library;
    assert!(
        rows.iter()
            .any(|row| row.path == NAME && row.held == Some(SaveState::Gone))
    );
    let saved = room.desk.save(EntryRef { entry }).expect("a save");
    assert_eq!(saved.state, SaveState::Saved);
    assert_eq!(room.text(), TEXT);
}

#[test]
fn a_file_that_goes_and_comes_back_changed_is_followed() {
    let mut room = Room::new();
    room.open();
    fs::remove_file(room.file()).expect("another program");
    room.hear_mark(Some(&SaveState::Gone));
    fs::write(room.file(), TEXT.replace("First", "Other")).expect("another program");
    room.hear_mark(None);
    let opened = room.open();
    assert_eq!(opened.state, SaveState::Saved);
    assert!(opened.text.contains("Other words."));
}

#[test]
fn a_text_that_is_let_go_is_kept_as_a_copy() {
    let mut room = Room::new();
    let entry = room.open().entry;
    fs::remove_file(room.file()).expect("another program");
    room.hear_mark(Some(&SaveState::Gone));
    room.desk.forget(EntryRef { entry }).expect("an answer");
    room.hear("of the row that goes", |event| match event {
        Event::Library { changes } => changes
            .contains(&LibraryChange::Removed {
                path: NAME.to_owned(),
            })
            .then_some(()),
        _ => None,
    });
    assert_eq!(room.kept(), [TEXT]);
    assert!(
        room.desk
            .open_entry(OpenEntry {
                path: NAME.to_owned()
            })
            .is_err()
    );
}

#[test]
fn a_page_that_missed_a_reload_gets_both_texts() {
    let mut room = Room::new();
    let before = room.open();
    fs::write(room.file(), TEXT.replace("Second", "Their second")).expect("another program");
    room.hear("of the reload", |event| {
        matches!(event, Event::Reloaded { .. }).then_some(())
    });
    let whole = WholeText {
        entry: before.entry,
        revision: before.revision,
        text: before.text.replace("First", "My first"),
    };
    let opened = room.desk.resync(whole).expect("an answer");
    assert!(opened.text.contains("My first words."));
    assert!(opened.text.contains("Their second words."));
}

#[test]
fn a_byte_order_mark_that_another_program_wrote_stays() {
    let mut room = Room::new();
    room.open();
    fs::write(
        room.file(),
        format!("\u{feff}{}", TEXT.replace("First", "Other")),
    )
    .expect("another program");
    room.hear("of the reload", |event| {
        matches!(event, Event::Reloaded { .. }).then_some(())
    });
    room.type_over("Second", "Last");
    room.hear_state(&SaveState::Saved);
    assert!(room.text().starts_with("\u{feff}---\n"));
    assert!(room.text().contains("Last words."));
}

#[test]
fn everything_that_can_be_saved_is_saved_at_the_end() {
    let mut room = Room::new();
    room.type_over("First", "My");
    room.desk.save_all();
    assert!(room.text().contains("My words."));
    drop(room.desk);
    let again = Room::at(&room.folder);
    assert_eq!(again.start.recovered, []);
}

#[test]
fn a_clash_at_the_end_keeps_both_texts() {
    let room = clash();
    room.desk.save_all();
    assert!(room.text().contains("Their words."));
    let journals = fs::read_dir(room.folder.join("data/journal")).expect("journals");
    let mut journals = journals.map(|file| fs::read(file.expect("a file").path()).expect("bytes"));
    assert!(journals.any(
        |bytes| String::from_utf8_lossy(&bytes).contains("My words.")
            || bytes.windows(2).any(|two| two == b"My")
    ));
}

#[test]
fn settings_that_cannot_be_read_are_set_aside_before_new_ones_are_written() {
    let room = Room::new();
    let settings = room.folder.join("settings/settings.yml");
    let posts = room.folder.join("posts");
    fs::write(&settings, "author: [unclosed\n").expect("a broken file");
    let mut desk = Desk::start(
        Place::Given(posts),
        folders(&room.folder),
        Arc::new(NoDialogs),
        Box::new(|_| ()),
    );
    let change = UpdateSettings {
        author: Some("Meera".to_owned()),
        ..UpdateSettings::default()
    };
    desk.update_settings(change).expect("an answer");
    let aside = fs::read_to_string(settings.with_extension("yml.broken")).expect("a copy");
    assert_eq!(aside, "author: [unclosed\n");
    assert!(
        fs::read_to_string(settings)
            .expect("settings")
            .contains("Meera")
    );
}

#[test]
fn what_another_program_wrote_stays_in_the_history_when_the_file_goes_before_the_choice() {
    let room = clash();
    fs::remove_file(room.file()).expect("another program");
    room.hear_mark(Some(&SaveState::Gone));
    let theirs = TEXT.replace("First", "Their").replace("Second", "New");
    assert!(room.kept().contains(&theirs), "{:?}", room.kept());
}

#[test]
fn what_another_program_wrote_first_stays_in_the_history_when_it_writes_again() {
    let mut room = clash();
    let first = TEXT.replace("First", "Their").replace("Second", "New");
    let second = TEXT.replace("First", "Last").replace("Second", "New");
    fs::write(room.file(), &second).expect("another program");
    room.hear("of the second text", |event| match event {
        Event::Reloaded { patch, .. } => patch
            .clashes?
            .iter()
            .any(|clash| clash.theirs.contains("Last"))
            .then_some(()),
        _ => None,
    });
    room.resolve(Keep::Mine);
    assert!(room.kept().contains(&second), "{:?}", room.kept());
    assert!(room.kept().contains(&first), "{:?}", room.kept());
}
