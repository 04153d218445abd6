//! The outline, headings by name, and folding.

use crate::room::Room;
use faircopy_tests::window::testid;
use faircopy_tests::{Key, Outcome, Trouble};

const BODY: &str =
    "## One\n\nFirst words.\n\n### Inner *part*\n\nInner words.\n\n## Two\n\nLast words.\n";

fn current(room: &Room, text: &str) -> Result<(), Trouble> {
    room.until(&format!(
        "document.querySelector('[data-testid=outline] [aria-current]')?.textContent === '{text}'"
    ))
}

#[test]
fn the_outline_follows_the_caret_and_leads_to_headings() -> Outcome {
    let room = Room::with(BODY)?;
    room.to_start()?;
    room.control_shift('l')?;
    room.window.by_testid("outline")?;
    room.until("document.querySelectorAll('[data-testid=outline-row]').length === 3")?;
    current(&room, "One")?;
    room.chord(&[Key::Control, Key::End])?;
    current(&room, "Two")?;
    room.types("\n### New\n")?;
    room.until("document.querySelectorAll('[data-testid=outline-row]').length === 4")?;
    current(&room, "New")?;
    let inner = "[...document.querySelectorAll('[data-testid=outline-row]')][1]";
    room.until(&format!("{inner}.textContent === 'Inner part'"))?;
    let row = room
        .window
        .driver()
        .find("[data-testid=outline] li:nth-child(2) button")?;
    room.window.driver().click(&row)?;
    current(&room, "Inner part")?;
    room.types("x")?;
    room.saves_now(&format!(
        "{}\n### New\n",
        BODY.replace("### Inner", "x### Inner")
    ))?;
    room.control('z')?;
    room.control_shift('l')?;
    room.until(&format!("!{}", testid("outline")))?;
    Ok(())
}

#[test]
fn a_heading_is_gone_to_by_its_name() -> Outcome {
    let room = Room::with(BODY)?;
    room.to_start()?;
    room.control('g')?;
    room.window.by_testid("headings")?;
    room.types("tw")?;
    room.chord(&[Key::Enter])?;
    room.until(&format!("!{}", testid("headings")))?;
    room.chord(&[Key::End])?;
    room.types("!")?;
    room.saves_now(&BODY.replace("## Two", "## Two!"))?;
    Ok(())
}

#[test]
fn a_part_is_folded_below_its_heading() -> Outcome {
    let room = Room::with(BODY)?;
    room.to_start()?;
    let shows = |text: &str, shown: bool| {
        room.until(&format!(
            "{}.textContent.includes('{text}') === {shown}",
            testid("editor")
        ))
    };
    shows("Inner words", true)?;
    room.control_shift('p')?;
    room.types("fold the part")?;
    room.chord(&[Key::Enter])?;
    shows("Inner words", false)?;
    shows("Last words", true)?;
    room.control_shift('p')?;
    room.types("unfold all")?;
    room.chord(&[Key::Enter])?;
    shows("Inner words", true)?;
    room.saves_now(BODY)?;
    Ok(())
}
