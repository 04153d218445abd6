//! A blog's repository as an author has it, and a remote.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use faircopy_host::git::{self, Cancel, GitError};
use tempfile::TempDir;

pub const POST: &str = "_posts/2026-11-23-नया.md";

/// Runs git as the author would, and gives what it prints.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A blog's repository with other work of the author's in it: staged, changed, and not yet known.
pub struct Blog {
    pub holder: TempDir,
}

impl Blog {
    pub fn new() -> Self {
        let holder = tempfile::tempdir().expect("a folder");
        let blog = Self { holder };
        fs::create_dir(blog.path()).expect("a folder");
        blog.git(&["init", "--quiet", "--initial-branch=main"]);
        blog.git(&["config", "user.name", "Ann"]);
        blog.git(&["config", "user.email", "ann@example.org"]);
        for name in ["about.md", "index.md", "_posts/2026-01-01-old.md"] {
            blog.write(name, "first\n");
        }
        blog.git(&["add", "."]);
        blog.git(&["commit", "--quiet", "-m", "first"]);
        blog.write("about.md", "staged\n");
        blog.git(&["add", "about.md"]);
        blog.write("about.md", "staged and changed\n");
        blog.write("index.md", "changed\n");
        blog.write("notes.txt", "unknown\n");
        blog.write(POST, "---\ntitle: New\n---\n");
        blog
    }

    /// With a remote named origin that has the first commit.
    pub fn with_remote() -> (Self, PathBuf) {
        let blog = Self::new();
        let remote = blog.holder.path().join("remote.git");
        git(
            blog.holder.path(),
            &[
                "init",
                "--quiet",
                "--bare",
                "--initial-branch=main",
                "remote.git",
            ],
        );
        let address = format!("file://{}", remote.display());
        blog.git(&["remote", "add", "origin", &address]);
        blog.git(&["push", "--quiet", "--set-upstream", "origin", "main"]);
        (blog, remote)
    }

    pub fn path(&self) -> PathBuf {
        self.holder.path().join("blog")
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        git(&self.path(), arguments)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    pub fn hook(&self, name: &str, script: &str) {
        hook(&self.path().join(".git/hooks"), name, script);
    }

    pub fn commit(&self) -> Result<Option<String>, GitError> {
        git::commit(&self.path(), &[POST.to_owned()], "Add: New")
    }

    pub fn push(&self) -> Result<git::Pushed, GitError> {
        git::push(&self.path(), &mut |_| {}, &Cancel::default())
    }

    pub fn pull(&self) -> Result<(), GitError> {
        git::pull(&self.path(), &mut |_| {}, &Cancel::default())
    }

    /// Everything of the author's that is none of the entry's business.
    pub fn others(&self) -> Vec<String> {
        let mut others = vec![self.git(&["ls-files", "--stage", "about.md", "index.md"])];
        others.push(self.git(&[
            "diff",
            "--cached",
            "--",
            "about.md",
            "index.md",
            "notes.txt",
        ]));
        for name in ["about.md", "index.md", "notes.txt"] {
            others.push(fs::read_to_string(self.path().join(name)).expect("read"));
        }
        others
    }

    pub fn index(&self) -> Vec<u8> {
        fs::read(self.path().join(".git/index")).expect("an index")
    }

    /// A commit of somebody else's on the remote's main branch.
    pub fn another_commits(&self, name: &str, text: &str) {
        let other = self.holder.path().join("other");
        if !other.exists() {
            git(
                self.holder.path(),
                &["clone", "--quiet", "remote.git", "other"],
            );
            git(&other, &["config", "user.name", "Bob"]);
            git(&other, &["config", "user.email", "bob@example.org"]);
        }
        fs::write(other.join(name), text).expect("written");
        git(&other, &["add", "."]);
        git(&other, &["commit", "--quiet", "-m", "another"]);
        git(&other, &["push", "--quiet"]);
    }
}

pub fn hook(folder: &Path, name: &str, script: &str) {
    fs::create_dir_all(folder).expect("a folder");
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
}

/// What a repository and its work tree hold, for a comparison before and after.
pub fn everything(folder: &Path) -> [String; 3] {
    [
        git(folder, &["rev-parse", "HEAD"]),
        git(folder, &["status", "--porcelain"]),
        git(folder, &["diff"]),
    ]
}
