use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

use super::beside::Temporary;
use super::{
    ContentHash, DiskError, InPlace, copy_in, create_new, hash_of, read, save, unfinished,
};

const LIMIT: u64 = 1_000;

fn hash(text: &str) -> ContentHash {
    ContentHash::of(text.as_bytes())
}

fn folder_with(name: &str, text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_save_replaces_the_file_and_keeps_what_belongs_to_it() {
    let folder = folder_with("a.md", "old");
    let path = folder.path().join("a.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    xattr::set(&path, "user.faircopy", b"mine").unwrap();
    for expected in [Some(hash("old")), None] {
        let before = fs::metadata(&path).unwrap();
        let saved = save(&path, b"new", expected).unwrap();
        assert_eq!((saved.in_place, saved.hash), (None, hash("new")));
        let after = fs::metadata(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_ne!(before.ino(), after.ino(), "replaced as a whole");
        assert_eq!(before.mode(), after.mode());
        assert_eq!((before.uid(), before.gid()), (after.uid(), after.gid()));
        assert_eq!(
            xattr::get(&path, "user.faircopy").unwrap().unwrap(),
            b"mine"
        );
        assert_eq!(names(folder.path()), ["a.md"]);
    }
}

#[test]
fn a_save_writes_where_symbolic_links_lead() {
    let check = |links: &[(&str, &str)], target: &str| {
        let folder = folder_with("real.md", "old");
        fs::create_dir(folder.path().join("sub")).unwrap();
        for (link, to) in links {
            symlink(to, folder.path().join(link)).unwrap();
        }
        let link = folder.path().join(links[0].0);
        let saved = save(&link, b"new", None).unwrap();
        assert_eq!(saved.in_place, None);
        assert!(
            fs::symlink_metadata(&link).unwrap().is_symlink(),
            "{links:?}"
        );
        assert_eq!(
            fs::read(folder.path().join(target)).unwrap(),
            b"new",
            "{links:?}"
        );
    };
    check(&[("a.md", "real.md")], "real.md");
    check(
        &[("a.md", "sub/b.md"), ("sub/b.md", "../real.md")],
        "real.md",
    );
    check(&[("a.md", "sub/not yet.md")], "sub/not yet.md");

    let folder = folder_with("x", "");
    symlink("b.md", folder.path().join("a.md")).unwrap();
    symlink("a.md", folder.path().join("b.md")).unwrap();
    assert!(matches!(
        save(&folder.path().join("a.md"), b"", None),
        Err(DiskError::Io { .. })
    ));
}

#[test]
fn a_file_with_two_names_is_written_in_place_and_stays_one() {
    let folder = folder_with("a.md", "older and longer");
    let (first, second) = (folder.path().join("a.md"), folder.path().join("b.md"));
    fs::hard_link(&first, &second).unwrap();
    let saved = save(&first, b"new", Some(hash("older and longer"))).unwrap();
    assert_eq!(saved.in_place, Some(InPlace::HardLinks { links: 2 }));
    assert_eq!(fs::read(&second).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["a.md", "b.md"]);
}

#[test]
fn a_file_that_changed_is_not_written() {
    let folder = folder_with("a.md", "theirs");
    let path = folder.path().join("a.md");
    let check = |path: &Path, found: Option<ContentHash>| {
        match save(path, b"mine", Some(hash("old"))) {
            Err(DiskError::Changed { found: got, .. }) => assert_eq!(got, found),
            other => panic!("{other:?}"),
        }
        assert_eq!(names(folder.path()), ["a.md"]);
    };
    check(&path, Some(hash("theirs")));
    check(&folder.path().join("gone.md"), None);
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
}

#[test]
fn a_write_between_the_last_look_and_the_rename_is_not_lost() {
    let check = |meanwhile: fn(&Path), still: fn(&Path) -> bool| {
        let folder = folder_with("a.md", "old");
        let path = folder.path().join("a.md");
        let temporary = Temporary::create(&path).unwrap();
        temporary.write(b"mine").unwrap();
        meanwhile(&path);
        let outcome = temporary.publish_over(&path, Some(hash("old")));
        assert!(
            matches!(outcome, Err(DiskError::Changed { .. })),
            "{outcome:?}"
        );
        drop(temporary);
        assert!(still(&path));
        assert!(
            names(folder.path())
                .iter()
                .all(|name| !name.starts_with('.'))
        );
    };
    check(
        |path| fs::write(path, "theirs").unwrap(),
        |path| fs::read(path).unwrap() == b"theirs",
    );
    check(|path| fs::remove_file(path).unwrap(), |path| !path.exists());
    check(
        |path| {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        },
        Path::is_dir,
    );
}

#[test]
fn nothing_is_left_behind_when_a_step_fails() {
    let folder = folder_with("a.md", "old");
    let path = folder.path().join("a.md");
    drop(Temporary::create(&path).unwrap());
    assert!(matches!(
        create_new(&path, b"new"),
        Err(DiskError::AlreadyExists { .. })
    ));
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["a.md"]);
}

#[test]
fn what_dead_saves_left_is_found_and_what_is_under_way_is_not() {
    let folder = folder_with("a.md", "old");
    let path = folder.path().join("a.md");
    let left = folder.path().join(".faircopy-0123456789abcdef.tmp");
    fs::write(&left, "new").unwrap();
    fs::write(folder.path().join(".faircopy-notes"), "theirs").unwrap();
    let under_way = Temporary::create(&path).unwrap();
    under_way.write(b"newer").unwrap();
    assert_eq!(under_way.publish_over(&path, None).ok(), Some(true));
    let found = unfinished(folder.path()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].path, found[0].hash), (&left, hash("new")));
    for each in found {
        each.remove().unwrap();
    }
    assert_eq!(names(folder.path()), [".faircopy-notes", "a.md"]);
}

#[test]
fn a_new_file_has_the_mode_of_any_new_file() {
    let folder = folder_with("ordinary", "");
    let path = folder.path().join("a.md");
    create_new(&path, b"new").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode();
    assert_eq!(mode(&path), mode(&folder.path().join("ordinary")));
    assert_eq!(fs::metadata(&path).unwrap().nlink(), 1);
    copy_in(&path, &folder.path().join("b.md"), LIMIT).unwrap();
    assert_eq!(names(folder.path()), ["a.md", "b.md", "ordinary"]);
}

#[test]
fn what_is_no_file_is_said_without_waiting() {
    let folder = folder_with("large.md", &"a".repeat(1_001));
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder.md")).unwrap();
    mknodat(CWD, at("pipe.md"), FileType::Fifo, Mode::from(0o600), 0).unwrap();
    assert!(matches!(
        read(&at("folder.md"), LIMIT),
        Err(DiskError::IsDirectory { .. })
    ));
    assert!(matches!(
        read(&at("pipe.md"), LIMIT),
        Err(DiskError::NotAFile { .. })
    ));
    assert!(matches!(
        read(&at("none.md"), LIMIT),
        Err(DiskError::NotFound { .. })
    ));
    let large = read(&at("large.md"), LIMIT);
    assert!(matches!(
        large,
        Err(DiskError::TooLarge {
            bytes: 1_001,
            limit: LIMIT,
            ..
        })
    ));
    assert!(matches!(
        save(&at("folder.md"), b"", None),
        Err(DiskError::IsDirectory { .. })
    ));
    assert!(matches!(
        save(&at("pipe.md"), b"", None),
        Err(DiskError::NotAFile { .. })
    ));
    let nowhere = save(&at("none/a.md"), b"", None);
    assert!(
        matches!(nowhere, Err(DiskError::NotFound { .. })),
        "{nowhere:?}"
    );
    assert_eq!(hash_of(&at("none.md")).unwrap(), None);
}

#[test]
fn every_error_names_its_path_and_says_what_to_do() {
    let path = Path::new("/nowhere/a.md");
    let error = read(path, LIMIT).unwrap_err();
    assert!(error.to_string().contains("/nowhere/a.md"));
    assert_eq!(error.path(), path);
    assert!(!error.hint().is_empty());
}
