//! `faircopy unexport`, and what an export does with an entry that was renamed.

use faircopy_tests::{Cli, Cover, GitBlog, Outcome, TempBlog, TempPosts, Trouble};
use std::path::{Path, PathBuf};

const NAME: &str = "2020-03-02-research-diary-2-computer-vision.md";

fn diary() -> Result<TempPosts, Trouble> {
    TempPosts::new()?
        .with_fixture(NAME, "research-diary-2.md")?
        .with_image("ravi1.jpeg", Cover::Sample)
}

fn export(home: &Path, posts: &TempPosts, name: &str, blog: &Path, more: &str) -> Outcome {
    Cli::verb("export")
        .home(home)
        .arg(posts.file(name))
        .arg("--to")
        .arg(blog)
        .args(more)
        .run()?
        .exits(0)
        .done();
    Ok(())
}

fn unexport(home: &Path, posts: &TempPosts, name: &str, blog: &Path) -> Cli {
    Cli::verb("unexport")
        .home(home)
        .arg(posts.file(name))
        .arg("--blog")
        .arg(blog)
}

#[test]
fn the_post_and_the_pictures_that_nothing_else_uses_go() -> Outcome {
    let home = tempfile::tempdir()?;
    let (posts, blog) = (diary()?, TempBlog::with_bare_image_names()?);
    let before = blog.files()?;
    export(home.path(), &posts, NAME, blog.path(), "")?;
    let exported = blog.files()?;
    unexport(home.path(), &posts, NAME, blog.path())
        .arg("--dry-run")
        .run()?
        .exits(0)
        .prints(&format!("_posts/{NAME}"))
        .prints("assets/img/ravi1.jpeg")
        .done();
    assert_eq!(blog.files()?, exported);
    unexport(home.path(), &posts, NAME, blog.path())
        .run()?
        .exits(0)
        .done();
    assert_eq!(blog.files()?, before);
    unexport(home.path(), &posts, NAME, blog.path())
        .run()?
        .exits(1)
        .complains("holds no post")
        .done();
    // A picture that another page shows stays, and without notes the blog itself tells all.
    export(home.path(), &posts, NAME, blog.path(), "")?;
    blog.put("about.md", "---\n---\n![r](/assets/img/ravi1.jpeg)\n")?;
    let other = tempfile::tempdir()?;
    unexport(other.path(), &posts, NAME, blog.path())
        .run()?
        .exits(0)
        .done();
    let files = blog.files()?;
    assert!(
        files.contains(&"assets/img/ravi1.jpeg".to_owned()),
        "{files:?}"
    );
    assert!(!files.contains(&format!("_posts/{NAME}")), "{files:?}");
    Ok(())
}

#[test]
fn an_entry_that_was_renamed_leaves_nothing_behind() -> Outcome {
    let home = tempfile::tempdir()?;
    let (posts, blog) = (diary()?, GitBlog::new(TempBlog::with_bare_image_names()?)?);
    export(home.path(), &posts, NAME, blog.path(), "--commit")?;
    let files = blog.git(&["ls-files"])?;
    let new = "2020-03-03-vision.md";
    std::fs::rename(posts.file(NAME), posts.file(new))?;
    export(home.path(), &posts, new, blog.path(), "--commit")?;
    let renamed = files.replace(NAME, new);
    let sorted = |files: &str| {
        let mut files: Vec<String> = files.lines().map(str::to_owned).collect();
        files.sort_unstable();
        files
    };
    assert_eq!(sorted(&blog.git(&["ls-files"])?), sorted(&renamed));
    assert_eq!(blog.git(&["status", "--porcelain"])?, "");
    // Once more under another name, which now stands in the text, too.
    let text = posts.text(new)?.replace("image: ravi1.jpeg\n", "");
    let last = "2020-03-04-vision.md";
    std::fs::rename(posts.file(new), posts.file(last))?;
    export(home.path(), &posts, last, blog.path(), "--commit")?;
    std::fs::write(posts.file(last), text)?;
    export(home.path(), &posts, last, blog.path(), "--commit")?;
    assert_eq!(
        sorted(&blog.git(&["ls-files"])?),
        sorted(&files.replace(NAME, last))
    );
    let notes = notes_below(home.path())?;
    assert_eq!(notes.len(), 2, "one by name, one by text: {notes:?}");
    unexport(home.path(), &posts, last, blog.path())
        .run()?
        .exits(0)
        .done();
    let notes = notes_below(home.path())?;
    assert!(notes.is_empty(), "{notes:?}");
    Ok(())
}

/// What is noted down of exports.
fn notes_below(home: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut notes = Vec::new();
    let mut folders = vec![home.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.components().any(|part| part.as_os_str() == "notes") {
                notes.push(path);
            }
        }
    }
    Ok(notes)
}
