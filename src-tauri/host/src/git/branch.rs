//! Branches of an entry's own.

use super::error::GitError;
use super::program::{ask, run, said};
use super::state::{changed, holds, state};
use crate::disk::{self, DiskError};
use crate::private;
use std::fs;
use std::path::{Path, PathBuf};

/// The largest file that is taken along to another branch, in bytes.
const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// Whether there is a branch of this name.
///
/// # Errors
/// If git is missing.
pub fn has_branch(folder: &Path, name: &str) -> Result<bool, GitError> {
    let reference = format!("refs/heads/{name}");
    let known = ["show-ref", "--verify", "--quiet", &reference];
    Ok(run(folder, &known, &[])?.status.success())
}

/// Checks out a branch, which is begun at the present commit where there is none of that name.
/// Gives the branch that was checked out before.
///
/// # Errors
/// If the name is none, no branch is checked out, something is under way, or changes stand in the way.
pub fn switch(folder: &Path, name: &str) -> Result<String, GitError> {
    let before = state(folder)?.settled_branch(folder)?.to_owned();
    if before == name {
        return Ok(before);
    }
    let valid = run(folder, &["check-ref-format", "--branch", name], &[])?;
    if !valid.status.success() || name.starts_with('-') {
        return Err(GitError::BranchName {
            name: name.to_owned(),
        });
    }
    let arguments: &[&str] = if has_branch(folder, name)? {
        &["switch", "--quiet", "--no-guess", name]
    } else {
        &["switch", "--quiet", "--create", name]
    };
    let output = run(folder, arguments, &[])?;
    if output.status.success() {
        return Ok(before);
    }
    Err(GitError::Switch {
        name: name.to_owned(),
        said: said(&output),
    })
}

/// Checks out a branch as [`switch`] does and takes `paths` (below `folder`) along as they stand in the
/// work tree, also where the branch has others. Gives the branch that was checked out before.
///
/// Killed in between, the files are not in the blog's folder; the entry they were made of has them.
///
/// # Errors
/// As [`switch`], or if a file cannot be read or written; the files are then as they were.
pub fn switch_with(folder: &Path, name: &str, paths: &[String]) -> Result<String, GitError> {
    if !has_branch(folder, name)? {
        return switch(folder, name);
    }
    let mut carried = Vec::new();
    for path in changed(folder, paths)? {
        let file = folder.join(&path);
        // One that was removed is not to be there on the other branch either.
        let bytes = match disk::read(&file, LARGEST_FILE) {
            Err(DiskError::NotFound { .. }) => None,
            read => Some(read?),
        };
        carried.push((path, file, bytes));
    }
    let switched = set_aside(folder, &carried).and_then(|()| switch(folder, name));
    // Each is put in its place, whatever becomes of the others.
    let put: Vec<_> = carried
        .iter()
        .map(|(_, file, bytes)| put(file, bytes.as_deref()))
        .collect();
    let before = switched?;
    put.into_iter().collect::<Result<(), DiskError>>()?;
    Ok(before)
}

/// Gives a file what it held; nothing where there was none.
fn put(file: &Path, bytes: Option<&[u8]>) -> Result<(), DiskError> {
    let Some(bytes) = bytes else {
        return private::remove(file);
    };
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent).map_err(|error| DiskError::from_io(parent, error))?;
    }
    disk::save(file, bytes, None).map(drop)
}

/// Puts files back to what the last commit has of them.
fn set_aside(folder: &Path, files: &[(String, PathBuf, Option<Vec<u8>>)]) -> Result<(), GitError> {
    for (path, file, _) in files {
        if holds(folder, path)? {
            let back = ["checkout", "--quiet", "HEAD"];
            ask(folder, "checkout", &back, std::slice::from_ref(path))?;
        } else {
            fs::remove_file(file).map_err(|error| DiskError::from_io(file, error))?;
        }
    }
    Ok(())
}
