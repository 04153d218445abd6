//! The one window: hidden until painted, kept to its own page, its input method switched on.

use faircopy_app::Desk;
use tauri::{
    App, AppHandle, Manager, PhysicalSize, RunEvent, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder, window::Color,
};
use tauri_plugin_window_state::StateFlags;

const LABEL: &str = "main";
const DARK: Color = Color(0x1b, 0x1d, 0x1f, 0xff);
const LIGHT: Color = Color(0xfb, 0xfa, 0xf7, 0xff);

/// What is remembered of the window; showing it stays the page's business.
pub fn remembered() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}

/// Makes the window, hidden, with the background of its theme.
pub fn create(application: &App, dark: bool) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(application, LABEL, WebviewUrl::default())
        .title("Faircopy")
        .inner_size(1400.0, 900.0)
        .min_inner_size(720.0, 480.0)
        .visible(false)
        .background_color(if dark { DARK } else { LIGHT })
        .disable_drag_drop_handler()
        .on_navigation(is_own_page)
        .build()?;
    fit_on_screen(&window)?;
    input_method(&window)
}

/// Brings a window back that was larger than the screen is now.
fn fit_on_screen(window: &WebviewWindow) -> tauri::Result<()> {
    let current = window.current_monitor()?;
    let Some(monitor) =
        current.map_or_else(|| window.primary_monitor(), |found| Ok(Some(found)))?
    else {
        return Ok(());
    };
    let (screen, size) = (monitor.size(), window.inner_size()?);
    if size.width <= screen.width && size.height <= screen.height {
        return Ok(());
    }
    window.set_size(PhysicalSize::new(
        size.width.min(screen.width),
        size.height.min(screen.height),
    ))?;
    window.set_position(*monitor.position())
}

/// Brings the window to the front, as far as the system lets it.
pub fn raise(application: &AppHandle) {
    let Some(window) = application.get_webview_window(LABEL) else {
        return;
    };
    let raised = window.unminimize().and_then(|()| window.set_focus());
    if let Err(error) = raised {
        tracing::warn!("The window stays where it is: {error}.");
    }
}

/// Refuses every navigation but to the page itself and the preview's frame.
fn is_own_page(url: &tauri::Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "about" => matches!(url.path(), "blank" | "srcdoc"),
        _ => false,
    }
}

/// Lets authors of Hindi or Chinese see what they compose: wry switches preedit off on Linux.
#[cfg(target_os = "linux")]
fn input_method(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{InputMethodContextExt, WebViewExt};
    window.with_webview(|webview| {
        let view = webview.inner();
        if let Some(context) = view.input_method_context() {
            context.set_enable_preedit(true);
        }
        // The text lives in Rust: a page whose process died starts again on it.
        view.connect_web_process_terminated(|view, _| view.reload());
    })
}

#[cfg(not(target_os = "linux"))]
fn input_method(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Saves everything on every way out.
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands it over")]
pub fn on_run_event(application: &AppHandle, event: RunEvent) {
    if let RunEvent::Exit = event
        && let Some(desk) = application.try_state::<Desk>()
    {
        desk.end();
    }
}
