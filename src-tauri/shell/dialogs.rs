//! The system's dialogs and browser behind the app's port.

use faircopy_app::{DialogError, Dialogs, FolderPurpose};
use std::path::PathBuf;
use tauri::{AppHandle, Manager, async_runtime::block_on};

/// Where a test says what the author would pick; heard only while a test drives the window.
const ANSWER: &str = "FAIRCOPY_DIALOG_ANSWER";

/// Asks through the desktop's own dialogs.
pub struct SystemDialogs {
    application: AppHandle,
}

impl SystemDialogs {
    /// Dialogs that belong to the window of this application.
    pub fn new(application: AppHandle) -> Self {
        Self { application }
    }

    fn dialog(&self, title: &str) -> rfd::AsyncFileDialog {
        let dialog = rfd::AsyncFileDialog::new().set_title(title);
        match self.application.get_webview_window("main") {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

/// Whom to ask.
enum Ask {
    /// The person at the window.
    Person,
    /// A test that drives the window has answered already.
    Test(Option<PathBuf>),
}

/// While a test drives the window, the first line of its file is the answer; an empty one cancels.
fn whom() -> Ask {
    let driven = std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    let Some(file) = std::env::var_os(ANSWER).filter(|_| driven) else {
        return Ask::Person;
    };
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().next().filter(|line| !line.is_empty());
    Ask::Test(line.map(PathBuf::from))
}

impl Dialogs for SystemDialogs {
    fn pick_image(&self) -> Option<PathBuf> {
        if let Ask::Test(answer) = whom() {
            return answer;
        }
        let dialog = self
            .dialog("Choose a picture")
            .add_filter("Pictures", &["jpg", "jpeg", "png", "webp", "gif", "svg"]);
        block_on(dialog.pick_file()).map(|file| file.path().to_path_buf())
    }

    fn pick_folder(&self, purpose: FolderPurpose) -> Option<PathBuf> {
        if let Ask::Test(answer) = whom() {
            return answer;
        }
        let title = match purpose {
            FolderPurpose::Posts => "Choose the folder of your posts",
            FolderPurpose::Blog => "Choose the folder of your blog",
            FolderPurpose::PracticeBlog => "Choose an empty folder for a practice blog",
            FolderPurpose::Copy => "Choose a folder for the copy",
        };
        block_on(self.dialog(title).pick_folder()).map(|file| file.path().to_path_buf())
    }

    fn open_link(&self, url: &str) -> Result<(), DialogError> {
        open::that_detached(url).map_err(|source| DialogError::Link {
            url: url.to_owned(),
            source,
        })
    }
}
