//! What may be committed, and what stands in the way.

use crate::blog::{Blog, POST, everything};
use faircopy_host::git::{self, GitError, Head, Operation};
use std::fs;
use std::process::Command;

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
fn a_removal_is_committed_also_of_files_that_git_never_knew() {
    let blog = Blog::new();
    blog.commit().expect("commits");
    fs::remove_file(blog.path().join(POST)).expect("removed");
    let others = blog.others();
    let paths = ["images/नया.png".to_owned(), POST.to_owned()];
    let id = git::commit(&blog.path(), &paths, "Remove: New").expect("commits");
    assert!(id.is_some());
    let quiet = ["-c", "core.quotePath=off", "show"];
    let shown = blog.git(&[&quiet[..], &["--name-status", "--format=%s"]].concat());
    assert_eq!(shown, format!("Remove: New\n\nD\t{POST}\n"));
    assert_eq!(blog.others(), others);
    let again = git::commit(&blog.path(), &paths, "Remove: New");
    assert_eq!(again.expect("is fine"), None, "nothing is left to remove");
}
