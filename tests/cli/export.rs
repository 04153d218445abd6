//! `faircopy export`: what would be written is said, then written all or nothing.

use faircopy_tests::{Cli, Cover, Outcome, TempBlog, TempPosts, Trouble};

const NAME: &str = "2020-03-02-research-diary-2-computer-vision.md";

fn diary() -> Result<TempPosts, Trouble> {
    TempPosts::new()?
        .with_fixture(NAME, "research-diary-2.md")?
        .with_image("ravi1.jpeg", Cover::Sample)
}

fn export(posts: &TempPosts, blog: &TempBlog) -> Cli {
    Cli::verb("export")
        .arg(posts.file(NAME))
        .arg("--to")
        .arg(blog.path())
}

#[test]
fn a_dry_run_says_everything_and_writes_nothing() -> Outcome {
    let (posts, blog) = (diary()?, TempBlog::with_bare_image_names()?);
    let before = blog.files()?;
    export(&posts, &blog)
        .arg("--dry-run")
        .run()?
        .exits(0)
        .prints(&format!("_posts/{NAME}"))
        .prints("assets/img/")
        .prints("/career/research-diary-2-computer-vision/")
        .done();
    assert_eq!(blog.files()?, before);
    Ok(())
}

#[test]
fn the_post_and_its_cover_land_where_this_blog_keeps_them() -> Outcome {
    let (posts, blog) = (diary()?, TempBlog::with_bare_image_names()?);
    export(&posts, &blog).run()?.exits(0).done();
    let files = blog.files()?;
    assert!(files.contains(&format!("_posts/{NAME}")), "{files:?}");
    assert!(
        files.contains(&"assets/img/ravi1.jpeg".to_owned()),
        "{files:?}"
    );
    let post = blog.text(&format!("_posts/{NAME}"))?;
    assert!(post.contains("\nimage: ravi1.jpeg\n"), "{post}");
    assert_eq!(
        posts.bytes(NAME)?,
        include_bytes!("../fixtures/research-diary-2.md"),
        "the entry itself stays"
    );
    Ok(())
}

#[test]
fn a_second_export_has_nothing_to_do() -> Outcome {
    let (posts, blog) = (diary()?, TempBlog::with_bare_image_names()?);
    export(&posts, &blog).run()?.exits(0).done();
    let files = blog.files()?;
    let plan = export(&posts, &blog)
        .args("--dry-run --json")
        .run()?
        .exits(0)
        .json();
    assert_eq!(plan["nothing_to_do"], true, "{plan}");
    export(&posts, &blog).run()?.exits(0).done();
    assert_eq!(blog.files()?, files);
    Ok(())
}

#[test]
fn the_dry_run_is_the_same_plan_as_json() -> Outcome {
    let (posts, blog) = (diary()?, TempBlog::with_bare_image_names()?);
    let plan = export(&posts, &blog)
        .args("--dry-run --json")
        .run()?
        .exits(0)
        .json();
    let paths: Vec<_> = plan["files"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|file| file["path"].as_str())
        .map(str::to_owned)
        .collect();
    export(&posts, &blog).run()?.exits(0).done();
    let files = blog.files()?;
    for path in paths {
        assert!(files.contains(&path), "{path} in {files:?}");
    }
    Ok(())
}

#[test]
fn an_empty_folder_becomes_a_blog_only_when_asked() -> Outcome {
    let (posts, blog) = (diary()?, TempBlog::empty()?);
    export(&posts, &blog)
        .run()?
        .exits(1)
        .complains("_config.yml")
        .complains("--init")
        .complains_to_people()
        .done();
    assert!(blog.files()?.is_empty());
    export(&posts, &blog).arg("--init").run()?.exits(0).done();
    assert!(blog.files()?.contains(&"_config.yml".to_owned()));
    Ok(())
}

#[test]
fn a_folder_with_other_things_never_becomes_a_blog() -> Outcome {
    let (posts, blog) = (diary()?, TempBlog::empty()?);
    blog.put("thesis.tex", "mine\n")?;
    export(&posts, &blog)
        .arg("--init")
        .run()?
        .fails()
        .complains_to_people()
        .done();
    assert_eq!(blog.files()?, ["thesis.tex"]);
    Ok(())
}

#[test]
fn a_cover_outside_the_posts_folder_is_not_taken_along() -> Outcome {
    let blog = TempBlog::with_bare_image_names()?;
    let posts = TempPosts::new()?.with(
        NAME,
        "---\nlayout: post\ntitle: x\nimage: ../../../../etc/passwd\n---\n\nText.\n",
    )?;
    let before = blog.files()?;
    export(&posts, &blog)
        .run()?
        .exits(1)
        .complains(&format!("{NAME}:4"))
        .complains("../../../../etc/passwd")
        .done();
    assert_eq!(blog.files()?, before);
    Ok(())
}

#[test]
fn a_missing_cover_stops_the_export_with_its_line() -> Outcome {
    let blog = TempBlog::with_bare_image_names()?;
    let posts = TempPosts::new()?.with_fixture(NAME, "research-diary-2.md")?;
    Cli::verb("check")
        .arg(posts.file(NAME))
        .arg("--blog")
        .arg(blog.path())
        .run()?
        .exits(1)
        .complains(&format!("{NAME}:7"))
        .complains("ravi1.jpeg")
        .done();
    Ok(())
}

#[test]
fn words_on_the_private_list_do_not_leave() -> Outcome {
    let home = tempfile::tempdir()?;
    let blog = TempBlog::with_bare_image_names()?;
    let text = "---\nlayout: post\ntitle: x\nimage: old-house.jpeg\n---\n\nAt the OLD\nHouse.\n\n<!-- \
                private: Meera -->\n";
    let posts = TempPosts::new()?
        .with(NAME, text)?
        .with("words.txt", "old house\n")?
        .with_image("old-house.jpeg", Cover::Sample)?;
    let before = blog.files()?;
    let settings = home.path().join("XDG_CONFIG_HOME/faircopy");
    std::fs::create_dir_all(&settings)?;
    std::fs::write(settings.join("private-words.txt"), "Meera\n")?;
    let listed = |list: &str| export(&posts, &blog).home(home.path()).args(list).run();
    listed(&format!("--private {}", posts.file("words.txt").display()))?
        .exits(1)
        .complains(&format!("{NAME}:4: error: “old house” is on your list"))
        .complains(&format!("{NAME}:7: error: "))
        .complains("the name assets/img/old-house.jpeg")
        .complains_to_people()
        .done();
    assert_eq!(blog.files()?, before);
    // What the list beside the settings names stands in a passage that stays.
    listed("")?.exits(0).done();
    std::fs::write(settings.join("private-words.txt"), "house\n")?;
    listed("")?.exits(1).done();
    Ok(())
}

#[test]
fn a_picture_that_weighs_much_is_told_and_the_budget_can_be_changed() -> Outcome {
    let home = tempfile::tempdir()?;
    let (posts, blog) = (diary()?, TempBlog::with_bare_image_names()?);
    let settings = home.path().join("XDG_CONFIG_HOME/faircopy");
    std::fs::create_dir_all(&settings)?;
    let told = |budget: &str| -> Result<Vec<String>, Box<dyn std::error::Error>> {
        std::fs::write(settings.join("settings.yml"), budget)?;
        let plan = export(&posts, &blog)
            .home(home.path())
            .args("--dry-run --json")
            .run()?
            .exits(0)
            .json();
        let findings = plan["findings"].as_array().cloned().unwrap_or_default();
        let heavy = findings.iter().filter(|it| it["code"] == "image-heavy");
        Ok(heavy.map(|it| it["message"].to_string()).collect())
    };
    assert!(told("")?.is_empty());
    let heavy = told("image_budget: 1\n")?;
    assert!(heavy[0].contains("ravi1.jpeg weighs"), "{heavy:?}");
    Ok(())
}
