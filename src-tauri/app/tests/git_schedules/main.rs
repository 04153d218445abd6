//! An author writes while git and other programs change the same files, step by step by chance: no
//! text is overwritten unasked, and both sides' can be found again.
#![allow(
    clippy::expect_used,
    reason = "a test that cannot be set up fails, and says at what"
)]

#[path = "../../../../tests/src/chance.rs"]
mod chance;
#[path = "../room/mod.rs"]
mod room;

mod author;
mod outside;
mod places;

use author::Author;
use chance::{Chance, trials};
use outside::Outside;
use std::{fs, path::Path, time::Instant};

/// Steps of one schedule.
const STEPS: usize = 100;
/// Schedules that run at a time: each waits for its watcher now and then.
const AT_A_TIME: usize = 4;
/// Entries that both sides write into.
pub const ENTRIES: [&str; 3] = [
    "2026-01-01-one.md",
    "2026-01-02-two.md",
    "2026-01-03-three.md",
];

#[test]
fn f17_no_schedule_of_git_and_typing_loses_a_text() {
    let (start, schedules) = (Instant::now(), trials(10, 1_000).expect("a number"));
    let steps: usize = std::thread::scope(|scope| {
        let work = |first| {
            scope.spawn(move || {
                let seeds = (first..schedules).step_by(AT_A_TIME);
                seeds.map(|seed| schedule(seed as u64)).sum::<usize>()
            })
        };
        let all: Vec<_> = (0..AT_A_TIME).map(work).collect();
        all.into_iter()
            .map(|each| each.join().expect("no loss"))
            .sum()
    });
    println!(
        "{schedules} schedules, {steps} steps, in {:?}",
        start.elapsed()
    );
}

/// Runs one schedule and looks for every word of both sides. Answers how many steps it had.
fn schedule(seed: u64) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let posts = folder.path().join("posts");
    fs::create_dir(&posts).expect("a folder");
    let mut chance = Chance::new(seed);
    let mut outside = Outside::begin(&posts, &mut chance);
    let mut author = Author::sit_down(folder.path());
    let mut log = Vec::new();
    for step in 0..STEPS {
        let told = if chance.below(2) == 0 {
            author.act(step, &mut chance)
        } else {
            outside.act(step, &mut chance)
        };
        log.push(format!("{step}: {told}"));
    }
    let written = author.get_up();
    let found = places::everything(folder.path(), &posts);
    for word in written.iter().chain(&outside.written()) {
        assert!(
            found.contains(word.as_str()),
            "seed {seed}: {word} is nowhere; the steps were\n{}",
            told_of(word, &log)
        );
    }
    STEPS
}

/// The steps from a little before the one that wrote a word.
fn told_of(word: &str, log: &[String]) -> String {
    let at = log.iter().position(|line| line.contains(word)).unwrap_or(0);
    log[at.saturating_sub(10)..].join("\n")
}

/// The text of an entry at the beginning.
pub fn first_text(name: &str) -> String {
    let paragraphs: Vec<String> = (0..6)
        .map(|number| format!("Paragraph {number} of {name}.\n"))
        .collect();
    format!("---\ntitle: {name}\n---\n\n{}", paragraphs.join("\n"))
}

/// Where the files of a posts folder are read.
pub fn read(posts: &Path, name: &str) -> String {
    fs::read_to_string(posts.join(name)).unwrap_or_default()
}
