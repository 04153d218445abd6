//! A display that nobody looks at.

use crate::group::Group;
use crate::{Trouble, needed_program};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// A virtual display of its own; it ends when this is dropped.
#[derive(Debug)]
pub struct Display {
    name: String,
    _server: Group,
}

impl Display {
    /// Starts Xvfb on a number that it picks itself, and waits until it takes windows.
    ///
    /// # Errors
    /// Xvfb is not installed or does not start.
    pub fn start() -> Result<Self, Trouble> {
        let xvfb = needed_program("Xvfb", "xvfb")?;
        let mut server = Group::start(
            Command::new(xvfb)
                .args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    "1400x900x24",
                    "-nolisten",
                    "tcp",
                ])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let mut number = String::new();
        if let Some(stdout) = server.child().stdout.take() {
            // Xvfb writes its number once it is ready.
            BufReader::new(stdout)
                .read_line(&mut number)
                .map_err(Trouble::io("reading the number of the virtual display"))?;
        }
        match number.trim() {
            "" => Err(Trouble::EndedEarly {
                program: "Xvfb",
                said: String::new(),
            }),
            number => Ok(Self {
                name: format!(":{number}"),
                _server: server,
            }),
        }
    }

    /// Its name, for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}
