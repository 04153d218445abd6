//! `cargo xtask fidelity [DIR]`: how often our rendering is the page that the real kramdown makes.

use crate::packages::{self, Job};
use crate::problem::Problem;
use crate::step;
use faircopy_tests::workspace_root;
use std::fs;
use std::path::{Path, PathBuf};

/// Posts for one call of a program: a command line has an end.
const AT_ONCE: usize = 200;

/// Renders every post below a folder with both and compares the documents; without a folder, the sample
/// posts and the dialect's fixtures.
pub fn run(folder: Option<&Path>) -> Result<(), Problem> {
    packages::install(Job::Fidelity)?;
    let posts = readable(match folder {
        Some(folder) => posts_below(folder)?,
        None => own_posts()?,
    });
    if posts.is_empty() {
        return Err(Problem::NoPosts);
    }
    step::run(&mut step::cargo(&[
        "build",
        "--release",
        "--package",
        "faircopy",
    ]))?;
    let program = crate::programs::built_folder("release")?.join("faircopy");
    let work = workspace_root().join("target/fidelity");
    let ours = fresh(work.join("ours"))?;
    let theirs = fresh(work.join("kramdown"))?;
    let scripts = workspace_root().join("tests/fidelity");
    for some in posts.chunks(AT_ONCE) {
        let mut render = step::command(&program, &["render", "--out"]);
        step::run_quietly(render.arg(&ours).args(some))?;
        let mut oracle = step::command("ruby", &[]);
        let script = scripts.join("oracle.rb");
        step::run_quietly(oracle.arg(script).arg(&theirs).args(some))?;
    }
    let mut compare = step::command(python(), &[]);
    let script = scripts.join("compare.py");
    let answer = step::read(compare.arg(script).arg(&ours).arg(&theirs))?;
    print!("{answer}");
    println!("({} posts; those with Liquid are left out)", posts.len());
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

/// The posts that are text; the others are named.
fn readable(posts: Vec<PathBuf>) -> Vec<PathBuf> {
    let is_text = |post: &PathBuf| match fs::read(post) {
        Ok(bytes) => {
            let text = std::str::from_utf8(&bytes).is_ok();
            if !text {
                eprintln!("left out, not UTF-8: {}", post.display());
            }
            text
        }
        Err(error) => {
            eprintln!("left out, {error}: {}", post.display());
            false
        }
    };
    posts.into_iter().filter(is_text).collect()
}

/// The sample posts and the dialect's fixtures.
pub fn own_posts() -> Result<Vec<PathBuf>, Problem> {
    let mut posts = posts_below(&workspace_root().join("posts"))?;
    let fixtures = "src-tauri/core/kramdown/tests/fixtures";
    posts.extend(posts_below(&workspace_root().join(fixtures))?);
    Ok(posts)
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
