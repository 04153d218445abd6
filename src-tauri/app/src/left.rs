//! What runs that were cut short left behind, for the command line: shown, and nothing decided.

use crate::{error::Error, settings::Folders};
use faircopy_host::{clock, journal};
use serde::Serialize;
use std::{ffi::OsStr, os::unix::ffi::OsStrExt, path::Path};

/// A text that was typed and that no file holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftText {
    /// 1 for the one typed last.
    pub number: usize,
    /// The file that it belongs to; none if it never had a name.
    pub file: Option<String>,
    /// Its posts folder.
    pub posts: String,
    /// When it was last written, as far as the disk tells: `2026-11-24T09:03:12+01:00[Europe/Berlin]`.
    pub at: Option<String>,
    /// Whether its end could not be read.
    pub torn: bool,
    /// The whole text.
    pub text: String,
}

/// The texts that stand in no file, the one typed last first. Those of a window that is open are
/// its own and not listed.
///
/// # Errors
/// If the folder where they are kept cannot be read.
pub fn left_behind() -> Result<Vec<LeftText>, Error> {
    let Some(data) = Folders::of_user().data else {
        return Ok(Vec::new());
    };
    let scan = journal::scan(&journal::folder(&data))?;
    for problem in &scan.failed {
        tracing::warn!("A journal is left where it is: {problem}.");
    }
    let zone = clock::now().time_zone().clone();
    let texts = scan.recovered.iter().enumerate().map(|(index, found)| {
        let posts = Path::new(OsStr::from_bytes(&found.kept().origin().posts));
        let at = found.at().map(|at| at.to_zoned_datetime(zone.clone()));
        LeftText {
            number: index + 1,
            file: found.file().map(|file| file.display().to_string()),
            posts: posts.display().to_string(),
            at: at.map(|at| at.to_string()),
            torn: found.is_torn(),
            text: found.kept().text(),
        }
    });
    Ok(texts.collect())
}
