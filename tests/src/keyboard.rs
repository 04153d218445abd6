//! Real keys: they reach the window through its display, as those of a keyboard do.

use crate::group::Group;
use crate::{Trouble, needed_program};
use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

/// A keyboard and a mouse on one display.
#[derive(Debug)]
pub struct Keyboard {
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    _program: Group,
}

impl Keyboard {
    /// Connects to the display of this name.
    ///
    /// # Errors
    /// xdotool is not installed or does not start.
    pub fn on(display: &str) -> Result<Self, Trouble> {
        let xdotool = needed_program("xdotool", "xdotool")?;
        let mut program = Group::start(
            Command::new(xdotool)
                .arg("-")
                .env("DISPLAY", display)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let ended = || Trouble::EndedEarly {
            program: "xdotool",
            said: String::new(),
        };
        let orders = program.child().stdin.take().ok_or_else(ended)?;
        let answers = program.child().stdout.take().ok_or_else(ended)?;
        Ok(Self {
            orders,
            answers: BufReader::new(answers),
            _program: program,
        })
    }

    /// Clicks a place of the display: without a window manager this is what gives a window the keys.
    ///
    /// # Errors
    /// The display is gone.
    pub fn click_at(&mut self, right: u32, down: u32) -> Result<(), Trouble> {
        self.order(&format!("mousemove {right} {down} click 1"))
    }

    /// Strikes a key, named as by X (`a`, `Return`, `ctrl+End`). Gives the moment before which
    /// the display had it.
    ///
    /// # Errors
    /// The display is gone.
    pub fn strike(&mut self, key: &str) -> Result<Instant, Trouble> {
        self.order(&format!("key --delay 0 {key}"))?;
        Ok(Instant::now())
    }

    /// Gives an order and waits until the display has carried it out.
    fn order(&mut self, order: &str) -> Result<(), Trouble> {
        let doing = || format!("telling xdotool to {order}");
        // The display answers in order, so the answer to a question comes behind the order.
        writeln!(self.orders, "{order} getmouselocation").map_err(Trouble::io(doing()))?;
        self.orders.flush().map_err(Trouble::io(doing()))?;
        let mut answer = String::new();
        self.answers
            .read_line(&mut answer)
            .map_err(Trouble::io(doing()))?;
        Ok(())
    }
}
