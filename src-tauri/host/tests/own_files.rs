//! Our own files damaged, and used by two instances at a time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says at once what is missing"
)]

mod support;

use std::fs;
use std::path::PathBuf;
use std::sync::Barrier;

use faircopy_host::history::{Bounds, History};
use faircopy_host::journal::scan;
use jiff::Timestamp;
use support::{Place, Running};

/// All that was ever typed by `faults type`, the last text first.
const TYPED: [&str; 5] = ["old0123", "old012", "old01", "old0", "old"];

fn left_behind() -> (Place, PathBuf) {
    let place = Place::new();
    let mut running = Running::start("type", &place, 0);
    running.go();
    while running.line().is_some() {}
    running.child.wait().unwrap();
    let names = faircopy_host::folder::names(&place.folder()).unwrap();
    let journal = place.folder().join(&names[0]);
    (place, journal)
}

#[test]
fn f39_a_journal_with_any_byte_changed_stops_no_start_and_makes_up_no_text() {
    let (place, journal) = left_behind();
    let whole = fs::read(&journal).unwrap();
    let mut read = 0;
    for at in 0..whole.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut damaged = whole.clone();
            damaged[at] ^= change;
            fs::write(&journal, damaged).unwrap();
            let found = scan(&place.folder()).unwrap();
            for recovered in &found.recovered {
                let text = recovered.kept().text();
                assert!(TYPED.contains(&text.as_str()), "byte {at}: {text:?}");
                assert!(recovered.is_torn(), "byte {at}");
                read += 1;
            }
            // What is as on the disk needs no recovery; all else is told.
            let told = found.recovered.len() + found.failed.len();
            assert!(told == 1 || !journal.exists(), "byte {at}");
        }
    }
    assert!(
        read > whole.len(),
        "only {read} of {} were read",
        whole.len() * 3
    );
}

#[test]
fn f25_a_text_left_behind_is_offered_to_one_of_two_instances() {
    for _ in 0..20 {
        let (place, _) = left_behind();
        let together = Barrier::new(2);
        let start = || {
            together.wait();
            let found = scan(&place.folder()).unwrap();
            // Both are still there when the other has looked.
            together.wait();
            assert!(found.failed.is_empty());
            found.recovered.len()
        };
        let offered: usize = std::thread::scope(|scope| {
            let instances = [scope.spawn(start), scope.spawn(start)];
            instances.into_iter().map(|each| each.join().unwrap()).sum()
        });
        assert_eq!(offered, 1);
    }
}

#[test]
fn f25_two_instances_keep_one_history() {
    let place = Place::new();
    let together = Barrier::new(2);
    let save = |instance: i64| {
        let history = History::open(&place.folder());
        together.wait();
        for number in 0..50 {
            let at = Timestamp::from_millisecond(number * 2 + instance).unwrap();
            let text = format!("instance {instance}, save {number}");
            let recorded = history.record(&place.posts(), "a.md", text.as_bytes(), at);
            recorded.unwrap().expect("the text is a new one");
            history.tidy(Bounds::default()).unwrap();
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| save(0));
        scope.spawn(|| save(1));
    });
    let history = History::open(&place.folder());
    let snapshots = history.list(&place.posts(), "a.md").unwrap();
    assert_eq!(snapshots.len(), 100);
    for snapshot in snapshots {
        let millisecond = snapshot.at.as_millisecond();
        let expected = format!("instance {}, save {}", millisecond % 2, millisecond / 2);
        assert_eq!(history.read(&snapshot.id).unwrap(), expected.as_bytes());
    }
}

#[test]
fn f24_a_clock_that_jumps_costs_no_snapshot_of_the_last_hour() {
    let place = Place::new();
    let history = History::open(&place.folder());
    let year = 365 * 24 * 60 * 60;
    let now = 1_700_000_000;
    for (number, second) in [now, now + 10 * year, now + 1, now - 10 * year, now + 2]
        .iter()
        .enumerate()
    {
        let at = Timestamp::from_second(*second).unwrap();
        let text = number.to_string();
        history
            .record(&place.posts(), "a.md", text.as_bytes(), at)
            .unwrap();
    }
    let snapshots = history.list(&place.posts(), "a.md").unwrap();
    let texts: Vec<Vec<u8>> = snapshots
        .iter()
        .map(|each| history.read(&each.id).unwrap())
        .collect();
    for text in [b"0", b"1", b"2", b"4"] {
        assert!(
            texts.iter().any(|each| each == text),
            "{text:?} of {texts:?}"
        );
    }
}
