//! Where the programs are that a journey needs.

use crate::Trouble;
use std::env;
use std::path::{Path, PathBuf};

/// Folder of the workspace.
pub fn workspace_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
        .to_path_buf()
}

/// The built window program, as `FAIRCOPY_DESKTOP_BIN` names it.
///
/// # Errors
/// The variable is unset or names no file.
pub fn desktop_program() -> Result<PathBuf, Trouble> {
    built("FAIRCOPY_DESKTOP_BIN")
}

/// The built command line, as `FAIRCOPY_BIN` names it.
///
/// # Errors
/// The variable is unset or names no file.
pub fn command_line_program() -> Result<PathBuf, Trouble> {
    built("FAIRCOPY_BIN")
}

fn built(variable: &'static str) -> Result<PathBuf, Trouble> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
        .ok_or(Trouble::NotBuilt { variable })
}

/// A program of the system, looked up in `PATH`.
///
/// # Errors
/// It is not installed.
pub fn needed_program(program: &'static str, package: &'static str) -> Result<PathBuf, Trouble> {
    let paths = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&paths)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
        .ok_or(Trouble::Missing { program, package })
}
