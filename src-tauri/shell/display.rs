//! Decides how WebKit draws, before it starts.

#[cfg(target_os = "linux")]
use std::{fs, path::Path};

/// Switches WebKit's DMABUF renderer off where there is no real graphics card: drawing by software
/// through it takes seven times as long from key to letter. An explicit setting of the user's wins.
#[cfg(target_os = "linux")]
pub fn settle() {
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(SWITCH).is_some() || has_graphics_card(Path::new("/sys/class/drm")) {
        return;
    }
    // SAFETY: called first thing in `main`, while this is the only thread.
    #[allow(unsafe_code, reason = "WebKit reads this from the environment only")]
    unsafe {
        std::env::set_var(SWITCH, "1");
    }
}

/// WebKit draws well elsewhere.
#[cfg(not(target_os = "linux"))]
pub fn settle() {}

/// Whether a render node exists whose driver is not a software one.
#[cfg(target_os = "linux")]
fn has_graphics_card(class: &Path) -> bool {
    const SOFTWARE: [&str; 2] = ["vgem", "vkms"];
    let Ok(nodes) = fs::read_dir(class) else {
        return false;
    };
    nodes
        .flatten()
        .filter(|node| node.file_name().to_string_lossy().starts_with("renderD"))
        .filter_map(|node| fs::read_link(node.path().join("device/driver")).ok())
        .any(|driver| {
            driver
                .file_name()
                .is_some_and(|name| !SOFTWARE.iter().any(|software| name == *software))
        })
}
