//! The posts folder as a value.
//!
//! An [`Index`] is told what became of files ([`FileChange`]) and answers what became of the list
//! of entries ([`LibraryChange`]). It reads no file itself. An entry that cannot be read stays
//! listed with its error: a writer has to see that it is there.

mod change;
mod index;
mod row;
mod series;

pub use change::{
    FileChange, MAXIMUM_ENTRY_BYTES, ReadProblem, is_entry_path, is_excluded_name,
    is_recovered_path, may_hold_pictures, recovered_path,
};
pub use index::{Index, LibraryChange};
pub use row::{EntryRow, row};
pub use series::SeriesSummary;

#[cfg(test)]
mod tests;
