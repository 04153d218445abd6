//! `cargo xtask bench DIR`: what the command line takes for the posts below a folder.

use crate::fidelity::posts_below;
use crate::problem::Problem;
use crate::step;
use faircopy_tests::workspace_root;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Odd, so that the median is one of them.
const TRIALS: usize = 7;

/// Measures listing and rendering, as the median of some trials of the release build.
pub fn run(folder: &Path) -> Result<(), Problem> {
    step::run(&mut step::cargo(&[
        "build",
        "--release",
        "--package",
        "faircopy",
    ]))?;
    let program = crate::programs::built_folder("release")?.join("faircopy");
    let posts = posts_below(folder)?;
    let out = workspace_root().join("target/bench");
    let list = median(|| {
        let mut command = Command::new(&program);
        command.arg("list").arg("--json").arg(folder);
        command
    })?;
    let render = median(|| {
        let mut command = Command::new(&program);
        command.arg("render").arg("--out").arg(&out).args(&posts);
        command
    })?;
    println!("{} posts below {}", posts.len(), folder.display());
    println!("list     {:>8.1} ms", list.as_secs_f64() * 1e3);
    println!("render   {:>8.1} ms", render.as_secs_f64() * 1e3);
    Ok(())
}

fn median(make: impl Fn() -> Command) -> Result<Duration, Problem> {
    let mut times = Vec::with_capacity(TRIALS);
    for _ in 0..TRIALS {
        let start = Instant::now();
        step::run_quietly(&mut make())?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times[TRIALS / 2])
}
