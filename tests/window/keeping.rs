//! What is kept beside the files: found again after a crash, and in the history of each entry.

use faircopy_tests::window::{Opening, PATIENCE, Window, testid};
use faircopy_tests::{Key, Outcome, TempPosts, Trouble, command_line_program, desktop_program};
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

const NAME: &str = "2024-01-01-old.md";
const TEXT: &str = "---\ntitle: Old\n---\n\nOld words.\n";

/// A window whose entry has words that stand in no file, just before it is killed.
fn type_without_a_file(window: &Window, posts: &TempPosts) -> Outcome {
    window.open_entry(NAME)?;
    fs::remove_file(posts.file(NAME))?;
    window.wait_until(&format!(
        "{}?.dataset.state === 'gone'",
        testid("status-saved")
    ))?;
    window.write("Newest words.")?;
    window.wait_for_preview("page.body.textContent.includes('Newest words.')")?;
    // The promise: what was typed this long ago is kept.
    std::thread::sleep(Duration::from_millis(250));
    Ok(())
}

/// The next window after one was killed.
fn killed_and_opened_again(window: Window, posts: &TempPosts) -> Result<Window, Trouble> {
    let process = window.process()?.to_string();
    let kill = Command::new("kill").args(["-9", &process]).status();
    assert!(kill.is_ok_and(|status| status.success()));
    let window = Opening::on(&posts.path())
        .at_home(window.close())
        .open(&desktop_program()?)?;
    window.wait_until(&format!(
        "{}?.textContent.includes('Newest words.')",
        testid("word-diff")
    ))?;
    Ok(window)
}

#[test]
fn what_is_decided_later_waits_in_sight_and_its_copy_is_told_from_the_entry() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, TEXT)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    type_without_a_file(&window, &posts)?;
    let window = killed_and_opened_again(window, &posts)?;
    fs::write(posts.file(NAME), TEXT)?;
    let within_diff = format!("{}?.contains(document.activeElement)", testid("word-diff"));
    window.wait_until(&within_diff)?;
    window.driver().chord(&[Key::Escape])?;
    window.wait_until(&format!("{} === null", testid("recovery")))?;
    window.keep_picture("recovery-later")?;
    window.click("recovery-waits")?;
    window.by_testid("recovery")?;
    window.click("recovery-copy")?;
    window.wait_until(&format!("{} === null", testid("recovery-waits")))?;
    window.wait_until(
        "document.querySelector('[data-path=\"2024-01-01-old-recovered.md\"]')?.textContent.includes('Recovered copy')",
    )?;
    window.wait_until(&format!(
        "{}?.contains(document.activeElement)",
        testid("editor")
    ))?;
    window.keep_picture("recovered-copy")?;
    Ok(())
}

#[test]
fn what_was_typed_before_a_kill_is_offered_and_kept() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, TEXT)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    type_without_a_file(&window, &posts)?;
    let window = killed_and_opened_again(window, &posts)?;
    window.keep_picture("recovery")?;
    assert!(
        !posts.file(NAME).exists(),
        "nothing is chosen for the author"
    );
    window.click("recovery-keep")?;
    window.wait_until(&format!("{} === null", testid("recovery")))?;
    window.wait_for_preview("page.body.textContent.includes('Newest words.')")?;
    window.click("save-again")?;
    window.wait_until_saved()?;
    assert_eq!(posts.text(NAME)?, format!("{TEXT}Newest words."));
    Ok(())
}

#[test]
fn a_past_text_comes_back_and_goes_again_with_undo() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, TEXT)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.write("More.")?;
    window.wait_until_saved()?;
    open_history(&window)?;
    window.wait_until(&format!("{}?.options.length === 2", testid("history-list")))?;
    window.driver().run(
        &format!(
            "const list = {}; list.selectedIndex = 1; list.dispatchEvent(new Event('change', {{ bubbles: true }}))",
            testid("history-list")
        ),
        &[],
    )?;
    window.wait_until(&format!(
        "{}?.querySelector('ins')?.textContent === 'More.'",
        testid("word-diff")
    ))?;
    window.keep_picture("history")?;
    window.click("history-restore")?;
    window.wait_for_preview("!page.body.textContent.includes('More.')")?;
    window.driver().click(&window.by_testid("editor")?)?;
    window.driver().chord(&[Key::Control, Key::Char('z')])?;
    window.wait_for_preview("page.body.textContent.includes('More.')")?;
    window.wait_until_saved()?;
    let history = |arguments: &[&str]| {
        Command::new(command_line_program()?)
            .arg("history")
            .arg(posts.file(NAME))
            .args(arguments)
            .env("XDG_DATA_HOME", window.home().join("data"))
            .output()
            .map_err(|error| -> Box<dyn std::error::Error> { error.into() })
    };
    let listed = String::from_utf8(history(&[])?.stdout)?;
    let oldest = listed.lines().count().to_string();
    assert!(
        history(&["--restore", &oldest])?.status.success(),
        "{listed}"
    );
    assert_eq!(posts.text(NAME)?, TEXT);
    window.wait_for_preview("!page.body.textContent.includes('More.')")?;
    Ok(())
}

/// Opens the history; what was just saved gets there beside the window, so it is looked at again.
fn open_history(window: &Window) -> Result<(), Trouble> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        window.click("history-open")?;
        window.by_testid("history")?;
        let two = format!("{}?.options.length === 2", testid("history-list"));
        let found = window.wait_until_within(&two, Duration::from_secs(1));
        if found.is_ok() || Instant::now() > deadline {
            return found.map(drop);
        }
        window.driver().chord(&[Key::Escape])?;
    }
}

#[test]
fn a_history_without_texts_says_so() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, "---\ntitle: Old\n---\n\nOld words.\n")?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window
        .driver()
        .chord(&[Key::Control, Key::Shift, Key::Char('h')])?;
    window.wait_until(&format!(
        "{}?.textContent.includes('Nothing yet')",
        testid("history")
    ))?;
    window.keep_picture("history-none")?;
    Ok(())
}
