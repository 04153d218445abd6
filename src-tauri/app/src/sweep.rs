//! Tidies a posts folder after saves that were cut short: their hidden files go, and a text that
//! stands nowhere else goes to the history first.

use crate::{error::Error, library::LARGEST_ENTRY};
use faircopy_host::{
    clock,
    disk::{self, Unfinished},
    folder,
    history::History,
};
use faircopy_library::is_entry_path;
use std::{
    collections::{BTreeSet, HashSet},
    path::{Path, PathBuf},
};

/// Where to look, and what need not be kept.
pub struct Sweep {
    /// Folders below the posts folder, `""` for itself.
    pub folders: BTreeSet<String>,
    /// Texts that journals hold.
    pub kept: Vec<String>,
}

/// Removes what dead saves left. Gives the files that were left where they are: their text stands
/// nowhere else, and no entry is like it.
pub fn sweep(history: &History, posts: &Path, sweep: &Sweep) -> Result<Vec<PathBuf>, Error> {
    let mut strange = Vec::new();
    for below in &sweep.folders {
        let folder = posts.join(below);
        for unfinished in disk::unfinished(&folder)? {
            let path = unfinished.path.clone();
            if !settle(history, posts, below, unfinished, &sweep.kept)? {
                strange.push(path);
            }
        }
    }
    Ok(strange)
}

/// Removes one file if its text stands elsewhere, or now does. Answers whether it went.
fn settle(
    history: &History,
    posts: &Path,
    below: &str,
    unfinished: Unfinished,
    kept: &[String],
) -> Result<bool, Error> {
    let bytes = disk::read(&unfinished.path, LARGEST_ENTRY)?;
    // Cut off while it was written, it is the beginning of what the journal has.
    let in_journal = kept.iter().any(|text| text.as_bytes().starts_with(&bytes));
    let siblings = entries(&posts.join(below))?;
    let in_file = siblings.iter().any(|(_, held)| held.starts_with(&bytes));
    let is_kept = bytes.is_empty() || in_journal || in_file || history.holds(&unfinished.hash)?;
    if !is_kept {
        let Some(name) = most_alike(&bytes, &siblings) else {
            return Ok(false);
        };
        let path = if below.is_empty() {
            name.to_owned()
        } else {
            format!("{below}/{name}")
        };
        history.record(posts, &path, &bytes, clock::now().timestamp())?;
    }
    unfinished.remove()?;
    Ok(true)
}

/// The entries in one folder with what they hold.
fn entries(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let names = folder::names(folder)?.into_iter();
    let read = |name: String| {
        // One that cannot be read keeps nothing from going.
        let bytes = disk::read(&folder.join(&name), LARGEST_ENTRY).ok()?;
        Some((name, bytes))
    };
    Ok(names
        .filter(|name| is_entry_path(name))
        .filter_map(read)
        .collect())
}

/// The entry that has most lines in common with a text, if any has one.
fn most_alike<'a>(bytes: &[u8], entries: &'a [(String, Vec<u8>)]) -> Option<&'a str> {
    let lines = |bytes| -> HashSet<&[u8]> {
        let lines = <[u8]>::split(bytes, |byte| *byte == b'\n');
        lines.filter(|line| line.len() > 3).collect()
    };
    let wanted = lines(bytes);
    let shared = entries.iter().map(|(name, held)| {
        let count = lines(held).intersection(&wanted).count();
        (count, name.as_str())
    });
    let (count, name) = shared.max()?;
    (count > 0).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use faircopy_host::history;
    use std::fs;

    const ENTRY: &str = "---\ntitle: Day\n---\n\nOne line.\n";

    fn check(left: &str, kept: &[&str], goes: bool, in_history: &[&str]) {
        let room = tempfile::tempdir().expect("a folder");
        let (posts, data) = (room.path().join("posts"), room.path().join("data"));
        fs::create_dir_all(posts.join("2026")).expect("a folder");
        fs::write(posts.join("2026/day.md"), ENTRY).expect("an entry");
        fs::write(posts.join("2026/else.md"), "Else.\n").expect("an entry");
        let unfinished = posts.join("2026/.faircopy-0123456789abcdef.tmp");
        let notes = posts.join("2026/.faircopy-notes.tmp");
        for (path, text) in [(&unfinished, left), (&notes, "The author's.\n")] {
            fs::write(path, text).expect("a file");
        }
        let history = History::open(&history::folder(&data));
        let what = Sweep {
            folders: [String::new(), "2026".to_owned()].into(),
            kept: kept.iter().map(|text| (*text).to_owned()).collect(),
        };
        let strange = sweep(&history, &posts, &what).expect("swept");
        assert_eq!(unfinished.exists(), !goes, "{left:?}");
        assert_eq!(strange.is_empty(), goes, "{left:?}");
        assert!(notes.exists(), "a file of the author's goes never");
        let texts = history.list(&posts, "2026/day.md").expect("a history");
        let texts: Vec<_> = texts
            .iter()
            .map(|one| String::from_utf8(history.read(&one.id).expect("a text")).expect("words"))
            .collect();
        assert_eq!(texts, in_history, "{left:?}");
    }

    #[test]
    fn what_a_dead_save_left_goes_once_its_text_is_elsewhere() {
        check(ENTRY, &[], true, &[]);
        check("", &[], true, &[]);
        check("---\ntitle: Da", &[], true, &[]);
        check("Newest wo", &["Newest words."], true, &[]);
        let other = "---\ntitle: Day\n---\n\nAn older line.\n";
        check(other, &[], true, &[other]);
        check("Nothing like it.\n", &[], false, &[]);
    }
}
