//! A blog under git, with a remote of its own.

use crate::{TempBlog, Trouble, needed_program};
use std::ops::Deref;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A blog that is committed on `main` and pushed to a bare repository beside it.
#[derive(Debug)]
pub struct GitBlog {
    blog: TempBlog,
    /// Holds `remote.git` and, once somebody else pushes, their clone.
    beside: TempDir,
}

impl GitBlog {
    /// Puts a blog under git.
    ///
    /// # Errors
    /// git is missing or refuses.
    pub fn new(blog: TempBlog) -> Result<Self, Trouble> {
        let beside = TempDir::new().map_err(Trouble::io("making a folder for a remote"))?;
        let made = Self { blog, beside };
        let remote = made.beside.path().join("remote.git");
        let address = format!("file://{}", remote.display());
        run(
            made.beside.path(),
            &[
                "init",
                "--quiet",
                "--bare",
                "--initial-branch=main",
                "remote.git",
            ],
        )?;
        made.git(&["init", "--quiet", "--initial-branch=main"])?;
        name(made.path(), "Ann")?;
        made.git(&["add", "."])?;
        made.git(&["commit", "--quiet", "-m", "the blog"])?;
        made.git(&["remote", "add", "origin", &address])?;
        made.git(&["push", "--quiet", "--set-upstream", "origin", "main"])?;
        Ok(made)
    }

    /// Runs git in the blog and gives what it prints.
    ///
    /// # Errors
    /// git refuses.
    pub fn git(&self, arguments: &[&str]) -> Result<String, Trouble> {
        run(self.path(), arguments)
    }

    /// Runs git in the remote and gives what it prints.
    ///
    /// # Errors
    /// git refuses.
    pub fn at_remote(&self, arguments: &[&str]) -> Result<String, Trouble> {
        run(&self.beside.path().join("remote.git"), arguments)
    }

    /// The folder of the remote.
    pub fn remote(&self) -> std::path::PathBuf {
        self.beside.path().join("remote.git")
    }

    /// Somebody else pushes a file to the remote's `main`.
    ///
    /// # Errors
    /// git refuses or the file cannot be written.
    pub fn another_pushes(&self, file: &str, text: &str) -> Result<(), Trouble> {
        let clone = self.beside.path().join("clone");
        if !clone.exists() {
            run(
                self.beside.path(),
                &["clone", "--quiet", "remote.git", "clone"],
            )?;
            name(&clone, "Bob")?;
        }
        std::fs::write(clone.join(file), text).map_err(Trouble::io(format!("writing {file}")))?;
        run(&clone, &["add", "."])?;
        run(&clone, &["commit", "--quiet", "-m", "from elsewhere"])?;
        run(&clone, &["push", "--quiet"])?;
        Ok(())
    }
}

impl Deref for GitBlog {
    type Target = TempBlog;

    fn deref(&self) -> &TempBlog {
        &self.blog
    }
}

fn name(folder: &Path, name: &str) -> Result<(), Trouble> {
    run(folder, &["config", "user.name", name])?;
    run(folder, &["config", "user.email", "someone@example.org"])?;
    run(folder, &["config", "commit.gpgSign", "false"])?;
    Ok(())
}

fn run(folder: &Path, arguments: &[&str]) -> Result<String, Trouble> {
    let git = needed_program("git", "git")?;
    let ran = Command::new(git)
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .map_err(Trouble::io("starting git"))?;
    if ran.status.success() {
        return Ok(String::from_utf8_lossy(&ran.stdout).into_owned());
    }
    Err(Trouble::EndedEarly {
        program: "git",
        said: format!("{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr)),
    })
}
