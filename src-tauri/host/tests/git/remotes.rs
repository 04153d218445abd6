//! Pushing, pulling, branches of an entry's own, and servers that say no.

use crate::blog::{Blog, POST, everything, git as run, hook};
use faircopy_host::git::{self, Cancel, GitError};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

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
    assert_eq!(run(&remote, &["rev-parse", "main"]).trim(), id);
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
    assert_eq!(run(&remote, &["rev-parse", "post/new"]).trim(), id);
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
        let tree = run(
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
        let merges = run(&remote, &["log", "--merges", "--format=%s", "main"]);
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

#[test]
fn an_entry_that_was_taken_out_is_taken_out_of_its_branch() {
    let blog = Blog::new();
    let paths = [POST.to_owned()];
    blog.commit().expect("commits");
    git::switch(&blog.path(), "post/new").expect("switches");
    blog.write(POST, "of the branch\n");
    blog.commit().expect("commits");
    git::switch(&blog.path(), "main").expect("switches");
    fs::remove_file(blog.path().join(POST)).expect("removed");
    let others = blog.others();
    git::switch_with(&blog.path(), "post/new", &paths).expect("switches");
    assert!(!blog.path().join(POST).exists(), "it is out there, too");
    assert!(blog.commit().expect("commits").is_some());
    git::switch_with(&blog.path(), "main", &paths).expect("switches back");
    assert_eq!(blog.others(), others);
}

#[test]
fn a_changed_entry_goes_to_its_branch_again_from_another() {
    let (blog, remote) = Blog::with_remote();
    let others = blog.others();
    let paths = [POST.to_owned()];
    for (number, text) in ["one\n", "two\n", "two\n"].into_iter().enumerate() {
        // Exported while main is checked out, where the entry is not known.
        blog.write(POST, text);
        let before = git::switch_with(&blog.path(), "post/new", &paths).expect("switches");
        assert_eq!(before, "main");
        assert_eq!(blog.commit().expect("commits").is_some(), number < 2);
        blog.push().expect("pushes");
        git::switch(&blog.path(), "main").expect("switches back");
        let sent = run(&remote, &["show", &format!("post/new:{POST}")]);
        assert_eq!(sent, text);
        assert_eq!(blog.others(), others);
    }
    // Where the branch cannot be had, the file stays as it is.
    blog.write(POST, "three\n");
    blog.git(&["checkout", "--quiet", "--detach"]);
    git::switch_with(&blog.path(), "post/new", &paths).expect_err("refused");
    let text = fs::read_to_string(blog.path().join(POST)).expect("read");
    assert_eq!(text, "three\n");
}
