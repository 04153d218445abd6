//! The interface: its packages, its checks, its bundle.

use crate::problem::Problem;
use crate::step;
use faircopy_tests::workspace_root;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// Vite and Svelte's plugin ask for this.
const OLDEST_NODE: u32 = 20;

fn folder() -> PathBuf {
    workspace_root().join("ui")
}

fn npm(args: &[&str]) -> Result<(), Problem> {
    step::run(Command::new("npm").args(args).current_dir(folder()))
}

/// Installs the packages of the lock file, where they are missing or older than it.
pub fn install() -> Result<(), Problem> {
    check_node()?;
    let lock = changed(&folder().join("package-lock.json"));
    // npm writes this file last.
    let installed = changed(&folder().join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= lock {
        return Ok(());
    }
    eprintln!("Installing the interface's npm packages, as its lock file names them");
    npm(&["ci", "--no-audit", "--no-fund"])
}

/// Bundles the interface into `ui/dist`.
pub fn build() -> Result<(), Problem> {
    npm(&["run", "build"])
}

/// Checks types.
pub fn check() -> Result<(), Problem> {
    npm(&["run", "check"])
}

/// Checks style.
pub fn lint() -> Result<(), Problem> {
    npm(&["run", "lint"])
}

/// Runs the interface's own tests.
pub fn test() -> Result<(), Problem> {
    npm(&["test"])
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|data| data.modified()).ok()
}

fn check_node() -> Result<(), Problem> {
    let missing = |because| Problem::NotInstalled {
        because,
        needs: vec![format!(
            "Node.js {OLDEST_NODE} or newer, with npm: it builds the interface"
        )],
        remedy: None,
    };
    let mut command = Command::new("node");
    let version =
        step::read(command.arg("--version")).map_err(|_| missing("there is no Node.js here"))?;
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major >= OLDEST_NODE) {
        Ok(())
    } else {
        Err(missing("Node.js is too old"))
    }
}
