//! `faircopy check`: what stands between an entry and the blog, and where the two pages part.

use faircopy_tests::{Cli, Outcome, TempBlog, TempPosts};

const FRONT: &str = "---\nlayout: post\ntitle: A\n---\n";

#[test]
fn settings_that_the_preview_does_not_follow_are_told_with_their_line() -> Outcome {
    let blog = TempBlog::with_bare_image_names()?;
    blog.put(
        "_config.yml",
        "title: Notes\nkramdown:\n  hard_wrap: true\n  colour: red\n  math_engine: katex\n",
    )?;
    let posts = TempPosts::new()?.with("2020-01-01-a.md", format!("{FRONT}\nText.\n"))?;
    let check = |args: &str| {
        Cli::verb("check")
            .arg(posts.file("2020-01-01-a.md"))
            .arg("--blog")
            .arg(blog.path())
            .args(args)
            .run()
    };
    check("")?
        .exits(0)
        .complains("_config.yml:4: hint: The preview may differ from the blog: the option colour is not known.")
        .complains("_config.yml:5: hint:")
        .done();
    let found = check("--json")?.exits(0).json();
    let findings = found["findings"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let places: Vec<_> = findings
        .iter()
        .map(|it| (&it["file"], &it["line"]))
        .collect();
    assert_eq!(
        places,
        [
            (&"_config.yml".into(), &4.into()),
            (&"_config.yml".into(), &5.into())
        ]
    );
    Ok(())
}
