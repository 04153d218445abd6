//! The real git, with real remotes: exactly an entry's files are committed and pushed, each state of a
//! repository has its own words, and whatever else the author has there stays as it is.
#![allow(clippy::expect_used, reason = "a test")]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use faircopy_host::git::{self, Cancel, GitError, Head, Operation};
use tempfile::TempDir;

const POST: &str = "_posts/2026-11-23-नया.md";

/// Runs git as the author would, and gives what it prints.
fn git(folder: &Path, arguments: &[&str]) -> String {
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
struct Blog {
    holder: TempDir,
}

impl Blog {
    fn new() -> Self {
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
    fn with_remote() -> (Self, PathBuf) {
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

    fn path(&self) -> PathBuf {
        self.holder.path().join("blog")
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(&self.path(), arguments)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn hook(&self, name: &str, script: &str) {
        hook(&self.path().join(".git/hooks"), name, script);
    }

    fn commit(&self) -> Result<Option<String>, GitError> {
        git::commit(&self.path(), &[POST.to_owned()], "Add: New")
    }

    fn push(&self) -> Result<git::Pushed, GitError> {
        git::push(&self.path(), &mut |_| {}, &Cancel::default())
    }

    fn pull(&self) -> Result<(), GitError> {
        git::pull(&self.path(), &mut |_| {}, &Cancel::default())
    }

    /// Everything of the author's that is none of the entry's business.
    fn others(&self) -> Vec<String> {
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

    fn index(&self) -> Vec<u8> {
        fs::read(self.path().join(".git/index")).expect("an index")
    }

    /// A commit of somebody else's on the remote's main branch.
    fn another_commits(&self, name: &str, text: &str) {
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

fn hook(folder: &Path, name: &str, script: &str) {
    fs::create_dir_all(folder).expect("a folder");
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
}

/// What a repository and its work tree hold, for a comparison before and after.
fn everything(folder: &Path) -> [String; 3] {
    [
        git(folder, &["rev-parse", "HEAD"]),
        git(folder, &["status", "--porcelain"]),
        git(folder, &["diff"]),
    ]
}

#[test]
fn a_commit_holds_its_paths_and_nothing_else() {
    let blog = Blog::new();
    let others = blog.others();
    assert!(blog.commit().expect("commits").is_some());
    let shown = blog.git(&[
        "-c",
        "core.quotePath=off",
        "show",
        "--name-only",
        "--format=%s",
    ]);
    assert_eq!(shown, format!("Add: New\n\n{POST}\n"));
    assert_eq!(blog.others(), others);
    assert_eq!(blog.commit().expect("is fine"), None, "nothing is new");
}

#[test]
fn a_hook_that_says_no_is_heard_and_the_index_stays() {
    let blog = Blog::new();
    let (others, index) = (blog.others(), blog.index());
    blog.hook("pre-commit", "echo not on a Monday >&2; exit 1");
    let error = blog.commit().expect_err("refused");
    assert!(matches!(error, GitError::Hook { .. }), "{error}");
    assert!(error.to_string().contains("not on a Monday"), "{error}");
    assert_eq!(blog.index(), index);
    assert_eq!(blog.others(), others);
    blog.hook("pre-commit", "exit 0");
    assert!(blog.commit().expect("commits").is_some());
}

#[test]
fn a_commit_that_cannot_be_signed_says_so() {
    let blog = Blog::new();
    let index = blog.index();
    blog.git(&["config", "commit.gpgSign", "true"]);
    blog.git(&["config", "gpg.program", "false"]);
    let error = blog.commit().expect_err("refused");
    assert!(matches!(error, GitError::Signing { .. }), "{error}");
    assert_eq!(blog.index(), index);
}

#[test]
fn an_author_without_a_name_is_asked_for_it() {
    let blog = Blog::new();
    let index = blog.index();
    blog.git(&["config", "user.name", ""]);
    let error = blog.commit().expect_err("refused");
    assert!(matches!(error, GitError::NoIdentity), "{error}");
    assert_eq!(blog.index(), index);
    git::set_identity(&blog.path(), "Ann B", "ann@example.org").expect("set");
    assert!(blog.commit().expect("commits").is_some());
    assert_eq!(blog.git(&["log", "-1", "--format=%an"]), "Ann B\n");
}

#[test]
fn an_index_that_is_locked_is_left_alone() {
    let blog = Blog::new();
    let index = blog.index();
    blog.write(".git/index.lock", "");
    let error = blog.commit().expect_err("refused");
    assert!(matches!(error, GitError::Locked { .. }), "{error}");
    assert_eq!(blog.index(), index);
    fs::remove_file(blog.path().join(".git/index.lock")).expect("removed");
    assert!(blog.commit().expect("commits").is_some());
}

#[test]
fn files_that_git_leaves_out_are_named() {
    let blog = Blog::new();
    let index = blog.index();
    blog.write(".gitignore", "_posts/2026-11-*\n");
    let error = blog.commit().expect_err("refused");
    assert!(
        matches!(&error, GitError::Ignored { paths } if paths == &[POST]),
        "{error}"
    );
    assert_eq!(blog.index(), index);
}

#[test]
fn a_folder_without_a_repository_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = git::commit(folder.path(), &["a".to_owned()], "x").expect_err("refused");
    assert!(matches!(error, GitError::NotARepository { .. }), "{error}");
    assert_eq!(git::repository(folder.path()).expect("looked"), None);
}

#[test]
fn what_is_under_way_is_not_disturbed() {
    for (operation, begin) in [
        (Operation::Merge, vec!["merge", "other"]),
        (Operation::Rebase, vec!["rebase", "other"]),
        (Operation::CherryPick, vec!["cherry-pick", "other"]),
        (Operation::Revert, vec!["revert", "--no-edit", "HEAD~1"]),
    ] {
        let blog = Blog::new();
        blog.git(&["stash", "--quiet"]);
        blog.git(&["switch", "--quiet", "--create", "other"]);
        blog.write("about.md", "theirs\n");
        blog.git(&["commit", "--quiet", "--all", "-m", "theirs"]);
        blog.git(&["switch", "--quiet", "main"]);
        for text in ["ours\n", "ours again\n"] {
            blog.write("about.md", text);
            blog.git(&["commit", "--quiet", "--all", "-m", "ours"]);
        }
        let stopped = Command::new("git")
            .arg("-C")
            .arg(blog.path())
            .args(&begin)
            .output()
            .expect("git runs");
        assert!(!stopped.status.success(), "{begin:?} stops at the clash");
        let (before, index) = (everything(&blog.path()), blog.index());
        for error in [
            blog.commit().expect_err("refused"),
            blog.pull().expect_err("refused"),
        ] {
            let GitError::UnderWay {
                operation: told, ..
            } = &error
            else {
                unreachable!("{begin:?}: {error}");
            };
            assert_eq!(*told, operation);
        }
        assert_eq!(everything(&blog.path()), before, "{begin:?}");
        assert_eq!(blog.index(), index, "{begin:?}");
    }
}

#[test]
fn a_commit_on_no_branch_is_not_made() {
    let (blog, _) = Blog::with_remote();
    blog.git(&["checkout", "--quiet", "--detach"]);
    assert_eq!(
        git::state(&blog.path()).expect("looked").head,
        Head::Detached
    );
    for error in [
        blog.commit().expect_err("refused"),
        blog.push().expect_err("refused"),
    ] {
        assert!(matches!(error, GitError::Detached { .. }), "{error}");
    }
}

#[test]
fn a_push_sends_the_commit_and_nothing_else() {
    let (blog, remote) = Blog::with_remote();
    let others = blog.others();
    let id = blog.commit().expect("commits").expect("is new");
    let state = git::state(&blog.path()).expect("looked");
    let upstream = state.upstream.expect("follows");
    assert_eq!(
        (upstream.name.as_str(), upstream.ahead, upstream.behind),
        ("origin/main", 1, 0)
    );
    let pushed = blog.push().expect("pushes");
    assert_eq!(
        (pushed.branch.as_str(), pushed.nothing_new),
        ("main", false)
    );
    assert_eq!(git(&remote, &["rev-parse", "main"]).trim(), id);
    assert!(blog.push().expect("is fine").nothing_new);
    assert_eq!(blog.others(), others);
}

#[test]
fn a_branch_of_its_own_is_made_pushed_and_left_again() {
    let (blog, remote) = Blog::with_remote();
    let others = blog.others();
    let main = blog.git(&["rev-parse", "main"]);
    assert_eq!(
        git::switch(&blog.path(), "post/new").expect("switches"),
        "main"
    );
    let id = blog.commit().expect("commits").expect("is new");
    assert_eq!(blog.push().expect("pushes").branch, "post/new");
    assert_eq!(
        git::switch(&blog.path(), "main").expect("switches"),
        "post/new"
    );
    assert_eq!(git(&remote, &["rev-parse", "post/new"]).trim(), id);
    assert_eq!(blog.git(&["rev-parse", "main"]), main);
    assert!(!blog.path().join(POST).exists(), "it is on its own branch");
    assert_eq!(blog.others(), others);
    // A second export goes to the same branch.
    git::switch(&blog.path(), "post/new").expect("switches");
    assert!(blog.path().join(POST).exists());
    for name in ["no..dots", "-b", "a b", ""] {
        let error = git::switch(&blog.path(), name).expect_err("refused");
        assert!(
            matches!(error, GitError::BranchName { .. }),
            "{name}: {error}"
        );
    }
}

#[test]
fn changes_that_stand_in_the_way_of_a_branch_are_kept() {
    let blog = Blog::new();
    let others = blog.others();
    blog.git(&["branch", "other"]);
    blog.git(&["stash", "--quiet"]);
    blog.git(&["switch", "--quiet", "other"]);
    blog.write("index.md", "theirs\n");
    blog.git(&["commit", "--quiet", "--all", "-m", "theirs"]);
    blog.git(&["switch", "--quiet", "main"]);
    blog.git(&["stash", "pop", "--quiet", "--index"]);
    assert_eq!(blog.others(), others);
    let error = git::switch(&blog.path(), "other").expect_err("refused");
    assert!(matches!(error, GitError::Switch { .. }), "{error}");
    assert_eq!(blog.others(), others);
}

#[test]
fn what_others_pushed_is_brought_in_before_a_push() {
    for rebase in [None, Some("true"), Some("false")] {
        let (blog, remote) = Blog::with_remote();
        if let Some(rebase) = rebase {
            blog.git(&["config", "pull.rebase", rebase]);
            // A rebase wants a clean index, and says so below.
            blog.git(&["config", "rebase.autoStash", "true"]);
        }
        blog.another_commits("their.md", "theirs\n");
        blog.commit().expect("commits").expect("is new");
        let error = blog.push().expect_err("refused");
        assert!(matches!(error, GitError::Behind { .. }), "{error}");
        if rebase != Some("true") {
            // A merge wants what is staged to be committed.
            blog.git(&["reset", "--quiet", "about.md"]);
        }
        blog.pull()
            .unwrap_or_else(|error| unreachable!("{rebase:?}: {error}"));
        blog.push().expect("pushes");
        let tree = git(
            &remote,
            &[
                "-c",
                "core.quotePath=off",
                "ls-tree",
                "-r",
                "--name-only",
                "main",
            ],
        );
        assert!(tree.contains("their.md") && tree.contains(POST), "{tree}");
        let merges = git(&remote, &["log", "--merges", "--format=%s", "main"]);
        assert_eq!(merges.is_empty(), rebase == Some("true"), "{rebase:?}");
        assert_eq!(
            fs::read_to_string(blog.path().join("index.md")).expect("read"),
            "changed\n"
        );
    }
}

#[test]
fn a_pull_that_clashes_changes_nothing() {
    for rebase in ["true", "false"] {
        let (blog, _) = Blog::with_remote();
        blog.git(&["config", "pull.rebase", rebase]);
        blog.git(&["stash", "--quiet"]);
        blog.another_commits("about.md", "theirs\n");
        blog.write("about.md", "ours\n");
        blog.git(&["commit", "--quiet", "--all", "-m", "ours"]);
        let before = everything(&blog.path());
        let error = blog.pull().expect_err("clashes");
        assert!(
            matches!(&error, GitError::Conflict { paths, .. } if paths == &["about.md"]),
            "{error}"
        );
        assert_eq!(everything(&blog.path()), before);
        assert_eq!(git::state(&blog.path()).expect("looked").under_way, None);
    }
}

#[test]
fn a_pull_over_changes_that_are_not_committed_changes_nothing() {
    let (blog, _) = Blog::with_remote();
    let others = blog.others();
    blog.another_commits("index.md", "theirs\n");
    let before = everything(&blog.path());
    let error = blog.pull().expect_err("in the way");
    assert!(matches!(error, GitError::InTheWay { .. }), "{error}");
    assert_eq!(everything(&blog.path()), before);
    assert_eq!(blog.others(), others);
}

#[test]
fn a_remote_that_protects_the_branch_is_heard() {
    let (blog, remote) = Blog::with_remote();
    hook(
        &remote.join("hooks"),
        "update",
        "echo 'main is protected, open a pull request' >&2; exit 1",
    );
    let id = blog.commit().expect("commits").expect("is new");
    let error = blog.push().expect_err("refused");
    assert!(
        matches!(&error, GitError::RefusedThere { said, .. } if said.contains("main is protected")),
        "{error}"
    );
    assert_eq!(
        blog.git(&["rev-parse", "main"]).trim(),
        id,
        "the commit is safe"
    );
}

#[test]
fn a_repository_without_a_remote_says_so() {
    let blog = Blog::new();
    blog.commit().expect("commits");
    for error in [
        blog.push().expect_err("refused"),
        blog.pull().expect_err("refused"),
    ] {
        assert!(matches!(error, GitError::NoRemote { .. }), "{error}");
    }
}

#[test]
fn a_remote_that_is_gone_or_offline_says_so() {
    let (blog, remote) = Blog::with_remote();
    blog.commit().expect("commits");
    fs::remove_dir_all(remote).expect("removed");
    let error = blog.push().expect_err("unreachable");
    assert!(matches!(error, GitError::Unreachable { .. }), "{error}");
    // A port that was free a moment ago: nobody listens.
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let address = format!("http://{}/blog.git", port.expect("a port"));
    blog.git(&["remote", "set-url", "origin", &address]);
    for error in [
        blog.push().expect_err("offline"),
        blog.pull().expect_err("offline"),
    ] {
        assert!(matches!(error, GitError::Unreachable { .. }), "{error}");
    }
}

#[test]
fn a_server_that_asks_for_a_password_does_not_hang() {
    let (blog, _) = Blog::with_remote();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/blog.git", listener.local_addr().expect("a port"));
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a request");
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).expect("read");
        let answer = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"blog\"\r\n\
                      Content-Length: 0\r\nConnection: close\r\n\r\n";
        stream.write_all(answer.as_bytes()).expect("answered");
    });
    blog.commit().expect("commits");
    blog.git(&["remote", "set-url", "origin", &address]);
    blog.git(&["config", "credential.helper", ""]);
    let error = blog.push().expect_err("refused");
    assert!(matches!(error, GitError::NoCredentials { .. }), "{error}");
    server.join().expect("served");
}

#[test]
fn a_push_that_takes_long_shows_its_progress_and_can_be_stopped() {
    let (blog, remote) = Blog::with_remote();
    hook(
        &remote.join("hooks"),
        "pre-receive",
        "echo waiting >&2; exec sleep 600",
    );
    blog.commit().expect("commits");
    let cancel = Cancel::default();
    let mut told = Vec::new();
    let pushed = git::push(
        &blog.path(),
        &mut |line| {
            told.push(line.to_owned());
            if line.contains("waiting") {
                cancel.cancel();
            }
        },
        &cancel,
    );
    assert!(matches!(pushed, Err(GitError::Cancelled)), "{pushed:?}");
    assert!(told.iter().any(|line| line.contains("waiting")), "{told:?}");
    fs::remove_file(remote.join("hooks/pre-receive")).expect("removed");
    blog.push().expect("pushes");
}
