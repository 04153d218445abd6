//! An author who types while another program changes ten thousand files.
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

mod room;

use faircopy_wire::Event;
use room::Room;
use std::{
    fs,
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

const BURST: usize = 10_000;
/// How many changed files may come between two keys.
const BETWEEN_KEYS: usize = 64;

#[test]
fn f20_keys_have_their_turn_while_ten_thousand_files_change() {
    let mut room = Room::new();
    let mut typed = "First words".to_owned();
    let before: Vec<Duration> = (0..100)
        .map(|number| type_next(&mut room, &mut typed, number))
        .collect();
    room.pass_over_events();
    let posts = room.folder.join("posts");
    let others = thread::spawn(move || write_burst(&posts));
    let (mut during, mut listed) = (Vec::new(), 0);
    let until = Instant::now() + Duration::from_mins(2);
    while listed < BURST {
        assert!(Instant::now() < until, "only {listed} are listed");
        during.push(type_next(&mut room, &mut typed, during.len() + 100));
        for event in room.heard() {
            if let Event::Library { changes } = event {
                assert!(changes.len() <= BETWEEN_KEYS, "{} at once", changes.len());
                listed += changes.len();
            }
        }
    }
    others.join().expect("the other program");
    assert!(room.open().text.contains(&typed));
    println!(
        "a key took {:?} (median), {:?} while {BURST} files changed, {:?} at most",
        median(before),
        median(during.clone()),
        during.iter().max().expect("a key")
    );
}

/// Types one change, and answers how long it took.
fn type_next(room: &mut Room, typed: &mut String, number: usize) -> Duration {
    let next = format!("{number} words");
    let opened = room.open();
    let start = Instant::now();
    room.type_into(&opened, typed, &next);
    *typed = next;
    start.elapsed()
}

fn write_burst(posts: &std::path::Path) {
    let name = |number: usize| -> PathBuf { posts.join(format!("2025-01-01-{number}.md")) };
    for number in 0..BURST {
        let text = format!("---\ntitle: Entry {number}\n---\n\nWords.\n");
        fs::write(name(number), text).expect("an entry");
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
