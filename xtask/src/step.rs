//! Runs a program in the workspace, shown before it starts.

use crate::problem::Problem;
use faircopy_tests::workspace_root;
use std::path::Path;
use std::process::{Command, Stdio};

/// A command in the workspace's folder.
pub fn command(program: impl AsRef<std::ffi::OsStr>, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(workspace_root());
    command
}

/// A cargo command, of the cargo that runs this.
pub fn cargo(args: &[&str]) -> Command {
    command(
        std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
        args,
    )
}

/// Shows the command, runs it with its output on the terminal, and asks for success.
pub fn run(command: &mut Command) -> Result<(), Problem> {
    let line = line(command);
    eprintln!("\n$ {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Problem::Failed { line, status }),
        Err(source) => Err(Problem::NotStarted { line, source }),
    }
}

/// Asks a command for success without showing what it prints on standard output.
pub fn run_quietly(command: &mut Command) -> Result<(), Problem> {
    read(command).map(drop)
}

/// Runs a command quietly and gives what it printed.
pub fn read(command: &mut Command) -> Result<String, Problem> {
    let line = line(command);
    match command.stderr(Stdio::inherit()).output() {
        Ok(output) if output.status.success() => {
            String::from_utf8(output.stdout).map_err(|error| Problem::Unreadable {
                line,
                message: error.to_string(),
            })
        }
        Ok(output) => Err(Problem::Failed {
            line,
            status: output.status,
        }),
        Err(source) => Err(Problem::NotStarted { line, source }),
    }
}

/// Whether a command can be started and succeeds, whatever it prints.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
