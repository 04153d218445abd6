//! Folders: what is in one, and making one.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::disk::DiskError;

/// The names of the ordinary files in a folder, sorted; none where there is no folder. Names that
/// are not UTF-8 are left out.
///
/// # Errors
/// If the folder is there and cannot be read.
pub fn names(folder: &Path) -> Result<Vec<String>, DiskError> {
    let failed = |error| DiskError::from_io(folder, error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let is_file = fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_file());
        if let (true, Ok(name)) = (is_file, entry.file_name().into_string()) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Makes a folder and those it lies in, as far as they are missing.
///
/// # Errors
/// If the system refuses.
pub fn create(folder: &Path) -> Result<(), DiskError> {
    fs::create_dir_all(folder).map_err(|error| DiskError::from_io(folder, error))
}
