//! Work on a branch of its own, with the real git.
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

use faircopy_app::{Error, publish};
use std::{fs, path::Path, process::Command};

const POST: &str = "_posts/new.md";

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org"])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn work_that_fails_on_another_branch_comes_back_with_its_files() {
    let blog = tempfile::tempdir().expect("a folder");
    let (folder, post) = (blog.path(), blog.path().join(POST));
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    git(
        folder,
        &["commit", "--quiet", "--allow-empty", "-m", "first"],
    );
    git(folder, &["switch", "--quiet", "--create", "post/new"]);
    fs::create_dir(folder.join("_posts")).expect("a folder");
    fs::write(&post, "there\n").expect("written");
    git(folder, &["add", POST]);
    git(folder, &["commit", "--quiet", "-m", "there"]);
    git(folder, &["switch", "--quiet", "main"]);
    fs::create_dir_all(folder.join("_posts")).expect("a folder");
    fs::write(&post, "exported\n").expect("written");
    let paths = [POST.to_owned()];
    let done = publish::on_branch(folder, Some("post/new"), &paths, || {
        assert_eq!(git(folder, &["branch", "--show-current"]), "post/new\n");
        Err::<(), Error>(Error::Closing)
    });
    assert!(matches!(done, Err(Error::Closing)), "{done:?}");
    assert_eq!(git(folder, &["branch", "--show-current"]), "main\n");
    assert_eq!(fs::read_to_string(&post).expect("read"), "exported\n");
    assert_eq!(git(folder, &["show", "post/new:_posts/new.md"]), "there\n");
}
