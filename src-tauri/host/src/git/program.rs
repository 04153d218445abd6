//! Running git where it can ask nobody anything.

use super::error::GitError;
use rustix::process::{Pid, Signal, kill_process_group};
use std::ffi::OsString;
use std::io::{BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Stops a git that takes long, with all that it started.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<Mutex<Running>>);

#[derive(Debug, Default)]
enum Running {
    #[default]
    None,
    Group(Pid),
    Cancelled,
}

impl Cancel {
    /// Stops what runs, and what would be run later.
    pub fn cancel(&self) {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Running::Group(group) = *running
            && let Err(error) = kill_process_group(group, Signal::TERM)
        {
            tracing::warn!(%error, "git could not be stopped");
        }
        *running = Running::Cancelled;
    }

    fn begins(&self, child: &Child) -> Result<(), GitError> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let group = Pid::from_child(child);
        if matches!(*running, Running::Cancelled) {
            // Already started: it must not outlive the wish.
            if let Err(error) = kill_process_group(group, Signal::TERM) {
                tracing::warn!(%error, "git could not be stopped");
            }
            return Err(GitError::Cancelled);
        }
        *running = Running::Group(group);
        Ok(())
    }

    fn ends(&self) -> Result<(), GitError> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*running, Running::Cancelled) {
            return Err(GitError::Cancelled);
        }
        *running = Running::None;
        Ok(())
    }
}

/// A git that is to run in `folder`, with `paths` behind its arguments.
fn command(folder: &Path, arguments: &[&str], paths: &[String]) -> Command {
    let mut git = Command::new("git");
    // A commit counts once it is on the disk, as a save does.
    git.args(["-c", "core.fsync=committed,index,reference"]);
    git.arg("-C").arg(folder).args(arguments);
    if !paths.is_empty() {
        git.arg("--").args(paths);
    }
    for stranger in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"] {
        git.env_remove(stranger);
    }
    // git's words in English; what hooks make of letters stays the author's.
    if let Some(all) = std::env::var_os("LC_ALL") {
        git.env_remove("LC_ALL").env("LC_CTYPE", all);
    }
    let mut ssh = std::env::var_os("GIT_SSH_COMMAND").unwrap_or_else(|| OsString::from("ssh"));
    ssh.push(" -o BatchMode=yes");
    git.env("LC_MESSAGES", "C")
        .env("LANGUAGE", "")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_LITERAL_PATHSPECS", "1")
        .env("GIT_EDITOR", ":")
        .env("GIT_SSH_COMMAND", ssh)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    git
}

/// Runs git to its end, whatever it says.
pub(super) fn run(folder: &Path, arguments: &[&str], paths: &[String]) -> Result<Output, GitError> {
    command(folder, arguments, paths)
        .output()
        .map_err(|source| GitError::Missing { source })
}

/// What git answers on standard output.
pub(super) fn ask(
    folder: &Path,
    what: &'static str,
    arguments: &[&str],
    paths: &[String],
) -> Result<String, GitError> {
    let output = run(folder, arguments, paths)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(GitError::Refused {
        what,
        folder: folder.to_owned(),
        said: said(&output),
    })
}

/// Runs a git that may take long: hands on each line of its progress, ends when cancelled.
pub(super) fn run_watched(
    folder: &Path,
    arguments: &[&str],
    paths: &[String],
    progress: &mut dyn FnMut(&str),
    cancel: &Cancel,
) -> Result<Output, GitError> {
    let mut child = command(folder, arguments, paths)
        .process_group(0)
        .spawn()
        .map_err(|source| GitError::Missing { source })?;
    let begun = cancel.begins(&child);
    let stdout = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut all = Vec::new();
        stdout.map(|mut stdout| stdout.read_to_end(&mut all));
        all
    });
    let stderr = child.stderr.take().map(|stderr| lines(stderr, progress));
    let status = child
        .wait()
        .map_err(|source| GitError::Missing { source })?;
    let ended = cancel.ends();
    begun.and(ended)?;
    Ok(Output {
        status,
        stdout: reader.join().unwrap_or_default(),
        stderr: stderr.unwrap_or_default(),
    })
}

/// Reads to the end and hands on what stands between line breaks of both kinds.
fn lines(from: impl Read, progress: &mut dyn FnMut(&str)) -> Vec<u8> {
    let mut all = Vec::new();
    let mut begun = 0;
    for byte in BufReader::new(from).bytes().map_while(Result::ok) {
        if byte == b'\n' || byte == b'\r' {
            progress(&String::from_utf8_lossy(&all[begun..]));
            begun = all.len() + 1;
        }
        all.push(byte);
    }
    all
}

/// git's own words, without its advice for those who type commands.
pub(super) fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text
        .split(['\n', '\r'])
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.starts_with("hint: "))
        .collect();
    lines.join("\n")
}
