//! What the tests that make the system fail have in common.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "each test binary uses its part, and a test says at once what is missing"
)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

pub mod listed;
pub mod mount;
pub mod promises;
pub mod storm;

/// How many trials to make: few in an ordinary test, many if `FAIRCOPY_FAULTS` is `long`, or as
/// many as it says.
pub fn trials(short: usize, long: usize) -> usize {
    let wanted = std::env::var("FAIRCOPY_FAULTS").unwrap_or_default();
    match wanted.as_str() {
        "" => short,
        "long" => long,
        number => number
            .parse()
            .expect("FAIRCOPY_FAULTS is `long` or a number"),
    }
}

/// Microseconds since 1970.
pub fn now() -> u128 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_micros()
}

/// The program `examples/faults.rs`, which `cargo test` builds.
pub fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let examples = own.parent().unwrap().with_file_name("examples");
    let program = examples.join("faults");
    assert!(
        program.exists(),
        "{} is missing: run all of `cargo test`",
        program.display()
    );
    program
}

/// Posts with one file that holds `old`, and a place for the app's own files.
pub struct Place {
    /// Removed at the end, unless it is a folder of somebody else's.
    _own: Option<tempfile::TempDir>,
    root: PathBuf,
}

impl Place {
    pub fn new() -> Self {
        let own = tempfile::tempdir().unwrap();
        let root = own.path().to_owned();
        Self::prepare(Some(own), root)
    }

    pub fn below(root: &Path) -> Self {
        Self::prepare(None, root.to_owned())
    }

    fn prepare(own: Option<tempfile::TempDir>, root: PathBuf) -> Self {
        fs::create_dir_all(root.join("posts")).unwrap();
        fs::write(root.join("posts/a.md"), "old").unwrap();
        Self { _own: own, root }
    }

    pub fn posts(&self) -> PathBuf {
        self.root.join("posts")
    }

    pub fn post(&self) -> PathBuf {
        self.posts().join("a.md")
    }

    /// The folder of the journals, or of the history.
    pub fn folder(&self) -> PathBuf {
        self.root.join("data/kept")
    }

    /// The names of the other files beside the post.
    pub fn strays(&self) -> Vec<String> {
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            let entries = fs::read_dir(self.posts()).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            let names: Vec<String> = names.filter(|name| name != "a.md").collect();
            // A file system in user space hides a removed file for the moment until it hears that
            // its last reader has closed it.
            let hidden = names.iter().any(|name| name.starts_with(".fuse_hidden"));
            if !hidden || Instant::now() > until {
                return names;
            }
            std::thread::yield_now();
        }
    }
}

/// The program at work.
pub struct Running {
    pub child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Running {
    /// Starts it and waits until it is ready.
    pub fn start(what: &str, place: &Place, seed: u64) -> Self {
        Self::start_by(&mut Command::new(program()), what, place, seed)
    }

    /// Starts it by a command that becomes the program with the arguments that follow.
    pub fn start_by(command: &mut Command, what: &str, place: &Place, seed: u64) -> Self {
        let mut child = command
            .arg(what)
            .args([place.folder(), place.posts()])
            .arg(seed.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert_eq!(lines.next().unwrap().unwrap(), "ready");
        Self { child, lines }
    }

    /// Hears what it says beside what the test does.
    pub fn hear(self) -> (Child, std::sync::mpsc::Receiver<String>) {
        let (sender, heard) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let lines = self.lines.map_while(Result::ok);
            lines.for_each(|line| sender.send(line).unwrap_or(()));
        });
        (self.child, heard)
    }

    /// Ends it as the system does when it is out of memory. Answers what it had yet to say.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        let said = std::iter::from_fn(|| self.line()).collect();
        self.child.wait().unwrap();
        said
    }

    /// Lets it stand still, between two calls of the system.
    pub fn stop(&self) {
        stop(&self.child);
    }

    pub fn go(&mut self) {
        let input = self.child.stdin.as_mut().unwrap();
        input.write_all(b"go\n").unwrap();
    }

    /// The next thing that it says; `None` when it has ended.
    pub fn line(&mut self) -> Option<String> {
        // A line that was cut off by its death is none.
        self.lines.next().and_then(Result::ok)
    }

    fn threads(&self, thread: Thread) -> Vec<String> {
        let own = self.child.id().to_string();
        let threads = fs::read_dir(format!("/proc/{own}/task")).unwrap();
        let ids = threads.map(|thread| thread.unwrap().file_name().into_string().unwrap());
        match thread {
            Thread::All => vec![own],
            Thread::Journal => ids.filter(|id| *id != own).collect(),
        }
    }
}

/// Lets a program stand still, between two calls of the system.
pub fn stop(child: &Child) {
    let process = Pid::from_child(child);
    kill_process(process, Signal::STOP).unwrap();
    waitpid(Some(process), WaitOptions::UNTRACED).unwrap();
}

/// Lets a program that stands still go on.
pub fn go_on(child: &Child) {
    kill_process(Pid::from_child(child), Signal::CONT).unwrap();
}

/// What came of one run.
#[derive(Debug)]
pub struct Outcome {
    pub said: Vec<String>,
    /// Whether the fault came about.
    pub hit: bool,
    /// What `strace` saw.
    pub trace: String,
}

impl Outcome {
    /// What stands behind `word` in the lines that begin with it.
    pub fn all(&self, word: &str) -> Vec<&str> {
        let lines = self.said.iter();
        lines
            .filter_map(|line| line.strip_prefix(word)?.strip_prefix(' '))
            .collect()
    }
}

/// Where faults strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thread {
    /// In the whole program, each thread counting for itself.
    All,
    /// In those of the journal, which are there before the program is ready.
    Journal,
}

/// Runs the program with one system call made to fail by `strace`, in the words of its `inject`.
///
/// Only what it does after it is ready is counted: not the loading of libraries.
pub fn run(what: &str, place: &Place, thread: Thread, call: &str, fault: &str) -> Outcome {
    let mut running = Running::start(what, place, 0);
    let tracer = Tracer::attach(&running, thread, call, fault);
    running.go();
    let mut said = Vec::new();
    while let Some(line) = running.line() {
        said.push(line);
    }
    running.child.wait().unwrap();
    let trace = tracer.end();
    let hit = trace.contains("INJECTED") || trace.contains("killed by SIGKILL");
    Outcome { said, hit, trace }
}

/// `strace` at work on a running program; shows what is opened besides the calls it is to hit.
pub struct Tracer {
    strace: Child,
    told: std::io::Lines<BufReader<std::process::ChildStderr>>,
    log: tempfile::NamedTempFile,
}

impl Tracer {
    /// Waits until it has got hold of the program.
    pub fn attach(running: &Running, thread: Thread, call: &str, fault: &str) -> Self {
        let log = tempfile::NamedTempFile::new().unwrap();
        let threads = running.threads(thread);
        let mut strace = Command::new("strace");
        strace.args(["-y", "-e", &format!("trace={call},openat")]);
        strace.args(["-e", &format!("inject={call}:{fault}")]);
        if thread == Thread::All {
            strace.arg("-f");
        }
        for thread in &threads {
            strace.args(["-p", thread]);
        }
        let mut strace = strace
            .arg("-o")
            .arg(log.path())
            .env("LC_ALL", "C")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program strace is needed: apt install strace");
        let mut told = BufReader::new(strace.stderr.take().unwrap()).lines();
        for _ in &threads {
            let line = told.next().expect("strace says that it is attached");
            let line = line.unwrap();
            assert!(line.contains("attached"), "{line}");
        }
        Self { strace, told, log }
    }

    /// Waits for the end of what it traces. Answers what it saw.
    pub fn end(mut self) -> String {
        // Its words must not fill the pipe meanwhile.
        self.told.for_each(drop);
        self.strace.wait().unwrap();
        fs::read_to_string(self.log.path()).unwrap()
    }
}

/// Strikes the first time that `call` is made, then the second, and so on as long as it is made
/// that often; hands each outcome to `check`. Answers how many times there were.
pub fn each_time(
    what: &str,
    thread: Thread,
    (call, fault): (&str, &str),
    prepare: impl Fn() -> Place,
    check: impl Fn(&Place, &Outcome, &str),
) -> usize {
    const MORE_THAN_IT_MAKES: usize = 400;
    for number in 1..MORE_THAN_IT_MAKES {
        let place = prepare();
        let strike = format!("{fault}:when={number}");
        let outcome = run(what, &place, thread, call, &strike);
        check(&place, &outcome, &format!("{what}, {call}:{strike}"));
        if !outcome.hit {
            return number - 1;
        }
    }
    panic!("{call} was made more than {MORE_THAN_IT_MAKES} times");
}
