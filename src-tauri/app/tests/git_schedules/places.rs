//! All the places in which a text may be found again.

use crate::{ENTRIES, room::folders};
use faircopy_host::{
    history::{self, History},
    journal,
};
use std::{fs, path::Path, process::Command};

/// All that stands in files, in the history, in journals and in git, one after the other.
pub fn everything(folder: &Path, posts: &Path) -> String {
    let mut all = String::new();
    for file in fs::read_dir(posts).expect("the posts").flatten() {
        all.push_str(&fs::read_to_string(file.path()).unwrap_or_default());
    }
    let data = folders(folder).data.expect("a folder");
    let history = History::open(&history::folder(&data));
    for name in ENTRIES {
        for snapshot in history.list(posts, name).expect("a history") {
            let bytes = history.read(&snapshot.id).expect("a text");
            all.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
    let journals = journal::scan(&journal::folder(&data)).expect("journals");
    assert!(journals.failed.is_empty(), "{:?}", journals.failed);
    assert_eq!(journals.live, 0, "every journal was let go");
    for found in journals.recovered {
        all.push_str(&found.kept().text());
    }
    all.push_str(&in_git(posts));
    all
}

/// Everything that git ever stored, stashes and forgotten commits among it.
fn in_git(posts: &Path) -> String {
    let stored = Command::new("git")
        .args(["cat-file", "--batch-all-objects", "--batch"])
        .current_dir(posts)
        .output()
        .expect("git");
    String::from_utf8_lossy(&stored.stdout).into_owned()
}
