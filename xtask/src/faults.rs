//! `cargo xtask test --faults`: the tests that make the system fail, in their long form.

use crate::problem::Problem;
use crate::step;

/// Runs them one by one, saying how many trials there were. Takes about an hour, root for
/// some of them (those say that they were left out), and `strace`.
pub fn run() -> Result<(), Problem> {
    let host = ["--package", "faircopy-host"];
    step::run(&mut step::cargo(&["build", "--examples", host[0], host[1]]))?;
    let mut args = vec!["test", host[0], host[1]];
    let tests = [
        "crash_images",
        "interrupted_journal",
        "interrupted_save",
        "killed_while_typing",
        "metadata",
        "own_files",
        "power_cut",
        "save_faults",
    ];
    args.extend(tests.iter().flat_map(|test| ["--test", test]));
    args.extend(["--", "--nocapture", "--test-threads=1"]);
    step::run(step::cargo(&args).env("FAIRCOPY_FAULTS", "long"))
}
