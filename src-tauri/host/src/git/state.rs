//! What a repository is in the middle of.

use super::error::GitError;
use super::program::{ask, run, said};
use std::fmt;
use std::path::{Path, PathBuf};

/// Where new commits go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// A branch.
    Branch(String),
    /// No branch: a commit by itself.
    Detached,
}

/// The branch of a remote that a branch follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// As git names it, for example `origin/main`.
    pub name: String,
    /// Commits that are here and not there.
    pub ahead: usize,
    /// Commits that are there and not here, as of the last time git asked.
    pub behind: usize,
}

/// Something that git does in several steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// `git merge`.
    Merge,
    /// `git rebase` or `git am`.
    Rebase,
    /// `git cherry-pick`.
    CherryPick,
    /// `git revert`.
    Revert,
}

impl Operation {
    /// The name of git's command.
    pub fn command(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Rebase => "rebase",
            Self::CherryPick => "cherry-pick",
            Self::Revert => "revert",
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a {}", self.command())
    }
}

/// A repository as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Where new commits go.
    pub head: Head,
    /// What the branch follows, if anything.
    pub upstream: Option<Upstream>,
    /// The remote that the branch is pushed to, if there is one.
    pub remote: Option<String>,
    /// What was begun and not ended.
    pub under_way: Option<Operation>,
    /// Name and address of who commits, if git knows both.
    pub author: Option<(String, String)>,
}

impl State {
    /// The branch that is checked out in the repository of `folder`.
    ///
    /// # Errors
    /// If none is.
    pub fn branch(&self, folder: &Path) -> Result<&str, GitError> {
        match &self.head {
            Head::Branch(name) => Ok(name),
            Head::Detached => Err(GitError::Detached {
                folder: folder.to_owned(),
            }),
        }
    }

    /// The remote that the branch is pushed to.
    ///
    /// # Errors
    /// If there is none.
    pub fn remote(&self, folder: &Path) -> Result<&str, GitError> {
        let none = || GitError::NoRemote {
            folder: folder.to_owned(),
        };
        self.remote.as_deref().ok_or_else(none)
    }

    /// The branch that takes commits: a commit on no branch is lost from sight with the next checkout, and
    /// one in the middle of something else becomes a part of that.
    ///
    /// # Errors
    /// If none is checked out, or something is under way.
    pub fn settled_branch(&self, folder: &Path) -> Result<&str, GitError> {
        match self.under_way {
            Some(operation) => Err(GitError::UnderWay {
                operation,
                folder: folder.to_owned(),
            }),
            None => self.branch(folder),
        }
    }
}

/// The folder of the repository that `folder` lies in; none where it lies in none.
///
/// # Errors
/// If git is missing, or does not trust the folder.
pub fn repository(folder: &Path) -> Result<Option<PathBuf>, GitError> {
    let output = run(folder, &["rev-parse", "--show-toplevel"], &[])?;
    if output.status.success() {
        let path = String::from_utf8_lossy(&output.stdout);
        return Ok(Some(PathBuf::from(path.trim_end_matches('\n'))));
    }
    let words = said(&output);
    if words.contains("not a git repository") {
        return Ok(None);
    }
    Err(GitError::Refused {
        what: "rev-parse",
        folder: folder.to_owned(),
        said: words,
    })
}

/// Looks at the repository that `folder` lies in; changes nothing, its index included.
///
/// # Errors
/// If git is missing or the folder is in no repository.
pub fn state(folder: &Path) -> Result<State, GitError> {
    if repository(folder)?.is_none() {
        return Err(GitError::NotARepository {
            folder: folder.to_owned(),
        });
    }
    let status = ask(
        folder,
        "status",
        &[
            "--no-optional-locks",
            "status",
            "--porcelain=v2",
            "--branch",
            "--untracked-files=no",
        ],
        &[],
    )?;
    let told = |key: &str| {
        let prefix = format!("# branch.{key} ");
        status.lines().find_map(|line| line.strip_prefix(&prefix))
    };
    let head = match told("head") {
        Some("(detached)") | None => Head::Detached,
        Some(name) => Head::Branch(name.to_owned()),
    };
    Ok(State {
        upstream: told("upstream").map(|name| upstream(name, told("ab"))),
        remote: remote_of(folder, &head)?,
        head,
        under_way: under_way(folder)?,
        author: author(folder)?,
    })
}

fn upstream(name: &str, apart: Option<&str>) -> Upstream {
    let mut counts = apart.unwrap_or_default().split(' ').map(|count| {
        let digits = count.trim_start_matches(['+', '-']);
        digits.parse::<usize>().unwrap_or(0)
    });
    Upstream {
        name: name.to_owned(),
        ahead: counts.next().unwrap_or(0),
        behind: counts.next().unwrap_or(0),
    }
}

/// One value of the configuration.
pub(super) fn setting(folder: &Path, key: &str) -> Result<Option<String>, GitError> {
    let output = run(folder, &["config", "--get", key], &[])?;
    let value = String::from_utf8_lossy(&output.stdout);
    Ok(output
        .status
        .success()
        .then(|| value.trim_end_matches('\n').to_owned()))
}

/// Where git itself would push: gitconfig's `branch.<name>.pushRemote` and what comes after it.
fn remote_of(folder: &Path, head: &Head) -> Result<Option<String>, GitError> {
    if let Head::Branch(name) = head {
        for key in [
            format!("branch.{name}.pushRemote"),
            "remote.pushDefault".to_owned(),
            format!("branch.{name}.remote"),
        ] {
            if let Some(remote) = setting(folder, &key)?
                && remote != "."
            {
                return Ok(Some(remote));
            }
        }
    }
    let all = ask(folder, "remote", &["remote"], &[])?;
    let all: Vec<&str> = all.lines().collect();
    Ok(match all.as_slice() {
        [only] => Some((*only).to_owned()),
        several => several.contains(&"origin").then(|| "origin".to_owned()),
    })
}

/// What git status tells from the same files.
pub(super) fn under_way(folder: &Path) -> Result<Option<Operation>, GitError> {
    let signs = [
        ("rebase-merge", Operation::Rebase),
        ("rebase-apply", Operation::Rebase),
        ("MERGE_HEAD", Operation::Merge),
        ("CHERRY_PICK_HEAD", Operation::CherryPick),
        ("REVERT_HEAD", Operation::Revert),
    ];
    for (name, operation) in signs {
        if inside(folder, name)?.exists() {
            return Ok(Some(operation));
        }
    }
    Ok(None)
}

/// A file of the repository's own.
pub(super) fn inside(folder: &Path, name: &str) -> Result<PathBuf, GitError> {
    let path = ask(folder, "rev-parse", &["rev-parse", "--git-path", name], &[])?;
    Ok(folder.join(path.trim_end_matches('\n')))
}

/// git would guess a name from the system's; what stands in each commit should be the author's choice.
fn author(folder: &Path) -> Result<Option<(String, String)>, GitError> {
    let known = |variable: &str, key: &str| {
        let set = std::env::var(variable).ok();
        let value = match set.filter(|value| !value.is_empty()) {
            Some(value) => Some(value),
            None => setting(folder, key)?,
        };
        Ok::<_, GitError>(value.filter(|value| !value.is_empty()))
    };
    let name = known("GIT_AUTHOR_NAME", "user.name")?;
    let email = known("GIT_AUTHOR_EMAIL", "user.email")?;
    Ok(name.zip(email))
}

/// Which of `paths` (below `folder`) differ from the last commit, as they stand in the work tree.
///
/// # Errors
/// If git refuses.
pub fn changed(folder: &Path, paths: &[String]) -> Result<Vec<String>, GitError> {
    let quiet = ["--no-optional-locks", "status", "--porcelain", "-z"];
    let mut changed = Vec::new();
    for path in paths {
        if !ask(folder, "status", &quiet, std::slice::from_ref(path))?.is_empty() {
            changed.push(path.clone());
        }
    }
    Ok(changed)
}

/// Whether the last commit holds a file.
///
/// # Errors
/// If git is missing.
pub fn holds(folder: &Path, path: &str) -> Result<bool, GitError> {
    let name = format!("HEAD:./{path}");
    Ok(run(folder, &["cat-file", "-e", &name], &[])?
        .status
        .success())
}

/// Sets who commits in this repository.
///
/// # Errors
/// If git refuses.
pub fn set_identity(folder: &Path, name: &str, email: &str) -> Result<(), GitError> {
    ask(folder, "config", &["config", "user.name", name], &[])?;
    ask(folder, "config", &["config", "user.email", email], &[])?;
    Ok(())
}
