//! The form above the text: one history with it, room for both, and a word where it cannot be used.

use faircopy_tests::window::{Opening, PATIENCE, Window, testid};
use faircopy_tests::{Key, Outcome, TempPosts, Trouble, desktop_program};
use serde_json::{Value, json};
use std::fs;
use std::time::Instant;

const NAME: &str = "2024-01-01-one.md";
const UNDO: [Key; 2] = [Key::Control, Key::Char('z')];
const REDO: [Key; 3] = [Key::Control, Key::Shift, Key::Char('z')];

/// An entry of 60 paragraphs, more than a window shows.
fn long_entry() -> String {
    let body = "\nWords enough for a paragraph of its own.\n".repeat(60);
    format!("---\ntitle: One\ntags: [a]\nauthor: Ann\nexcerpt: Short\n---\n{body}")
}

fn wait_for_value(window: &Window, id: &str, value: &str) -> Result<(), Trouble> {
    window
        .wait_until(&format!("{}?.value === {}", testid(id), json!(value)))
        .map(drop)
}

#[test]
fn undo_in_a_field_undoes_what_was_typed_there() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, long_entry())?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.unfold_details()?;
    for (id, was) in [
        ("form-title", "One"),
        ("form-author", "Ann"),
        ("form-excerpt", "Short"),
    ] {
        window.fill(id, "Other")?;
        // At once, while the field still waits for a pause.
        window.driver().chord(&UNDO)?;
        wait_for_value(&window, id, was)?;
        window.driver().chord(&REDO)?;
        wait_for_value(&window, id, "Other")?;
        window.driver().chord(&UNDO)?;
        wait_for_value(&window, id, was)?;
        window.wait_until(&format!("document.activeElement === {}", testid(id)))?;
    }
    let tags = window.by_testid("form-tags-input")?;
    window.driver().click(&tags)?;
    window.driver().type_into(&tags, "half")?;
    window.driver().chord(&UNDO)?;
    wait_for_value(&window, "form-tags-input", "")?;
    window.wait_until_saved()?;
    assert_eq!(posts.text(NAME)?, long_entry());
    Ok(())
}

#[test]
fn undoing_the_form_does_not_move_the_text() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, long_entry())?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.fill("form-title", "Another")?;
    window.wait_for_preview("page.body.textContent.includes('Another')")?;
    let scroller = "document.querySelector('.cm-scroller')";
    window
        .driver()
        .run(&format!("{scroller}.scrollTop = 700"), &[])?;
    window.wait_until(&format!("{scroller}.scrollTop === 700"))?;
    for keys in [&UNDO[..], &REDO[..], &UNDO[..]] {
        window.driver().chord(keys)?;
        let title = if keys.len() == UNDO.len() {
            "One"
        } else {
            "Another"
        };
        wait_for_value(&window, "form-title", title)?;
        // The editor scrolls when it measures, in the frame after a change.
        let frames = "const [done] = arguments;\
             requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        window.driver().run_async(frames, &[])?;
        let top = window
            .driver()
            .run(&format!("return {scroller}.scrollTop"), &[])?;
        assert_eq!(top, 700, "after {keys:?}");
    }
    Ok(())
}

#[test]
fn a_fault_in_the_front_matter_is_told_with_its_line() -> Outcome {
    let text = "---\nlayout: post\ntitle: \"Open\ntags: [a]\nauthor: \"Ann\"\n---\n\nText.\n";
    let posts = TempPosts::new()?.with(NAME, text)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.by_testid("form-error")?;
    let told = window.text_of("form-error")?;
    assert_eq!(told.matches("front matter").count(), 1, "{told}");
    window.wait_until(&format!("{} === null", testid("form-title")))?;
    window.click("form-error-line")?;
    window.wait_until("document.querySelector('.cm-marked')?.textContent === 'title: \"Open'")?;
    window.keep_picture("fault")?;
    window
        .driver()
        .chord(&[Key::End])
        .and_then(|()| window.driver().chord(&[Key::Char('"')]))?;
    wait_for_value(&window, "form-title", "Open")?;
    window.wait_until_saved()?;
    assert_eq!(posts.text(NAME)?, text.replace("Open", "Open\""));
    Ok(())
}

/// Whether the form is whole and leaves the text its half: nothing sticks out of the form, no
/// scrolling sideways, no field narrower than a short word.
const FITS: &str = "(() => { const form = document.querySelector('form.form'); \
     const details = document.querySelector('[data-testid=\"form-details\"]'); \
     const room = form.getBoundingClientRect(); const parent = form.parentElement; \
     const inside = [...form.querySelectorAll('input, textarea, button')] \
       .map((part) => part.getBoundingClientRect()) \
       .every((part) => part.left >= room.left && part.right <= room.right && part.width >= 12); \
     return inside && details.scrollWidth <= details.clientWidth \
       && form.scrollWidth <= form.clientWidth \
       && room.height <= parent.clientHeight / 2 + 1; })()";

#[test]
fn the_form_fits_every_place_of_the_divider() -> Outcome {
    let keys = "tags: [one, two words, a tag of quite some words, four, five, six]\n\
         image: images/that/is/not/there.jpg\nlayout: post\na_key_with_a_long_name: yes\nanother: x\n";
    let posts = TempPosts::new()?.with(NAME, long_entry().replace("tags: [a]\n", keys))?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    for (width, height) in [(900, 600), (1400, 900)] {
        window.driver().resize(width, height)?;
        window.wait_until(&format!(
            "innerWidth === {width} && innerHeight === {height}"
        ))?;
        window.unfold_details()?;
        window.wait_until(&format!(
            "{}?.textContent.includes('Not found: images/that/is/not/there.jpg')",
            testid("form-cover-name")
        ))?;
        let divider = window.by_testid("divider")?;
        for place in [Key::Home, Key::End, Key::Enter] {
            window.driver().click(&divider)?;
            window.driver().chord(&[place])?;
            window.wait_until(FITS)?;
            window.click("form-others-toggle")?;
            window.wait_until(FITS)?;
            let narrow = window.driver().run(
                "return Math.min(...[...document.querySelector('.split').children]\
                   .filter((pane) => pane.localName === 'section').map((pane) => pane.clientWidth))",
                &[],
            )?;
            assert!(narrow.as_f64() >= Some(318.0), "{narrow} at {width}");
        }
        window.keep_picture(&format!("form-{width}"))?;
    }
    Ok(())
}

/// The window hands its state over a moment after a change; the file is looked at frame by frame.
fn wait_until_remembered(window: &Window, line: &str) -> Result<(), Trouble> {
    let path = window.home().join("config/faircopy/window.yml");
    let end = Instant::now() + PATIENCE;
    while !fs::read_to_string(&path).is_ok_and(|text| text.contains(line)) {
        assert!(Instant::now() < end, "{} never says {line}", path.display());
        window
            .driver()
            .run_async("requestAnimationFrame(() => arguments[0](true))", &[])?;
    }
    Ok(())
}

#[test]
fn the_fold_of_the_form_is_remembered() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, long_entry())?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.unfold_details()?;
    window.click("form-details-toggle")?;
    window.wait_until(&format!("{} === null", testid("form-details")))?;
    wait_until_remembered(&window, "details_shown: false")?;
    let home = window.close();
    let window = Opening::on(&posts.path())
        .at_home(home)
        .open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    let open = format!(
        "return {}.getAttribute('aria-expanded')",
        testid("form-details-toggle")
    );
    assert_eq!(window.driver().run(&open, &[])?, Value::from("false"));
    Ok(())
}

#[test]
fn a_new_entry_is_begun_below_its_first_heading() -> Outcome {
    let posts = TempPosts::new()?.with_templates()?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.driver().chord(&[Key::Control, Key::Char('n')])?;
    window.by_testid("new-dialog")?;
    window.click("new-template-research-diary")?;
    window.fill("new-topic", "Robots")?;
    window.fill("new-date", "2026-11-24")?;
    window.click("new-confirm")?;
    window.wait_until(&format!("document.activeElement === {}", testid("editor")))?;
    window.driver().chord(&[Key::Char('x')])?;
    window.wait_for_preview("page.body.textContent.includes('x')")?;
    window.wait_until_saved()?;
    let name = window.text_of("status-file")?;
    let text = posts.text(name.trim())?;
    let (_, body) = text.split_once("\n## ").ok_or("no heading")?;
    let below: Vec<&str> = body.lines().skip(1).take(2).collect();
    assert_eq!(below, ["", "x"], "{text}");
    Ok(())
}

#[test]
fn a_step_back_shows_the_field_that_it_changed_or_tells_of_the_text() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, long_entry())?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.unfold_details()?;
    window.write("Typed.")?;
    window.fill("form-author", "Other")?;
    window.driver().click(&window.by_testid("form-title")?)?;
    window.driver().chord(&UNDO)?;
    wait_for_value(&window, "form-author", "Ann")?;
    window.wait_until(&format!(
        "document.activeElement === {}",
        testid("form-author")
    ))?;
    window.driver().chord(&UNDO)?;
    window.wait_until(&format!(
        "{}?.textContent.includes('Undone: a change in the text')",
        testid("toast")
    ))?;
    window.wait_until_saved()?;
    assert_eq!(posts.text(NAME)?, long_entry());
    Ok(())
}
