//! What journeys through the writing room share: a window on one entry, keys, bytes.

use faircopy_tests::window::{Opening, PATIENCE, Window, testid};
use faircopy_tests::{Key, TempPosts, Trouble, desktop_program};
use std::thread;
use std::time::{Duration, Instant};

/// How often the file is looked at again.
const ASK_EVERY: Duration = Duration::from_millis(10);

/// The entry that the room is open on.
pub const NAME: &str = "2024-01-01-room.md";

/// Front matter of an entry of the room.
const HEAD: &str = "---\ntitle: Room\n---\n\n";

/// A window on one entry, and the folder that has it.
pub struct Room {
    pub posts: TempPosts,
    pub window: Window,
}

impl Room {
    /// Opens an entry with this body.
    pub fn with(body: &str) -> Result<Self, Trouble> {
        let posts = TempPosts::new()?.with(NAME, format!("{HEAD}{body}"))?;
        let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
        window.open_entry(NAME)?;
        Ok(Self { posts, window })
    }

    /// Strikes keys together.
    pub fn chord(&self, keys: &[Key]) -> Result<(), Trouble> {
        self.window.driver().chord(keys)
    }

    /// Strikes a letter with Control.
    pub fn control(&self, letter: char) -> Result<(), Trouble> {
        self.chord(&[Key::Control, Key::Char(letter)])
    }

    /// Strikes a letter with Control and Shift.
    pub fn control_shift(&self, letter: char) -> Result<(), Trouble> {
        self.chord(&[Key::Control, Key::Shift, Key::Char(letter)])
    }

    /// Strikes one key so many times.
    pub fn times(&self, count: usize, keys: &[Key]) -> Result<(), Trouble> {
        (0..count).try_for_each(|_| self.chord(keys))
    }

    /// Types into what has the keyboard.
    pub fn types(&self, text: &str) -> Result<(), Trouble> {
        text.chars().try_for_each(|letter| {
            self.chord(&[if letter == '\n' {
                Key::Enter
            } else {
                Key::Char(letter)
            }])
        })
    }

    /// Puts the caret at the start of the body.
    pub fn to_start(&self) -> Result<(), Trouble> {
        self.window.click("editor")?;
        self.chord(&[Key::Control, Key::Home])
    }

    /// Waits until an expression of the page is true.
    pub fn until(&self, condition: &str) -> Result<(), Trouble> {
        self.window.wait_until(condition).map(drop)
    }

    /// Waits until an element says this.
    pub fn says(&self, id: &str, text: &str) -> Result<(), Trouble> {
        let text = serde_json::Value::from(text);
        self.until(&format!("{}?.textContent.trim() === {text}", testid(id)))
    }

    /// Waits until the body of the file is this.
    pub fn saves(&self, body: &str) -> Result<(), Trouble> {
        let wanted = format!("{HEAD}{body}");
        let asked = Instant::now();
        // "Saved" may still stand from before the last key, so the file itself is asked.
        while self.posts.text(NAME)? != wanted && asked.elapsed() < PATIENCE {
            thread::sleep(ASK_EVERY);
        }
        assert_eq!(self.posts.text(NAME)?, wanted);
        self.window.wait_until_saved()
    }

    /// Strikes Control and S, and waits until the body of the file is this.
    pub fn saves_now(&self, body: &str) -> Result<(), Trouble> {
        self.control('s')?;
        self.saves(body)
    }
}
