//! A second start, on the same posts folder and on another.

use faircopy_tests::window::{Opening, PATIENCE, testid};
use faircopy_tests::{Outcome, TempPosts, desktop_program};
use std::fs;
use std::process::{Child, ExitStatus};
use std::time::{Duration, Instant};

const ONE: &str = "2024-01-01-one.md";
const TWO: &str = "2024-01-02-two.md";

fn posts() -> Result<TempPosts, faircopy_tests::Trouble> {
    TempPosts::new()?
        .with(ONE, "---\ntitle: One\n---\n\nFirst.\n")?
        .with(TWO, "---\ntitle: Two\n---\n\nSecond.\n")
}

/// How a program ended within a time, if it did.
fn ended_within(child: &mut Child, time: Duration) -> std::io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        match child.try_wait()? {
            None if start.elapsed() < time => std::thread::sleep(Duration::from_millis(20)),
            ended => return Ok(ended),
        }
    }
}

#[test]
fn f25_a_second_start_on_the_folder_shows_its_entry_in_the_first_window() -> Outcome {
    let (posts, app) = (posts()?, desktop_program()?);
    let window = Opening::on(&posts.path()).open(&app)?;
    window.open_entry(ONE)?;
    let mut second = window.start_beside(&app, &posts.file(TWO))?;
    let ended = ended_within(&mut second, PATIENCE)?;
    assert_eq!(ended.and_then(|status| status.code()), Some(0));
    window.wait_until(&format!(
        "{}?.textContent === '{TWO}'",
        testid("status-file")
    ))?;
    window.write("Typed in the first window.")?;
    window.wait_until_saved()?;
    assert!(posts.text(TWO)?.contains("Typed in the first window."));
    Ok(())
}

#[test]
fn f25_a_second_start_on_another_folder_has_a_window_of_its_own() -> Outcome {
    let (posts, others, app) = (posts()?, self::posts()?, desktop_program()?);
    let window = Opening::on(&posts.path()).open(&app)?;
    window.open_entry(ONE)?;
    let mut second = window.start_beside(&app, &others.path())?;
    // It has read its folder once it remembers it.
    let state = window.home().join("config/faircopy/window.yml");
    let (start, name) = (Instant::now(), others.path().display().to_string());
    while start.elapsed() < PATIENCE && !fs::read_to_string(&state)?.contains(&name) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(
        fs::read_to_string(&state)?.contains(&name),
        "the second never came"
    );
    assert!(second.try_wait()?.is_none(), "both run");
    window.wait_until(&format!(
        "{}?.textContent === '{ONE}'",
        testid("status-file")
    ))?;
    second.kill()?;
    second.wait()?;
    Ok(())
}
