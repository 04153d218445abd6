//! The two programs, built with the interface inside.

use crate::problem::Problem;
use crate::step;
use serde_json::Value;
use std::path::PathBuf;

/// The feature that lets the window serve the bundled interface.
pub const BUNDLED: &str = "faircopy-desktop/custom-protocol";

/// Where the built programs are.
#[derive(Debug)]
pub struct Programs {
    /// The window.
    pub desktop: PathBuf,
    /// The command line.
    pub command_line: PathBuf,
}

/// Builds both programs; the interface must be bundled before.
pub fn build() -> Result<Programs, Problem> {
    step::run(&mut step::cargo(&[
        "build",
        "--package",
        "faircopy-desktop",
        "--package",
        "faircopy",
        "--features",
        BUNDLED,
    ]))?;
    let folder = built_folder("debug")?;
    Ok(Programs {
        desktop: folder.join("faircopy-desktop"),
        command_line: folder.join("faircopy"),
    })
}

/// Where cargo puts the programs of a profile.
pub fn built_folder(profile: &str) -> Result<PathBuf, Problem> {
    let metadata = metadata()?;
    let target = metadata["target_directory"].as_str().unwrap_or("target");
    Ok(PathBuf::from(target).join(profile))
}

/// The workspace as `cargo metadata` tells it, without the crates of others.
pub fn metadata() -> Result<Value, Problem> {
    let args = ["metadata", "--format-version", "1", "--no-deps"];
    let text = step::read(&mut step::cargo(&args))?;
    serde_json::from_str(&text).map_err(|error| Problem::Unreadable {
        line: format!("cargo {}", args.join(" ")),
        message: error.to_string(),
    })
}
