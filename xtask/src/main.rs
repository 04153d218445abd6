//! The one door to everything: `cargo xtask run`, `cargo xtask test`, and their parts.

mod bench;
mod bench_journal;
mod bench_window;
mod faults;
mod fidelity;
mod packages;
mod problem;
mod programs;
mod run;
mod shots;
mod step;
mod test;
mod tidy;
mod ui;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <what>

  run                 installs what is missing, builds, opens the window on posts/
  test                installs what the tests need, runs every test
  test --faults       runs the tests that make the system fail, in their long form
  shots               takes pictures of every screen, below target/shots
  tidy                checks the rules of the house that no compiler knows
  fidelity [DIR]      compares the rendering of the posts below DIR, or of our own, with the real kramdown
  bench [DIR]         measures the rendering of the posts below DIR, or of our own, and the command line
  bench journal       measures what keeping a key costs the one who types
  bench window        measures the time from a key to the changed preview, in the window";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["shots"] => shots::run(),
        ["run"] => run::run(),
        ["test"] => test::run(),
        ["test", "--faults"] => faults::run(),
        ["tidy"] => tidy::run(),
        ["fidelity"] => fidelity::run(None),
        ["fidelity", folder] => fidelity::run(Some(folder.as_ref())),
        ["bench"] => bench::run(None),
        ["bench", "journal"] => bench_journal::run(),
        ["bench", "window"] => bench_window::run(),
        ["bench", folder] => bench::run(Some(folder.as_ref())),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nxtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
