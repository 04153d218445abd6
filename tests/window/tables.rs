//! Tables that are written by keys.

use crate::room::Room;
use faircopy_tests::{Key, Outcome};

const TABLE: &str = "| Bird | Where |\n|---|---|\n| Heron | river |\n\nEnd.\n";

#[test]
fn tab_goes_through_cells_and_makes_rows() -> Outcome {
    let room = Room::with(TABLE)?;
    room.to_start()?;
    room.times(4, &[Key::Tab])?;
    room.types("Coot")?;
    room.chord(&[Key::Tab])?;
    room.types("pond with reed")?;
    room.chord(&[Key::Shift, Key::Tab])?;
    room.types("Coots")?;
    room.chord(&[Key::Control, Key::End])?;
    room.window
        .wait_for_preview("page.querySelectorAll('#page-body tbody tr').length === 2")?;
    // Where columns align in the file they do so to the eye.
    room.until(
        "[...document.querySelectorAll('.cm-line.cm-table')].filter((line) => \
           /mono/i.test(getComputedStyle(line).fontFamily)).length === 4",
    )?;
    room.saves_now(
        "| Bird  | Where          |\n| ----- | -------------- |\n| Heron | river          |\n\
         | Coots | pond with reed |\n\nEnd.\n",
    )?;
    Ok(())
}

#[test]
fn a_table_keeps_its_bytes_until_it_is_changed_and_aligns_in_a_step_of_its_own() -> Outcome {
    let room = Room::with(TABLE)?;
    room.to_start()?;
    room.times(2, &[Key::Right])?;
    room.chord(&[Key::Control, Key::End])?;
    room.types("x")?;
    room.saves_now(&format!("{TABLE}x"))?;
    room.to_start()?;
    room.times(2, &[Key::Right])?;
    room.types("漢")?;
    room.chord(&[Key::Control, Key::End])?;
    room.saves_now("| 漢Bird | Where |\n| ------ | ----- |\n| Heron  | river |\n\nEnd.\nx")?;
    room.control('z')?;
    room.saves_now("| 漢Bird | Where |\n|---|---|\n| Heron | river |\n\nEnd.\nx")?;
    Ok(())
}

#[test]
fn rows_and_columns_come_and_go_from_the_palette_in_one_step() -> Outcome {
    let room = Room::with(TABLE)?;
    room.to_start()?;
    room.times(2, &[Key::Tab])?;
    let aligned = "| Bird  | Where |\n| ----- | ----- |\n| Heron | river |\n\nEnd.\n";
    room.saves_now(aligned)?;
    for (action, becomes) in [
        (
            "column right",
            "| Bird  |     | Where |\n| ----- | --- | ----- |\n| Heron |     | river |\n\nEnd.\n",
        ),
        (
            "row below",
            "| Bird  | Where |\n| ----- | ----- |\n| Heron | river |\n|       |       |\n\nEnd.\n",
        ),
        ("remove col", "| Where |\n| ----- |\n| river |\n\nEnd.\n"),
    ] {
        room.control_shift('p')?;
        room.types(action)?;
        room.chord(&[Key::Enter])?;
        room.saves_now(becomes)?;
        room.control('z')?;
        room.saves_now(aligned)?;
    }
    Ok(())
}

#[test]
fn enter_makes_a_row_and_leaves_from_an_empty_one() -> Outcome {
    let room = Room::with("| Bird |\n|---|\n| Heron |\n")?;
    room.to_start()?;
    room.chord(&[Key::Tab])?;
    room.chord(&[Key::Enter])?;
    room.types("Coot\n\nAfter.")?;
    room.saves_now("| Bird  |\n| ----- |\n| Heron |\n| Coot  |\n\nAfter.\n")?;
    Ok(())
}
