//! How a session goes on and ends: on a disk that takes seconds, and with its last desk.
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

mod room;

use faircopy_host::journal;
use faircopy_wire::{Answers, EntryRef, SaveState};
use room::{NAME, Room, TEXT};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

/// Says to this program that it is the run on a slow disk, and in which folder.
const CHILD: &str = "FAIRCOPY_TEST_CHILD";
/// How long the disk takes to make a file durable, in the words of strace and in ours.
const SLOW: (&str, Duration) = ("delay_enter=1s", Duration::from_secs(1));
/// How long a key may take to be kept.
const KEPT_WITHIN: Duration = Duration::from_millis(250);

#[test]
fn f13_a_save_that_takes_seconds_holds_up_no_key() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("posts")).expect("a folder");
    fs::write(folder.path().join("posts").join(NAME), TEXT).expect("an entry");
    // Files are saved by fsync, journals by fdatasync.
    let inject = format!("inject=fsync:{}", SLOW.0);
    let traced = Command::new("strace")
        .args([
            "-f",
            // Other calls are not stopped at: a thread that asks much would starve the rest.
            "--seccomp-bpf",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=fsync",
            "-e",
            &inject,
        ])
        .arg(env::current_exe().expect("this program"))
        .args([
            "--exact",
            "child_types_while_a_save_takes_seconds",
            "--nocapture",
        ])
        .env(CHILD, folder.path())
        .output()
        .expect("strace is installed");
    let said = String::from_utf8_lossy(&traced.stdout);
    assert!(
        traced.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&traced.stderr)
    );
}

#[test]
fn child_types_while_a_save_takes_seconds() {
    let Some(folder) = env::var_os(CHILD).map(PathBuf::from) else {
        return;
    };
    let mut room = Room::at(&folder);
    room.type_over("First", "Newer");
    wait_for_a_save(&folder);
    let (start, mut old) = (Instant::now(), "Newer words".to_owned());
    for number in 0..5 {
        let before = Instant::now();
        let new = format!("{number} words");
        assert_eq!(room.type_over(&old, &new), SaveState::Unsaved);
        assert!(
            before.elapsed() < KEPT_WITHIN,
            "a key took {:?}",
            before.elapsed()
        );
        while !is_kept(&folder, &new) {
            assert!(before.elapsed() < KEPT_WITHIN, "{new} is not kept");
            std::thread::sleep(Duration::from_millis(1));
        }
        old = new;
    }
    assert!(start.elapsed() < SLOW.1, "the disk was done before");
    assert!(!room.text().contains("4 words"), "the save was under way");
    let entry = room.open().entry;
    let saved = room.desk.save(EntryRef { entry }).expect("a save");
    assert_eq!(saved.state, SaveState::Saved);
    assert!(room.text().contains("4 words"));
}

/// Waits until a save is under way: this program has a file open that has no name yet, and that
/// will take the entry's place once the disk is done with it.
fn wait_for_a_save(folder: &Path) {
    let until = Instant::now() + Duration::from_secs(20);
    let posts = folder.join("posts");
    let has_nameless = || {
        let open = fs::read_dir("/proc/self/fd").expect("what is open");
        open.flatten()
            .filter_map(|file| fs::read_link(file.path()).ok())
            .any(|path| path.starts_with(&posts) && path.to_string_lossy().ends_with(" (deleted)"))
    };
    while !has_nameless() {
        assert!(Instant::now() < until, "it is not saved by itself");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Whether a journal's file has these words by now.
fn is_kept(folder: &Path, words: &str) -> bool {
    let journals = fs::read_dir(folder.join("data/journal"))
        .into_iter()
        .flatten();
    let mut texts = journals.flatten().filter_map(|file| {
        let bytes = fs::read(file.path()).ok()?;
        faircopy_draft::journal::replay(&bytes).ok()?.kept
    });
    texts.any(|kept| kept.text().contains(words))
}

#[test]
fn the_last_desk_takes_the_session_along_and_what_was_typed_stays() {
    let mut room = Room::new();
    room.type_over("First", "Newest");
    let other = room.desk.clone();
    room.desk = other;
    assert!(room.open().text.contains("Newest"), "one desk is left");
    let (folder, guard) = (room.folder.clone(), room.guard.take());
    drop(room);
    let file = folder.join("posts").join(NAME);
    assert!(
        fs::read_to_string(file)
            .expect("the entry")
            .contains("Newest")
    );
    let left = journal::scan(&journal::folder(&folder.join("data"))).expect("journals");
    assert_eq!(
        (left.live, left.recovered.len()),
        (0, 0),
        "its threads have ended"
    );
    drop(guard);
}
