//! One entry of a Jekyll blog, as text and as Jekyll would read it.
//!
//! An entry is the text of its file. Front matter is found by Jekyll's own regular expression
//! ([`split`]), read as Ruby's Psych reads it ([`psych`], [`fields`]), and changed in place
//! ([`edit`]). The promise of this crate: **no byte changes that the author did not change.**
//!
//! The crate is pure: it reads no file, no clock and no environment.

pub mod count;
pub mod date;
pub mod diagnostic;
pub mod edit;
pub mod excerpt;
pub mod fields;
pub mod mend;
pub mod psych;
pub mod series;
pub mod slug;
pub mod split;
pub mod template;
