//! An entry as it was handed over: read right, shown right, saved as it was.

use faircopy_tests::window::{Opening, testid};
use faircopy_tests::{Cover, Key, Outcome, TempPosts, desktop_program};
use std::process::Command;

const NAME: &str = "2020-03-02-research-diary-2-computer-vision.md";

#[test]
fn opening_and_saving_leaves_every_byte() -> Outcome {
    let posts = TempPosts::new()?
        .with_fixture(NAME, "research-diary-2.md")?
        .with_fixture("2020-01-01-crlf.md", "crlf-and-bom.md")?
        .with_image("ravi1.jpeg", Cover::Sample)?;
    let (diary, crlf) = (posts.bytes(NAME)?, posts.bytes("2020-01-01-crlf.md")?);
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    for name in [NAME, "2020-01-01-crlf.md"] {
        window.open_entry(name)?;
        window.driver().chord(&[Key::Control, Key::Char('s')])?;
        window.wait_until_saved()?;
    }
    drop(window);
    assert!(posts.bytes(NAME)? == diary);
    assert!(posts.bytes("2020-01-01-crlf.md")? == crlf);
    Ok(())
}

#[test]
fn the_form_and_the_preview_show_what_jekyll_reads() -> Outcome {
    let posts = TempPosts::new()?
        .with_fixture(NAME, "research-diary-2.md")?
        .with_image("ravi1.jpeg", Cover::Sample)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.wait_until(&format!(
        "{}?.value === 'Research Diary 2: Computer Vision'",
        testid("form-title")
    ))?;
    window.unfold_details()?;
    window.wait_until(&format!(
        "{}?.dataset.cover === 'ravi1.jpeg'",
        testid("form-cover")
    ))?;
    window.wait_for_preview(
        "JSON.stringify([...page.querySelectorAll('#page-body h2')].map((heading) => heading.id)) === JSON.stringify([\
         'introduction', 'why-i-decided-to-stay', 'projects-and-internships', \
         'results-takeaways-from-my-experiences', 'the-philosophy-of-counting', 'in-conclusion'])",
    )?;
    window.wait_for_preview("!page.body.textContent.includes('layout: post')")?;
    window.wait_for_preview(
        "[...page.images].every((image) => image.complete && image.naturalWidth > 0)",
    )?;
    window.keep_picture("entry")?;
    Ok(())
}

#[test]
fn a_new_title_in_the_form_changes_its_value_alone() -> Outcome {
    let posts = TempPosts::new()?.with_fixture(NAME, "research-diary-2.md")?;
    let before = posts.text(NAME)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.fill("form-title", "Research Diary 2: Crystals")?;
    window.driver().chord(&[Key::Control, Key::Char('s')])?;
    window.wait_until(&format!(
        "{}.textContent.includes('Research Diary 2: Crystals')",
        testid("library")
    ))?;
    window.wait_until_saved()?;
    assert_eq!(
        posts.text(NAME)?,
        before.replace("Computer Vision", "Crystals")
    );
    Ok(())
}

#[test]
fn a_request_to_end_saves_what_was_just_typed() -> Outcome {
    let name = "2024-01-01-old.md";
    let posts = TempPosts::new()?.with(name, "---\ntitle: Old\n---\n\nOld.\n")?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(name)?;
    let process = window.process()?;
    window.write("Last words.")?;
    window.wait_for_preview("page.body.textContent.includes('Last words.')")?;
    let ended = Command::new("kill").arg(process.to_string()).status()?;
    assert!(ended.success());
    wait_for_end(process)?;
    assert_eq!(
        posts.text(name)?,
        "---\ntitle: Old\n---\n\nOld.\nLast words."
    );
    Ok(())
}

/// Waits until a process is no longer there.
fn wait_for_end(process: u32) -> Outcome {
    let ended = Command::new("timeout")
        .args([
            "30",
            "tail",
            "--pid",
            &process.to_string(),
            "-f",
            "/dev/null",
        ])
        .status()?;
    assert!(ended.success(), "the app did not end");
    Ok(())
}
