//! Measures what keeping one key costs the one who types it, while the disk is written to.
//!
//! usage: measure_journal

#![allow(
    clippy::unwrap_used,
    reason = "it measures, and stops at what it lacks"
)]

use std::os::unix::ffi::OsStrExt;
use std::time::{Duration, Instant};

use faircopy_draft::journal::Origin;
use faircopy_draft::{Change, Draft};
use faircopy_host::journal::{Journal, fresh_id};

/// How many keys are typed into each text.
const KEYS: usize = 3_000;
/// How long after a key the next one comes: far less than an author takes.
const PAUSE: Duration = Duration::from_millis(1);

fn main() {
    println!("bytes       p50 us    p99 us    max us    of the key itself, p50 us");
    for kilobytes in [8, 100, 1_000] {
        measure(kilobytes * 1_000);
    }
}

fn measure(bytes: usize) {
    let folder = tempfile::tempdir().unwrap();
    let text = "A line of an entry, as long as lines are.\r\n".repeat(bytes / 43);
    let mut draft = Draft::open(text.as_bytes()).unwrap();
    let origin = Origin {
        id: fresh_id(),
        posts: folder.path().as_os_str().as_bytes().to_vec(),
        path: Some("a.md".to_owned()),
        base: None,
    };
    let mut journal =
        Journal::begin(&folder.path().join("journal"), origin, &text, |_| {}).unwrap();
    let (mut kept, mut typed) = (Vec::with_capacity(KEYS), Vec::with_capacity(KEYS));
    for number in 0..KEYS {
        let at = draft.units() / 2;
        let change = Change {
            from: at,
            to: at,
            insert: if number % 40 == 0 { "\n" } else { "x" }.to_owned(),
        };
        let start = Instant::now();
        let (revision, units) = (draft.revision(), draft.units());
        let applied = draft.apply(revision, units, &[change]).unwrap();
        let between = Instant::now();
        journal.append(&draft.record_of(&applied)).unwrap();
        kept.push(between.elapsed());
        typed.push(between - start);
        // The pace of the typing, not a wait for anything.
        std::thread::sleep(PAUSE);
    }
    journal.flush().unwrap();
    assert_eq!(journal.text().into_bytes(), draft.to_bytes());
    kept.sort();
    typed.sort();
    let [half, most, all] =
        [KEYS / 2, KEYS * 99 / 100, KEYS - 1].map(|place| microseconds(kept[place]));
    let itself = microseconds(typed[KEYS / 2]);
    println!("{bytes:<10}{half:>8.1}{most:>10.1}{all:>10.1}{itself:>12.1}");
    journal.close_and_remove().unwrap();
}

fn microseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
