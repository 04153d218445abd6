//! Says what the window may ask of the core and what the core tells it: the contract, data only.
//!
//! No rules and no Tauri live here. Every type is plain data that crosses the border as JSON;
//! positions are CodeMirror's (UTF-16 code units of the whole document, one unit per line break).
//! `ui/src/ipc/generated.ts` is written from this crate by its test `generated_types_are_fresh`.

mod contract;
mod entry;
mod error;
mod keeping;
mod library;
mod publish;
mod settings;

pub use contract::{Answers, Request, answer, typescript};
pub use entry::*;
pub use error::*;
pub use keeping::*;
pub use library::*;
pub use publish::*;
pub use settings::*;
