//! Sending commits to the blog's remote, never by force.

use super::error::GitError;
use super::program::{Cancel, run_watched, said};
use super::state::{setting, state};
use std::path::Path;
use std::process::Output;

/// What was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// The remote's name.
    pub remote: String,
    /// The branch there.
    pub branch: String,
    /// Whether it was there already.
    pub nothing_new: bool,
}

/// Pushes the branch that is checked out to the branch it follows, or to one of its own name.
///
/// # Errors
/// If no branch is checked out, there is no remote, the remote has more, refuses, or is not reached;
/// or when cancelled. The commits stay as they are.
pub fn push(
    folder: &Path,
    progress: &mut dyn FnMut(&str),
    cancel: &Cancel,
) -> Result<Pushed, GitError> {
    let state = state(folder)?;
    let local = state.branch(folder)?;
    let remote = state.remote(folder)?.to_owned();
    let followed = setting(folder, &format!("branch.{local}.remote"))?;
    let merged = setting(folder, &format!("branch.{local}.merge"))?;
    let branch = merged
        .filter(|_| followed.as_deref() == Some(remote.as_str()))
        .and_then(|name| name.strip_prefix("refs/heads/").map(str::to_owned))
        .unwrap_or_else(|| local.to_owned());
    let what = format!("refs/heads/{local}:refs/heads/{branch}");
    let mut arguments = vec!["push", "--porcelain", "--progress"];
    if state.upstream.is_none() {
        arguments.push("--set-upstream");
    }
    arguments.extend([remote.as_str(), &what]);
    let output = run_watched(folder, &arguments, &[], progress, cancel)?;
    if !output.status.success() {
        return Err(refused(remote, branch, folder, &output));
    }
    let nothing_new = String::from_utf8_lossy(&output.stdout)
        .lines()
        .any(|line| line.starts_with("=\t"));
    Ok(Pushed {
        remote,
        branch,
        nothing_new,
    })
}

/// Reads why from git push's own table (git-push(1), "OUTPUT") and, where it has none, its words.
fn refused(remote: String, branch: String, folder: &Path, output: &Output) -> GitError {
    let words = said(output);
    let table = String::from_utf8_lossy(&output.stdout);
    let verdict = table.lines().find(|line| line.starts_with("!\t"));
    match verdict.and_then(|line| line.split('\t').nth(2)) {
        Some(why) if why.contains("remote rejected") => {
            let said = match from_server(&words) {
                told if told.is_empty() => why.to_owned(),
                told => told,
            };
            GitError::RefusedThere {
                remote,
                branch,
                said,
            }
        }
        Some(why) if why.contains("rejected") => GitError::Behind { remote, branch },
        _ => not_reached(remote, folder, "push", words),
    }
}

fn from_server(words: &str) -> String {
    let lines = words
        .lines()
        .filter_map(|line| line.strip_prefix("remote: "));
    lines.map(str::trim).collect::<Vec<_>>().join("\n")
}

/// What hosts and transports say when they do not let one in, and when they are not there.
const LOCKED_OUT: &[&str] = &[
    "Authentication failed",
    "could not read Username",
    "could not read Password",
    "Permission denied",
    "Host key verification failed",
    "The requested URL returned error: 401",
    "The requested URL returned error: 403",
    "terminal prompts disabled",
];
const NOT_THERE: &[&str] = &[
    "Could not resolve host",
    "Failed to connect",
    "Couldn't connect",
    "Connection refused",
    "Connection timed out",
    "Network is unreachable",
    "unable to access",
    "does not appear to be a git repository",
    "repository not found",
    "Repository not found",
    "Could not read from remote repository",
    "early EOF",
];

pub(super) fn not_reached(
    remote: String,
    folder: &Path,
    what: &'static str,
    said: String,
) -> GitError {
    let any = |signs: &[&str]| signs.iter().any(|sign| said.contains(sign));
    if any(LOCKED_OUT) {
        return GitError::NoCredentials { remote, said };
    }
    if any(NOT_THERE) {
        return GitError::Unreachable { remote, said };
    }
    GitError::Refused {
        what,
        folder: folder.to_owned(),
        said,
    }
}
