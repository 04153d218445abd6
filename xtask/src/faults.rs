//! `cargo xtask test --faults`: the tests that make the system fail, in their long form.

use crate::packages::{self, Job};
use crate::problem::Problem;
use crate::{programs, step, ui};
use std::process::Command;
use std::time::Instant;

/// The tests of the crates below the session.
const HOST: [&str; 9] = [
    "crash_images",
    "interrupted_journal",
    "interrupted_save",
    "killed_while_typing",
    "metadata",
    "own_files",
    "power_cut",
    "save_faults",
    "watching",
];
/// Those of a session without a window.
const SESSION: [&str; 6] = [
    "burst",
    "ending",
    "git_schedules",
    "hostile",
    "own_files",
    "soak",
];

/// Runs them one by one, saying how many trials there were. Its parts add up to two and a half
/// hours. Takes root for some of them (those say that they were left out), and `strace`.
pub fn run() -> Result<(), Problem> {
    packages::install(Job::Test)?;
    ui::install()?;
    ui::build()?;
    let programs = programs::build()?;
    let start = Instant::now();
    let host = ["--package", "faircopy-host"];
    step::run(&mut step::cargo(&["build", "--examples", host[0], host[1]]))?;
    step::run(&mut tests("faircopy-host", &HOST, ""))?;
    step::run(&mut tests("faircopy-app", &SESSION, ""))?;
    step::run(
        tests("faircopy-tests", &["window"], "faults")
            .env("FAIRCOPY_BIN", &programs.command_line)
            .env("FAIRCOPY_DESKTOP_BIN", &programs.desktop),
    )?;
    println!(
        "All of it took {:.0} minutes.",
        start.elapsed().as_secs_f64() / 60.0
    );
    Ok(())
}

/// The tests of a package whose names hold `filter`, one at a time and in their long form.
fn tests(package: &str, tests: &[&str], filter: &str) -> Command {
    let mut args = vec!["test", "--package", package];
    args.extend(tests.iter().flat_map(|test| ["--test", test]));
    args.extend(["--", filter, "--nocapture", "--test-threads=1"]);
    args.retain(|arg| !arg.is_empty());
    let mut command = step::cargo(&args);
    // A number in its place makes that many trials of each kind.
    if std::env::var_os("FAIRCOPY_FAULTS").is_none() {
        command.env("FAIRCOPY_FAULTS", "long");
    }
    command
}
