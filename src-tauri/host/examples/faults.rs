//! Does one thing to the disk while a test makes the system fail or kills it:
//! `faults WHAT FOLDER POSTS [SEED]`. Says `ready`, waits for a line, then says what is done.

#![allow(
    clippy::unwrap_used,
    reason = "its only caller is a test, which sees what it says"
)]

use std::io::{BufRead, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use faircopy_draft::journal::{Edit, Origin, Record};
use faircopy_host::disk::{self, ContentHash};
use faircopy_host::history::History;
use faircopy_host::journal::{Journal, fresh_id, scan};
use faircopy_host::watch::Watcher;
use faircopy_library::{FileChange, Index};
use jiff::Timestamp;
use rustix::process::{PTracer, set_ptracer};

#[path = "../tests/support/listed.rs"]
mod listed;
#[path = "../tests/support/storm.rs"]
mod storm;

const OLD: &str = "old";

/// How often what was refused is tried again.
const ATTEMPTS: usize = 3;

struct Arguments {
    folder: PathBuf,
    posts: PathBuf,
    seed: u64,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [what, folder, posts, seed @ ..] = &words[..] else {
        eprintln!("usage: faults WHAT FOLDER POSTS [SEED]");
        return ExitCode::from(2);
    };
    // A test that does not run as root may trace it, too.
    let _refused_where_not_needed = set_ptracer(PTracer::Any);
    let arguments = Arguments {
        folder: folder.into(),
        posts: posts.into(),
        seed: seed.first().map_or(0, |seed| seed.parse().unwrap()),
    };
    match what.as_str() {
        "type" => type_digits(&arguments),
        "burst" => type_a_burst(&arguments),
        "scan" => scan_and_keep(&arguments),
        "resume" => resume(&arguments),
        "discard" => discard(&arguments),
        "history" => record_history(&arguments),
        "save" => save(&arguments),
        "storm" => storm_of_edits(&arguments),
        "watch" => watch(&arguments),
        "durable" => keep_durably(&arguments),
        other => panic!("{other} is nothing to do"),
    }
    ExitCode::SUCCESS
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // A fault may strike what is said, too: it stays in the buffer then.
    writeln!(out, "{line}").or_else(|_| out.flush()).unwrap();
}

/// Lets the test get hold of this process, and waits for its word.
fn ready() {
    say("ready");
    let mut line = String::new();
    // A fault may strike this call first; what it is meant for comes after it.
    if let Err(error) = std::io::stdin().lock().read_line(&mut line) {
        say(&format!("told {error}"));
    }
}

fn begin(arguments: &Arguments) -> Journal {
    let origin = Origin {
        id: fresh_id(),
        posts: arguments.posts.as_os_str().as_bytes().to_vec(),
        path: Some("a.md".to_owned()),
        base: Some(*ContentHash::of(OLD.as_bytes()).as_bytes()),
    };
    Journal::begin(&arguments.folder, origin, OLD, |_| {}).unwrap()
}

fn flush(journal: &Journal, text: &str) {
    for _ in 0..ATTEMPTS {
        match journal.flush() {
            Ok(()) => return say(&format!("kept {text}")),
            Err(error) => say(&format!("refused {error}")),
        }
    }
}

/// Types four digits, each flushed, and folds after two.
fn type_digits(arguments: &Arguments) {
    let mut journal = begin(arguments);
    let mut text = OLD.to_owned();
    ready();
    for digit in 0..4 {
        let edit = Edit {
            start: text.len(),
            removed: 0,
            inserted: digit.to_string(),
        };
        let (length, edits) = (text.len(), vec![edit]);
        text.push_str(&digit.to_string());
        journal.append(&Record::Edits { length, edits }).unwrap();
        flush(&journal, &text);
        if digit == 1
            && let Err(error) = journal.fold()
        {
            say(&format!("refused {error}"));
        }
    }
}

/// Types a thousand times without a pause, once the journal has its file.
fn type_a_burst(arguments: &Arguments) {
    let mut journal = begin(arguments);
    let mut storm = storm::Storm::new(arguments.seed, OLD);
    ready();
    journal.append(&storm.edit()).unwrap();
    flush(&journal, &storm.text);
    for _ in 0..1_000 {
        journal.append(&storm.edit()).unwrap();
    }
    flush(&journal, &storm.text);
}

fn scan_and_keep(arguments: &Arguments) {
    ready();
    match scan(&arguments.folder) {
        Ok(found) => {
            for each in &found.recovered {
                say(&format!("found {}", each.kept().text()));
            }
            for each in &found.failed {
                say(&format!("refused {each}"));
            }
        }
        Err(error) => say(&format!("refused {error}")),
    }
}

fn resume(arguments: &Arguments) {
    let found = scan(&arguments.folder).unwrap();
    ready();
    for each in found.recovered {
        let text = each.kept().text();
        let journal = each.resume(|_| {}).unwrap();
        match journal.fold() {
            Ok(()) => flush(&journal, &text),
            Err(error) => say(&format!("refused {error}")),
        }
    }
}

fn discard(arguments: &Arguments) {
    let found = scan(&arguments.folder).unwrap();
    ready();
    for each in found.recovered {
        match each.discard() {
            Ok(()) => say("discarded"),
            Err(error) => say(&format!("refused {error}")),
        }
    }
}

fn record_history(arguments: &Arguments) {
    let history = History::open(&arguments.folder);
    ready();
    // The first is thinned out when the third comes: the second is the last of their hour.
    for (number, second) in [0, 1, 7_200].into_iter().enumerate() {
        let at = Timestamp::from_second(second).unwrap();
        let text = format!("text {number}");
        for _ in 0..ATTEMPTS {
            match history.record(&arguments.posts, "a.md", text.as_bytes(), at) {
                Ok(_) => {
                    say(&format!("kept {text}"));
                    break;
                }
                Err(error) => say(&format!("refused {error}")),
            }
        }
    }
}

fn save(arguments: &Arguments) {
    let path = arguments.posts.join("a.md");
    ready();
    let expected = Some(ContentHash::of(OLD.as_bytes()));
    for _ in 0..ATTEMPTS {
        match disk::save(&path, b"new and longer", expected) {
            Ok(saved) => {
                say(&format!("saved {:?}", saved.in_place));
                return;
            }
            Err(error) => say(&format!("refused {error}")),
        }
    }
}

/// Types at random until it is killed, and says when it typed what.
fn storm_of_edits(arguments: &Arguments) {
    let mut journal = begin(arguments);
    let mut storm = storm::Storm::new(arguments.seed, OLD);
    let mut pauses = storm::Storm::new(arguments.seed + 1, "");
    ready();
    for number in 1.. {
        journal.append(&storm.edit()).unwrap();
        say(&format!("{number} {}", now()));
        // Not always, since it also writes what was typed.
        if arguments.seed.is_multiple_of(3) && number % 100 == 0 {
            journal.fold().unwrap();
        }
        // As an author does: not a wait for anything.
        let pause = Duration::from_micros(200 + pauses.number(4_000) as u64);
        std::thread::sleep(pause);
    }
}

/// Types at random, waits for each edit to be durable and says so; saves and takes a snapshot now
/// and then. Ends when the disk refuses.
fn keep_durably(arguments: &Arguments) {
    let mut journal = begin(arguments);
    let history = History::open(&arguments.folder.with_file_name("history"));
    let mut storm = storm::Storm::new(arguments.seed, OLD);
    let mut on_disk = ContentHash::of(OLD.as_bytes());
    let post = arguments.posts.join("a.md");
    ready();
    for number in 1..=100_000_i64 {
        journal.append(&storm.edit()).unwrap();
        let folds = number % 5 == 0;
        let kept = if folds {
            journal.fold()
        } else {
            journal.flush()
        };
        if kept.is_err() {
            return;
        }
        say(&format!("kept {number}"));
        if number % 7 == 0 {
            let text = storm.text.as_bytes();
            let Ok(saved) = disk::save(&post, text, Some(on_disk)) else {
                return;
            };
            say(&format!("saved {number}"));
            on_disk = saved.hash;
            journal.append(&Record::Saved(*on_disk.as_bytes())).unwrap();
            let at = Timestamp::from_second(number).unwrap();
            let recorded = history.record(&arguments.posts, "a.md", text, at);
            if recorded.is_err() {
                return;
            }
            say(&format!("recorded {number}"));
        }
    }
}

/// Watches until it is killed: says what the list of entries is after each batch, why the folder
/// is looked at again and again, and whether pictures changed.
fn watch(arguments: &Arguments) {
    let (sender, told) = std::sync::mpsc::channel();
    let deliver = Box::new(move |changes| sender.send(changes).unwrap());
    let watcher = Watcher::start(&arguments.posts, deliver).unwrap();
    let mut index = Index::new();
    say("ready");
    for changes in told {
        let pictures = changes.contains(&FileChange::Pictures);
        for change in changes {
            index.apply(change);
        }
        say(&format!("library {}", listed::digest(&index)));
        say(&format!("polled {:?}", watcher.polled()));
        if pictures {
            say("pictures");
        }
    }
}

/// Microseconds since 1970.
fn now() -> u128 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.unwrap().as_micros()
}
