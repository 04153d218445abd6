//! What git may say, in an author's words.

use super::state::Operation;
use crate::disk::DiskError;
use std::io;
use std::path::PathBuf;

/// Why git did not do what was asked. What was written and committed before stays.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// There is no git program.
    #[error("git cannot be run: {source}")]
    Missing {
        /// What the system said.
        source: io::Error,
    },
    /// The folder is not in a repository.
    #[error("{} is not in a git repository", folder.display())]
    NotARepository {
        /// The folder.
        folder: PathBuf,
    },
    /// A merge or the like was begun and not ended.
    #[error("{operation} is under way in {}", folder.display())]
    UnderWay {
        /// What was begun.
        operation: Operation,
        /// The repository.
        folder: PathBuf,
    },
    /// Another git works in the repository, or died there.
    #[error("another git program is at work: {} is there", lock.display())]
    Locked {
        /// The file that says so.
        lock: PathBuf,
    },
    /// git does not know who commits.
    #[error("git does not know your name and e-mail address yet")]
    NoIdentity,
    /// The repository is told to leave these files out.
    #[error("the repository's .gitignore leaves out {}", paths.join(", "))]
    Ignored {
        /// The files, below the folder.
        paths: Vec<String>,
    },
    /// A hook of the repository said no.
    #[error("a check of the repository (a git hook) refused the commit: {said}")]
    Hook {
        /// The hook's words.
        said: String,
    },
    /// Commits are to be signed, and could not be.
    #[error("the commit could not be signed: {said}")]
    Signing {
        /// git's words.
        said: String,
    },
    /// No branch is checked out.
    #[error("{} is on no branch (git calls this a detached HEAD)", folder.display())]
    Detached {
        /// The repository.
        folder: PathBuf,
    },
    /// A name that no branch may have.
    #[error("{name} cannot be the name of a branch")]
    BranchName {
        /// The name.
        name: String,
    },
    /// Changes of the author's stand in the way of another branch.
    #[error("the branch {name} cannot be checked out: {said}")]
    Switch {
        /// The branch.
        name: String,
        /// git's words.
        said: String,
    },
    /// There is nowhere to push to.
    #[error("{} has no remote to push to", folder.display())]
    NoRemote {
        /// The repository.
        folder: PathBuf,
    },
    /// The branch has commits there that it has not here.
    #[error("{remote} has commits on {branch} that you do not have yet")]
    Behind {
        /// The remote's name.
        remote: String,
        /// The branch.
        branch: String,
    },
    /// The server does not take the push.
    #[error("{remote} does not accept commits on {branch}: {said}")]
    RefusedThere {
        /// The remote's name.
        remote: String,
        /// The branch.
        branch: String,
        /// The server's words.
        said: String,
    },
    /// The server wants to know who pushes, or does not allow it.
    #[error("{remote} does not let you in: {said}")]
    NoCredentials {
        /// The remote's name.
        remote: String,
        /// git's words.
        said: String,
    },
    /// The server or the repository on it was not found.
    #[error("{remote} cannot be reached: {said}")]
    Unreachable {
        /// The remote's name.
        remote: String,
        /// git's words.
        said: String,
    },
    /// Both sides changed the same lines; everything is as it was before the pull.
    #[error("you and {remote} changed the same lines of {}", paths.join(", "))]
    Conflict {
        /// The remote's name.
        remote: String,
        /// The files.
        paths: Vec<String>,
    },
    /// Changes that are not committed stand in the way of a pull.
    #[error("the commits of {remote} cannot be brought in: {said}")]
    InTheWay {
        /// The remote's name.
        remote: String,
        /// git's words.
        said: String,
    },
    /// A file of the blog cannot be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The author stopped it.
    #[error("stopped")]
    Cancelled,
    /// git said no.
    #[error("git {what} in {}: {said}", folder.display())]
    Refused {
        /// What was asked.
        what: &'static str,
        /// Where.
        folder: PathBuf,
        /// git's own words.
        said: String,
    },
}

impl GitError {
    /// What to do next.
    pub fn hint(&self) -> String {
        let text = match self {
            Self::Missing { .. } => "Install git.",
            Self::NotARepository { .. } => {
                "The files are written. Put the blog under git, or publish them your own way."
            }
            Self::UnderWay { operation, .. } => {
                let name = operation.command();
                return format!(
                    "End it with `git {name} --continue`, or take it back with `git {name} --abort`."
                );
            }
            Self::Locked { .. } => {
                "Wait until it is done. If no git is running any more, remove that file."
            }
            Self::NoIdentity => "Say who you are: it stands in each commit.",
            Self::Ignored { .. } => "Take them out of .gitignore if they belong to the blog.",
            Self::Hook { .. } => "Mend what it says, and commit again.",
            Self::Signing { .. } => "See to your signing key, or turn commit.gpgSign off.",
            Self::Detached { .. } => "Check out a branch first: `git switch main`.",
            Self::BranchName { .. } => "Choose another name, such as post/my-entry.",
            Self::Switch { .. } => "Commit your other changes first, or publish on this branch.",
            Self::NoRemote { .. } => {
                "The commit is made. Add the blog's address with `git remote add origin ADDRESS`."
            }
            Self::Behind { .. } => "The commit is safe. Pull first, then push again.",
            Self::RefusedThere { .. } => {
                "The commit is safe. Publish it on a branch of its own, and ask for it to be merged."
            }
            Self::NoCredentials { .. } => {
                "The commit is safe. Sign in once with git in a terminal, then push again."
            }
            Self::Unreachable { .. } => {
                "The commit is safe. See to the network and the remote's address, then push again."
            }
            Self::Conflict { .. } => {
                "Nothing was changed. Bring both together with git, or ask someone who knows it."
            }
            Self::InTheWay { .. } => "Nothing was changed. Commit your other changes first.",
            Self::Disk(error) => return error.hint().to_owned(),
            Self::Cancelled => "What was committed stays; nothing else was changed.",
            Self::Refused { .. } => "The files are written; nothing else was changed.",
        };
        text.to_owned()
    }
}
