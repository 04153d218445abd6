//! Every screen of the window, for those who look at all of them.

use crate::window::{Window, testid};
use crate::{Key, Trouble};

/// A screen of the window on an entry: its name, and how it comes and goes.
#[derive(Debug)]
pub struct Screen {
    /// Its name, for files.
    pub name: &'static str,
    opens: fn(&Window) -> Result<(), Trouble>,
    closes: fn(&Window) -> Result<(), Trouble>,
}

impl Screen {
    /// Shows the screen and waits for it.
    ///
    /// # Errors
    /// It does not come.
    pub fn open(&self, window: &Window) -> Result<(), Trouble> {
        (self.opens)(window)
    }

    /// Goes back to the entry.
    ///
    /// # Errors
    /// It does not go.
    pub fn close(&self, window: &Window) -> Result<(), Trouble> {
        (self.closes)(window)
    }
}

/// The body of an entry that has something of everything.
pub const SAMPLE: &str = "Three of us went to the river before dawn. It had *rained all night*, and the path \
    was soft; we counted with `tally`, as [last year](https://example.org/2023).\n\n\
    ## What we saw\n\n- a **grey heron**\n  - standing on one leg\n- two coots\n\n\
    > To see a world in a grain of sand.\n\n\
    ### The count\n\n| Bird  | Where | Count |\n| ----- | ----- | ----: |\n| Heron | river |     3 |\n| Coot  | pond  |    12 |\n\n\
    ```ruby\ndef count(birds) = birds.size # all of them\n```\n\n\
    ## What comes next\n\nWe go again in spring.[^1]\n\n[^1]: If the path is dry.\n";

/// The entry itself, and all that can stand above or beside it.
pub const SCREENS: [Screen; 14] = [
    screen("entry", |_| Ok(()), |_| Ok(())),
    screen("details", details, details),
    screen(
        "palette",
        |window| by_keys(window, 'p', true, "palette"),
        escape,
    ),
    screen(
        "shortcuts",
        |window| by_key(window, Key::F1, "shortcuts"),
        escape,
    ),
    screen(
        "settings",
        |window| by_keys(window, ',', false, "settings"),
        escape,
    ),
    screen(
        "headings",
        |window| by_keys(window, 'g', false, "headings"),
        escape,
    ),
    screen("find", find, |window| window.driver().chord(&[Key::Escape])),
    screen(
        "outline",
        |window| by_keys(window, 'l', true, "outline"),
        outline_gone,
    ),
    screen("focus", focus_mode, focus_mode),
    screen(
        "new",
        |window| by_keys(window, 'n', false, "new-dialog"),
        escape,
    ),
    screen(
        "history",
        |window| by_keys(window, 'h', true, "history"),
        escape,
    ),
    screen(
        "export",
        |window| by_keys(window, 'e', false, "export-dialog"),
        escape,
    ),
    screen("front-matter", front_matter, front_matter),
    screen("free", free, free),
];

const fn screen(
    name: &'static str,
    opens: fn(&Window) -> Result<(), Trouble>,
    closes: fn(&Window) -> Result<(), Trouble>,
) -> Screen {
    Screen {
        name,
        opens,
        closes,
    }
}

fn by_key(window: &Window, key: Key, shows: &str) -> Result<(), Trouble> {
    window.driver().chord(&[key])?;
    window.by_testid(shows).map(drop)
}

fn by_keys(window: &Window, letter: char, shift: bool, shows: &str) -> Result<(), Trouble> {
    let mut keys = vec![Key::Control];
    keys.extend(shift.then_some(Key::Shift));
    keys.push(Key::Char(letter));
    window.driver().chord(&keys)?;
    window.by_testid(shows).map(drop)
}

fn escape(window: &Window) -> Result<(), Trouble> {
    window.driver().chord(&[Key::Escape])?;
    window
        .wait_until("!document.querySelector('dialog[open]')")
        .map(drop)
}

fn outline_gone(window: &Window) -> Result<(), Trouble> {
    window
        .driver()
        .chord(&[Key::Control, Key::Shift, Key::Char('l')])?;
    window
        .wait_until(&format!("!{}", testid("outline")))
        .map(drop)
}

fn details(window: &Window) -> Result<(), Trouble> {
    window.click("form-details-toggle")
}

fn find(window: &Window) -> Result<(), Trouble> {
    window.click("editor")?;
    by_keys(window, 'f', false, "find-text")?;
    window
        .driver()
        .type_into(&window.by_testid("find-text")?, "we")?;
    window
        .wait_until(&format!("{}.textContent !== ''", testid("find-told")))
        .map(drop)
}

fn focus_mode(window: &Window) -> Result<(), Trouble> {
    window.click("editor")?;
    turned(
        window,
        &[Key::Control, Key::Shift, Key::Char('f')],
        "!!document.querySelector('.cm-focus-mode')",
    )
}

fn front_matter(window: &Window) -> Result<(), Trouble> {
    turned(
        window,
        &[Key::Control, Key::Shift, Key::Char('m')],
        "!!document.querySelector('.cm-frontmatter')",
    )
}

fn free(window: &Window) -> Result<(), Trouble> {
    turned(window, &[Key::F11], "!!document.querySelector('.bar')")
}

/// Strikes keys that turn a condition of the page.
fn turned(window: &Window, keys: &[Key], condition: &str) -> Result<(), Trouble> {
    let before = window.driver().run(&format!("return {condition}"), &[])?;
    window.driver().chord(keys)?;
    window
        .wait_until(&format!("{condition} !== {before}"))
        .map(drop)
}
