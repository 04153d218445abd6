//! `cargo xtask run`: from a fresh machine to the open window.

use crate::packages::{self, Job};
use crate::problem::Problem;
use crate::programs::{self, Programs};
use crate::{step, ui};
use faircopy_tests::window::{Opening, testid};
use faircopy_tests::workspace_root;
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Installs, builds, and opens the window, or does the main job where nobody could see it.
pub fn run() -> Result<(), Problem> {
    let hidden = !has_display();
    packages::install(if hidden { Job::RunHidden } else { Job::Run })?;
    ui::install()?;
    ui::build()?;
    let programs = programs::build()?;
    let posts = workspace_root().join("posts");
    if hidden {
        println!(
            "\nThere is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): using a virtual one."
        );
        return main_job(&programs, &posts);
    }
    step::run(Command::new(&programs.desktop).arg(&posts))
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Opens the newest entry, waits for its preview, keeps a picture, exports it to a practice blog.
fn main_job(programs: &Programs, posts: &Path) -> Result<(), Problem> {
    let entry = newest_entry(posts)?;
    let shown = show(programs, &entry)?;
    let title = shown["front_matter"]["title"].as_str().unwrap_or_default();
    println!("Opening {}", named(&entry));
    let picture = workspace_root().join("target/faircopy.png");
    take_picture(programs, posts, &entry, &picture)?;
    println!("The preview shows \"{title}\".");
    println!("Picture of the window: {}", named(&picture));

    let blog = workspace_root().join("target/practice-blog");
    remove_folder(&blog)?;
    let export = ["export", &named(&entry), "--to", &named(&blog), "--init"];
    let exported = step::read(&mut step::command(&programs.command_line, &export))?;
    println!("Exported it to a practice blog: {}", named(&blog));
    println!("{}", exported.trim_end());
    println!("Done.");
    Ok(())
}

fn take_picture(
    programs: &Programs,
    posts: &Path,
    entry: &Path,
    picture: &Path,
) -> Result<(), Problem> {
    let window = Opening::on(posts).open(&programs.desktop)?;
    let name = entry.file_name().unwrap_or_default().to_string_lossy();
    let text =
        fs::read_to_string(entry).map_err(Problem::io(format!("reading {}", entry.display())))?;
    let heading = first_heading(&text);
    let row = format!(
        "[...document.querySelectorAll('[data-testid=\"library-row\"]')].find((row) => (row.dataset.path ?? '').endsWith({name})) ?? {first}",
        name = json!(name),
        first = testid("library-row"),
    );
    window.wait_until(&format!("({row}) != null"))?;
    window.driver().run(&format!("({row}).click()"), &[])?;
    window.wait_for_preview(&format!(
        "page.body.textContent.includes({}) && [...page.images].every((image) => image.complete && image.naturalWidth > 0)",
        json!(heading)
    ))?;
    window.unfold_details()?;
    window.save_picture(picture)?;
    Ok(())
}

/// Text of the first heading of the body, or of its first line.
fn first_heading(text: &str) -> &str {
    text.lines()
        .find_map(|line| line.strip_prefix("## "))
        .or_else(|| text.lines().rfind(|line| !line.trim().is_empty()))
        .unwrap_or_default()
        .trim()
}

fn show(programs: &Programs, entry: &Path) -> Result<Value, Problem> {
    let text = step::read(
        Command::new(&programs.command_line)
            .arg("show")
            .arg(entry)
            .arg("--json"),
    )?;
    serde_json::from_str(&text).map_err(|error| Problem::Unreadable {
        line: "faircopy show".to_owned(),
        message: error.to_string(),
    })
}

/// The entry whose name has the latest date.
fn newest_entry(posts: &Path) -> Result<PathBuf, Problem> {
    let doing = format!("listing {}", posts.display());
    let mut newest = None;
    for item in fs::read_dir(posts).map_err(Problem::io(doing.clone()))? {
        let path = item.map_err(Problem::io(doing.clone()))?.path();
        let is_entry = path.is_file() && path.extension().is_some_and(|ending| ending == "md");
        if is_entry && Some(&path) > newest.as_ref() {
            newest = Some(path);
        }
    }
    newest.ok_or(Problem::NoEntry)
}

fn remove_folder(folder: &Path) -> Result<(), Problem> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Problem::io(format!("removing {}", folder.display()))(error))
        }
        _ => Ok(()),
    }
}

/// A path as a person in the workspace would write it.
fn named(path: &Path) -> String {
    path.strip_prefix(workspace_root())
        .unwrap_or(path)
        .display()
        .to_string()
}
