//! A long day: keys, saves and checkouts without end leave the memory as it was.
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

#[allow(dead_code, reason = "only the number of trials is asked for")]
#[path = "../../../tests/src/chance.rs"]
mod chance;
mod room;

use chance::trials;
use faircopy_wire::{Answers, Edit, EntryRef, OpenedEntry, TextChange};
use room::{NAME, Room, TEXT};
use std::{fs, path::Path, process::Command, time::Instant};

/// What the memory may grow by, in percent.
const GROWTH: usize = 5;
/// Keys that are typed before they are taken away again.
const LINE: usize = 400;

#[test]
fn f_soak_keys_saves_and_checkouts_leave_the_memory_as_it_was() {
    let keys = trials(20_000, 1_000_000).expect("a number");
    let (saves, checkouts) = (keys / 1_000, keys / 10_000);
    let mut room = Room::new();
    let posts = room.folder.join("posts");
    branches(&posts);
    let (start, mut memory) = (Instant::now(), Vec::new());
    // Twenty parts: the first warms up, every other is compared with it.
    for part in 0..20 {
        type_keys(&mut room, keys / 20, saves / 20);
        for checkout in 0..checkouts.div_ceil(20) {
            let branch = ["other", "main"][(part + checkout) % 2];
            git(&posts, &["checkout", "--quiet", "--force", branch]);
        }
        memory.push(resident());
    }
    let (first, last) = (memory[1], memory[19]);
    println!(
        "{keys} keys, {saves} saves, {checkouts} checkouts in {:?}; memory in KB: {memory:?}",
        start.elapsed()
    );
    assert!(
        last * 100 <= first * (100 + GROWTH),
        "the memory grew from {first} KB to {last} KB"
    );
}

/// Types so many keys, one at a time, taking every full line away again.
fn type_keys(room: &mut Room, keys: usize, saves: usize) {
    let mut open = room.open();
    for key in 0..keys {
        room.pass_over_events();
        let at = open.text.len();
        let before = open.text.trim_end_matches('e').len();
        let full = at - before >= LINE;
        let (from, insert) = if full { (before, "") } else { (at, "e") };
        open = change(room, open, from, at, insert);
        if saves > 0 && key % (keys / saves) == 0 {
            let entry = open.entry;
            room.desk.save(EntryRef { entry }).expect("a save");
        }
    }
}

/// Makes one change; where another program changed the text, it is looked at again.
fn change(
    room: &mut Room,
    mut open: OpenedEntry,
    from: usize,
    to: usize,
    insert: &str,
) -> OpenedEntry {
    let edit = Edit {
        entry: open.entry,
        revision: open.revision,
        length: units(open.text.len()),
        changes: vec![TextChange {
            from: units(from),
            to: units(to),
            insert: insert.to_owned(),
        }],
    };
    match room.desk.edit(edit) {
        Ok(patch) => {
            open.revision = patch.revision;
            open.text.replace_range(from..to, insert);
            open
        }
        Err(_) => room.open(),
    }
}

/// The text is plain letters, each one unit.
fn units(letters: usize) -> u32 {
    u32::try_from(letters).expect("a short text")
}

fn branches(posts: &Path) {
    git(posts, &["init", "--quiet", "--initial-branch=main"]);
    git(posts, &["add", "--all"]);
    git(posts, &["commit", "--quiet", "--message=first"]);
    git(posts, &["checkout", "--quiet", "-b", "other"]);
    fs::write(posts.join(NAME), TEXT.replace("First", "Other")).expect("an entry");
    git(posts, &["commit", "--quiet", "--all", "--message=other"]);
    git(posts, &["checkout", "--quiet", "main"]);
}

fn git(posts: &Path, args: &[&str]) {
    let done = Command::new("git")
        .args([
            "-c",
            "user.name=Other",
            "-c",
            "user.email=other@example.org",
        ])
        .args(args)
        .current_dir(posts)
        .output()
        .expect("git");
    assert!(done.status.success(), "{args:?}: {done:?}");
}

/// What this process has in memory, in KB (`proc(5)`).
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.expect("a size").parse().expect("a number")
}
