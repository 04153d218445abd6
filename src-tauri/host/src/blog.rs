//! The blog repository as a folder: read as a value, changed by a plan all or nothing.
//!
//! What should be written is decided in `faircopy_blog`; here it is only done, and undone.

mod apply;
mod practice;
mod read;
mod undo;
mod unused;

pub use apply::{ApplyError, Receipt, UndoFailure, apply};
pub use practice::{PracticeError, practice_blog};
pub use read::{BlogError, read_contents, snapshot, snapshot_for};
pub use undo::{RecoverError, Recovered, recover};
pub use unused::{unnamed, unused_images};
