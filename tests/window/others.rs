//! Other programs work in the posts folder while the window is open.

use faircopy_tests::window::{Opening, Window, testid};
use faircopy_tests::{Key, Outcome, TempPosts, Trouble, desktop_program};
use std::fs;
use std::time::Duration;

/// The promise of the library: what others do shows within a second. A loaded machine gets five.
const SHOWN_WITHIN: Duration = Duration::from_secs(5);

fn row(path: &str) -> String {
    format!("document.querySelector('[data-testid=\"library-row\"][data-path=\"{path}\"]')")
}

#[test]
fn entries_that_come_and_go_show_in_the_library() -> Outcome {
    let posts = TempPosts::new()?.with("2024-01-01-old.md", "---\ntitle: Old\n---\n\nOld.\n")?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.wait_until(&row("2024-01-01-old.md"))?;
    posts.put("2024-02-02-new.md", b"---\ntitle: New\n---\n")?;
    window.wait_until_within(&row("2024-02-02-new.md"), SHOWN_WITHIN)?;
    posts.put("deep/down/2024-03-03-deep.md", b"---\ntitle: Deep\n---\n")?;
    window.wait_until_within(&row("deep/down/2024-03-03-deep.md"), SHOWN_WITHIN)?;
    posts.put("2024-04-04-broken.md", b"---\ntitle: a: b\n---\n")?;
    window.wait_until_within(
        &format!("{}?.textContent.includes('2')", row("2024-04-04-broken.md")),
        SHOWN_WITHIN,
    )?;
    fs::rename(
        posts.file("2024-02-02-new.md"),
        posts.file("2024-05-05-moved.md"),
    )?;
    window.wait_until_within(&row("2024-05-05-moved.md"), SHOWN_WITHIN)?;
    window.wait_until_within(
        &format!("{} === null", row("2024-02-02-new.md")),
        SHOWN_WITHIN,
    )?;
    fs::remove_file(posts.file("2024-05-05-moved.md"))?;
    window.wait_until_within(
        &format!("{} === null", row("2024-05-05-moved.md")),
        SHOWN_WITHIN,
    )?;
    window.keep_picture("library-of-others")?;
    Ok(())
}

#[test]
fn a_file_that_vanishes_leaves_its_text_in_the_window() -> Outcome {
    let name = "2024-01-01-old.md";
    let posts = TempPosts::new()?.with(name, "---\ntitle: Old\n---\n\nOld words.\n")?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(name)?;
    fs::remove_file(posts.file(name))?;
    window.wait_until(&format!(
        "{}?.dataset.state === 'gone'",
        testid("status-saved")
    ))?;
    window.wait_until(&format!(
        "{}.textContent.includes('Old words.')",
        testid("editor")
    ))?;
    window.click("save-again")?;
    window.wait_until_saved()?;
    assert_eq!(posts.text(name)?, "---\ntitle: Old\n---\n\nOld words.\n");
    Ok(())
}

#[test]
fn an_entry_without_a_file_is_found_again_in_the_library() -> Outcome {
    let (name, other) = ("2024-01-01-old.md", "2024-02-02-other.md");
    let posts = TempPosts::new()?
        .with(name, "---\ntitle: Old\n---\n\nOld words.\n")?
        .with(other, "---\ntitle: Other\n---\n\nOther words.\n")?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(name)?;
    fs::remove_file(posts.file(name))?;
    window.wait_until(&format!(
        "{}?.dataset.state === 'gone'",
        testid("status-saved")
    ))?;
    window.open_entry(other)?;
    window.wait_until(&format!("{}?.textContent.includes('File gone')", row(name)))?;
    window.keep_picture("file-gone")?;
    window.open_entry(name)?;
    window.wait_until(&format!(
        "{}.textContent.includes('Old words.')",
        testid("editor")
    ))?;
    window.click("let-go")?;
    window.wait_until(&format!("{} === null", row(name)))?;
    window.wait_until(
        "document.body.textContent.includes('2024-01-01-old.md is kept in its history')",
    )?;
    Ok(())
}

/// An entry whose first words are changed in the window and, before they are saved, by another
/// program. A machine that is slow just then saves in between: then there is no clash, once more.
fn clash(posts: &TempPosts, name: &str, theirs: &str) -> Result<Window, Trouble> {
    let text = posts.bytes(name)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(name)?;
    let editor = testid("editor");
    let state = format!("{}?.dataset.state === 'clash'", testid("status-saved"));
    let mut tried = 0;
    loop {
        posts.put(name, &text)?;
        window.wait_until(&format!("{editor}.textContent.includes('First words.')"))?;
        window.wait_until_saved()?;
        let place = window.by_testid("editor")?;
        window.driver().click(&place)?;
        window.driver().chord(&[Key::Control, Key::Home])?;
        window.driver().type_into(&place, "Mine: ")?;
        posts.put(name, theirs.as_bytes())?;
        tried += 1;
        match window.wait_until_within(&state, Duration::from_secs(3)) {
            Ok(_) => return Ok(window),
            Err(error) if tried == 5 => return Err(error),
            Err(_) => {}
        }
    }
}

#[test]
fn words_changed_on_both_sides_are_settled_in_the_text() -> Outcome {
    let name = "2024-01-01-old.md";
    let text = "---\ntitle: Old\n---\n\nFirst words.\n\nSecond words.\n";
    let posts = TempPosts::new()?.with(name, text)?;
    let theirs = text
        .replace("First", "Their first")
        .replace("Second", "New");
    let window = clash(&posts, name, &theirs)?;
    window.wait_until(&format!(
        "{}.textContent.includes('Their first words.')",
        testid("clash")
    ))?;
    window.keep_picture("clash")?;
    assert_eq!(posts.text(name)?, theirs);
    window.click("clash-both")?;
    window.wait_until_saved()?;
    assert_eq!(
        posts.text(name)?,
        text.replace("First words.", "Mine: First words.\n\nTheir first words.")
            .replace("Second", "New")
    );
    Ok(())
}

#[test]
fn the_files_text_is_taken_and_undo_brings_mine_back() -> Outcome {
    let name = "2024-01-01-old.md";
    let text = "---\ntitle: Old\n---\n\nFirst words.\n";
    let posts = TempPosts::new()?.with(name, text)?;
    let window = clash(&posts, name, &text.replace("First", "Their"))?;
    window.click("keep-theirs")?;
    window.wait_until_saved()?;
    window.wait_until(&format!(
        "{}.textContent.includes('Their words.')",
        testid("editor")
    ))?;
    let text = window.by_testid("editor")?;
    window.driver().click(&text)?;
    window.driver().chord(&[Key::Control, Key::Char('z')])?;
    window.wait_until(&format!(
        "{}.textContent.includes('Mine: First words.')",
        testid("editor")
    ))?;
    Ok(())
}

#[test]
fn a_thousand_entries_open_without_a_stall() -> Outcome {
    let posts = TempPosts::new()?;
    for number in 0..1000 {
        let (month, day) = (number % 12 + 1, number % 28 + 1);
        let name = format!("20{:02}-{month:02}-{day:02}-entry-{number}.md", number / 50);
        posts.put(
            &name,
            format!("---\ntitle: Entry {number}\n---\n\nText.\n").as_bytes(),
        )?;
    }
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.wait_until_within(
        &format!("{} != null", testid("library-row")),
        Duration::from_secs(10),
    )?;
    window.wait_until(&format!(
        "{}?.getAttribute('aria-setsize') === '1000'",
        testid("library-row")
    ))?;
    Ok(())
}
