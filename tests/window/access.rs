//! Every screen by axe-core, in light and dark colours.

use crate::room::Room;
use faircopy_tests::screens::{SAMPLE, SCREENS};
use faircopy_tests::{Outcome, Trouble, workspace_root};
use serde_json::{Value, json};
use std::fs;

/// Gives what is wrong with the page, each with the elements that it is wrong with.
const LOOK: &str = "
    const done = arguments[0];
    axe.run(document, { iframes: false, resultTypes: ['violations'] }).then(
      ({ violations }) => done(violations.map(({ id, nodes }) =>
        `${id}: ` + nodes.map(({ target, html, failureSummary }) => `${target} ${html.slice(0, 160)} ${failureSummary}`).join('; '))),
      (failure) => done([String(failure)]));";

fn violations(room: &Room) -> Result<Vec<String>, Trouble> {
    let found = room.window.driver().run_async(LOOK, &[])?;
    let found = found.as_array().cloned().unwrap_or_default();
    Ok(found
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect())
}

#[test]
fn no_screen_violates_a_rule_of_axe() -> Outcome {
    let axe = workspace_root().join("ui/node_modules/axe-core/axe.min.js");
    let room = Room::with(SAMPLE)?;
    let script = format!("{}; window.axe = axe;", fs::read_to_string(axe)?);
    room.window.driver().run(&script, &[])?;
    room.window
        .wait_for_preview("page.querySelector('#page-body table')")?;
    let mut wrong = Vec::new();
    for colours in ["light", "dark"] {
        room.window.click(&format!("theme-{colours}"))?;
        room.until(&format!(
            "document.documentElement.dataset.theme === {}",
            json!(colours)
        ))?;
        for screen in &SCREENS {
            screen.open(&room.window)?;
            room.window
                .keep_picture(&format!("access-{}-{colours}", screen.name))?;
            for violation in violations(&room)? {
                wrong.push(format!("{} ({colours}): {violation}", screen.name));
            }
            screen.close(&room.window)?;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    Ok(())
}
