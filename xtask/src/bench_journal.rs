//! `cargo xtask bench journal`: what keeping a key beside the file costs the one who types.

use crate::problem::Problem;
use crate::step;

/// Measures the append of each key in a release build; the promise is at most 200 us for 99 of 100.
pub fn run() -> Result<(), Problem> {
    step::run(&mut step::cargo(&[
        "run",
        "--release",
        "--package",
        "faircopy-host",
        "--example",
        "measure_journal",
    ]))
}
