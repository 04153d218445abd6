//! The world: disk, clock, watched folders, pictures, git.
//!
//! No rules of the domain are made here, and every error names its path.

pub mod beneath;
pub mod blog;
pub mod clock;
pub mod disk;
pub mod folder;
pub mod git;
pub mod history;
pub mod image;
pub mod instance;
pub mod journal;
mod private;
pub mod watch;
