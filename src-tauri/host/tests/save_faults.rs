//! Saving while the system refuses, in each way that it can.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says at once what is missing"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use faircopy_draft::journal::{Edit, Origin, Record};
use faircopy_host::disk::{self, ContentHash, DiskError};
use faircopy_host::journal::{Journal, JournalError, Report, fresh_id, scan};
use support::mount::{Mount, or_say_why};
use support::{Outcome, Place, Thread, each_time, run};

const OLD: &str = "old";
const NEW: &str = "new and longer";

/// Every call by which a save changes the disk or looks at it.
const CALLS: [&str; 16] = [
    "readlink",
    "statx",
    "openat",
    "read",
    "write",
    "fsync",
    "fchmod",
    "fchown",
    "flistxattr",
    "fgetxattr",
    "linkat",
    "rename",
    "renameat2",
    "unlink",
    "close",
    "lseek",
];

const ERRORS: [&str; 10] = [
    "ENOSPC", "EIO", "EDQUOT", "EACCES", "EROFS", "EMFILE", "EINTR", "EXDEV", "EPERM", "ENOMEM",
];

fn text(place: &Place) -> String {
    fs::read_to_string(place.post()).unwrap()
}

/// The old text or the new stands there in full, nothing else does, and what was said is true.
fn check_save(place: &Place, outcome: &Outcome, what: &str) {
    let text = text(place);
    assert!([OLD, NEW].contains(&text.as_str()), "{what}: {text:?}");
    for reason in outcome.all("refused") {
        assert!(reason.contains("posts"), "{what}: {reason} names no file");
    }
    let saved = !outcome.all("saved").is_empty();
    assert!(
        saved,
        "{what}: trying again did not help: {:?}",
        outcome.said
    );
    assert_eq!(text, NEW, "{what}: it was said to be saved");
}

#[test]
fn f06_an_error_at_any_call_of_a_save_is_told_and_can_be_made_up_for() {
    let mut strikes = 0;
    for call in CALLS {
        for error in ERRORS {
            let fault = format!("error={error}");
            let fault = (call, fault.as_str());
            strikes += each_time(
                "save",
                Thread::All,
                fault,
                Place::new,
                |place, outcome, what| {
                    check_save(place, outcome, what);
                    // A name that cannot be removed stays.
                    if call != "unlink" {
                        assert_eq!(place.strays(), [""; 0], "{what}");
                    }
                },
            );
        }
    }
    assert!(strikes > 200, "only {strikes} errors were made");
    println!("save: {strikes} errors");
}

#[test]
fn f07_a_sync_that_failed_once_is_not_reported_as_saved() {
    for number in 1..=2 {
        let place = Place::new();
        let strike = format!("error=EIO:when={number}");
        let outcome = run("save", &place, Thread::All, "fsync", &strike);
        assert!(outcome.said[0].starts_with("refused"), "{:?}", outcome.said);
        assert!(outcome.said[1].starts_with("saved"), "{:?}", outcome.said);
        check_save(&place, &outcome, &strike);
        let mut calls = outcome.trace.lines();
        assert!(calls.any(|line| line.contains("INJECTED")), "{strike}");
        let calls: Vec<&str> = calls.collect();
        let all = |what: &str| calls.iter().filter(|line| line.contains(what)).count();
        assert_eq!(all("fsync("), 2, "a file and its folder: {calls:?}");
        assert_eq!(all("O_TMPFILE"), 1, "the file is a new one: {calls:?}");
    }
}

/// Saves while `refuse` makes the file system refuse, and again when `allow` has ended that.
fn refused_then_saved(
    place: &Place,
    refuse: impl FnOnce() -> Result<(), String>,
    allow: impl FnOnce() -> Result<(), String>,
    is_it: fn(&DiskError) -> bool,
) -> Result<(), String> {
    let large = "x".repeat(200_000);
    let old = Some(ContentHash::of(OLD.as_bytes()));
    refuse()?;
    let error = disk::save(&place.post(), large.as_bytes(), old).unwrap_err();
    assert!(is_it(&error), "{error:?}");
    assert!(error.to_string().contains("posts") && !error.hint().is_empty());
    let (mut journal, reports) = begin(place);
    journal.append(&typed(OLD, &large)).unwrap();
    let refused = journal.flush();
    let Err(JournalError::Disk(error)) = refused else {
        panic!("{refused:?}");
    };
    assert!(is_it(&error), "{error:?}");
    assert!(matches!(reports.recv().unwrap(), Report::Failed(_)));
    assert_eq!((text(place).as_str(), place.strays()), (OLD, Vec::new()));

    allow()?;
    // What was typed meanwhile was kept in memory.
    journal.flush().unwrap();
    assert!(matches!(reports.recv().unwrap(), Report::Working));
    drop(journal);
    let found = scan(&place.folder()).unwrap();
    assert_eq!(found.recovered[0].kept().text(), OLD.to_owned() + &large);
    disk::save(&place.post(), large.as_bytes(), old).unwrap();
    assert_eq!((text(place), place.strays()), (large, Vec::new()));
    Ok(())
}

fn begin(place: &Place) -> (Journal, std::sync::mpsc::Receiver<Report>) {
    use std::os::unix::ffi::OsStrExt;
    let origin = Origin {
        id: fresh_id(),
        posts: place.posts().as_os_str().as_bytes().to_vec(),
        path: Some("a.md".to_owned()),
        base: Some(*ContentHash::of(OLD.as_bytes()).as_bytes()),
    };
    let (told, reports) = std::sync::mpsc::channel();
    let report = move |report| told.send(report).unwrap_or_default();
    let journal = Journal::begin(&place.folder(), origin, OLD, report).unwrap();
    (journal, reports)
}

fn typed(text: &str, inserted: &str) -> Record {
    let edit = Edit {
        start: text.len(),
        removed: 0,
        inserted: inserted.to_owned(),
    };
    Record::Edits {
        length: text.len(),
        edits: vec![edit],
    }
}

/// Fills the file system up to the last byte.
fn fill(file: &Path) -> Result<(), String> {
    let refused = fs::write(file, vec![0; 8_000_000]).err();
    let is_full = refused.is_some_and(|error| error.kind() == std::io::ErrorKind::StorageFull);
    is_full
        .then_some(())
        .ok_or("it cannot be filled".to_owned())
}

fn free(file: &Path) -> Result<(), String> {
    fs::remove_file(file).map_err(|error| error.to_string())
}

#[test]
fn f09_a_full_disk_keeps_the_old_text_and_what_is_typed() {
    or_say_why("the full disk", || {
        let mount = Mount::tmpfs("size=2m")?;
        let place = Place::below(&mount.path());
        let filler = mount.path().join("filler");
        let is_full = |error: &DiskError| matches!(error, DiskError::DiskFull { .. });
        refused_then_saved(&place, || fill(&filler), || free(&filler), is_full)
    });
}

#[test]
fn f09_no_free_inode_keeps_the_old_text_and_what_is_typed() {
    or_say_why("the file system without inodes", || {
        let mount = Mount::tmpfs("size=2m,nr_inodes=12")?;
        let place = Place::below(&mount.path());
        let fillers = mount.path().join("fillers");
        let fill = || {
            fs::create_dir(&fillers).unwrap();
            let mut names = 0..;
            while names
                .next()
                .is_some_and(|name: u32| fs::write(fillers.join(name.to_string()), "").is_ok())
            {
            }
            Ok(())
        };
        let free = || fs::remove_dir_all(&fillers).map_err(|error| error.to_string());
        let is_full = |error: &DiskError| matches!(error, DiskError::DiskFull { .. });
        refused_then_saved(&place, fill, free, is_full)
    });
}

#[test]
fn f10_a_disk_that_became_read_only_keeps_the_old_text_and_what_is_typed() {
    or_say_why("the read-only disk", || {
        let mount = Mount::ext4("rw")?;
        let place = Place::below(&mount.path());
        refused_then_saved(
            &place,
            || mount.remount("ro"),
            || mount.remount("rw"),
            |error| matches!(error, DiskError::ReadOnlyFileSystem { .. }),
        )
    });
}

#[test]
fn f11_a_file_that_may_not_be_changed_is_said_so() {
    or_say_why("the immutable file", || {
        let mount = Mount::ext4("rw")?;
        let place = Place::below(&mount.path());
        let change = |flag: &str| {
            let status = Command::new("chattr").arg(flag).arg(place.post()).status();
            assert!(status.unwrap().success());
        };
        change("+i");
        let error = disk::save(&place.post(), NEW.as_bytes(), None).unwrap_err();
        assert!(matches!(error, DiskError::Permission { .. }), "{error:?}");
        assert_eq!((text(&place).as_str(), place.strays()), (OLD, Vec::new()));
        change("-i");
        disk::save(&place.post(), NEW.as_bytes(), None).unwrap();
        assert_eq!(text(&place), NEW);
        Ok(())
    });
}
