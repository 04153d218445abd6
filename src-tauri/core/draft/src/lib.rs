//! The one copy of an open text.
//!
//! A [`Draft`] answers in two coordinates: bytes of the text as it lies on disk, and the units
//! of CodeMirror, which knows no line break but `\n`. It promises that a text that was opened
//! and not edited is saved byte for byte, whatever mixture of line breaks it holds.

mod diff;
mod draft;
pub mod history;
pub mod journal;
mod legacy;
mod linebreak;
mod merge;
mod text;
mod words;

pub use draft::{Applied, ByteEdit, Change, Draft, MAXIMUM_BYTES, OpenError, Rewritten, Stale};
pub use legacy::from_windows_1252;
pub use merge::{Clash, Merge, Side, merge};

pub use words::{Stretch, Whose, words};

#[cfg(test)]
mod tests;
