//! What a run that was killed left behind: found by the next, shown, and never chosen for the author.
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

mod room;

use faircopy_wire::{
    Answers, DiffKind, OpenedEntry, Recover, RecoveredDiff, RecoveredFile, RecoveredRef, Recovery,
    SaveState,
};
use room::{NAME, Room, TEXT};
use std::{
    env, fs,
    path::Path,
    process::{Command, abort},
    time::Duration,
};
use tempfile::TempDir;

/// Says to this program that it is the run that dies, and in which folder.
const CHILD: &str = "FAIRCOPY_TEST_CHILD";
const KEY: Duration = Duration::from_millis(40);

/// Types until the journal has it, then dies; typing goes on, so that nothing is saved meanwhile.
#[test]
fn child_types_and_dies() {
    let Some(folder) = env::var_os(CHILD) else {
        return;
    };
    let held = |folder: &Path| {
        let journals = journals(folder).filter(|bytes| holds(bytes, b"Newest"));
        journals.count()
    };
    let before = held(Path::new(&folder));
    let mut room = Room::at(Path::new(&folder));
    room.type_over("First", "Newest");
    while held(&room.folder) == before {
        room.type_over("Newest", "Newest");
        std::thread::sleep(KEY);
    }
    abort();
}

/// The bytes of all journals.
fn journals(folder: &Path) -> impl Iterator<Item = Vec<u8>> {
    let files = fs::read_dir(folder.join("data/journal"))
        .into_iter()
        .flatten();
    files.map(|file| fs::read(file.expect("a file").path()).unwrap_or_default())
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// The next start in a folder in which a run died with a text that it had not saved.
fn left_behind(meanwhile: impl FnOnce(&Path)) -> Room {
    let folder = left_alone();
    meanwhile(&folder.path().join("posts").join(NAME));
    Room::again(folder)
}

/// A folder in which a run died with a text that it had not saved.
fn left_alone() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("posts")).expect("a folder");
    fs::write(folder.path().join("posts").join(NAME), TEXT).expect("an entry");
    die_in(folder.path());
    folder
}

/// Lets a run type in a folder and die before it saves.
fn die_in(folder: &Path) {
    let died = Command::new(env::current_exe().expect("this program"))
        .args(["--exact", "child_types_and_dies", "--nocapture"])
        .env(CHILD, folder)
        .output()
        .expect("a child");
    assert_eq!(died.status.code(), None, "it died by a signal: {died:?}");
}

fn newest() -> String {
    TEXT.replace("First", "Newest")
}

fn compared(room: &mut Room, number: u32) -> RecoveredDiff {
    let found = room.desk.recovered_diff(RecoveredRef { number });
    found.expect("a diff")
}

fn standing(room: &mut Room) -> RecoveredFile {
    let number = room.start.recovered[0].number;
    compared(room, number).file
}

fn choose(room: &mut Room, recovery: Recovery) -> Option<OpenedEntry> {
    let number = room.start.recovered[0].number;
    let choice = Recover { number, recovery };
    room.desk.recover(choice).expect("a choice carried out")
}

#[test]
fn a_text_that_was_typed_last_is_offered_and_nothing_is_changed() {
    let mut room = left_behind(|_| ());
    let [found] = &room.start.recovered[..] else {
        panic!("{:?}", room.start.recovered)
    };
    assert_eq!(found.path.as_str(), NAME);
    assert_eq!(room.text(), TEXT);
    let number = found.number;
    let RecoveredDiff { file, diff } = compared(&mut room, number);
    assert_eq!(
        (file, diff.front_matter),
        (RecoveredFile::Older, Vec::new())
    );
    let of = |kind| -> Vec<String> {
        let pieces = diff.pieces.iter().filter(|piece| piece.kind == kind);
        pieces.map(|piece| piece.text.clone()).collect()
    };
    assert_eq!(
        (of(DiffKind::Removed), of(DiffKind::Added)),
        (vec!["First".to_owned()], vec!["Newest".to_owned()])
    );
}

#[test]
fn what_was_not_chosen_is_offered_again() {
    let folder = left_alone();
    assert_eq!(left_to_the_next(folder.path()), 1);
    assert_eq!(left_to_the_next(folder.path()), 1);
}

/// How many texts a start in a process of its own is offered.
fn left_to_the_next(folder: &Path) -> usize {
    let started = Command::new(env::current_exe().expect("this program"))
        .args(["--exact", "child_counts_what_is_offered", "--nocapture"])
        .env(CHILD, folder)
        .output()
        .expect("a child");
    let said = String::from_utf8(started.stdout).expect("words");
    let count = said.lines().find_map(|line| line.strip_prefix("offered: "));
    count.expect("a count").parse().expect("a number")
}

#[test]
fn child_counts_what_is_offered() {
    let Some(folder) = env::var_os(CHILD) else {
        return;
    };
    println!(
        "\noffered: {}",
        Room::at(Path::new(&folder)).start.recovered.len()
    );
}

#[test]
fn a_text_that_is_kept_opens_and_is_saved() {
    let mut room = left_behind(|_| ());
    let opened = choose(&mut room, Recovery::Keep).expect("an entry");
    assert_eq!((opened.text, opened.state), (newest(), SaveState::Unsaved));
    room.hear_state(&SaveState::Saved);
    assert_eq!(room.text(), newest());
    drop(room.desk);
    assert_eq!(left_to_the_next(&room.folder), 0);
}

/// A folder in which two runs died, one after the other, each with a text of the same entry.
fn left_twice() -> TempDir {
    let folder = left_alone();
    die_in(folder.path());
    folder
}

#[test]
fn the_second_of_two_texts_is_compared_with_what_became_of_the_first() {
    let mut room = Room::again(left_twice());
    let numbers: Vec<u32> = room.start.recovered.iter().map(|it| it.number).collect();
    let [first, second] = numbers[..] else {
        panic!("{:?}", room.start.recovered)
    };
    assert_eq!(compared(&mut room, second).file, RecoveredFile::Older);
    let recovery = Recovery::Keep;
    let number = first;
    let kept = room.desk.recover(Recover { number, recovery });
    let kept = kept.expect("a choice carried out").expect("an entry");
    // Typed on: what the second is compared with is neither the file nor the first text.
    room.type_over("Second", "Later");
    let RecoveredDiff { file, diff } = compared(&mut room, second);
    assert_eq!(file, RecoveredFile::Ours);
    let later = |piece: &faircopy_wire::DiffPiece| {
        piece.kind == DiffKind::Removed && piece.text.contains("Later")
    };
    assert!(diff.pieces.iter().any(later), "{diff:?}");
    room.hear_state(&SaveState::Saved);
    assert_eq!(compared(&mut room, second).file, RecoveredFile::Ours);
    let number = second;
    let opened = room.desk.recover(Recover { number, recovery });
    let opened = opened.expect("a choice carried out").expect("an entry");
    assert_eq!((opened.entry, opened.text), (kept.entry, newest()));
    room.hear_state(&SaveState::Saved);
    assert_eq!(room.text(), newest());
    let typed = newest().replace("Second", "Later");
    assert!(room.kept().contains(&typed), "{:?}", room.kept());
}

#[test]
fn what_another_program_wrote_since_stays_in_the_history() {
    let other = TEXT.replace("Second", "Other");
    let mut room =
        left_behind(|file| fs::write(file, TEXT.replace("Second", "Other")).expect("a file"));
    assert_eq!(standing(&mut room), RecoveredFile::Changed);
    choose(&mut room, Recovery::Keep);
    room.hear_state(&SaveState::Saved);
    assert_eq!(room.text(), newest());
    assert!(room.kept().contains(&other), "{:?}", room.kept());
}

#[test]
fn a_text_without_a_file_opens_all_the_same() {
    let mut room = left_behind(|file| fs::remove_file(file).expect("a file"));
    assert_eq!(standing(&mut room), RecoveredFile::Gone);
    let opened = choose(&mut room, Recovery::Keep).expect("an entry");
    assert_eq!((opened.text, opened.state), (newest(), SaveState::Gone));
    // Still nowhere but here, it stays in a journal.
    assert!(journals(&room.folder).any(|bytes| holds(&bytes, b"Newest")));
}

#[test]
fn a_copy_becomes_an_entry_of_its_own() {
    let mut room = left_behind(|_| ());
    let opened = choose(&mut room, Recovery::Copy).expect("an entry");
    assert_eq!(opened.path, "2026-01-02-day-recovered.md");
    let copy = fs::read_to_string(room.folder.join("posts").join(opened.path)).expect("a copy");
    assert_eq!((copy, room.text()), (newest(), TEXT.to_owned()));
    drop(room.desk);
    assert_eq!(left_to_the_next(&room.folder), 0);
}

#[test]
fn a_text_that_is_given_up_stays_in_the_history() {
    let mut room = left_behind(|_| ());
    assert!(choose(&mut room, Recovery::Discard).is_none());
    assert_eq!(
        (room.text(), room.kept()),
        (TEXT.to_owned(), vec![newest()])
    );
    drop(room.desk);
    assert_eq!(left_to_the_next(&room.folder), 0);
}
