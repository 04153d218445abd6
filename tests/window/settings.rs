//! Settings, ways of writing, and the words of a selection.

use crate::room::Room;
use faircopy_tests::window::testid;
use faircopy_tests::{Key, Outcome};
use std::fs;

const BODY: &str = "One two.\n\nThree 漢字 four.\n";

#[test]
fn words_of_the_selection_are_counted_as_those_of_the_entry() -> Outcome {
    let room = Room::with(BODY)?;
    room.to_start()?;
    room.times(7, &[Key::Shift, Key::Right])?;
    room.until(&format!(
        "/Selected: 2 words,\\s+7 characters, 1 min/.test({}?.textContent)",
        testid("status-selection")
    ))?;
    room.control('a')?;
    room.until(&format!(
        "/Selected: 6 words/.test({}?.textContent)",
        testid("status-selection")
    ))?;
    room.until(&format!(
        "/^6 words/.test({}.textContent.trim())",
        testid("status-words")
    ))?;
    room.chord(&[Key::Right])?;
    room.until(&format!("!{}", testid("status-selection")))?;
    Ok(())
}

#[test]
fn a_setting_is_found_changed_and_kept_in_its_file() -> Outcome {
    let room = Room::with(BODY)?;
    room.to_start()?;
    room.control(',')?;
    room.window.by_testid("settings")?;
    room.types("size of the text")?;
    room.until("document.querySelectorAll('[data-testid=settings-row]').length === 1")?;
    room.window.click("setting-text_size")?;
    room.control('a')?;
    room.types("22\t")?;
    let size = "getComputedStyle(document.querySelector('.cm-line')).fontSize";
    room.until(&format!("{size} === '22px'"))?;
    let file = room.window.home().join("config/faircopy/settings.yml");
    let text = fs::read_to_string(&file)?;
    assert!(text.contains("text_size: 22"), "{text}");
    room.chord(&[Key::Escape])?;
    // Another program changes the file; the author comes back to the window.
    fs::write(&file, text.replace("text_size: 22", "text_size: 18"))?;
    room.window
        .driver()
        .run("window.dispatchEvent(new Event('focus'))", &[])?;
    room.until(&format!("{size} === '18px'"))?;
    room.saves_now(BODY)?;
    Ok(())
}

#[test]
fn everything_is_larger_and_smaller_by_keys() -> Outcome {
    let room = Room::with(BODY)?;
    room.to_start()?;
    let size = |percent: &str| {
        room.until(&format!(
            "document.documentElement.style.fontSize === '{percent}'"
        ))
    };
    room.control('+')?;
    size("110%")?;
    room.control('-')?;
    room.control('-')?;
    size("90%")?;
    room.control('0')?;
    size("")?;
    Ok(())
}

#[test]
fn focus_mode_leaves_the_paragraph_at_the_caret_bright() -> Outcome {
    let room = Room::with(BODY)?;
    room.to_start()?;
    room.control_shift('f')?;
    let bright = |text: &str| {
        room.until(&format!(
            "[...document.querySelectorAll('.cm-focus-mode .cm-here')]\
             .map((line) => line.textContent).join() === '{text}'"
        ))
    };
    bright("One two.")?;
    room.chord(&[Key::Control, Key::End])?;
    room.chord(&[Key::Up])?;
    bright("Three 漢字 four.")?;
    room.control_shift('f')?;
    room.until("!document.querySelector('.cm-focus-mode')")?;
    Ok(())
}

#[test]
fn typewriter_mode_keeps_the_line_in_the_middle() -> Outcome {
    let room = Room::with(&"One two three.\n\n".repeat(80))?;
    room.to_start()?;
    room.control_shift('y')?;
    room.times(70, &[Key::Down])?;
    room.until(
        "(() => { const box = document.querySelector('.cm-scroller').getBoundingClientRect();\
           const caret = document.getSelection().getRangeAt(0).getBoundingClientRect();\
           const line = caret.height > 0 ? caret : document.getSelection().focusNode.getBoundingClientRect();\
           const middle = (line.top + line.bottom) / 2 - box.top;\
           return Math.abs(middle - box.height / 2) < 40; })()",
    )?;
    Ok(())
}

#[test]
fn without_distraction_there_is_only_the_text() -> Outcome {
    let room = Room::with(BODY)?;
    room.to_start()?;
    room.chord(&[Key::F11])?;
    room.until("!document.querySelector('.bar, .form, .preview, .status, .library, .toolbar')")?;
    room.types("x")?;
    room.chord(&[Key::Escape])?;
    room.window.by_testid("toolbar")?;
    room.window
        .wait_for_preview("page.body.textContent.includes('xOne')")?;
    room.saves_now(&format!("x{BODY}"))?;
    Ok(())
}
