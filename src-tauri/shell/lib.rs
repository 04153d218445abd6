//! Shows the window: translates between Tauri and the app, and holds no rule of the domain.

mod assets;
mod call;
mod dialogs;
mod display;
mod signals;
mod startup;
mod window;

use faircopy_app::{Claimed, Place};
use std::process::ExitCode;

/// Runs the window until it is closed; the exit code says whether it could be shown.
pub fn run() -> ExitCode {
    display::settle();
    startup::log();
    match startup::arguments(std::env::args_os().skip(1)) {
        Ok(place) => match place.claim(&faircopy_app::Folders::of_user()) {
            // The window that has this folder is in front now.
            Claimed::Shown => ExitCode::SUCCESS,
            claimed => start(place, claimed),
        },
        Err(error) => {
            eprintln!("faircopy-desktop: {error}");
            ExitCode::from(2)
        }
    }
}

fn start(place: Place, claimed: Claimed) -> ExitCode {
    let application = tauri::Builder::default()
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(window::remembered())
                .build(),
        )
        .register_asynchronous_uri_scheme_protocol(assets::SCHEME, assets::serve)
        .invoke_handler(tauri::generate_handler![
            call::call,
            call::painted,
            call::fill_screen
        ])
        .setup(move |application| Ok(startup::open(application, place, claimed)?))
        .build(tauri::generate_context!());
    match application {
        Ok(application) => {
            application.run(window::on_run_event);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("faircopy-desktop: the window cannot be opened: {error}");
            ExitCode::from(3)
        }
    }
}
