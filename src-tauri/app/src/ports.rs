//! What the app asks of whoever shows the window. A port grows only by a named operation.

use faircopy_wire::Event;
use std::path::PathBuf;

/// What a folder is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderPurpose {
    /// The author's posts.
    Posts,
    /// The blog that entries go to.
    Blog,
    /// A place for a practice blog.
    PracticeBlog,
    /// A place for a copy of a text that cannot be saved.
    Copy,
}

/// Why the system did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum DialogError {
    /// No browser opened the link.
    #[error("no program could be found to open {url}: {source}")]
    Link {
        /// The address.
        url: String,
        /// What the system says.
        source: std::io::Error,
    },
}

/// The system's dialogs. They may wait for a person for as long as that takes, so they are never
/// called on the session's thread; `None` means that the person cancelled.
pub trait Dialogs: Send + Sync {
    /// Asks for a picture.
    fn pick_image(&self) -> Option<PathBuf>;
    /// Asks for a folder.
    fn pick_folder(&self, purpose: FolderPurpose) -> Option<PathBuf>;
    /// Opens an address that was checked in the system's browser.
    ///
    /// # Errors
    /// If no program takes it.
    fn open_link(&self, url: &str) -> Result<(), DialogError>;
}

/// Takes what the app tells unasked to the window.
pub type Notify = Box<dyn Fn(Event) + Send>;
