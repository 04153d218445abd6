//! `faircopy new`: the next entry of a series, and never over another one.

use faircopy_tests::{Cli, Outcome, TempPosts, Trouble};
use serde_json::json;
use std::path::{Path, PathBuf};

fn diary() -> Result<TempPosts, Trouble> {
    TempPosts::new()?.with_templates()?.with_fixture(
        "2020-03-02-research-diary-2-computer-vision.md",
        "research-diary-2.md",
    )
}

fn new(posts: &TempPosts) -> Cli {
    Cli::verb("new").arg("--dir").arg(posts.path())
}

/// The path that `new` printed.
fn printed(stdout: &str) -> PathBuf {
    Path::new(stdout.trim_end()).to_path_buf()
}

#[test]
fn the_next_entry_of_a_series_takes_its_number_and_its_ways() -> Outcome {
    let posts = diary()?;
    let ran = new(&posts)
        .args("--template research-diary --topic Robots --date 2026-11-24")
        .run()?
        .exits(0);
    let path = printed(&ran.stdout);
    assert_eq!(path, posts.file("2026-11-24-research-diary-3-robots.md"));
    let shown = Cli::verb("show")
        .arg(&path)
        .arg("--json")
        .run()?
        .exits(0)
        .json();
    let front = &shown["front_matter"];
    for (key, expect) in [
        ("title", "Research Diary 3: Robots"),
        ("author", "Ravi Kulkarni"),
        ("category", "career"),
        ("layout", "post"),
    ] {
        assert_eq!(front[key], expect, "{key}");
    }
    assert_eq!(front["tags"], json!(["notes"]));
    Ok(())
}

#[test]
fn a_title_of_its_own_takes_the_plain_template() -> Outcome {
    let posts = diary()?;
    let ran = new(&posts)
        .args("--template post --date 2026-11-24 --author Meera --set tags=[a,b]")
        .args("--title")
        .arg("Hello: a \"quoted\" world")
        .run()?
        .exits(0);
    let path = printed(&ran.stdout);
    assert_eq!(path, posts.file("2026-11-24-hello-a-quoted-world.md"));
    let shown = Cli::verb("show")
        .arg(&path)
        .arg("--json")
        .run()?
        .exits(0)
        .json();
    assert_eq!(shown["front_matter"]["title"], "Hello: a \"quoted\" world");
    assert_eq!(shown["front_matter"]["author"], "Meera");
    assert_eq!(shown["front_matter"]["tags"], json!(["a", "b"]));
    Ok(())
}

#[test]
fn letters_of_every_script_stay_in_the_name() -> Outcome {
    let posts = diary()?;
    for (title, slug) in [
        ("छोटे प्रयोग", "छोटे-प्रयोग"),
        ("Über Größe", "über-größe"),
        ("C++ & Rust!", "c-rust"),
    ] {
        let ran = new(&posts)
            .args("--template post --date 2026-11-24 --title")
            .arg(title)
            .run()?
            .exits(0);
        assert_eq!(
            printed(&ran.stdout),
            posts.file(&format!("2026-11-24-{slug}.md"))
        );
    }
    Ok(())
}

#[test]
fn a_new_entry_never_takes_the_place_of_another() -> Outcome {
    let posts = diary()?.with("2026-11-24-taken.md", "mine\n")?;
    new(&posts)
        .args("--template post --date 2026-11-24 --title Taken")
        .run()?
        .fails()
        .complains("2026-11-24-taken.md")
        .complains_to_people()
        .done();
    assert_eq!(posts.text("2026-11-24-taken.md")?, "mine\n");
    Ok(())
}

#[test]
fn a_title_without_a_letter_gives_no_name() -> Outcome {
    let posts = diary()?;
    let before = posts.names(".")?;
    for title in ["!!!", "🎉🎉", "---", "  "] {
        new(&posts)
            .args("--template post --title")
            .arg(title)
            .run()?
            .fails_by_usage_or_problem()
            .complains_to_people()
            .done();
    }
    assert_eq!(posts.names(".")?, before);
    Ok(())
}

#[test]
fn an_unknown_placeholder_is_named_with_its_line() -> Outcome {
    let posts = diary()?.with(
        "_templates/odd.md",
        "---\ntitle: \"{{ title }}\"\nmood: {{ mood }}\n---\n",
    )?;
    new(&posts)
        .args("--template odd --title Hello")
        .run()?
        .exits(1)
        .complains("mood")
        .complains("3")
        .complains_to_people()
        .done();
    Ok(())
}

#[test]
fn a_template_that_is_not_there_is_named() -> Outcome {
    let posts = diary()?;
    new(&posts)
        .args("--template nowhere --title Hello")
        .run()?
        .exits(1)
        .complains("nowhere")
        .done();
    Ok(())
}
