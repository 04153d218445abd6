//! The single command of the window.

use faircopy_app::Desk;
use faircopy_wire::{Failure, Request, answer};
use tauri::{State, WebviewWindow};

/// Answers one request away from the main thread; a panic below becomes a failure, the draft lives on.
#[tauri::command]
pub async fn call(desk: State<'_, Desk>, request: Request) -> Result<serde_json::Value, Failure> {
    let mut desk = desk.inner().clone();
    tauri::async_runtime::spawn_blocking(move || answer(&mut desk, request))
        .await
        .unwrap_or_else(|error| Err(Failure::internal(&error)))
}

/// Shows the window once the page has painted, so that it never flashes white.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands it over")]
pub fn painted(window: WebviewWindow) -> Result<(), Failure> {
    window
        .show()
        .and_then(|()| window.set_focus())
        .map_err(|error| Failure::internal(&error))
}

/// Fills the screen with the window, or ends that.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands it over")]
pub fn fill_screen(window: WebviewWindow, filled: bool) -> Result<(), Failure> {
    window
        .set_fullscreen(filled)
        .map_err(|error| Failure::internal(&error))
}
