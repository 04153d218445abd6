//! `cargo xtask bench [DIR]`: how quick the dialect is, held against kramdown and pulldown-cmark in the same
//! run, and what the command line takes for the posts below a folder.

use crate::fidelity::posts_below;
use crate::packages::{self, Job};
use crate::problem::Problem;
use crate::step;
use faircopy_tests::workspace_root;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Odd, so that the median is one of them.
const TRIALS: usize = 7;

/// Measures with release builds; without a folder, on the sample posts and the dialect's fixtures.
pub fn run(folder: Option<&Path>) -> Result<(), Problem> {
    packages::install(Job::Fidelity)?;
    let posts = match folder {
        Some(folder) => posts_below(folder)?,
        None => crate::fidelity::own_posts()?,
    };
    if posts.is_empty() {
        return Err(Problem::NoPosts);
    }
    dialect(&posts)?;
    command_line(folder, &posts)
}

/// Full renders, typed characters and memory.
fn dialect(posts: &[PathBuf]) -> Result<(), Problem> {
    let mut bench = step::cargo(&[
        "run",
        "--quiet",
        "--release",
        "--package",
        "faircopy-kramdown",
        "--example",
        "bench",
        "--",
    ]);
    let answer = step::read(bench.args(posts))?;
    let mut oracle = step::command("ruby", &[]);
    let script = workspace_root().join("tests/fidelity/bench.rb");
    let kramdown = step::read(oracle.arg(script).args(posts))?;
    let of = |text: &str, name: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(name)?.trim().parse::<f64>().ok())
            .unwrap_or(f64::NAN)
    };
    let figure = |name| of(&answer, name);
    let render = figure("render ");
    println!("{} posts, {} bytes", posts.len(), figure("bytes "));
    println!("render         {:>9.2} ms", render * 1e3);
    let parsed = figure("pulldown-cmark ");
    println!(
        "pulldown-cmark {:>9.2} ms, ours takes {:.2} times that",
        parsed * 1e3,
        render / parsed
    );
    let slow = of(&kramdown, "kramdown ");
    println!(
        "kramdown       {:>9.2} ms, ours is {:.0} times as quick",
        slow * 1e3,
        slow / render
    );
    println!(
        "typed          {:>9.3} ms median, {:.3} ms 99th percentile, in an entry of {} bytes",
        figure("typed-median ") * 1e3,
        figure("typed-p99 ") * 1e3,
        figure("large ")
    );
    println!(
        "with Liquid    {:>9.3} ms median, {:.3} ms 99th percentile, among {} tags",
        figure("liquid-median ") * 1e3,
        figure("liquid-p99 ") * 1e3,
        figure("liquid-tags ")
    );
    println!(
        "held           {:>9.1} times that entry's text",
        figure("held ") / figure("large ")
    );
    Ok(())
}

/// Listing and rendering, as the median of some trials.
fn command_line(folder: Option<&Path>, posts: &[PathBuf]) -> Result<(), Problem> {
    step::run(&mut step::cargo(&[
        "build",
        "--release",
        "--package",
        "faircopy",
    ]))?;
    let program = crate::programs::built_folder("release")?.join("faircopy");
    let out = workspace_root().join("target/bench");
    let listed = folder.map_or_else(|| workspace_root().join("posts"), Path::to_path_buf);
    let list = median(|| {
        let mut command = Command::new(&program);
        command.arg("list").arg("--json").arg(&listed);
        command
    })?;
    let render = median(|| {
        let mut command = Command::new(&program);
        command.arg("render").arg("--out").arg(&out).args(posts);
        command
    })?;
    println!("faircopy list  {:>9.1} ms", list.as_secs_f64() * 1e3);
    println!("faircopy render{:>9.1} ms", render.as_secs_f64() * 1e3);
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
