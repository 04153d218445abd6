//! Renders every `*.md` and `*.markdown` below IN to OUT/<same path>.html, to compare with another renderer.
//!
//! usage: render_dir IN OUT [TEXT]   (TEXT: only paths that contain it)
#![allow(clippy::disallowed_methods)] // a program of its own, which reads and writes files

use std::error::Error;
use std::path::{Path, PathBuf};

use faircopy_kramdown::{Options, to_html};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(from), Some(to)) = (args.next(), args.next()) else {
        return Err("usage: render_dir IN OUT [TEXT]".into());
    };
    let only = args.next().unwrap_or_default();
    let mut files = Vec::new();
    collect(Path::new(&from), &mut files)?;
    files.sort();
    for file in files
        .iter()
        .filter(|file| file.to_string_lossy().contains(&only))
    {
        let Ok(text) = std::fs::read_to_string(file) else {
            continue;
        };
        let mut target = Path::new(&to)
            .join(file.strip_prefix(&from)?)
            .into_os_string();
        target.push(".html");
        let target = PathBuf::from(target);
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&target, to_html(body(&text), &Options::default()))?;
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|kind| kind == "md" || kind == "markdown")
        {
            files.push(path);
        }
    }
    Ok(())
}

/// The text after the front matter, found as Jekyll finds it.
fn body(text: &str) -> &str {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let Some(first) = text.lines().next().filter(|line| line.trim_end() == "---") else {
        return text;
    };
    let mut at = first.len() + text[first.len()..].find('\n').map_or(0, |end| end + 1);
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        if matches!(text[at..end].trim_end(), "---" | "...") {
            let rest = &text[end..];
            let blank = rest.len() - rest.trim_start().len();
            return &rest[rest[..blank].rfind('\n').map_or(0, |last| last + 1)..];
        }
        at = end;
    }
    text
}
