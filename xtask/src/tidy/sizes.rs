//! No file longer than a person reads in one go.

use super::Tracked;

/// Lines of a Rust, Ruby, Python or shell file.
const MOST_LINES: usize = 500;
/// Lines of a file of the interface.
const MOST_INTERFACE_LINES: usize = 300;
/// Written by a test, read by the compiler.
const GENERATED: &str = "ui/src/ipc/generated.ts";

const CODE: &[&str] = &[".rs", ".rb", ".py", ".sh", ".ts", ".svelte", ".css"];

/// Checks the length of every file of code.
pub fn check(files: &[Tracked]) -> Vec<String> {
    let code = files
        .iter()
        .filter(|file| file.ends_with(CODE) && file.path != GENERATED);
    code.filter_map(|file| {
        let lines = file.text.lines().count();
        let most = most_lines(&file.path);
        (lines > most).then(|| format!("{}: {lines} lines, at most {most}", file.path))
    })
    .collect()
}

fn most_lines(path: &str) -> usize {
    if path.starts_with("ui/") {
        MOST_INTERFACE_LINES
    } else {
        MOST_LINES
    }
}
