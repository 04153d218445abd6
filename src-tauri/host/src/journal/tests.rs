use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Instant;

use faircopy_draft::journal::{Edit, Origin, Record};
use tempfile::TempDir;

use super::{Journal, JournalError, OnDisk, Report, WRITE_AFTER, fresh_id, scan};
use crate::disk::{self, ContentHash};

const OLD: &str = "as it was";

/// A posts folder with one file, and a folder for journals that is not there yet.
struct Place {
    root: TempDir,
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("posts")).unwrap();
        fs::write(root.path().join("posts/a.md"), OLD).unwrap();
        Self { root }
    }

    fn posts(&self) -> PathBuf {
        self.root.path().join("posts")
    }

    fn post(&self) -> PathBuf {
        self.posts().join("a.md")
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("data/faircopy/journal")
    }

    fn origin(&self, path: Option<&str>) -> Origin {
        Origin {
            id: fresh_id(),
            posts: self.posts().as_os_str().as_bytes().to_vec(),
            path: path.map(str::to_owned),
            base: path.map(|_| hash(OLD)),
        }
    }

    fn begin(&self) -> (Journal, Receiver<Report>) {
        let (told, reports) = mpsc::channel();
        let report = move |report| told.send(report).unwrap_or_default();
        let origin = self.origin(Some("a.md"));
        let journal = Journal::begin(&self.folder(), origin, OLD, report).unwrap();
        (journal, reports)
    }

    /// A journal with `typed` behind the old text, left behind as by a crash.
    fn left_behind(&self, typed: &str) {
        let (mut journal, _reports) = self.begin();
        journal.append(&behind(OLD, typed)).unwrap();
    }

    fn names(&self) -> Vec<String> {
        crate::folder::names(&self.folder()).unwrap()
    }
}

fn hash(text: &str) -> [u8; 32] {
    *ContentHash::of(text.as_bytes()).as_bytes()
}

fn behind(text: &str, typed: &str) -> Record {
    Record::Edits {
        length: text.len(),
        edits: vec![Edit {
            start: text.len(),
            removed: 0,
            inserted: typed.to_owned(),
        }],
    }
}

fn texts(folder: &Path) -> Vec<String> {
    let scan = scan(folder).unwrap();
    assert!(scan.failed.is_empty(), "{:?}", scan.failed);
    let recovered = scan.recovered.iter();
    recovered.map(|each| each.kept().text()).collect()
}

#[test]
fn nothing_is_written_before_the_first_append() {
    let place = Place::new();
    let (journal, _reports) = place.begin();
    journal.flush().unwrap();
    drop(journal);
    let (journal, _reports) = place.begin();
    journal.close_and_remove().unwrap();
    assert!(!place.root.path().join("data").exists());
    assert_eq!(texts(&place.folder()), [""; 0]);
}

#[test]
fn what_was_typed_is_found_at_the_next_start_and_by_the_one_after_it() {
    let place = Place::new();
    place.left_behind(", and more");
    for _ in 0..3 {
        assert_eq!(texts(&place.folder()), ["as it was, and more"]);
    }
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place.folder()), 0o700);
    let journal = place.folder().join(&place.names()[0]);
    assert_eq!(mode(&journal), 0o600);
}

#[test]
fn appends_are_on_the_disk_in_time_without_being_asked_for() {
    let place = Place::new();
    let (mut journal, _reports) = place.begin();
    let start = Instant::now();
    journal.append(&behind(OLD, "!")).unwrap();
    // Its own flush asks for nothing sooner: the wait is for the thread's own time.
    let mut state = journal.shared.lock();
    while state.is_behind() {
        state = journal.shared.wait_for_work_done(state);
    }
    drop(state);
    assert!(start.elapsed() >= WRITE_AFTER);
    assert_eq!(scan(&place.folder()).unwrap().live, 1);
}

#[test]
fn a_journal_in_use_is_not_taken_for_one_left_behind() {
    let place = Place::new();
    let (mut journal, _reports) = place.begin();
    journal.append(&behind(OLD, "!")).unwrap();
    journal.flush().unwrap();
    let check = || {
        let found = scan(&place.folder()).unwrap();
        assert_eq!((found.live, found.recovered.len()), (1, 0));
    };
    check();
    journal.fold().unwrap();
    check();
    drop(journal);
    let first = scan(&place.folder()).unwrap();
    assert_eq!((first.live, first.recovered.len()), (0, 1));
    // The text is offered to one process at a time.
    check();
}

#[test]
fn a_closed_journal_leaves_nothing() {
    let place = Place::new();
    let (mut journal, _reports) = place.begin();
    journal.append(&behind(OLD, "!")).unwrap();
    journal.flush().unwrap();
    journal.append(&behind("as it was!", "?")).unwrap();
    journal.close_and_remove().unwrap();
    assert_eq!(place.names(), [""; 0]);
}

#[test]
fn how_the_file_stands_to_the_text_is_told() {
    let check = |prepare: fn(&Path), expected: fn(&OnDisk) -> bool| {
        let place = Place::new();
        place.left_behind("!");
        prepare(&place.post());
        let found = scan(&place.folder()).unwrap();
        let recovered = &found.recovered[0];
        assert!(expected(recovered.on_disk()), "{:?}", recovered.on_disk());
        assert_eq!(recovered.file(), Some(place.post()));
        assert!(recovered.at().is_some() && !recovered.is_torn());
    };
    check(|_| {}, |state| matches!(state, OnDisk::AsBefore));
    check(
        |post| fs::write(post, "theirs").unwrap(),
        |state| matches!(state, OnDisk::Other(hash) if *hash == ContentHash::of(b"theirs")),
    );
    check(
        |post| fs::remove_file(post).unwrap(),
        |state| matches!(state, OnDisk::Gone),
    );
    check(
        |post| {
            fs::remove_file(post).unwrap();
            fs::create_dir(post).unwrap();
        },
        |state| matches!(state, OnDisk::Unknown(_)),
    );
}

#[test]
fn an_entry_without_a_name_is_kept_from_its_first_character() {
    let place = Place::new();
    let origin = place.origin(None);
    let mut journal = Journal::begin(&place.folder(), origin, "", |_| {}).unwrap();
    journal.append(&behind("", "D")).unwrap();
    drop(journal);
    let found = scan(&place.folder()).unwrap();
    assert_eq!(found.recovered[0].kept().text(), "D");
    assert!(matches!(found.recovered[0].on_disk(), OnDisk::Unnamed));

    let mut journal = found.recovered.into_iter().next().unwrap().resume(|_| {});
    let journal = journal.as_mut().unwrap();
    let name = Some("new.md".to_owned());
    journal.append(&Record::Renamed(name)).unwrap();
    journal.append(&Record::Saved(hash("D"))).unwrap();
    journal.append(&behind("D", "ay")).unwrap();
    journal.flush().unwrap();
    fs::write(place.posts().join("new.md"), "D").unwrap();
    let bytes = fs::read(place.folder().join(&place.names()[0])).unwrap();
    let kept = faircopy_draft::journal::replay(&bytes)
        .unwrap()
        .kept
        .unwrap();
    assert_eq!(kept.origin().path.as_deref(), Some("new.md"));
    assert_eq!(
        (kept.text(), kept.on_disk()),
        ("Day".to_owned(), Some(hash("D")))
    );
}

#[test]
fn a_text_that_its_file_holds_needs_no_journal() {
    let place = Place::new();
    place.left_behind("!");
    disk::save(&place.post(), b"as it was!", None).unwrap();
    assert_eq!(texts(&place.folder()), [""; 0]);
    assert_eq!(place.names(), [""; 0]);
}

#[test]
fn a_text_that_was_saved_is_not_offered_whatever_became_of_its_file() {
    let check = |meanwhile: fn(&Path)| {
        let place = Place::new();
        let (mut journal, _reports) = place.begin();
        journal.append(&behind(OLD, "!")).unwrap();
        disk::save(&place.post(), b"as it was!", None).unwrap();
        journal.append(&Record::Saved(hash("as it was!"))).unwrap();
        drop(journal);
        meanwhile(&place.post());
        assert_eq!(texts(&place.folder()), [""; 0]);
        assert_eq!(place.names(), [""; 0]);
    };
    check(|_| {});
    check(|post| fs::write(post, "theirs").unwrap());
    check(|post| fs::remove_file(post).unwrap());
}

#[test]
fn a_recovered_text_goes_on_in_its_journal_or_is_given_up() {
    let place = Place::new();
    place.left_behind("!");
    let found = scan(&place.folder()).unwrap();
    let mut journal = found.recovered.into_iter().next().unwrap().resume(|_| {});
    let journal = journal.as_mut().unwrap();
    journal.append(&behind("as it was!", "!")).unwrap();
    journal.flush().unwrap();
    assert_eq!(place.names().len(), 1);
    assert_eq!(journal.text(), "as it was!!");

    let other = Place::new();
    other.left_behind("!");
    let found = scan(&other.folder()).unwrap();
    found
        .recovered
        .into_iter()
        .for_each(|each| each.discard().unwrap());
    assert_eq!(other.names(), [""; 0]);
}

#[test]
fn a_journal_that_grows_is_folded() {
    let place = Place::new();
    let (mut journal, _reports) = place.begin();
    let many = "x".repeat(64 * 1024);
    for _ in 0..100 {
        let text = OLD.to_owned() + &many;
        journal.append(&behind(OLD, &many)).unwrap();
        let removed = Edit {
            start: OLD.len(),
            removed: many.len(),
            inserted: String::new(),
        };
        let edits = vec![removed];
        let length = text.len();
        journal.append(&Record::Edits { length, edits }).unwrap();
        journal.flush().unwrap();
        let size = fs::metadata(place.folder().join(&place.names()[0]))
            .unwrap()
            .len();
        assert!(size < 1_300_000, "{size}");
    }
    drop(journal);
    // The text is as on the disk again: there is nothing to recover.
    assert_eq!(texts(&place.folder()), [""; 0]);
}

#[test]
fn a_refusing_disk_is_told_and_made_up_for() {
    let place = Place::new();
    let data = place.root.path().join("data");
    fs::write(&data, "a file where a folder is to be").unwrap();
    let (mut journal, reports) = place.begin();
    journal.append(&behind(OLD, "!")).unwrap();
    let refused = journal.flush().unwrap_err();
    assert!(matches!(refused, JournalError::Disk(_)), "{refused}");
    assert!(refused.to_string().contains("journal") && !refused.hint().is_empty());
    assert!(matches!(reports.recv().unwrap(), Report::Failed(_)));
    // Typing goes on meanwhile.
    journal.append(&behind("as it was!", "!")).unwrap();
    assert!(journal.flush().is_err());
    fs::remove_file(&data).unwrap();
    journal.flush().unwrap();
    assert!(matches!(reports.recv().unwrap(), Report::Working));
    drop(journal);
    assert_eq!(texts(&place.folder()), ["as it was!!"]);
}

#[test]
fn a_journal_that_somebody_removed_is_written_again() {
    let place = Place::new();
    let (mut journal, _reports) = place.begin();
    journal.append(&behind(OLD, "!")).unwrap();
    journal.flush().unwrap();
    fs::remove_dir_all(place.folder()).unwrap();
    journal.append(&behind("as it was!", "!")).unwrap();
    journal.flush().unwrap();
    drop(journal);
    assert_eq!(texts(&place.folder()), ["as it was!!"]);
}

#[test]
fn edits_for_another_text_are_refused() {
    let place = Place::new();
    let (mut journal, _reports) = place.begin();
    let refused = journal.append(&behind("other", "!")).unwrap_err();
    assert!(matches!(refused, JournalError::Misfit(_)));
    journal
        .append(&Record::Snapshot("whole".to_owned()))
        .unwrap();
    drop(journal);
    assert_eq!(texts(&place.folder()), ["whole"]);
}

#[test]
fn journals_that_cannot_be_read_stay_and_are_named() {
    let place = Place::new();
    place.left_behind("!");
    let check = |name: &str, bytes: &[u8]| {
        let path = place.folder().join(name);
        fs::write(&path, bytes).unwrap();
        let found = scan(&place.folder()).unwrap();
        assert_eq!((found.failed.len(), found.recovered.len()), (1, 1));
        assert!(
            found.failed[0].to_string().contains(name),
            "{:?}",
            found.failed
        );
        drop(found);
        assert!(path.exists());
        fs::remove_file(path).unwrap();
    };
    check("x.journal", b"---\ntitle: no journal\n---\n");
    check("x.journal", b"faircopy journal 9\n");
    let empty = place.folder().join("empty.journal");
    fs::write(&empty, b"").unwrap();
    scan(&place.folder()).unwrap();
    assert!(!empty.exists(), "nothing was ever promised of it");
    let bytes = fs::read(place.folder().join(&place.names()[0])).unwrap();
    check("x.journal", &bytes[..40]);
    fs::create_dir(place.folder().join("y.journal")).unwrap();
    assert_eq!(scan(&place.folder()).unwrap().failed.len(), 0);
    assert!(matches!(
        scan(&place.post()),
        Err(disk::DiskError::Io { .. })
    ));
}

#[test]
fn a_damaged_journal_gives_what_stood_before_the_damage() {
    let place = Place::new();
    place.left_behind("!");
    let path = place.folder().join(&place.names()[0]);
    let mut bytes = fs::read(&path).unwrap();
    bytes.extend([0; 100]);
    fs::write(&path, &bytes).unwrap();
    let found = scan(&place.folder()).unwrap();
    assert!(found.recovered[0].is_torn());
    assert_eq!(found.recovered[0].kept().text(), "as it was!");
}

#[test]
fn unfinished_files_of_the_dead_go_and_those_of_the_living_stay() {
    let place = Place::new();
    place.left_behind("!");
    let dead = place.folder().join("x.0123456789abcdef.new");
    fs::write(&dead, "half").unwrap();
    let living = crate::private::Fresh::create(&place.folder().join("y.journal")).unwrap();
    assert_eq!(place.names().len(), 3);
    scan(&place.folder()).unwrap();
    assert_eq!(place.names().len(), 2);
    assert!(!dead.exists());
    drop(living);
    assert_eq!(place.names().len(), 1);
}
