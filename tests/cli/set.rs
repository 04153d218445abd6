//! `faircopy set`: one value changes, every other byte stays.

use faircopy_tests::{Cli, Outcome, TempPosts};

const ENTRY: &str = "2020-03-02-entry.md";

/// Runs `set` on a text; the result must be the text with `old` replaced by `new`, once.
fn check(text: &str, args: &[&str], old: &str, new: &str) -> Outcome {
    let posts = TempPosts::new()?.with(ENTRY, text)?;
    let call = args
        .iter()
        .fold(Cli::verb("set").arg(posts.file(ENTRY)), |call, arg| {
            call.arg(arg)
        });
    call.run()?.exits(0).done();
    assert_eq!(text.matches(old).count(), 1, "the test names one place");
    assert_eq!(posts.text(ENTRY)?, text.replace(old, new), "{args:?}");
    Ok(())
}

#[test]
fn a_new_title_changes_the_value_of_its_line_alone() -> Outcome {
    check(
        include_str!("../fixtures/research-diary-2.md"),
        &["title=Research Diary 2: Counting Crystals"],
        "\"Research Diary 2: Computer Vision\"",
        "\"Research Diary 2: Counting Crystals\"",
    )
}

#[test]
fn line_ends_and_byte_order_mark_stay() -> Outcome {
    let text = include_str!("../fixtures/crlf-and-bom.md");
    check(
        text,
        &["title=Still two"],
        "\"Two line ends\"",
        "\"Still two\"",
    )
}

#[test]
fn comments_blanks_anchors_and_quotes_stay() -> Outcome {
    let text = include_str!("../fixtures/every-comment-kept.md");
    check(text, &["title=Another"], "Kept as it is", "Another")?;
    check(
        text,
        &["published=true"],
        "published: no",
        "published: true",
    )
}

#[test]
fn a_text_that_yaml_would_misread_is_quoted() -> Outcome {
    let text = "---\ntitle: Plain\n---\n\nText.\n";
    for (value, expect) in [
        ("\"on\"", "title: \"on\""),
        ("\"2024-01-01\"", "title: \"2024-01-01\""),
        ("\"12:30\"", "title: \"12:30\""),
        ("\"a: b\"", "title: \"a: b\""),
    ] {
        check(text, &[&format!("title={value}")], "title: Plain", expect)?;
    }
    Ok(())
}

#[test]
fn a_key_that_is_new_comes_in_and_goes_again() -> Outcome {
    let text = include_str!("../fixtures/research-diary-2.md");
    let posts = TempPosts::new()?.with(ENTRY, text)?;
    Cli::verb("set")
        .arg(posts.file(ENTRY))
        .arg("pinned=true")
        .run()?
        .exits(0)
        .done();
    let pinned = posts.text(ENTRY)?;
    assert!(pinned.contains("\npinned: true\n"), "{pinned}");
    Cli::verb("set")
        .arg(posts.file(ENTRY))
        .args("--unset pinned")
        .run()?
        .exits(0)
        .done();
    assert_eq!(posts.text(ENTRY)?, text);
    Ok(())
}

#[test]
fn the_value_it_has_leaves_the_file_untouched() -> Outcome {
    let text = include_str!("../fixtures/research-diary-2.md");
    let posts = TempPosts::new()?.with(ENTRY, text)?;
    let before = posts.file(ENTRY).metadata()?.modified()?;
    Cli::verb("set")
        .arg(posts.file(ENTRY))
        .arg("category=career")
        .run()?
        .exits(0)
        .done();
    assert_eq!(posts.text(ENTRY)?, text);
    assert_eq!(posts.file(ENTRY).metadata()?.modified()?, before);
    Ok(())
}

#[test]
fn an_edit_that_cannot_be_made_alone_is_refused() -> Outcome {
    for (text, edit) in [
        // Nobody can say where the value of a broken list ends.
        ("---\ntitle: [open\n---\n\nText.\n", "title=New"),
        // Another key reads its value from this one.
        (
            include_str!("../fixtures/every-comment-kept.md"),
            "author=Nobody",
        ),
        // A comment stands inside the list.
        (include_str!("../fixtures/every-comment-kept.md"), "tags=[]"),
    ] {
        let posts = TempPosts::new()?.with(ENTRY, text)?;
        let ran = Cli::verb("set").arg(posts.file(ENTRY)).arg(edit).run()?;
        ran.exits(1).complains(ENTRY).complains_to_people().done();
        assert_eq!(posts.text(ENTRY)?, text);
    }
    Ok(())
}
