//! The command line, run as a person or a script would.

use crate::group::Group;
use crate::program::command_line_program;
use crate::{Outcome, Trouble, needed_program};
use serde_json::Value;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tempfile::TempDir;

/// A batch of file changes is reported within a second; a busy machine gets much more.
const LINE_WITHIN: Duration = Duration::from_secs(30);

/// One call of `faircopy`, with settings of its own.
#[derive(Debug)]
pub struct Cli {
    args: Vec<OsString>,
    input: Vec<u8>,
    folder: Option<OsString>,
    fault: Option<String>,
    home: Option<PathBuf>,
}

impl Cli {
    /// A call of this verb.
    pub fn verb(verb: &str) -> Self {
        Self {
            args: vec![verb.into()],
            input: Vec::new(),
            folder: None,
            fault: None,
            home: None,
        }
    }

    /// With one more argument.
    #[must_use]
    pub fn arg(mut self, arg: impl AsRef<std::ffi::OsStr>) -> Self {
        self.args.push(arg.as_ref().to_owned());
        self
    }

    /// With more arguments, separated by blanks.
    #[must_use]
    pub fn args(mut self, args: &str) -> Self {
        self.args
            .extend(args.split_whitespace().map(OsString::from));
        self
    }

    /// With this on standard input.
    #[must_use]
    pub fn input(mut self, input: impl AsRef<[u8]>) -> Self {
        self.input = input.as_ref().to_vec();
        self
    }

    /// In this folder.
    #[must_use]
    pub fn inside(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.as_os_str().to_owned());
        self
    }

    /// With the settings that earlier calls left in this folder.
    #[must_use]
    pub fn home(mut self, home: &Path) -> Self {
        self.home = Some(home.to_owned());
        self
    }

    /// While these system calls fail with this error, as `strace` names them.
    #[must_use]
    pub fn failing(mut self, calls: &str, error: &str) -> Self {
        self.fault = Some(format!("inject={calls}:error={error}"));
        self
    }

    fn program(&self) -> Result<Command, Trouble> {
        let program = command_line_program()?;
        let Some(fault) = &self.fault else {
            return Ok(Command::new(program));
        };
        let mut command = Command::new(needed_program("strace", "strace")?);
        command
            .args(["-f", "-qq", "-o", "/dev/null", "-e", fault])
            .arg(program);
        Ok(command)
    }

    fn command(&self, fresh: &TempDir) -> Result<Command, Trouble> {
        let mut command = self.program()?;
        let home = self.home.as_deref().unwrap_or(fresh.path());
        command.args(&self.args).env("HOME", home);
        for variable in [
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
        ] {
            command.env(variable, home.join(variable));
        }
        command.current_dir(self.folder.as_ref().map_or(home, Path::new));
        Ok(command)
    }

    fn line(&self) -> String {
        let words: Vec<_> = self
            .args
            .iter()
            .map(|word| word.to_string_lossy())
            .collect();
        format!("faircopy {}", words.join(" "))
    }

    /// Runs it to its end.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn run(self) -> Result<Ran, Trouble> {
        let home = TempDir::new().map_err(Trouble::io("making a folder for settings"))?;
        let mut child = self
            .command(&home)?
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(Trouble::io(self.line()))?;
        if let Some(mut stdin) = child.stdin.take() {
            // A verb that reads no input may be gone by now; its status tells.
            drop(stdin.write_all(&self.input));
        }
        let output = child.wait_with_output().map_err(Trouble::io(self.line()))?;
        Ok(Ran {
            line: self.line(),
            status: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// Starts a verb that goes on until it is ended, and reads its lines.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(self) -> Result<Running, Trouble> {
        let home = TempDir::new().map_err(Trouble::io("making a folder for settings"))?;
        let mut group = Group::start(
            self.command(&home)?
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::inherit()),
        )?;
        let (send, lines) = channel();
        if let Some(stdout) = group.child().stdout.take() {
            std::thread::spawn(move || {
                for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                    if send.send(line).is_err() {
                        return;
                    }
                }
            });
        }
        Ok(Running {
            line: self.line(),
            lines,
            _group: group,
            _home: home,
        })
    }
}

/// A call that ended.
#[derive(Debug)]
pub struct Ran {
    /// The call.
    pub line: String,
    /// Its exit status, none when a signal ended it.
    pub status: Option<i32>,
    /// What it wrote.
    pub stdout: String,
    /// What it complained.
    pub stderr: String,
}

impl Ran {
    fn shown(&self) -> String {
        format!(
            "{}\nstatus: {:?}\nstandard output:\n{}\nstandard error:\n{}",
            self.line, self.status, self.stdout, self.stderr
        )
    }

    /// Asserts the exit status.
    ///
    /// # Panics
    /// It is another one.
    #[track_caller]
    #[must_use = "chain what it wrote, or end with `done`"]
    pub fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{}", self.shown());
        self
    }

    /// Asserts that it failed because of the entry, the blog or the system, and not of the call.
    ///
    /// # Panics
    /// It did not.
    #[track_caller]
    #[must_use = "chain what it complained"]
    pub fn fails(self) -> Self {
        assert!(matches!(self.status, Some(1 | 3)), "{}", self.shown());
        self
    }

    /// Asserts that it failed because of what it was given.
    ///
    /// # Panics
    /// It did not.
    #[track_caller]
    #[must_use = "chain what it complained"]
    pub fn fails_by_usage_or_problem(self) -> Self {
        assert!(matches!(self.status, Some(1 | 2)), "{}", self.shown());
        self
    }

    /// Asserts that standard output holds this text.
    ///
    /// # Panics
    /// It does not.
    #[track_caller]
    #[must_use = "chain more, or end with `done`"]
    pub fn prints(self, text: &str) -> Self {
        assert!(
            self.stdout.contains(text),
            "no {text:?} in\n{}",
            self.shown()
        );
        self
    }

    /// Asserts that standard error holds this text.
    ///
    /// # Panics
    /// It does not.
    #[track_caller]
    #[must_use = "chain more, or end with `done`"]
    pub fn complains(self, text: &str) -> Self {
        assert!(
            self.stderr.contains(text),
            "no {text:?} in\n{}",
            self.shown()
        );
        self
    }

    /// Asserts that standard error is one message for people: no panic, no Rust debug value.
    ///
    /// # Panics
    /// It is not.
    #[track_caller]
    #[must_use = "chain more, or end with `done`"]
    pub fn complains_to_people(self) -> Self {
        for trace in ["panicked at", "RUST_BACKTRACE", "Some(", "Error {", "Err("] {
            assert!(
                !self.stderr.contains(trace),
                "{trace:?} in\n{}",
                self.shown()
            );
        }
        assert!(
            !self.stderr.trim().is_empty(),
            "nothing said\n{}",
            self.shown()
        );
        self
    }

    /// Standard output as JSON.
    ///
    /// # Panics
    /// It is not JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        match serde_json::from_str(&self.stdout) {
            Ok(value) => value,
            Err(error) => panic!("{error}\n{}", self.shown()),
        }
    }

    /// Standard output as JSON, one value a line.
    ///
    /// # Panics
    /// A line is not JSON.
    #[track_caller]
    pub fn json_lines(&self) -> Vec<Value> {
        let read = |line: &str| match serde_json::from_str(line) {
            Ok(value) => value,
            Err(error) => panic!("{line}: {error}\n{}", self.shown()),
        };
        self.stdout.lines().map(read).collect()
    }

    /// Nothing more to ask.
    pub fn done(self) {}
}

/// A call that goes on; it ends when this is dropped.
#[derive(Debug)]
pub struct Running {
    line: String,
    lines: Receiver<String>,
    _group: Group,
    _home: TempDir,
}

impl Running {
    /// Reads JSON lines until one fits.
    ///
    /// # Errors
    /// None comes in time: the error lists those that came.
    pub fn wait_for(&self, what: &str, fits: impl Fn(&Value) -> bool) -> Outcome {
        let mut came = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(LINE_WITHIN) {
            let value: Value = serde_json::from_str(&line)?;
            if fits(&value) {
                return Ok(());
            }
            came.push(line);
        }
        Err(Trouble::TimedOut {
            condition: format!("{}: {what}", self.line),
            waited: LINE_WITHIN,
            picture: None,
            page: came.join("\n"),
        }
        .into())
    }
}
