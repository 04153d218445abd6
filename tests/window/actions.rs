//! Actions by their name, their key and the toolbar.

use crate::room::Room;
use faircopy_tests::window::testid;
use faircopy_tests::{Key, Outcome};

#[test]
fn an_action_is_found_by_its_name_and_done_to_the_text() -> Outcome {
    let room = Room::with("One two.\n")?;
    room.to_start()?;
    room.control_shift('p')?;
    room.window.by_testid("palette")?;
    room.types("head 2")?;
    room.until(&format!(
        "{}?.textContent.includes('Heading 2') && {0}.textContent.includes('Ctrl+2')",
        testid("palette-row")
    ))?;
    room.chord(&[Key::Enter])?;
    room.types("A ")?;
    room.window
        .wait_for_preview("page.querySelector('#page-body h2')?.textContent === 'A One two.'")?;
    room.saves_now("## A One two.\n")?;
    room.control('2')?;
    room.saves_now("A One two.\n")?;
    Ok(())
}

#[test]
fn the_palette_goes_by_arrows_and_leaves_the_text_alone_on_escape() -> Outcome {
    let room = Room::with("One two.\n")?;
    room.to_start()?;
    room.control_shift('p')?;
    let marked = |index: usize| {
        room.until(&format!(
            "[...document.querySelectorAll('[data-testid=palette-row]')]\
             .findIndex((row) => row.ariaSelected === 'true') === {index}"
        ))
    };
    marked(0)?;
    room.times(2, &[Key::Down])?;
    marked(2)?;
    room.chord(&[Key::Up])?;
    marked(1)?;
    room.types("no such action")?;
    room.until(&format!(
        "{}.textContent.includes('No action has this name')",
        testid("palette")
    ))?;
    room.chord(&[Key::Escape])?;
    room.until(&format!("!{}", testid("palette")))?;
    room.types("x")?;
    room.saves_now("xOne two.\n")?;
    Ok(())
}

#[test]
fn the_sheet_of_shortcuts_lists_every_key() -> Outcome {
    let room = Room::with("One.\n")?;
    room.to_start()?;
    room.chord(&[Key::F1])?;
    room.window.by_testid("shortcuts")?;
    room.types("bold")?;
    room.until("document.querySelectorAll('[data-testid=shortcuts-row]').length === 1")?;
    room.until(&format!(
        "{}.textContent.replace(/\\s+/g, ' ').trim() === 'Bold Ctrl+B'",
        testid("shortcuts-row")
    ))?;
    room.chord(&[Key::Escape])?;
    room.until(&format!("!{}", testid("shortcuts")))?;
    Ok(())
}

#[test]
fn the_toolbar_formats_what_is_selected() -> Outcome {
    let room = Room::with("One two.\n")?;
    room.to_start()?;
    room.times(3, &[Key::Shift, Key::Right])?;
    room.window.click("tool-bold")?;
    room.window
        .wait_for_preview("page.querySelector('strong')?.textContent === 'One'")?;
    room.window.click("tool-bullets")?;
    room.window.click("tool-quote")?;
    room.saves_now("> - **One** two.\n")?;
    room.control('z')?;
    room.control('z')?;
    room.saves_now("**One** two.\n")?;
    room.until(
        "[...document.querySelectorAll('[data-testid=toolbar] button')]\
         .every((button) => button.getAttribute('aria-label'))",
    )?;
    Ok(())
}

#[test]
fn the_toolbar_goes_by_arrows_and_can_be_hidden() -> Outcome {
    let room = Room::with("One two.\n")?;
    room.to_start()?;
    room.chord(&[Key::Shift, Key::Tab])?;
    room.times(2, &[Key::Right])?;
    room.until(&format!(
        "document.activeElement === {}",
        testid("tool-italic")
    ))?;
    room.chord(&[Key::Enter])?;
    room.until("document.activeElement.closest('.cm-content') !== null")?;
    room.types("x")?;
    room.saves_now("*x*One two.\n")?;
    room.control_shift('p')?;
    room.types("toolbar")?;
    room.chord(&[Key::Enter])?;
    room.until(&format!("!{}", testid("toolbar")))?;
    Ok(())
}
