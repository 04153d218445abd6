//! Pasting by the keyboard, from a clipboard that the window itself was given.

use crate::room::Room;
use faircopy_tests::{Key, Outcome, Trouble};
use serde_json::json;

/// The next copy gives the clipboard these forms of a text.
const COPY: &str = "
    const [plain, html] = arguments;
    document.addEventListener('copy', (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      event.clipboardData.setData('text/plain', plain);
      if (html) event.clipboardData.setData('text/html', html);
      window.copied = true;
    }, { capture: true, once: true });
    window.copied = false;";

/// Copies by the keyboard, as another program would put it.
fn copy(room: &Room, plain: &str, html: &str) -> Result<(), Trouble> {
    room.window
        .driver()
        .run(COPY, &[json!(plain), json!(html)])?;
    room.control('a')?;
    room.control('c')?;
    room.until("window.copied")
}

#[test]
fn an_address_on_a_selection_makes_a_link() -> Outcome {
    let room = Room::with("One two.\n")?;
    room.to_start()?;
    copy(&room, "https://example.org/a?b=c", "")?;
    room.chord(&[Key::Control, Key::Home])?;
    room.times(3, &[Key::Shift, Key::Right])?;
    room.control('v')?;
    room.window
        .wait_for_preview("page.querySelector('a')?.textContent === 'One'")?;
    room.saves_now("[One](https://example.org/a?b=c) two.\n")?;
    room.control('z')?;
    room.saves_now("One two.\n")?;
    Ok(())
}

#[test]
fn rich_text_comes_as_markdown_and_with_shift_as_plain_text() -> Outcome {
    let room = Room::with("One.\n")?;
    room.to_start()?;
    let html = "<h2>Birds</h2><ul><li>a <b>heron</b><ul><li>grey</li></ul></li></ul>";
    copy(&room, "Birds\na heron\ngrey", html)?;
    room.chord(&[Key::Control, Key::End])?;
    room.types("\n")?;
    room.control('v')?;
    room.window
        .wait_for_preview("page.querySelector('#page-body li li')?.textContent === 'grey'")?;
    room.saves_now("One.\n\n## Birds\n\n- a **heron**\n  - grey")?;
    room.control('z')?;
    room.control_shift('v')?;
    room.saves_now("One.\n\nBirds\na heron\ngrey")?;
    Ok(())
}

#[test]
fn cells_of_a_spreadsheet_come_as_a_table() -> Outcome {
    let room = Room::with("")?;
    room.to_start()?;
    room.types("x")?;
    let html = "<table><tr><td>Day</td><td>Birds</td></tr><tr><td>Mon</td><td align=right>3</td></tr></table>";
    copy(&room, "Day\tBirds\nMon\t3", html)?;
    room.control('a')?;
    room.control('v')?;
    room.window
        .wait_for_preview("page.querySelectorAll('#page-body th').length === 2")?;
    room.saves_now("| Day | Birds |\n| --- | ----: |\n| Mon |     3 |")?;
    Ok(())
}
