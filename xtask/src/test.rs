//! `cargo xtask test`: everything that can be wrong, in one run.

use crate::packages::{self, Job};
use crate::problem::Problem;
use crate::programs::{self, BUNDLED, Programs};
use crate::{step, tidy, ui};
use std::time::{Duration, Instant};

/// Installs what the tests need, runs every step, and sums up.
pub fn run() -> Result<(), Problem> {
    packages::install(Job::Test)?;
    packages::install_rust_parts()?;
    ui::install()?;
    let mut report = Report::default();
    check_style(&mut report);
    test_interface(&mut report);
    test_crates(&mut report);
    if let Some(programs) = report.step("programs", programs::build) {
        run_journeys(&mut report, &programs);
    }
    report.sum_up()
}

fn check_style(report: &mut Report) {
    report.step("format", || {
        step::run(&mut step::cargo(&["fmt", "--all", "--check"]))
    });
    report.step("tidy", tidy::run);
}

fn test_interface(report: &mut Report) {
    report.step("ui types", ui::check);
    report.step("ui lint", ui::lint);
    report.step("ui tests", ui::test);
    // The window's crate takes the bundle in, so this comes before anything compiles it.
    report.step("ui bundle", ui::build);
}

#[rustfmt::skip]
fn test_crates(report: &mut Report) {
    let clippy = ["clippy", "--workspace", "--all-targets", "--features", BUNDLED, "--", "--deny", "warnings"];
    report.step("clippy", || step::run(&mut step::cargo(&clippy)));
    report.step("crates", || step::run(&mut step::cargo(&["test", "--no-fail-fast"])));
    report.step("builders", || step::run(&mut step::cargo(&["test", "--package", "faircopy-tests", "--lib"])));
    report.step("window crate", || {
        step::run(&mut step::cargo(&["test", "--package", "faircopy-desktop", "--features", BUNDLED]))
    });
}

fn run_journeys(report: &mut Report, programs: &Programs) {
    report.step("command line", || journey("cli", programs, &[]));
    report.step("jekyll", || journey("jekyll", programs, &[]));
    // One window at a time: two busy windows on two cores only make each other wait.
    report.step("window", || {
        journey("window", programs, &["--test-threads=1"])
    });
}

fn journey(binary: &str, programs: &Programs, options: &[&str]) -> Result<(), Problem> {
    let mut args = vec![
        "test",
        "--package",
        "faircopy-tests",
        "--test",
        binary,
        "--",
    ];
    args.extend(options);
    step::run(
        step::cargo(&args)
            .env("FAIRCOPY_BIN", &programs.command_line)
            .env("FAIRCOPY_DESKTOP_BIN", &programs.desktop),
    )
}

/// What came of each step.
#[derive(Debug, Default)]
struct Report {
    steps: Vec<(&'static str, Duration, Option<String>)>,
}

impl Report {
    /// Runs a step and goes on, whatever comes of it: one run shows everything that is wrong.
    fn step<T>(
        &mut self,
        name: &'static str,
        job: impl FnOnce() -> Result<T, Problem>,
    ) -> Option<T> {
        eprintln!("\n=== {name}");
        let start = Instant::now();
        let (value, problem) = match job() {
            Ok(value) => (Some(value), None),
            Err(problem) => (None, Some(problem.to_string())),
        };
        if let Some(problem) = &problem {
            eprintln!("{name}: {problem}");
        }
        self.steps.push((name, start.elapsed(), problem));
        value
    }

    fn sum_up(self) -> Result<(), Problem> {
        println!();
        let mut failed = Vec::new();
        for (name, time, problem) in &self.steps {
            let word = if problem.is_some() { "FAILED" } else { "ok" };
            println!("{word:<8}{name:<16}{:>8.1} s", time.as_secs_f64());
            if problem.is_some() {
                failed.push(*name);
            }
        }
        if failed.is_empty() {
            println!("All {} steps passed.", self.steps.len());
            Ok(())
        } else {
            Err(Problem::StepsFailed(failed))
        }
    }
}
