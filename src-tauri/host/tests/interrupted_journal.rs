//! The journal and the history while the system fails at, or the process dies in, each of
//! their calls.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says at once what is missing"
)]

mod support;

use std::fs;

use faircopy_host::history::{Bounds, History};
use faircopy_host::journal::scan;
use support::{Outcome, Place, Running, Thread, each_time, run};

/// Every call by which journal and history change the disk or look at it.
const CALLS: [&str; 14] = [
    "openat",
    "read",
    "write",
    "fdatasync",
    "fsync",
    "rename",
    "unlink",
    "mkdir",
    "chmod",
    "flock",
    "statx",
    "getdents64",
    "close",
    "newfstatat",
];

const ERRORS: [&str; 10] = [
    "error=ENOSPC",
    "error=EIO",
    "error=EDQUOT",
    "error=EACCES",
    "error=EROFS",
    "error=EMFILE",
    "error=EINTR",
    "error=EXDEV",
    "error=EPERM",
    "retval=0",
];

/// What was typed by `faults type`, in full.
const TYPED: &str = "old0123";

/// A place where a dead process left `old0123` behind.
fn left_behind() -> Place {
    let place = Place::new();
    let mut running = Running::start("type", &place, 0);
    running.go();
    while running.line().is_some() {}
    running.child.wait().unwrap();
    place
}

fn texts(place: &Place, what: &str) -> Vec<String> {
    let found = scan(&place.folder()).unwrap();
    assert!(found.failed.is_empty(), "{what}: {:?}", found.failed);
    assert_eq!(found.live, 0, "{what}");
    let recovered = found.recovered.iter();
    recovered.map(|each| each.kept().text()).collect()
}

/// Everything that was said to be kept is there, and nothing that was never typed.
fn check_typed(place: &Place, outcome: &Outcome, what: &str) {
    assert_eq!(fs::read(place.post()).unwrap(), b"old", "{what}");
    let kept = outcome.all("kept").last().copied().unwrap_or_default();
    let texts = texts(place, what);
    assert!(texts.len() <= 1, "{what}: {texts:?}");
    let text = texts.first().map_or("", String::as_str);
    assert!(
        text.starts_with(kept),
        "{what}: {kept:?} was kept, {text:?} is"
    );
    assert!(TYPED.starts_with(text), "{what}: {text:?}");
    let names = faircopy_host::folder::names(&place.folder()).unwrap();
    assert_eq!(names.len(), texts.len(), "{what}: {names:?}");
}

#[test]
fn f01_a_death_at_any_call_of_the_journal_loses_nothing_that_was_kept() {
    let mut strikes = 0;
    for call in CALLS {
        let kill = (call, "signal=KILL");
        strikes += each_time("type", Thread::Journal, kill, Place::new, check_typed);
    }
    assert!(strikes > 30, "only {strikes} calls were seen");
    println!("journal: killed at {strikes} calls");
}

#[test]
fn f03_recovery_can_be_killed_at_any_call_and_repeated() {
    let mut strikes = 0;
    for call in CALLS {
        for what in ["scan", "resume"] {
            let kill = (call, "signal=KILL");
            strikes += each_time(what, Thread::All, kill, left_behind, |place, _, what| {
                for _ in 0..2 {
                    assert_eq!(texts(place, what), [TYPED], "{what}");
                }
            });
        }
        let kill = (call, "signal=KILL");
        strikes += each_time(
            "discard",
            Thread::All,
            kill,
            left_behind,
            |place, outcome, what| {
                let texts = texts(place, what);
                let gone = outcome.said == ["discarded"];
                assert!(texts.is_empty() || (!gone && texts == [TYPED]), "{what}");
            },
        );
    }
    assert!(strikes > 40, "only {strikes} calls were seen");
    println!("recovery: killed at {strikes} calls");
}

#[test]
fn f06_an_error_at_any_call_of_the_journal_is_told_or_made_up_for() {
    let calls = [
        "openat",
        "write",
        "fdatasync",
        "fsync",
        "rename",
        "unlink",
        "mkdir",
        "flock",
        "statx",
    ];
    let mut strikes = 0;
    for call in calls {
        for error in ERRORS {
            if error == "retval=0" && call != "write" {
                continue;
            }
            strikes += each_time(
                "type",
                Thread::Journal,
                (call, error),
                Place::new,
                |place, outcome, what| {
                    for reason in outcome.all("refused") {
                        assert!(reason.contains("kept"), "{what}: {reason} names no file");
                    }
                    let kept = outcome.all("kept");
                    assert_eq!(kept.last(), Some(&TYPED), "{what}: {:?}", outcome.said);
                    check_typed(place, outcome, what);
                },
            );
        }
    }
    println!("journal: {strikes} errors");
}

#[test]
fn what_is_typed_in_a_row_is_synced_at_once() {
    let place = Place::new();
    let never = "error=EIO:when=1000";
    let outcome = run("burst", &place, Thread::Journal, "fdatasync", never);
    let syncs = outcome.trace.lines();
    // The first, and the burst; one more if it took longer than a batch.
    let syncs = syncs.filter(|line| line.contains("sync(")).count();
    assert!((2..=3).contains(&syncs), "{}", outcome.trace);
    assert_eq!(outcome.all("kept").len(), 2);
}

#[test]
fn f07_a_sync_that_failed_once_is_not_believed_afterwards() {
    for number in 1..=4 {
        let place = Place::new();
        let strike = format!("error=EIO:when={number}");
        let outcome = run("type", &place, Thread::Journal, "fdatasync", &strike);
        let mut syncs = outcome
            .trace
            .lines()
            .filter(|line| line.contains("fdatasync("));
        assert!(syncs.any(|line| line.contains("INJECTED")), "{strike}");
        let next = syncs.next().expect("it is tried again");
        assert!(
            next.contains(".new>"),
            "the same file was synced again: {next}"
        );
        assert_eq!(outcome.all("kept").last(), Some(&TYPED));
        check_typed(&place, &outcome, &strike);
    }
}

#[test]
fn f01_a_death_at_any_call_of_the_history_loses_no_snapshot() {
    let check = |place: &Place, outcome: &Outcome, what: &str| {
        let history = History::open(&place.folder());
        let mut texts = Vec::new();
        for snapshot in history.list(&place.posts(), "a.md").unwrap() {
            texts.push(String::from_utf8(history.read(&snapshot.id).unwrap()).unwrap());
        }
        let kept = outcome.all("kept");
        // The first makes room for the third.
        for kept in &kept[usize::from(kept.len() > 1)..] {
            assert!(
                texts.iter().any(|text| text == kept),
                "{what}: {kept} is lost"
            );
        }
        history.tidy(Bounds::default()).unwrap();
        for folder in fs::read_dir(place.folder()).into_iter().flatten() {
            let names = faircopy_host::folder::names(&folder.unwrap().path()).unwrap();
            assert_eq!(names.len(), texts.len(), "{what}: {names:?}");
        }
    };
    let mut strikes = 0;
    for call in CALLS {
        strikes += each_time(
            "history",
            Thread::All,
            (call, "signal=KILL"),
            Place::new,
            check,
        );
    }
    for call in ["openat", "write", "fdatasync", "fsync", "rename", "mkdir"] {
        for error in ["error=ENOSPC", "error=EIO", "error=EACCES"] {
            // What it says goes by the same call as what it writes.
            if call != "write" {
                strikes += each_time("history", Thread::All, (call, error), Place::new, check);
            }
        }
    }
    assert!(strikes > 30, "only {strikes} calls were seen");
    println!("history: struck at {strikes} calls");
}
