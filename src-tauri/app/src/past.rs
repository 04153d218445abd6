//! The history of a file for the command line.

use crate::{error::Error, settings::Folders};
use faircopy_host::{
    clock,
    disk::{self, ContentHash, DiskError},
    history::{self, History, Snapshot},
};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A text that a file once held.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PastText {
    /// 1 for the newest.
    pub number: usize,
    /// When it was saved: `2026-11-24T09:03:12+01:00[Europe/Berlin]`.
    pub at: String,
    /// Its length in bytes.
    pub bytes: usize,
}

/// The texts that a file held, the newest first; none where it was never saved by Faircopy.
///
/// # Errors
/// If the history cannot be read.
pub fn history(file: &Path) -> Result<Vec<PastText>, Error> {
    let (history, _, snapshots) = of(file)?;
    let zone = clock::now().time_zone().clone();
    let texts = snapshots.iter().enumerate().map(|(index, snapshot)| {
        Ok(PastText {
            number: index + 1,
            at: snapshot.at.to_zoned_datetime(zone.clone()).to_string(),
            bytes: history.read(&snapshot.id)?.len(),
        })
    });
    texts.collect()
}

/// Puts the text with this number back into the file; what the file holds goes to the history.
///
/// # Errors
/// If there is no such text, or the file cannot be written.
pub fn restore(file: &Path, number: usize) -> Result<(), Error> {
    let (history, place, snapshots) = of(file)?;
    let wanted = number.checked_sub(1).and_then(|index| snapshots.get(index));
    let bytes = history.read(&wanted.ok_or(Error::NoHistory)?.id)?;
    let at = clock::now().timestamp();
    match disk::read(file, crate::library::LARGEST_ENTRY) {
        Ok(now) => {
            history.record(&place.posts, &place.path, &now, at)?;
            disk::save(file, &bytes, Some(ContentHash::of(&now)))?;
        }
        Err(DiskError::NotFound { .. }) => {
            disk::create_new(file, &bytes)?;
        }
        Err(error) => return Err(error.into()),
    }
    history.record(&place.posts, &place.path, &bytes, at)?;
    Ok(())
}

/// A posts folder and a file below it.
struct Place {
    posts: PathBuf,
    path: String,
}

/// The history of a file, whichever folder above it is the posts folder.
fn of(file: &Path) -> Result<(History, Place, Vec<Snapshot>), Error> {
    let data = Folders::of_user().data.ok_or(Error::NoHistory)?;
    let history = History::open(&history::folder(&data));
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    let mut nearest = None;
    for posts in file.ancestors().skip(1) {
        let Some(path) = file.strip_prefix(posts).ok().and_then(Path::to_str) else {
            continue;
        };
        let place = Place {
            posts: posts.to_path_buf(),
            path: path.to_owned(),
        };
        let snapshots = history.list(&place.posts, &place.path)?;
        if !snapshots.is_empty() {
            return Ok((history, place, snapshots));
        }
        nearest.get_or_insert(place);
    }
    let place = nearest.ok_or(Error::NoHistory)?;
    Ok((history, place, Vec::new()))
}
