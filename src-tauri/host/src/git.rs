//! The git program with the author's own configuration, hooks and identity: explicit paths only.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Why git did not do what was asked; nothing but the commit itself is missing then.
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

/// Commits exactly `paths` (below `folder`) as they stand in the work tree and gives the commit's
/// id; whatever else is staged or changed stays so. `None` where they hold nothing new.
///
/// # Errors
/// If git is missing, the folder is not in a repository, or git refuses, as a hook may.
pub fn commit(folder: &Path, paths: &[String], message: &str) -> Result<Option<String>, GitError> {
    if !run(folder, &["rev-parse", "--is-inside-work-tree"], &[])?
        .status
        .success()
    {
        return Err(GitError::NotARepository {
            folder: folder.to_owned(),
        });
    }
    let status = ask(folder, "status", &["status", "--porcelain", "-z"], paths)?;
    if status.is_empty() {
        return Ok(None);
    }
    // New files have to be known to git before a commit of paths takes them.
    ask(folder, "add", &["add", "--intent-to-add"], paths)?;
    ask(
        folder,
        "commit",
        &["commit", "--quiet", "--only", "--message", message],
        paths,
    )?;
    let id = ask(folder, "rev-parse", &["rev-parse", "HEAD"], &[])?;
    Ok(Some(id.trim().to_owned()))
}

fn ask(
    folder: &Path,
    what: &'static str,
    arguments: &[&str],
    paths: &[String],
) -> Result<String, GitError> {
    let output = run(folder, arguments, paths)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(GitError::Refused {
        what,
        folder: folder.to_owned(),
        said: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}

/// Runs git where it can ask nobody anything.
fn run(folder: &Path, arguments: &[&str], paths: &[String]) -> Result<Output, GitError> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(arguments);
    if !paths.is_empty() {
        git.arg("--").args(paths);
    }
    git.env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_LITERAL_PATHSPECS", "1")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .map_err(|source| GitError::Missing { source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn git(folder: &Path, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .arg("-C")
            .arg(folder)
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(arguments)
            .output()
            .expect("git runs");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        git(folder.path(), &["init", "--quiet"]);
        git(folder.path(), &["config", "user.name", "A"]);
        git(folder.path(), &["config", "user.email", "a@example.org"]);
        fs::write(folder.path().join("old"), "1").expect("written");
        git(folder.path(), &["add", "old"]);
        git(folder.path(), &["commit", "--quiet", "-m", "first"]);
        folder
    }

    #[test]
    fn a_commit_holds_its_paths_and_nothing_else() {
        let folder = repository();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("staged"), "s").expect("written");
        git(folder.path(), &["add", "staged"]);
        fs::write(at("old"), "2").expect("written");
        fs::write(at("-new post.md"), "n").expect("written");
        let paths = ["-new post.md".to_owned()];
        let id = commit(folder.path(), &paths, "Add: new").expect("commits");
        assert!(id.is_some());
        let shown = git(
            folder.path(),
            &["show", "--name-only", "--format=%s", "HEAD"],
        );
        assert_eq!(shown, "Add: new\n\n-new post.md\n");
        let status = git(folder.path(), &["status", "--porcelain"]);
        assert_eq!(status, " M old\nA  staged\n");
        assert_eq!(
            commit(folder.path(), &paths, "again").expect("is fine"),
            None
        );
    }

    #[test]
    fn a_hook_that_says_no_is_heard() {
        use std::os::unix::fs::PermissionsExt;
        let folder = repository();
        let hook = folder.path().join(".git/hooks/pre-commit");
        fs::write(&hook, "#!/bin/sh\necho not today >&2\nexit 1\n").expect("written");
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("executable");
        fs::write(folder.path().join("old"), "2").expect("written");
        let error = commit(folder.path(), &["old".to_owned()], "x").expect_err("refused");
        assert!(error.to_string().contains("not today"), "{error}");
    }

    #[test]
    fn a_folder_without_a_repository_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = commit(folder.path(), &["a".to_owned()], "x").expect_err("refused");
        assert!(matches!(error, GitError::NotARepository { .. }), "{error}");
    }
}
