//! `faircopy list`: the posts folder, newest first, nothing hidden.

use faircopy_tests::{Cli, Cover, Outcome, TempBlog, TempPosts};

fn posts() -> Result<TempPosts, faircopy_tests::Trouble> {
    TempPosts::new()?
        .with_templates()?
        .with(
            "2024-01-05-plain.md",
            "---\ntitle: Plain\n---\n\nOne two three.\n",
        )?
        .with_fixture(
            "2025-03-02-research-diary-2-computer-vision.md",
            "research-diary-2.md",
        )?
        .with(
            "2026-02-02-broken.md",
            "---\ntitle: a: b\n---\n\nStill here.\n",
        )
}

#[test]
fn entries_come_newest_first_and_templates_are_none() -> Outcome {
    let posts = posts()?;
    let rows = Cli::verb("list")
        .arg("--json")
        .arg(posts.path())
        .run()?
        .exits(0)
        .json_lines();
    let paths: Vec<_> = rows.iter().filter_map(|row| row["path"].as_str()).collect();
    assert_eq!(
        paths,
        [
            "2026-02-02-broken.md",
            "2025-03-02-research-diary-2-computer-vision.md",
            "2024-01-05-plain.md"
        ]
    );
    assert_eq!(rows[1]["date"], "2025-03-02");
    assert_eq!(rows[1]["title"], "Research Diary 2: Computer Vision");
    assert_eq!(rows[1]["series"], serde_json::json!(["Research Diary", 2]));
    assert_eq!(rows[2]["words"], 3);
    Ok(())
}

#[test]
fn a_broken_entry_is_listed_with_its_error() -> Outcome {
    let posts = posts()?;
    let rows = Cli::verb("list")
        .arg("--json")
        .arg(posts.path())
        .run()?
        .exits(0)
        .json_lines();
    let error = rows[0]["error"].as_str().unwrap_or_default();
    assert!(error.contains("line 2") || error.contains(":2"), "{error}");
    assert_eq!(rows[0]["state"], "broken");
    assert_eq!(rows[1]["error"], serde_json::Value::Null);
    Ok(())
}

#[test]
fn people_get_one_line_an_entry() -> Outcome {
    let posts = posts()?;
    let ran = Cli::verb("list").arg(posts.path()).run()?.exits(0);
    assert_eq!(ran.stdout.lines().count(), 3, "{}", ran.stdout);
    assert!(!ran.stdout.contains('\u{1b}'), "no colour when piped");
    ran.prints("Research Diary 2: Computer Vision").done();
    Ok(())
}

#[test]
fn a_thousand_entries_are_listed() -> Outcome {
    let posts = TempPosts::new()?;
    for number in 0..1000 {
        let (month, day) = (number % 12 + 1, number % 28 + 1);
        let name = format!("20{:02}-{month:02}-{day:02}-entry-{number}.md", number / 50);
        posts.put(
            &name,
            format!("---\ntitle: Entry {number}\n---\n\nText.\n").as_bytes(),
        )?;
    }
    let rows = Cli::verb("list")
        .arg("--json")
        .arg(posts.path())
        .run()?
        .exits(0)
        .json_lines();
    assert_eq!(rows.len(), 1000);
    Ok(())
}

#[test]
fn each_entry_tells_how_it_stands_to_the_blog() -> Outcome {
    let name = "2025-03-02-research-diary-2-computer-vision.md";
    let home = tempfile::tempdir()?;
    let posts = posts()?.with_image("ravi1.jpeg", Cover::Sample)?;
    let blog = TempBlog::with_bare_image_names()?;
    let states = || -> Result<Vec<String>, faircopy_tests::Trouble> {
        let rows = Cli::verb("list")
            .home(home.path())
            .args("--json --blog")
            .arg(blog.path())
            .arg(posts.path())
            .run()?
            .exits(0)
            .json_lines();
        let states = rows.iter().filter_map(|row| row["state"].as_str());
        Ok(states.map(str::to_owned).collect())
    };
    let export = || -> Outcome {
        Cli::verb("export")
            .home(home.path())
            .arg(posts.file(name))
            .arg("--to")
            .arg(blog.path())
            .run()?
            .exits(0)
            .done();
        Ok(())
    };
    assert_eq!(states()?, ["broken", "draft", "draft"]);
    export()?;
    assert_eq!(states()?, ["broken", "exported", "draft"]);
    let (entry, post) = (posts.text(name)?, format!("_posts/{name}"));
    let exported = blog.text(&post)?;
    std::fs::write(posts.file(name), format!("{entry}\nMore.\n"))?;
    assert_eq!(states()?[1], "changed");
    blog.put(&post, &format!("{exported}\nTheirs.\n"))?;
    assert_eq!(states()?[1], "changed-in-both");
    std::fs::write(posts.file(name), &entry)?;
    assert_eq!(states()?[1], "changed-in-blog");
    std::fs::remove_file(blog.path().join(&post))?;
    assert_eq!(states()?[1], "missing");
    // Without the notes of the exports the texts themselves tell.
    export()?;
    std::fs::remove_dir_all(home.path().join("XDG_CONFIG_HOME"))?;
    assert_eq!(states()?[1], "exported");
    blog.put(&post, &format!("{exported}\nTheirs.\n"))?;
    assert_eq!(states()?[1], "changed");
    Ok(())
}
