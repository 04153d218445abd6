//! Bringing in what others pushed, the way the author's git is set.

use super::error::GitError;
use super::program::{Cancel, ask, run_watched, said};
use super::push::not_reached;
use super::state::{setting, state, under_way};
use std::path::Path;

/// Pulls the branch that is checked out: by rebase or merge as git is set for it, by merge where it is
/// not set. Where both sides changed the same lines everything is taken back.
///
/// # Errors
/// If no branch is checked out, something is under way, the remote is not reached, or changes stand in
/// the way or clash; or when cancelled.
pub fn pull(
    folder: &Path,
    progress: &mut dyn FnMut(&str),
    cancel: &Cancel,
) -> Result<(), GitError> {
    let state = state(folder)?;
    let branch = state.settled_branch(folder)?;
    let remote = state.remote(folder)?.to_owned();
    let mut arguments = vec!["pull", "--no-edit", "--progress"];
    if !says_how(folder, branch)? {
        arguments.push("--no-rebase");
    }
    let output = run_watched(folder, &arguments, &[], progress, cancel)?;
    if output.status.success() {
        return Ok(());
    }
    if let Some(operation) = under_way(folder)? {
        let paths = ask(
            folder,
            "diff",
            &["diff", "--name-only", "--diff-filter=U", "-z"],
            &[],
        )?;
        let paths = paths.split('\0').filter(|path| !path.is_empty());
        let paths = paths.map(str::to_owned).collect();
        ask(folder, "abort", &[operation.command(), "--abort"], &[])?;
        return Err(GitError::Conflict { remote, paths });
    }
    let said = said(&output);
    let stands = [
        "would be overwritten",
        "uncommitted changes",
        "unstaged changes",
    ];
    if stands.iter().any(|sign| said.contains(sign)) {
        return Err(GitError::InTheWay { remote, said });
    }
    Err(not_reached(remote, folder, "pull", said))
}

/// Whether the author's git says how to bring diverged branches together.
fn says_how(folder: &Path, branch: &str) -> Result<bool, GitError> {
    for key in [
        format!("branch.{branch}.rebase"),
        "pull.rebase".to_owned(),
        "pull.ff".to_owned(),
    ] {
        if setting(folder, &key)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
