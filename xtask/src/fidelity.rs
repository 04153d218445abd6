//! `cargo xtask fidelity DIR`: how often our rendering is the page that the real kramdown makes.

use crate::packages::{self, Job};
use crate::problem::Problem;
use crate::step;
use faircopy_tests::workspace_root;
use std::fs;
use std::path::{Path, PathBuf};

/// Renders every post below a folder with both and compares the documents.
pub fn run(folder: &Path) -> Result<(), Problem> {
    packages::install(Job::Fidelity)?;
    step::run(&mut step::cargo(&[
        "build",
        "--release",
        "--package",
        "faircopy",
    ]))?;
    let work = workspace_root().join("target/fidelity");
    let ours = fresh(work.join("ours"))?;
    let theirs = fresh(work.join("kramdown"))?;
    let posts = posts_below(folder)?;
    let mut render = step::cargo(&[
        "run",
        "--quiet",
        "--release",
        "--package",
        "faircopy",
        "--",
        "render",
        "--out",
    ]);
    step::run_quietly(render.arg(&ours).args(&posts))?;
    let scripts = workspace_root().join("tests/fidelity");
    let mut oracle = step::command("ruby", &[]);
    step::run_quietly(
        oracle
            .arg(scripts.join("oracle.rb"))
            .arg(&theirs)
            .args(&posts),
    )?;
    let mut compare = step::command(python(), &[]);
    let answer = step::read(
        compare
            .arg(scripts.join("compare.py"))
            .arg(&ours)
            .arg(&theirs),
    )?;
    print!("{answer}");
    let differ = answer
        .lines()
        .filter(|line| line.starts_with("differs "))
        .count();
    if differ == 0 {
        Ok(())
    } else {
        Err(Problem::Differ {
            differ,
            of: posts.len(),
        })
    }
}

/// Debian's own Python, which has Debian's lxml; elsewhere the one in `PATH`.
fn python() -> &'static str {
    let debian = "/usr/bin/python3";
    if Path::new(debian).exists() {
        debian
    } else {
        "python3"
    }
}

fn fresh(folder: PathBuf) -> Result<PathBuf, Problem> {
    let doing = format!("emptying {}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Problem::io(doing.clone()))?;
    }
    fs::create_dir_all(&folder).map_err(Problem::io(doing))?;
    Ok(folder)
}

/// Every Markdown file below a folder, sorted.
pub fn posts_below(root: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut posts = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let doing = format!("listing {}", folder.display());
        for item in fs::read_dir(&folder).map_err(Problem::io(doing.clone()))? {
            let path = item.map_err(Problem::io(doing.clone()))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|ending| ending == "md" || ending == "markdown")
            {
                posts.push(path);
            }
        }
    }
    posts.sort();
    Ok(posts)
}
