//! Finding and replacing in the text.

use crate::room::Room;
use faircopy_tests::window::testid;
use faircopy_tests::{Key, Outcome};

const BODY: &str = "One two one.\n\nTwo onerous ones, and one room.\n";

#[test]
fn places_are_counted_and_gone_through() -> Outcome {
    let room = Room::with(BODY)?;
    room.to_start()?;
    room.control('f')?;
    room.types("one")?;
    room.says("find-told", "5 found")?;
    room.chord(&[Key::Enter])?;
    room.says("find-told", "1 of 5")?;
    room.chord(&[Key::Enter])?;
    room.says("find-told", "2 of 5")?;
    room.chord(&[Key::Shift, Key::Enter])?;
    room.says("find-told", "1 of 5")?;
    room.chord(&[Key::F3])?;
    room.says("find-told", "2 of 5")?;
    room.window.click("find-caseSensitive")?;
    room.says("find-told", "1 of 4")?;
    room.window.click("find-wholeWord")?;
    room.says("find-told", "1 of 2")?;
    room.window.click("find-text")?;
    room.types("x")?;
    room.says("find-told", "not found")?;
    room.chord(&[Key::Escape])?;
    room.until("!document.querySelector('.find')")?;
    room.until("document.activeElement.closest('.cm-content') !== null")?;
    Ok(())
}

#[test]
fn hidden_front_matter_is_not_found() -> Outcome {
    let room = Room::with("Only here: Room.\n")?;
    room.to_start()?;
    room.control('f')?;
    room.types("room")?;
    room.says("find-told", "1 found")?;
    Ok(())
}

#[test]
fn a_pattern_replaces_all_in_one_step() -> Outcome {
    let room = Room::with(BODY)?;
    room.to_start()?;
    room.control('h')?;
    room.until(&format!(
        "document.activeElement === {}",
        testid("find-replacement")
    ))?;
    room.window.click("find-text")?;
    room.window.click("find-regexp")?;
    room.window.click("find-text")?;
    room.types("on(e")?;
    room.says("find-told", "not a pattern")?;
    room.types(")\\b")?;
    room.says("find-told", "3 found")?;
    room.window.click("find-replacement")?;
    room.types("<$1>")?;
    room.window.click("find-replace-all")?;
    room.says("find-told", "3 replaced")?;
    room.saves_now("<e> two <e>.\n\nTwo onerous ones, and <e> room.\n")?;
    room.window.click("editor")?;
    room.control('z')?;
    room.saves_now(BODY)?;
    Ok(())
}
