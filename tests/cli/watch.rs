//! `faircopy watch`: what other programs do to the posts folder, as JSON lines.

use faircopy_tests::{Cli, Outcome, TempPosts, needed_program};
use serde_json::Value;
use std::fs;
use std::process::Command;

fn is(event: &'static str, path: &'static str) -> impl Fn(&Value) -> bool {
    move |line| {
        line["event"] == event
            && [&line["path"], &line["to"]]
                .iter()
                .any(|value| **value == path)
    }
}

fn watched() -> Result<(TempPosts, faircopy_tests::Running), Box<dyn std::error::Error>> {
    let posts = TempPosts::new()?.with("2024-01-01-old.md", "---\ntitle: Old\n---\n\nOld.\n")?;
    let watch = Cli::verb("watch").arg(posts.path()).start()?;
    watch.wait_for("that it is watching", |line| line["event"] == "watching")?;
    Ok((posts, watch))
}

#[test]
fn entries_that_come_change_and_go_are_told() -> Outcome {
    let (posts, watch) = watched()?;
    posts.put("2024-02-02-new.md", b"---\ntitle: New\n---\n")?;
    watch.wait_for("the new entry", is("added", "2024-02-02-new.md"))?;
    posts.put("2024-02-02-new.md", b"---\ntitle: Newer\n---\n")?;
    watch.wait_for("its new title", |line| {
        line["event"] == "changed" && line["title"] == "Newer"
    })?;
    fs::rename(
        posts.file("2024-02-02-new.md"),
        posts.file("2024-03-03-moved.md"),
    )?;
    watch.wait_for("its new name", is("renamed", "2024-03-03-moved.md"))?;
    fs::remove_file(posts.file("2024-03-03-moved.md"))?;
    watch.wait_for("that it is gone", is("removed", "2024-03-03-moved.md"))
}

#[test]
fn a_file_in_a_folder_made_a_moment_ago_is_told() -> Outcome {
    let (posts, watch) = watched()?;
    posts.put("drafts/deep/2024-05-05-deep.md", b"---\ntitle: Deep\n---\n")?;
    watch.wait_for(
        "the deep entry",
        is("added", "drafts/deep/2024-05-05-deep.md"),
    )
}

#[test]
fn an_atomic_save_is_a_change_and_not_a_new_entry() -> Outcome {
    let (posts, watch) = watched()?;
    posts.put(".2024-01-01-old.md.swp", b"---\ntitle: Saved\n---\n")?;
    fs::rename(
        posts.file(".2024-01-01-old.md.swp"),
        posts.file("2024-01-01-old.md"),
    )?;
    watch.wait_for("the change", |line| {
        assert_ne!(line["event"], "added", "{line}");
        line["event"] == "changed" && line["title"] == "Saved"
    })
}

#[test]
fn a_checkout_by_git_is_told() -> Outcome {
    let git = needed_program("git", "git")?;
    let posts = TempPosts::new()?.with("2024-01-01-old.md", "---\ntitle: Old\n---\n")?;
    let run = |args: &[&str]| -> Outcome {
        let status = Command::new(&git)
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args([
                "-c",
                "init.defaultBranch=main",
                "-c",
                "commit.gpgsign=false",
                "-C",
            ])
            .arg(posts.path())
            .args(args)
            .output()?;
        assert!(status.status.success(), "git {args:?}: {status:?}");
        Ok(())
    };
    run(&["init", "--quiet"])?;
    run(&["add", "."])?;
    run(&["commit", "--quiet", "-m", "one"])?;
    run(&["checkout", "--quiet", "-b", "other"])?;
    posts.put("2024-06-06-branch.md", b"---\ntitle: Branch\n---\n")?;
    run(&["add", "."])?;
    run(&["commit", "--quiet", "-m", "two"])?;
    let watch = Cli::verb("watch").arg(posts.path()).start()?;
    watch.wait_for("that it is watching", |line| line["event"] == "watching")?;
    run(&["checkout", "--quiet", "main"])?;
    watch.wait_for(
        "that the branch's entry is gone",
        is("removed", "2024-06-06-branch.md"),
    )?;
    run(&["checkout", "--quiet", "other"])?;
    watch.wait_for("that it is back", is("added", "2024-06-06-branch.md"))
}
