//! `faircopy show`: an entry as Jekyll reads it.

use faircopy_tests::{Cli, Outcome, TempPosts};
use serde_json::json;

#[test]
fn an_entry_of_a_series_is_read_as_jekyll_reads_it() -> Outcome {
    let name = "2020-03-02-research-diary-2-computer-vision.md";
    let posts = TempPosts::new()?.with_fixture(name, "research-diary-2.md")?;
    let shown = Cli::verb("show")
        .arg(posts.file(name))
        .arg("--json")
        .run()?
        .exits(0)
        .json();
    let front = &shown["front_matter"];
    for (key, expect) in [
        ("layout", json!("post")),
        ("title", json!("Research Diary 2: Computer Vision")),
        ("tags", json!(["notes"])),
        ("author", json!("Ravi Kulkarni")),
        ("category", json!("career")),
        ("image", json!("ravi1.jpeg")),
    ] {
        assert_eq!(front[key], expect, "{key}");
    }
    let excerpt = front["excerpt"].as_str().unwrap_or_default();
    assert!(
        excerpt.starts_with("A short word about myself first. I am Ravi,  a final-year"),
        "{excerpt}"
    );
    assert_eq!(shown["slug"], "research-diary-2-computer-vision");
    assert!(shown["words"].as_u64() > Some(180), "{shown}");
    assert!(shown["minutes"].as_u64() >= Some(1), "{shown}");
    Ok(())
}

#[test]
fn values_are_those_of_yaml_1_1() -> Outcome {
    let text = "---\npublished: no\ncount: 1_000\non: 2026-11-24\ntime: 12:30\nempty:\ntitle: \"on\"\n---\n\nText.\n";
    let shown = Cli::verb("show")
        .args("- --json")
        .input(text)
        .run()?
        .exits(0)
        .json();
    let front = &shown["front_matter"];
    assert_eq!(front["published"], json!(false));
    assert_eq!(front["count"], json!(1000));
    assert_eq!(
        front["time"],
        json!(750 * 60),
        "12:30 is a sexagesimal number of seconds"
    );
    assert_eq!(front["empty"], json!(null));
    assert_eq!(front["title"], json!("on"));
    Ok(())
}

#[test]
fn the_body_starts_where_its_offset_says() -> Outcome {
    let text = "---\ntitle: x\n---\nBody.\n";
    let shown = Cli::verb("show")
        .args("- --json")
        .input(text)
        .run()?
        .exits(0)
        .json();
    let offset = usize::try_from(shown["body_offset"].as_u64().unwrap_or_default())?;
    assert_eq!(&text[offset..], "Body.\n");
    Ok(())
}
