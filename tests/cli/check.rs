//! `faircopy check`: what stands between an entry and the blog, and where the two pages part.

use faircopy_tests::{Cli, Cover, Outcome, TempBlog, TempPosts};

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

#[test]
fn what_can_be_put_right_is_and_nothing_else_changes() -> Outcome {
    let blog = TempBlog::with_bare_image_names()?;
    let name = "2020-01-01-a.md";
    let text = "\u{feff}---\r\nlayout: post # ours\r\ntitle: Diary 2: Rain\r\nlang: no\r\nimage: \
                SEA.jpeg\r\n---\r\n# A\r\n\r\n### B\r\n\r\nRun `{{ x }}`.\r\n";
    let right = "\u{feff}---\r\nlayout: post # ours\r\ntitle: \"Diary 2: Rain\"\r\nlang: \
                 \"no\"\r\nimage: sea.jpeg\r\n---\r\n# A\r\n\r\n## B\r\n\r\nRun `{% raw %}{{ x \
                 }}{% endraw %}`.\r\n";
    let posts = TempPosts::new()?
        .with(name, text)?
        .with_image("sea.jpeg", Cover::Sample)?;
    let fix = |args: &str| {
        Cli::verb("check")
            .arg(posts.file(name))
            .arg("--fix")
            .arg("--blog")
            .arg(blog.path())
            .args(args)
            .run()
    };
    fix("")?
        .exits(0)
        .prints(&format!("{name}:3: fixed: "))
        .prints("YAML takes `no`")
        .prints("SEA.jpeg is called sea.jpeg")
        .done();
    assert_eq!(String::from_utf8_lossy(&posts.bytes(name)?), right);
    let again = fix("--json")?.exits(0).json();
    assert_eq!(again["fixed"], serde_json::json!([]));
    assert_eq!(again["findings"], serde_json::json!([]));
    assert_eq!(String::from_utf8_lossy(&posts.bytes(name)?), right);
    Ok(())
}
