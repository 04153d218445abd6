//! The system's ways of ending a program: each closes the window as its own button does.

use tauri::AppHandle;

/// Ends the application in order at the first request to terminate, hang up or interrupt; a second
/// one ends it at once.
#[cfg(unix)]
pub fn heed(application: &AppHandle) -> std::io::Result<()> {
    use signal_hook::{consts::TERM_SIGNALS, flag, iterator::Signals};
    use std::sync::{Arc, atomic::AtomicBool};

    let ending = Arc::new(AtomicBool::new(false));
    for &signal in TERM_SIGNALS.iter().chain(&[signal_hook::consts::SIGHUP]) {
        // In this order: the first signal only arms what ends the program at the second.
        flag::register_conditional_default(signal, Arc::clone(&ending))?;
        flag::register(signal, Arc::clone(&ending))?;
    }
    let mut signals = Signals::new(TERM_SIGNALS.iter().chain(&[signal_hook::consts::SIGHUP]))?;
    let application = application.clone();
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            application.exit(0);
        }
    });
    Ok(())
}

#[cfg(not(unix))]
pub fn heed(_application: &AppHandle) -> std::io::Result<()> {
    Ok(())
}
