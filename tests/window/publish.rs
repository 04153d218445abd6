//! From the exported entry to the blog's remote, in the window.

use faircopy_tests::window::{Opening, Window, testid};
use faircopy_tests::{Cover, GitBlog, Key, Outcome, TempBlog, TempPosts, Trouble, desktop_program};

const NAME: &str = "2020-03-02-research-diary-2-computer-vision.md";

/// A window on the diary, with the blog chosen and the entry exported.
fn exported(posts: &TempPosts, blog: &GitBlog) -> Result<Window, Trouble> {
    let window = Opening::on(&posts.path())
        .answering_dialogs_with(posts, blog.path())?
        .open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.driver().chord(&[Key::Control, Key::Char('e')])?;
    window.click("export-choose-blog")?;
    window.by_testid("export-files")?;
    window.click("export-confirm")?;
    window.by_testid("export-receipt")?;
    step(&window, "offer")?;
    Ok(window)
}

fn step(window: &Window, step: &str) -> Result<(), Trouble> {
    window
        .wait_until(&format!("{}?.dataset.step === '{step}'", testid("publish")))
        .map(drop)
}

fn diary() -> Result<TempPosts, Trouble> {
    TempPosts::new()?
        .with_fixture(NAME, "research-diary-2.md")?
        .with_image("ravi1.jpeg", Cover::Sample)
}

#[test]
fn an_exported_entry_is_committed_and_pushed() -> Outcome {
    let (posts, blog) = (diary()?, GitBlog::new(TempBlog::with_bare_image_names()?)?);
    let window = exported(&posts, &blog)?;
    window.wait_until(&format!(
        "{}.textContent.includes('Exactly 2 files')",
        testid("publish-files")
    ))?;
    window.keep_picture("publish-offer")?;
    window.click("publish-push")?;
    step(&window, "done")?;
    window.keep_picture("publish-done")?;
    window.wait_until(&format!(
        "{}?.dataset.state === 'exported'",
        testid("library-in-blog")
    ))?;
    let sent = blog.at_remote(&["show", "--name-only", "--format=%s", "main"])?;
    assert!(sent.starts_with("Add: Research Diary 2"), "{sent}");
    assert_eq!(sent.lines().count(), 4, "{sent}");
    Ok(())
}

#[test]
fn what_a_remote_has_more_is_pulled_by_a_click() -> Outcome {
    let (posts, blog) = (diary()?, GitBlog::new(TempBlog::with_bare_image_names()?)?);
    let window = exported(&posts, &blog)?;
    blog.another_pushes("their.md", "theirs\n")?;
    window.click("publish-push")?;
    window.wait_until(&format!(
        "{}?.textContent.includes('that you do not have yet')",
        testid("publish-failure")
    ))?;
    step(&window, "offer")?;
    window.keep_picture("publish-behind")?;
    window.click("publish-push")?;
    step(&window, "done")?;
    let tree = blog.at_remote(&["ls-tree", "-r", "--name-only", "main"])?;
    assert!(tree.contains("their.md") && tree.contains(NAME), "{tree}");
    Ok(())
}

#[test]
fn an_author_who_is_unknown_to_git_says_who_they_are() -> Outcome {
    let (posts, blog) = (diary()?, GitBlog::new(TempBlog::with_bare_image_names()?)?);
    blog.git(&["config", "user.name", ""])?;
    blog.git(&["config", "user.email", ""])?;
    let window = exported(&posts, &blog)?;
    window.wait_until(&format!("{}.disabled", testid("publish-push")))?;
    window.fill("publish-name", "Meera Joshi")?;
    window.fill("publish-email", "meera@example.org")?;
    window.click("publish-apart")?;
    window.keep_picture("publish-who")?;
    window.click("publish-push")?;
    step(&window, "done")?;
    let branch = "post/research-diary-2-computer-vision";
    let author = blog.at_remote(&["log", "-1", "--format=%an <%ae>", branch])?;
    assert_eq!(author, "Meera Joshi <meera@example.org>\n");
    // What is said once is shown from then on.
    window.click("export-close")?;
    window.driver().chord(&[Key::Control, Key::Char('e')])?;
    window.by_testid("export-files")?;
    window.click("export-confirm")?;
    step(&window, "offer")?;
    window.wait_until(&format!(
        "{}.textContent === 'Meera Joshi <meera@example.org>'",
        testid("publish-author")
    ))?;
    assert_eq!(blog.git(&["branch", "--show-current"])?, "main\n");
    Ok(())
}

#[test]
fn the_way_to_the_repository_is_in_sight_in_a_small_window() -> Outcome {
    let (posts, blog) = (diary()?, GitBlog::new(TempBlog::with_bare_image_names()?)?);
    let window = exported(&posts, &blog)?;
    window.driver().resize(900, 600)?;
    window.wait_until("window.innerHeight <= 600")?;
    window.keep_picture("publish-small")?;
    let seen = window.driver().run(
        &format!(
            "const button = {}.getBoundingClientRect();\
             const seen = document.querySelector('[data-testid=\"export-dialog\"] .body')\
             .getBoundingClientRect();\
             return button.top >= seen.top && button.bottom <= seen.bottom;",
            testid("publish-push")
        ),
        &[],
    )?;
    assert_eq!(seen, true, "the button is below the fold");
    Ok(())
}

#[test]
fn an_exported_entry_is_taken_out_of_the_blog_again() -> Outcome {
    let (posts, blog) = (diary()?, GitBlog::new(TempBlog::with_bare_image_names()?)?);
    let window = exported(&posts, &blog)?;
    window.click("publish-commit")?;
    step(&window, "done")?;
    window.click("export-close")?;
    window.driver().chord(&[Key::Control, Key::Char('e')])?;
    window.click("export-take-back")?;
    window.wait_until("document.querySelectorAll('[data-mark=\"removed\"]').length === 2")?;
    window.keep_picture("take-back")?;
    window.click("export-confirm")?;
    window.by_testid("export-receipt")?;
    step(&window, "offer")?;
    window.keep_picture("taken-back")?;
    assert_eq!(
        blog.git(&["status", "--porcelain"])?,
        format!(" D _posts/{NAME}\n D assets/img/ravi1.jpeg\n")
    );
    window.click("publish-commit")?;
    step(&window, "done")?;
    let last = blog.git(&["log", "-1", "--format=%s"])?;
    assert!(last.starts_with("Remove: Research Diary 2"), "{last}");
    assert_eq!(blog.git(&["status", "--porcelain"])?, "");
    window.wait_until(&format!("!{}", testid("library-in-blog")))?;
    Ok(())
}
