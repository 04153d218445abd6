//! A program with everything it starts, ended together.

use crate::Trouble;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};

/// A running program in a process group of its own; the group ends when this is dropped.
#[derive(Debug)]
pub struct Group {
    child: Child,
}

impl Group {
    /// Starts a program in a group of its own.
    pub fn start(command: &mut Command) -> Result<Self, Trouble> {
        let doing = format!("starting {}", command.get_program().display());
        let child = command
            .process_group(0)
            .spawn()
            .map_err(Trouble::io(doing))?;
        Ok(Self { child })
    }

    /// The program itself.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// How the program ended, if it did.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // The group may outlive its first program, so it is told in any case.
        let group = format!("-{}", self.child.id());
        let told = Command::new("kill")
            .args(["-TERM", "--", &group])
            .stderr(Stdio::null())
            .status();
        if told.is_err() && self.child.kill().is_err() {
            return;
        }
        // A status that cannot be read leaves nothing to do.
        drop(self.child.wait());
    }
}
