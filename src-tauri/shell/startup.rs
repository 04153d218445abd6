//! From the command line to the first window.

use crate::{dialogs::SystemDialogs, signals, window};
use faircopy_app::{Claimed, Desk, Place};
use faircopy_wire::Event;
use std::{ffi::OsString, path::PathBuf, sync::Arc};
use tauri::{App, AppHandle, Emitter, Manager};

/// Name of the one event under which everything that the core tells reaches the window.
const EVENT: &str = "faircopy";

/// Why the program was called wrongly.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// More than one path was given.
    #[error("give one posts folder or one entry, not {0}")]
    TooMany(usize),
    /// Something that looks like an option.
    #[error("there is no option {0}; give a posts folder or an entry")]
    Option(String),
}

/// Reads the command line: nothing, a posts folder, or an entry.
pub fn arguments(arguments: impl Iterator<Item = OsString>) -> Result<Place, UsageError> {
    let given: Vec<OsString> = arguments.collect();
    if given.len() > 1 {
        return Err(UsageError::TooMany(given.len()));
    }
    let Some(path) = given.into_iter().next() else {
        return Ok(Place::LastUsed);
    };
    if path.to_string_lossy().starts_with('-') {
        return Err(UsageError::Option(path.to_string_lossy().into_owned()));
    }
    Ok(Place::Given(PathBuf::from(path)))
}

/// Sends log lines to standard error; `FAIRCOPY_LOG=debug` shows more.
pub fn log() {
    let level = std::env::var("FAIRCOPY_LOG")
        .ok()
        .and_then(|level| level.parse().ok())
        .unwrap_or(tracing::Level::WARN);
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .init();
}

/// Starts the app behind the window, then makes the window, still hidden.
pub fn open(application: &mut App, place: Place, claimed: Claimed) -> tauri::Result<()> {
    let handle = application.handle().clone();
    let notify = {
        let handle = handle.clone();
        move |event: Event| send(&handle, &event)
    };
    let desk = Desk::start(
        place,
        faircopy_app::Folders::of_user(),
        Arc::new(SystemDialogs::new(handle)),
        Box::new(notify),
    );
    if let Claimed::Own(door, posts) = claimed {
        let handle = application.handle().clone();
        let heard = desk.answer_others(door, &posts, move || window::raise(&handle));
        if let Err(error) = heard {
            tracing::warn!("A second start will not be heard: {error}.");
        }
    }
    if let Err(error) = signals::heed(application.handle()) {
        tracing::warn!("A request of the system to end will not be heard: {error}.");
    }
    let dark = desk.prefers_dark();
    application.manage(desk);
    window::create(application, dark)
}

fn send(handle: &AppHandle, event: &Event) {
    if let Err(error) = handle.emit(EVENT, event) {
        tracing::error!("The window did not get an event: {error}.");
    }
}
