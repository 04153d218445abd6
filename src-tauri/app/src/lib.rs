//! What one can do with Faircopy: use cases, one owner of what is open, errors with their hints.
//!
//! The window ([`Desk`]) and the command line ([`files`]) both stand on this crate; it knows
//! neither of them. It is the only crate that sees both the pure core and the host.

mod blog;
mod check;
mod convert;
mod cover;
mod desk;
mod edit;
mod error;
mod export;
pub mod export_files;
mod export_state;
pub mod files;
mod keeping;
pub mod left;
mod library;
mod new;
mod opened;
mod outside;
pub mod past;
mod ports;
mod preview;
pub mod publish;
mod recovery;
mod save;
mod saving;
mod second;
mod session;
mod settings;
mod sweep;
mod unexport;

pub use desk::{Desk, Place};
pub use error::{Error, Kind};
pub use faircopy_wire as wire;
pub use ports::{DialogError, Dialogs, FolderPurpose, Notify};
pub use preview::Picture;
pub use second::Claimed;
pub use settings::Folders;
