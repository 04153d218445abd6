//! `faircopy publish` and `export --commit --push`: exactly the entry goes to the blog's remote.

use faircopy_tests::{Cli, Cover, GitBlog, Outcome, TempBlog, TempPosts, Trouble};

const NAME: &str = "2020-03-02-research-diary-2-computer-vision.md";

fn diary() -> Result<TempPosts, Trouble> {
    TempPosts::new()?
        .with_fixture(NAME, "research-diary-2.md")?
        .with_image("ravi1.jpeg", Cover::Sample)
}

fn publish(posts: &TempPosts, blog: &GitBlog) -> Cli {
    Cli::verb("publish")
        .arg(posts.file(NAME))
        .arg("--to")
        .arg(blog.path())
}

#[test]
fn an_entry_and_its_cover_reach_the_remote_and_nothing_else_does() -> Outcome {
    let (posts, blog) = (diary()?, GitBlog::new(TempBlog::with_bare_image_names()?)?);
    blog.put("about.md", "not to be published yet\n")?;
    blog.git(&["add", "about.md"])?;
    let post = format!("_posts/{NAME}");
    publish(&posts, &blog)
        .run()?
        .exits(0)
        .prints("committed ")
        .prints("pushed main to origin")
        .done();
    let sent = blog.at_remote(&["show", "--name-only", "--format=%s", "main"])?;
    assert!(sent.starts_with("Add: "), "{sent}");
    let mut files: Vec<&str> = sent.lines().skip(2).collect();
    files.sort_unstable();
    assert_eq!(files, [post.as_str(), "assets/img/ravi1.jpeg"]);
    assert_eq!(blog.git(&["status", "--porcelain"])?, "A  about.md\n");
    publish(&posts, &blog)
        .run()?
        .exits(0)
        .prints("origin already has all of main")
        .done();
    Ok(())
}

#[test]
fn what_was_exported_before_is_committed_with_all_its_pictures() -> Outcome {
    let (posts, blog) = (diary()?, GitBlog::new(TempBlog::with_bare_image_names()?)?);
    Cli::verb("export")
        .arg(posts.file(NAME))
        .arg("--to")
        .arg(blog.path())
        .run()?
        .exits(0)
        .done();
    publish(&posts, &blog).run()?.exits(0).done();
    let tree = blog.at_remote(&["ls-tree", "-r", "--name-only", "main"])?;
    for path in [format!("_posts/{NAME}").as_str(), "assets/img/ravi1.jpeg"] {
        assert!(tree.lines().any(|line| line == path), "{path} in {tree}");
    }
    assert_eq!(blog.git(&["status", "--porcelain"])?, "");
    Ok(())
}

#[test]
fn a_branch_of_its_own_leaves_the_blog_on_its_branch() -> Outcome {
    let (posts, blog) = (diary()?, GitBlog::new(TempBlog::with_bare_image_names()?)?);
    let main = blog.at_remote(&["rev-parse", "main"])?;
    publish(&posts, &blog)
        .args("--branch post/research-diary-2")
        .run()?
        .exits(0)
        .prints("pushed post/research-diary-2 to origin")
        .done();
    assert_eq!(blog.git(&["branch", "--show-current"])?, "main\n");
    assert_eq!(blog.git(&["status", "--porcelain"])?, "");
    assert_eq!(blog.at_remote(&["rev-parse", "main"])?, main);
    // What is changed goes to the same branch.
    posts.put(NAME, &[posts.bytes(NAME)?, b"\nMore.\n".to_vec()].concat())?;
    publish(&posts, &blog)
        .args("--branch post/research-diary-2")
        .run()?
        .exits(0)
        .done();
    let log = blog.at_remote(&["log", "--format=%s", "main..post/research-diary-2"])?;
    let subjects: Vec<&str> = log.lines().collect();
    assert!(
        matches!(subjects.as_slice(), [update, add]
            if update.starts_with("Update: ") && add.starts_with("Add: ")),
        "{log}"
    );
    Ok(())
}

#[test]
fn a_remote_that_has_more_is_pulled_from_where_that_is_wished() -> Outcome {
    let (posts, blog) = (diary()?, GitBlog::new(TempBlog::with_bare_image_names()?)?);
    blog.another_pushes("their.md", "theirs\n")?;
    publish(&posts, &blog)
        .run()?
        .exits(3)
        .complains("origin has commits on main that you do not have yet")
        .complains("Pull first")
        .done();
    publish(&posts, &blog)
        .arg("--pull")
        .run()?
        .exits(0)
        .prints("pushed main to origin")
        .done();
    let tree = blog.at_remote(&["ls-tree", "-r", "--name-only", "main"])?;
    assert!(tree.contains("their.md") && tree.contains(NAME), "{tree}");
    Ok(())
}

#[test]
fn nothing_is_written_where_it_could_not_be_committed() -> Outcome {
    let (posts, blog) = (diary()?, TempBlog::with_bare_image_names()?);
    let before = blog.files()?;
    Cli::verb("publish")
        .arg(posts.file(NAME))
        .arg("--to")
        .arg(blog.path())
        .run()?
        .exits(3)
        .complains("is not in a git repository")
        .done();
    assert_eq!(blog.files()?, before);
    let blog = GitBlog::new(blog)?;
    blog.git(&["checkout", "--quiet", "--detach"])?;
    publish(&posts, &blog)
        .run()?
        .exits(3)
        .complains("on no branch")
        .done();
    assert_eq!(blog.git(&["status", "--porcelain"])?, "");
    Ok(())
}

#[test]
fn an_entry_with_an_error_is_not_published() -> Outcome {
    let posts = TempPosts::new()?.with_fixture(NAME, "research-diary-2.md")?;
    let blog = GitBlog::new(TempBlog::with_bare_image_names()?)?;
    let head = blog.at_remote(&["rev-parse", "main"])?;
    publish(&posts, &blog)
        .run()?
        .exits(1)
        .complains("ravi1.jpeg")
        .done();
    assert_eq!(blog.at_remote(&["rev-parse", "main"])?, head);
    assert_eq!(blog.git(&["status", "--porcelain"])?, "");
    Ok(())
}
