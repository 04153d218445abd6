use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tempfile::TempDir;

use super::{Bounds, History, HistoryError, LARGEST_TEXT, SnapshotId, folder};
use crate::disk::DiskError;

const POSTS: &str = "/somebody's/posts";

fn posts() -> &'static Path {
    Path::new(POSTS)
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + seconds).unwrap()
}

fn history() -> (TempDir, History) {
    let root = tempfile::tempdir().unwrap();
    let history = History::open(&folder(root.path()));
    (root, history)
}

/// The files below the history.
fn files(root: &TempDir) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in fs::read_dir(folder(root.path())).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            files.push(file.unwrap().path());
        }
    }
    files.sort();
    files
}

fn texts(history: &History, path: &str) -> Vec<String> {
    let snapshots = history.list(posts(), path).unwrap();
    let text = |id: &SnapshotId| String::from_utf8(history.read(id).unwrap()).unwrap();
    snapshots.iter().map(|each| text(&each.id)).collect()
}

#[test]
fn what_was_saved_can_be_read_again_byte_for_byte() {
    let (_root, history) = history();
    let saved: [&[u8]; 4] = [
        b"",
        b"\xef\xbb\xbfone\r\ntwo\r",
        b"\xff\0",
        &b"long ".repeat(20_000),
    ];
    for (second, bytes) in (0..).zip(saved) {
        let new = history.record(posts(), "a.md", bytes, at(second)).unwrap();
        let new = new.unwrap();
        assert_eq!(new.at, at(second));
        assert_eq!(history.read(&new.id).unwrap(), bytes);
        let written: SnapshotId = new.id.to_string().parse().unwrap();
        assert_eq!(written, new.id);
    }
    let list = history.list(posts(), "a.md").unwrap();
    assert_eq!(list.len(), 4);
    assert!(list.windows(2).all(|pair| pair[0].at > pair[1].at));
    assert_eq!(history.list(posts(), "b.md").unwrap(), []);
    assert_eq!(history.list(Path::new("/other"), "a.md").unwrap(), []);
}

#[test]
fn a_save_of_the_same_text_makes_no_snapshot() {
    let (root, history) = history();
    let record = |text: &str, second| {
        let new = history.record(posts(), "a.md", text.as_bytes(), at(second));
        new.unwrap().is_some()
    };
    assert!(record("one", 0));
    assert!(!record("one", 1));
    assert!(record("two", 2));
    assert!(record("one", 3));
    assert_eq!(texts(&history, "a.md"), ["one", "two", "one"]);
    assert_eq!(files(&root).len(), 3);
}

#[test]
fn snapshots_are_thinned_as_they_grow_old() {
    let (_root, history) = history();
    let hour = 60 * 60;
    for second in [0, 1, hour, 3 * 24 * hour, 3 * 24 * hour + 1] {
        let text = second.to_string();
        let new = history.record(posts(), "a.md", text.as_bytes(), at(second));
        new.unwrap();
    }
    let days: Vec<String> = texts(&history, "a.md");
    assert_eq!(days, ["259201", "259200", "3600"]);
}

#[test]
fn a_damaged_snapshot_is_said_and_harms_no_other() {
    let (root, history) = history();
    for (second, text) in [(0, "first of two"), (1, "second of two")] {
        history
            .record(posts(), "a.md", text.as_bytes(), at(second))
            .unwrap();
    }
    let path = &files(&root)[0];
    let whole = fs::read(path).unwrap();
    let oldest = history.list(posts(), "a.md").unwrap().pop().unwrap();
    for place in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x20;
        fs::write(path, &damaged).unwrap();
        match history.read(&oldest.id) {
            // The names of folder and file stand there for a reader without Faircopy only.
            Ok(text) => assert_eq!(text, b"first of two", "byte {place}"),
            Err(HistoryError::Damaged { .. }) => {}
            Err(error) => panic!("byte {place}: {error}"),
        }
        fs::write(path, &whole[..place]).unwrap();
        let cut = history.read(&oldest.id);
        assert!(matches!(cut, Err(HistoryError::Damaged { .. })), "{place}");
    }
    let newest = &history.list(posts(), "a.md").unwrap()[0];
    assert_eq!(history.read(&newest.id).unwrap(), b"second of two");
}

#[test]
fn files_that_are_no_snapshots_are_passed_over() {
    let (root, history) = history();
    history.record(posts(), "a.md", b"one", at(0)).unwrap();
    let path = files(&root).remove(0);
    for name in [
        "x",
        "000.snapshot",
        "x.0123.new",
        "-1700000000000-00.snapshot",
    ] {
        fs::write(path.with_file_name(name), "what").unwrap();
    }
    fs::create_dir(folder(root.path()).join("not a key")).unwrap();
    assert_eq!(texts(&history, "a.md"), ["one"]);
    assert_eq!(history.tidy(Bounds::default()).unwrap(), 0);
    assert_eq!(texts(&history, "a.md"), ["one"]);
    let is_left = |name: &str| path.with_file_name(name).exists();
    assert!(is_left("x") && !is_left("x.0123.new"));
    for wrong in ["", "a/b", "../../etc/passwd", &"0".repeat(40)] {
        assert!(wrong.parse::<SnapshotId>().is_err(), "{wrong}");
    }
}

#[test]
fn the_history_follows_a_file_to_its_new_name() {
    let (_root, history) = history();
    history.record(posts(), "a.md", b"one", at(0)).unwrap();
    history.record(posts(), "b.md", b"two", at(1)).unwrap();
    history.renamed(posts(), "a.md", "b.md").unwrap();
    history.renamed(posts(), "b.md", "b.md").unwrap();
    history.renamed(posts(), "none.md", "c.md").unwrap();
    assert_eq!(texts(&history, "a.md"), [""; 0]);
    assert_eq!(texts(&history, "b.md"), ["two", "one"]);
}

#[test]
fn what_is_too_old_or_too_much_goes() {
    let (root, history) = history();
    for second in 0..10 {
        let text = format!("{second}");
        history
            .record(posts(), "a.md", text.as_bytes(), at(second))
            .unwrap();
    }
    for (text, second) in [("long ago", -200_000), ("a day ago", -90_000)] {
        let text = text.as_bytes();
        history.record(posts(), "b.md", text, at(second)).unwrap();
    }
    let within = |bytes, days| Bounds { bytes, days };
    assert_eq!(history.tidy(within(u64::MAX, Some(3))).unwrap(), 0);
    assert_eq!(history.tidy(within(u64::MAX, Some(1))).unwrap(), 1);
    assert_eq!(texts(&history, "b.md"), ["a day ago"]);
    assert_eq!(texts(&history, "a.md").len(), 10);
    let size = |path: &PathBuf| fs::metadata(path).unwrap().len();
    let sizes: Vec<u64> = files(&root).iter().map(size).collect();
    let (all, digit) = (sizes.iter().sum::<u64>(), sizes.iter().min().unwrap());
    assert_eq!(history.tidy(within(all, None)).unwrap(), 0);
    let three = within(all - 7 * digit, None);
    assert_eq!(history.tidy(three).unwrap(), 7);
    assert_eq!(texts(&history, "a.md"), ["9", "8", "7"]);
    assert_eq!(history.tidy(within(0, None)).unwrap(), 4);
    assert_eq!(texts(&history, "a.md"), [""; 0]);
}

#[test]
fn refusals_name_the_file_and_say_what_to_do() {
    let (root, history) = history();
    let large = vec![0; LARGEST_TEXT + 1];
    let refused = history.record(posts(), "a.md", &large, at(0)).unwrap_err();
    assert!(matches!(refused, HistoryError::TooLarge { .. }));
    fs::write(folder(root.path()), "a file where a folder is to be").unwrap();
    let refused = history.record(posts(), "a.md", b"one", at(0)).unwrap_err();
    let is_disk = matches!(refused, HistoryError::Disk(DiskError::Io { .. }));
    assert!(
        is_disk && refused.to_string().contains("history"),
        "{refused}"
    );
    assert!(!refused.hint().is_empty());
}
