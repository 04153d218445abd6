//! From a command to the app and back to exit status and output.

use crate::{
    args::{Command, DialectName, HELP, Verb},
    output, publish,
};
use faircopy_app::{
    Error, Kind, export_files,
    files::{self, Dialect, Text, Wishes},
    left, past,
    wire::{ExportState, Finding, Level, LibraryRow},
};
use std::{
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// The app says why.
    #[error("{0}")]
    App(#[from] Error),
    /// The app says why there is no export.
    #[error("{0}")]
    Export(#[source] Error),
    /// Standard input or output.
    #[error("standard input or output: {0}")]
    Stream(#[from] std::io::Error),
    /// A file could not be written.
    #[error("{}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The window's program is not there.
    #[error("the window cannot be opened: {}: {source}", program.display())]
    Window {
        /// The program.
        program: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// No text has this number.
    #[error("{0} is not a number that faircopy recover lists")]
    NotListed(String),
}

impl Stop {
    fn status(&self) -> u8 {
        match self {
            Self::NotListed(_) => 2,
            Self::Stream(_) | Self::Write { .. } | Self::Window { .. } => 3,
            Self::App(error) | Self::Export(error) => match error.kind() {
                Kind::Problem => 1,
                Kind::Usage => 2,
                Kind::System => 3,
            },
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Export(error) if error.is_no_blog() => {
                Some("Give --init to make a practice blog in an empty folder.".to_owned())
            }
            Self::App(error) | Self::Export(error) => error.hint(),
            Self::Window { .. } => {
                Some("Install the whole of Faircopy, or set FAIRCOPY_DESKTOP.".to_owned())
            }
            _ => None,
        }
    }

    /// Whoever read our output has gone: no reason to complain.
    fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Stream(error) if error.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

/// Carries out a command; says what went wrong on standard error.
pub fn run(command: Command) -> ExitCode {
    let done = match command.verb {
        Verb::Help => output::text(HELP).map(|()| true).map_err(Stop::from),
        Verb::Version => output::line(concat!("faircopy ", env!("CARGO_PKG_VERSION")))
            .map(|()| true)
            .map_err(Stop::from),
        Verb::New => new(command),
        Verb::List => list(&command),
        Verb::Show => show(&command),
        Verb::Set => set(&command),
        Verb::Render => render(&command),
        Verb::Check => check(&command),
        Verb::Cover => cover(&command),
        Verb::Export | Verb::Publish => publish::export(&command),
        Verb::Unexport => publish::unexport(&command),
        Verb::Images => images(&command),
        Verb::History => history(&command),
        Verb::Recover => recover(&command),
        Verb::Watch => watch(&command),
        Verb::Open => open(&command),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(stop) if stop.is_closed_pipe() => ExitCode::SUCCESS,
        Err(stop) => {
            output::problem(&stop.to_string(), stop.hint().as_deref());
            ExitCode::from(stop.status())
        }
    }
}

/// `-` is standard input.
fn read(file: &str) -> Result<Text, Stop> {
    if file != "-" {
        return Ok(Text::read(Path::new(file))?);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(Text::of(Path::new(file), &bytes)?)
}

fn new(command: Command) -> Result<bool, Stop> {
    let wishes = Wishes {
        topic: command.topic,
        title: command.title,
        author: command.author,
        date: command.date,
    };
    let dir = command.dir.unwrap_or_else(|| PathBuf::from("."));
    let path = files::new_entry(&dir, command.template.as_deref(), wishes, &command.set)?;
    output::line(&path.display().to_string())?;
    Ok(true)
}

fn list(command: &Command) -> Result<bool, Stop> {
    let dir = command.free.first().map_or(".", String::as_str);
    let rows = files::list(Path::new(dir))?;
    let paths: Vec<String> = rows.iter().map(|row| row.path.clone()).collect();
    let states = export_files::states(Path::new(dir), &paths, command.blog.as_deref())?;
    for row in rows {
        let state = state(&row, states.get(&row.path).copied());
        if command.json {
            let mut object = serde_json::to_value(&row).map_err(std::io::Error::from)?;
            object["state"] = state.into();
            output::json(&object)?;
            continue;
        }
        let series = row
            .series
            .as_ref()
            .map(|(name, number)| format!("{name} {number}"));
        let columns = [
            row.path.clone(),
            row.date.clone().unwrap_or_default(),
            row.title.clone(),
            series.unwrap_or_default(),
            row.words.to_string(),
            state.to_owned(),
        ];
        // A tab or break inside a column would make two of it.
        output::line(
            &columns
                .map(|column| column.replace(['\t', '\n', '\r'], " "))
                .join("\t"),
        )?;
    }
    Ok(true)
}

/// How an entry stands to the blog, as scripts read it.
fn state(row: &LibraryRow, found: Option<ExportState>) -> &'static str {
    match found {
        _ if row.error.is_some() => "broken",
        None | Some(ExportState::Draft) => "draft",
        Some(ExportState::Exported) => "exported",
        Some(ExportState::Changed) => "changed",
        Some(ExportState::ChangedInBlog) => "changed-in-blog",
        Some(ExportState::ChangedInBoth) => "changed-in-both",
        Some(ExportState::Missing) => "missing",
    }
}

fn show(command: &Command) -> Result<bool, Stop> {
    let shown = files::show(&read(&command.free[0])?);
    if command.json {
        output::json(&shown)?;
    } else {
        for (key, value) in &shown.front_matter {
            output::line(&format!("{key}: {value}"))?;
        }
        output::line(&format!("body offset: {}", shown.body_offset))?;
        output::line(&format!(
            "slug: {}",
            shown.slug.as_deref().unwrap_or("none")
        ))?;
        output::line(&format!("words: {} ({} min)", shown.words, shown.minutes))?;
        for image in &shown.images {
            output::line(&format!("image: {image}"))?;
        }
    }
    tell(&shown.path, &shown.problems);
    Ok(!stops(&shown.problems))
}

fn set(command: &Command) -> Result<bool, Stop> {
    files::set(
        Path::new(&command.free[0]),
        &command.free[1..],
        &command.unset,
    )?;
    Ok(true)
}

fn render(command: &Command) -> Result<bool, Stop> {
    let dialect = command.dialect.map(|name| match name {
        DialectName::Kramdown => Dialect::Kramdown,
        DialectName::CommonMark => Dialect::CommonMark,
    });
    for file in &command.free {
        let html = files::render(&read(file)?, command.blog.as_deref(), dialect);
        match &command.out {
            Some(out) => write_below(out, file, &html)?,
            None => output::text(&html)?,
        }
    }
    Ok(true)
}

/// Writes `out/<file, made relative>.html`.
fn write_below(out: &Path, file: &str, html: &str) -> Result<(), Stop> {
    let relative: PathBuf = Path::new(file)
        .components()
        .filter(|part| matches!(part, std::path::Component::Normal(_)))
        .collect();
    let mut name = relative.into_os_string();
    name.push(".html");
    let path = out.join(name);
    let folder = path.parent().unwrap_or(out);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&path, html))
        .map_err(|source| Stop::Write { path, source })
}

fn check(command: &Command) -> Result<bool, Stop> {
    let (blog, words) = (command.blog.as_deref(), command.private.as_deref());
    let mut fine = true;
    for file in &command.free {
        let text = read(file)?;
        let (fixed, findings) = if command.fix {
            let done = export_files::fix(text, blog, words)?;
            (done.fixed, done.findings)
        } else {
            (Vec::new(), export_files::check(&text, blog, words)?)
        };
        fine &= !stops(&findings);
        if command.json {
            let mut told = serde_json::json!({ "path": file, "findings": findings });
            if command.fix {
                told["fixed"] = serde_json::to_value(&fixed).map_err(std::io::Error::from)?;
            }
            output::json(&told)?;
        } else {
            for finding in &fixed {
                let line = line_of(finding);
                let fix = finding.fix.as_deref().unwrap_or_default();
                output::line(&format!("{file}{line}: fixed: {} {fix}.", finding.message))?;
            }
            tell(file, &findings);
        }
    }
    Ok(fine)
}

/// The line of a finding as it stands behind a file's name.
fn line_of(finding: &Finding) -> String {
    let line = finding.line.map(|line| format!(":{line}"));
    line.unwrap_or_default()
}

/// Says findings on standard error, one a line, in the form that editors know.
pub fn tell(file: &str, findings: &[Finding]) {
    for finding in findings {
        let level = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Hint => "hint",
        };
        let line = line_of(finding);
        let file = finding.file.as_deref().unwrap_or(file);
        output::problem(
            &format!("{file}{line}: {level}: {}", finding.message),
            finding.hint.as_deref(),
        );
    }
}

/// Whether one of them stops an export.
pub fn stops(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::stops)
}

fn cover(command: &Command) -> Result<bool, Stop> {
    let (file, image) = (Path::new(&command.free[0]), Path::new(&command.free[1]));
    output::line(&files::set_cover(file, image, command.alt.as_deref())?)?;
    Ok(true)
}

/// Lists the pictures that nothing in the blog names; deletes none.
fn images(command: &Command) -> Result<bool, Stop> {
    let blog = command.blog.as_deref().unwrap_or(Path::new("."));
    for (path, bytes) in export_files::unused_images(blog)? {
        if command.json {
            output::json(&serde_json::json!({ "path": path, "bytes": bytes }))?;
        } else {
            output::line(&path)?;
        }
    }
    Ok(true)
}

fn history(command: &Command) -> Result<bool, Stop> {
    let file = Path::new(&command.free[0]);
    if let Some(number) = command.restore {
        past::restore(file, number)?;
        return Ok(true);
    }
    let texts = past::history(file)?;
    if command.json {
        output::json(&texts)?;
        return Ok(true);
    }
    for text in texts {
        let when = text.at.split('[').next().unwrap_or_default();
        output::line(&format!("{:>3}  {when}  {} bytes", text.number, text.bytes))?;
    }
    Ok(true)
}

/// Lists what stands in no file, or prints one of these texts and nothing else.
fn recover(command: &Command) -> Result<bool, Stop> {
    let texts = left::left_behind()?;
    if let Some(number) = command.free.first() {
        let found = texts
            .iter()
            .find(|text| text.number.to_string() == *number)
            .ok_or_else(|| Stop::NotListed(number.clone()))?;
        output::text(&found.text)?;
    } else if command.json {
        output::json(&texts)?;
    } else {
        for text in &texts {
            let when = text.at.as_deref().unwrap_or("at an unknown time");
            let when = when.split('[').next().unwrap_or_default();
            let file = text.file.as_deref().unwrap_or("never named");
            output::line(&format!("{:>3}  {when}  {file}", text.number))?;
        }
    }
    Ok(true)
}

fn watch(command: &Command) -> Result<bool, Stop> {
    let mut broken = None;
    files::watch_folder(Path::new(&command.free[0]), |events| {
        for event in &events {
            if let Err(error) = output::json(event) {
                broken = Some(error);
                return false;
            }
        }
        true
    })?;
    broken.map_or(Ok(true), |error| Err(error.into()))
}

/// Hands over to the window's program, which lies beside this one.
fn open(command: &Command) -> Result<bool, Stop> {
    let beside = std::env::current_exe()?.with_file_name("faircopy-desktop");
    let program = std::env::var_os("FAIRCOPY_DESKTOP").map_or(beside, PathBuf::from);
    let mut window = std::process::Command::new(&program);
    if let Some(path) = command.free.first() {
        window.arg(path);
    }
    let status = window
        .status()
        .map_err(|source| Stop::Window { program, source })?;
    Ok(status.success())
}
