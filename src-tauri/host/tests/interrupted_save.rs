//! Saving while the system fails at, or the process dies in, each of its calls.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says at once what is missing"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use faircopy_host::disk::{self, ContentHash};

const OLD: &str = "what was there before, and longer";
const NEW: &str = "what is there now";

/// Every call by which a save changes the disk or looks at it.
const CALLS: [&str; 9] = [
    "openat",
    "read",
    "write",
    "fsync",
    "fchmod",
    "linkat",
    "renameat2",
    "unlink",
    "statx",
];

/// The program `examples/save.rs`, which `cargo test` builds.
fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let program = own
        .parent()
        .unwrap()
        .with_file_name("examples")
        .join("save");
    assert!(
        program.exists(),
        "{} is missing: run all of `cargo test`",
        program.display()
    );
    program
}

struct Outcome {
    status: ExitStatus,
    text: String,
    others: Vec<String>,
    /// What is left when what is known elsewhere was removed.
    strays: Vec<String>,
}

fn save_with(injection: &str) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, OLD).unwrap();
    let status = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", injection])
        .arg(program())
        .args([path.as_os_str(), OLD.as_ref(), NEW.as_ref()])
        .env("LC_ALL", "C")
        .stderr(std::process::Stdio::null())
        .status()
        .expect("the program strace is needed: apt install strace");
    let text = fs::read_to_string(&path).unwrap();
    let others = others(folder.path());
    for left in disk::unfinished(folder.path()).unwrap() {
        let known = [OLD, NEW].map(|text| ContentHash::of(text.as_bytes()));
        // One that was never written holds nothing.
        if known.contains(&left.hash) || left.hash == ContentHash::of(b"") {
            left.remove().unwrap();
        }
    }
    Outcome {
        status,
        text,
        others,
        strays: self::others(folder.path()),
    }
}

fn others(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    names
        .map(|name| name.into_string().unwrap())
        .filter(|name| name != "a.md")
        .collect()
}

/// Runs a save once for each time that it makes `call`, failing or dying there, and hands the
/// outcome to `check`. Answers how many calls there were.
fn each_time(call: &str, what: &str, check: impl Fn(&Outcome, &str)) -> usize {
    const MORE_THAN_IT_MAKES: usize = 100;
    for number in 1..MORE_THAN_IT_MAKES {
        let injection = format!("inject={call}:{what}:when={number}");
        let outcome = save_with(&injection);
        check(&outcome, &injection);
        if outcome.status.success() && outcome.text == NEW && !is_reached(call, number) {
            return number - 1;
        }
    }
    panic!("{call} was made more than {MORE_THAN_IT_MAKES} times");
}

/// Whether a save makes the call that often: it dies there if so.
fn is_reached(call: &str, number: usize) -> bool {
    !save_with(&format!("inject={call}:signal=KILL:when={number}"))
        .status
        .success()
}

#[test]
fn dying_at_any_call_leaves_the_old_text_or_the_new() {
    let mut calls = 0;
    for call in CALLS {
        calls += each_time(call, "signal=KILL", |outcome, injection| {
            let whole = outcome.text == OLD || outcome.text == NEW;
            assert!(whole, "{injection}: {:?}", outcome.text);
            assert_eq!(outcome.strays, [""; 0], "{injection}");
            // A name is needed for the moment of the exchange only.
            assert!(
                outcome.others.len() <= 1,
                "{injection}: {:?}",
                outcome.others
            );
        });
    }
    assert!(calls > 20, "only {calls} calls were seen");
}

#[test]
fn a_call_that_fails_is_said_or_made_up_for() {
    for call in ["write", "fsync", "fchmod", "linkat", "renameat2"] {
        for error in ["EIO", "ENOSPC", "EPERM", "EINTR"] {
            each_time(call, &format!("error={error}"), |outcome, injection| {
                let expected = if outcome.status.success() {
                    vec![NEW]
                } else {
                    vec![OLD, NEW]
                };
                let text = outcome.text.as_str();
                assert!(
                    expected.contains(&text),
                    "{injection}: {text:?}, {}",
                    outcome.status
                );
                assert_eq!(outcome.others, [""; 0], "{injection}");
            });
        }
    }
}
