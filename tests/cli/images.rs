//! `faircopy images --unused`: what nothing in the blog names, and nothing is deleted.

use faircopy_tests::{Cli, Cover, Outcome, TempBlog, TempPosts};

const NAME: &str = "2020-03-02-research-diary-2-computer-vision.md";

#[test]
fn pictures_that_nothing_names_are_listed_and_stay() -> Outcome {
    let blog = TempBlog::with_bare_image_names()?;
    let posts = TempPosts::new()?
        .with_fixture(NAME, "research-diary-2.md")?
        .with_image("ravi1.jpeg", Cover::Sample)?;
    Cli::verb("export")
        .arg(posts.file(NAME))
        .arg("--to")
        .arg(blog.path())
        .run()?
        .exits(0)
        .done();
    blog.put("assets/img/logo.png", "named by a style")?;
    blog.put(
        "assets/css/main.scss",
        "body { background: url('../img/logo.png'); }",
    )?;
    blog.put("assets/img/old.png", "named nowhere")?;
    let before = blog.files()?;
    let ran = Cli::verb("images")
        .arg("--unused")
        .arg("--blog")
        .arg(blog.path())
        .run()?
        .exits(0);
    assert_eq!(ran.stdout, "assets/img/old.png\n");
    assert_eq!(blog.files()?, before);
    Ok(())
}
