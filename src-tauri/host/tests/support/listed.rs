//! What a list of entries is, in one line.

use faircopy_host::disk::ContentHash;
use faircopy_library::Index;

/// Equal for equal lists.
pub fn digest(index: &Index) -> String {
    let rows = format!("{:?}", index.rows());
    format!("{} {}", index.len(), ContentHash::of(rows.as_bytes()))
}
