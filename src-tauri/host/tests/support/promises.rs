//! What `faults durable` says to be on the disk, held against what is there.

use std::fs;

use faircopy_host::history::History;
use faircopy_host::journal::scan;

use super::Place;
use super::storm::Storm;

/// How many edits were said to be kept, saved, and recorded in the history.
#[derive(Debug, Clone, Copy)]
pub struct Promises {
    pub kept: usize,
    pub saved: usize,
    pub recorded: usize,
}

impl Promises {
    pub fn of(said: &[String]) -> Self {
        Self {
            kept: last(said, "kept"),
            saved: last(said, "saved"),
            recorded: last(said, "recorded"),
        }
    }
}

/// The number behind the last of these words.
pub fn last(said: &[String], word: &str) -> usize {
    let lines = said.iter().rev();
    let mut numbers = lines.filter_map(|line| line.strip_prefix(word)?.strip_prefix(' '));
    numbers.next().map_or(0, |number| number.parse().unwrap())
}

/// Checks what is there after a power cut, when `typed` edits were said to be kept in the end,
/// against what was promised before it.
pub fn check(place: &Place, seed: u64, typed: usize, promised: Promises) {
    let Promises {
        kept,
        saved,
        recorded,
    } = promised;
    let mut storm = Storm::new(seed, "old");
    let mut texts = vec![storm.text.clone()];
    // One edit may be under way when the last is said to be kept.
    for _ in 0..=typed {
        storm.edit();
        texts.push(storm.text.clone());
    }
    let is_since = |number: usize, text: &str| texts[number..].iter().any(|each| each == text);

    let post = fs::read_to_string(place.post()).unwrap();
    assert!(
        is_since(saved, &post),
        "seed {seed}: {saved} edits were saved, not {post:?}"
    );
    let found = scan(&place.folder()).unwrap();
    assert!(found.failed.is_empty(), "seed {seed}: {:?}", found.failed);
    let text = found.recovered.first().map(|each| each.kept().text());
    // What the file holds durably needs no journal.
    let text = text.unwrap_or(post);
    assert!(
        is_since(kept, &text),
        "seed {seed}: {kept} edits were kept, not {text:?}"
    );
    if recorded > 0 {
        let history = History::open(&place.folder().with_file_name("history"));
        let snapshots = history.list(&place.posts(), "a.md").unwrap();
        let bytes = history.read(&snapshots[0].id).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            is_since(recorded, &text),
            "seed {seed}: snapshot {recorded}, not {text:?}"
        );
    }
}
