//! Committing exactly an entry's files.

use super::error::GitError;
use super::program::{ask, run, said};
use super::state::{inside, setting, state};
use crate::disk;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

/// The largest index that is put back after a commit that was refused, in bytes.
const LARGEST_INDEX: u64 = 256 * 1024 * 1024;

/// Commits exactly `paths` (below `folder`) as they stand in the work tree and gives the commit's
/// id; whatever else is staged or changed stays so. `None` where they hold nothing new.
///
/// A commit that is refused leaves the index as it was, byte by byte.
///
/// # Errors
/// If git is missing or refuses, as a hook may; if the folder is in no repository, on no branch, something
/// is under way there, or git does not know who commits.
pub fn commit(folder: &Path, paths: &[String], message: &str) -> Result<Option<String>, GitError> {
    let state = state(folder)?;
    state.settled_branch(folder)?;
    let lock = inside(folder, "index.lock")?;
    if lock.exists() {
        return Err(GitError::Locked { lock });
    }
    let paths = &there_or_known(folder, paths)?;
    if paths.is_empty() {
        return Ok(None);
    }
    let quiet = ["--no-optional-locks", "status", "--porcelain", "-z"];
    let status = ask(folder, "status", &quiet, paths)?;
    let ignored = ignored(folder, paths)?;
    if !ignored.is_empty() {
        return Err(GitError::Ignored { paths: ignored });
    }
    if status.is_empty() {
        return Ok(None);
    }
    if state.author.is_none() {
        return Err(GitError::NoIdentity);
    }
    let index = Index::of(folder)?;
    // New files have to be known to git before a commit of paths takes them.
    let add = ["add", "--intent-to-add"];
    let only = ["commit", "--quiet", "--only", "--message", message];
    let added = run(folder, &add, paths)?;
    if !added.status.success() {
        return Err(index.put_back(refused(folder, "add", &added)?));
    }
    let known = index.now();
    let committed = run(folder, &only, paths)?;
    if !committed.status.success() {
        let error = refused(folder, "commit", &committed)?;
        // Whoever changed it meanwhile knows more than we do.
        return Err(if index.now() == known {
            index.put_back(error)
        } else {
            error
        });
    }
    let id = ask(folder, "rev-parse", &["rev-parse", "HEAD"], &[])?;
    Ok(Some(id.trim().to_owned()))
}

/// The paths that git can commit: it refuses all where one names neither a file nor one that it holds, as
/// a picture that came and went between two commits.
fn there_or_known(folder: &Path, paths: &[String]) -> Result<Vec<String>, GitError> {
    let known = ask(folder, "ls-files", &["ls-files", "-z"], paths)?;
    let known: Vec<&str> = known.split('\0').collect();
    let can_be = |path: &&String| {
        known.contains(&path.as_str()) || folder.join(path).symlink_metadata().is_ok()
    };
    Ok(paths.iter().filter(can_be).cloned().collect())
}

/// Which of the paths git is told to leave out and does not hold already.
fn ignored(folder: &Path, paths: &[String]) -> Result<Vec<String>, GitError> {
    let left_out = [
        "ls-files",
        "--others",
        "--ignored",
        "--exclude-standard",
        "-z",
    ];
    let names = ask(folder, "ls-files", &left_out, paths)?;
    Ok(names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect())
}

fn refused(folder: &Path, what: &'static str, output: &Output) -> Result<GitError, GitError> {
    let words = said(output);
    let lock = inside(folder, "index.lock")?;
    if words.contains("index.lock") && words.contains("File exists") {
        return Ok(GitError::Locked { lock });
    }
    if words.contains("gpg failed to sign") || words.contains("failed to write commit object") {
        return Ok(GitError::Signing { said: words });
    }
    if what == "commit" && has_hook(folder)? {
        return Ok(GitError::Hook { said: words });
    }
    let folder = folder.to_owned();
    Ok(GitError::Refused {
        what,
        folder,
        said: words,
    })
}

/// Whether a hook stands that can refuse a commit, see githooks(5).
fn has_hook(folder: &Path) -> Result<bool, GitError> {
    let hooks = match setting(folder, "core.hooksPath")? {
        Some(path) => folder.join(path),
        None => inside(folder, "hooks")?,
    };
    let names = ["pre-commit", "prepare-commit-msg", "commit-msg"];
    Ok(names.iter().any(|name| hooks.join(name).is_file()))
}

/// The index as it was before we touched it.
struct Index {
    path: PathBuf,
    before: Option<Vec<u8>>,
}

impl Index {
    fn of(folder: &Path) -> Result<Self, GitError> {
        let path = inside(folder, "index")?;
        let before = disk::read(&path, LARGEST_INDEX).ok();
        Ok(Self { path, before })
    }

    fn now(&self) -> Option<Vec<u8>> {
        disk::read(&self.path, LARGEST_INDEX).ok()
    }

    fn put_back(&self, error: GitError) -> GitError {
        let done = match &self.before {
            Some(before) => disk::save(&self.path, before, None)
                .map(drop)
                .map_err(|error| error.to_string()),
            None => fs::remove_file(&self.path).map_err(|error| error.to_string()),
        };
        if let Err(problem) = done {
            // The new files stay announced there, which git shows and every commit of theirs mends.
            tracing::warn!(problem, "git's index is not as it was before the commit");
        }
        error
    }
}
