use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use faircopy_library::{FileChange, Index, ReadProblem};
use tempfile::TempDir;

use super::{WatchError, Watcher, scan};
use crate::disk::{self, ContentHash};

/// Far longer than anything here takes, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A watched folder, and what was told of it.
struct Lookout {
    folder: TempDir,
    watcher: Watcher,
    told: Receiver<Vec<FileChange>>,
}

impl Lookout {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write(&folder.path().join(path), text);
        }
        let (sender, told) = channel();
        let deliver = Box::new(move |changes| sender.send(changes).unwrap_or(()));
        let watcher = Watcher::start(folder.path(), deliver).unwrap();
        let lookout = Self {
            folder,
            watcher,
            told,
        };
        let first = lookout.told.recv_timeout(PATIENCE).unwrap();
        assert_eq!(first.len(), files.len());
        lookout
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Waits until everything expected was told, in any order and number of batches, and
    /// nothing else.
    fn expect(&self, expected: &[&str]) {
        let mut got: Vec<String> = Vec::new();
        let until = Instant::now() + PATIENCE;
        while got.len() < expected.len() {
            let Ok(batch) = self.told.recv_timeout(until - Instant::now()) else {
                break;
            };
            let entries = batch.iter().filter(|it| **it != FileChange::Pictures);
            got.extend(entries.map(in_words));
        }
        got.sort();
        let mut expected: Vec<String> = expected.iter().map(|it| (*it).to_owned()).collect();
        expected.sort();
        assert_eq!(got, expected);
    }

    /// Waits until it is told that pictures are others now.
    fn expect_pictures(&self) {
        let until = Instant::now() + PATIENCE;
        loop {
            let batch = self.told.recv_timeout(until - Instant::now()).unwrap();
            if batch.contains(&FileChange::Pictures) {
                return;
            }
        }
    }

    /// Nothing was told before this: what comes next is this file alone.
    fn expect_nothing_until(&self, name: &str) {
        write(&self.path(name), name);
        self.expect(&[&format!("{name}: {name}")]);
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn in_words(change: &FileChange) -> String {
    match change {
        FileChange::Present {
            path,
            bytes: Ok(bytes),
        } => {
            format!("{path}: {}", String::from_utf8_lossy(bytes))
        }
        FileChange::Present {
            path,
            bytes: Err(problem),
        } => format!("{path}! {problem}"),
        FileChange::Gone { path } => format!("{path} gone"),
        FileChange::Renamed { from, to } => format!("{from} -> {to}"),
        FileChange::Pictures => "pictures".to_owned(),
    }
}

#[test]
fn a_file_written_right_after_its_folders_is_told() {
    let lookout = Lookout::with(&[]);
    write(&lookout.path("a/b/c/post.md"), "deep");
    lookout.expect(&["a/b/c/post.md: deep"]);
    write(&lookout.path("a/b/c/post.md"), "deeper");
    lookout.expect(&["a/b/c/post.md: deeper"]);
}

#[test]
fn each_way_of_changing_a_file_is_told_as_what_it_is() {
    let lookout = Lookout::with(&[("a.md", "one"), ("sub/b.md", "two"), ("sub/c.md", "three")]);
    // As editors save: beside, then renamed over.
    write(&lookout.path(".a.md.swp"), "new one");
    fs::rename(lookout.path(".a.md.swp"), lookout.path("a.md")).unwrap();
    lookout.expect(&["a.md: new one"]);
    fs::rename(lookout.path("a.md"), lookout.path("z.md")).unwrap();
    lookout.expect(&["a.md -> z.md"]);
    fs::rename(lookout.path("sub"), lookout.path("other")).unwrap();
    lookout.expect(&["sub/b.md -> other/b.md", "sub/c.md -> other/c.md"]);
    fs::remove_file(lookout.path("z.md")).unwrap();
    lookout.expect(&["z.md gone"]);
    fs::remove_dir_all(lookout.path("other")).unwrap();
    lookout.expect(&["other/b.md gone", "other/c.md gone"]);
}

#[test]
fn what_is_no_entry_or_did_not_change_is_not_told() {
    let lookout = Lookout::with(&[("a.md", "one")]);
    write(&lookout.path("notes.txt"), "");
    write(&lookout.path("images/a.md"), "");
    write(&lookout.path("_templates/a.md"), "");
    write(&lookout.path(".git/a.md"), "");
    write(&lookout.path("a.md"), "one");
    fs::read(lookout.path("a.md")).unwrap();
    lookout.expect_nothing_until("b.md");
}

#[test]
fn our_own_writes_are_not_told_but_what_follows_is() {
    let lookout = Lookout::with(&[("a.md", "one")]);
    let path = lookout.path("a.md");
    lookout.watcher.wrote(&path, ContentHash::of(b"two"));
    disk::save(&path, b"two", Some(ContentHash::of(b"one"))).unwrap();
    lookout.expect_nothing_until("b.md");
    write(&path, "one");
    lookout.expect(&["a.md: one"]);
    // Our text again, by another program: told, since we said it once.
    write(&path, "two");
    lookout.expect(&["a.md: two"]);
}

#[test]
fn a_file_that_moves_right_after_we_wrote_it_is_told_as_moved() {
    let lookout = Lookout::with(&[("a.md", "one")]);
    let path = lookout.path("a.md");
    lookout.watcher.wrote(&path, ContentHash::of(b"two"));
    disk::save(&path, b"two", Some(ContentHash::of(b"one"))).unwrap();
    fs::rename(&path, lookout.path("b.md")).unwrap();
    lookout.expect(&["a.md -> b.md"]);
}

#[test]
fn a_folder_with_the_name_of_an_entry_is_told_as_a_problem() {
    let lookout = Lookout::with(&[]);
    fs::create_dir(lookout.path("x.md")).unwrap();
    lookout.expect(&[&format!("x.md! {}", ReadProblem::IsDirectory)]);
}

#[test]
fn a_folder_that_was_taken_away_is_watched_again_when_it_is_back() {
    let outer = tempfile::tempdir().unwrap();
    let posts = outer.path().join("posts");
    write(&posts.join("a.md"), "one");
    let (sender, told) = channel();
    let deliver = Box::new(move |changes| sender.send(changes).unwrap_or(()));
    let watcher = Watcher::start(&posts, deliver).unwrap();
    let lookout = Lookout {
        folder: outer,
        watcher,
        told,
    };
    lookout.expect(&["a.md: one"]);
    fs::rename(&posts, lookout.path("away")).unwrap();
    lookout.expect(&["a.md gone"]);
    write(&posts.join("b.md"), "two");
    lookout.expect(&["b.md: two"]);
    write(&posts.join("b.md"), "three");
    lookout.expect(&["b.md: three"]);
}

#[test]
fn switching_branches_with_git_is_told_in_full() {
    const POSTS: usize = 200;
    let lookout = Lookout::with(&[]);
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=A", "-c", "user.email=a@example.org"]);
        command.args(arguments).current_dir(lookout.folder.path());
        let output = command
            .output()
            .expect("the git program is needed: apt install git");
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
    };
    let name = |number: usize| format!("2026-01-01-{number:03}.md");
    let commit = |text: &dyn Fn(usize) -> String| {
        (0..POSTS).for_each(|number| write(&lookout.path(&name(number)), &text(number)));
        git(&["add", "."]);
        git(&["commit", "-qm", "posts"]);
    };
    git(&["init", "-q", "-b", "main"]);
    commit(&|number| format!("---\ntitle: main {number}\n---\n"));
    git(&["checkout", "-qb", "other"]);
    fs::remove_file(lookout.path(&name(0))).unwrap();
    write(&lookout.path("only/here.md"), "new");
    commit(&|number| format!("---\ntitle: other {number}\n---\n"));
    git(&["checkout", "-q", "main"]);

    let mut index = Index::new();
    let until = Instant::now() + PATIENCE;
    let settled = |index: &Index| {
        let same = scan(lookout.folder.path())
            .unwrap()
            .into_iter()
            .all(|change| index.clone().apply(change).is_empty());
        same && index.len() == POSTS
    };
    while !settled(&index) && Instant::now() < until {
        let Ok(batch) = lookout.told.recv_timeout(until - Instant::now()) else {
            break;
        };
        for change in batch {
            index.apply(change);
        }
    }
    assert!(settled(&index), "{} entries are known", index.len());
}

#[test]
fn looking_at_everything_finds_what_no_event_told() {
    let lookout = Lookout::with(&[("a.md", "one")]);
    lookout.watcher.rescan();
    lookout.expect_nothing_until("b.md");
}

#[test]
fn scanning_reads_every_entry_and_names_a_missing_folder() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..100 {
        write(
            &folder.path().join(format!("{number:03}.md")),
            &number.to_string(),
        );
    }
    std::os::unix::fs::symlink(".", folder.path().join("loop")).unwrap();
    let found: Vec<String> = scan(folder.path()).unwrap().iter().map(in_words).collect();
    let expected: Vec<String> = (0..100)
        .map(|number| format!("{number:03}.md: {number}"))
        .collect();
    assert_eq!(found, expected);
    let missing = scan(&folder.path().join("none"));
    assert!(
        matches!(missing, Err(WatchError::FolderMissing { .. })),
        "{missing:?}"
    );
    let file = scan(&folder.path().join("000.md"));
    assert!(
        matches!(file, Err(WatchError::NotAFolder { .. })),
        "{file:?}"
    );
}

#[test]
fn pictures_that_come_change_and_go_are_told() {
    let lookout = Lookout::with(&[("a.md", "a")]);
    let picture = lookout.path("images/new/a.png");
    write(&picture, "one");
    lookout.expect_pictures();
    write(&picture, "two");
    lookout.expect_pictures();
    fs::rename(lookout.path("images"), lookout.path("_images")).unwrap();
    lookout.expect_pictures();
    fs::remove_dir_all(lookout.path("_images")).unwrap();
    lookout.expect_pictures();
    lookout.expect_nothing_until("b.md");
}
