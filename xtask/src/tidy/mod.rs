//! `cargo xtask tidy`: the rules of the house that no compiler and no lint knows.

mod documents;
mod places;
mod rings;
mod sizes;

use crate::problem::Problem;
use crate::{programs, step};
use faircopy_tests::workspace_root;
use std::fs;

/// A tracked text file.
struct Tracked {
    /// Path below the workspace, with `/`.
    path: String,
    text: String,
}

impl Tracked {
    fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

/// Checks every rule and lists each place that breaks one.
pub fn run() -> Result<(), Problem> {
    let files = tracked()?;
    let metadata = programs::metadata()?;
    let mut faults = Vec::new();
    faults.extend(rings::check(&metadata));
    faults.extend(rings::check_interface(&files));
    faults.extend(sizes::check(&files));
    faults.extend(places::check(&files));
    faults.extend(documents::check(&files, &metadata));
    if faults.is_empty() {
        println!("tidy: {} files, every rule of the house holds", files.len());
        Ok(())
    } else {
        Err(Problem::Untidy(faults))
    }
}

/// Every tracked file that is text; pictures and broken fixtures are left out.
fn tracked() -> Result<Vec<Tracked>, Problem> {
    let list = step::read(&mut step::command("git", &["ls-files", "-z"]))?;
    let root = workspace_root();
    let text_of = |path: &str| {
        let text = fs::read_to_string(root.join(path)).ok()?;
        let path = path.to_owned();
        Some(Tracked { path, text })
    };
    Ok(list
        .split('\0')
        .filter(|path| !path.is_empty())
        .filter_map(text_of)
        .collect())
}
