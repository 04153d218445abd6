//! Texts that an earlier run kept and could not put into their files: shown, and never chosen for
//! the author. Until the choice is carried out and durable, the journal stays.

use crate::{
    convert, error::Error, keeping::milliseconds, library::LARGEST_ENTRY, opened::Opened,
    session::Session,
};
use faircopy_draft::Draft;
use faircopy_host::{
    disk::{self, ContentHash, DiskError},
    journal::{self, Recovered},
};
use faircopy_wire as wire;
use std::{ffi::OsStr, os::unix::ffi::OsStrExt, path::Path};

/// The path of a recovered text that never had a name.
const UNNAMED: &str = "unnamed.md";

impl Session {
    /// Looks for texts of this posts folder that no file holds.
    pub fn find_recovered(&mut self) {
        self.recovered.clear();
        let Some(folder) = self.keeping.journals() else {
            return;
        };
        let scan = match journal::scan(&folder) {
            Ok(scan) => scan,
            Err(error) => {
                tracing::error!("What was kept could not be looked through: {error}.");
                return;
            }
        };
        for problem in &scan.failed {
            tracing::warn!("A journal is left where it is: {problem}.");
        }
        for recovered in scan.recovered {
            let posts = &recovered.kept().origin().posts;
            // Those of other folders wait until these are opened.
            if Path::new(OsStr::from_bytes(posts)) == self.posts {
                let number = self.next_number();
                self.recovered.insert(number, recovered);
            }
        }
    }

    /// What was found, as the window shows it.
    pub fn shown_recovered(&self) -> Vec<wire::Recovered> {
        let found = self.recovered.iter();
        found
            .map(|(number, recovered)| wire::Recovered {
                number: *number,
                path: path_of(recovered),
                at: recovered.at().map(|at| milliseconds(at.as_millisecond())),
                torn: recovered.is_torn(),
            })
            .collect()
    }

    /// How a recovered text differs from the entry as it stands now: its open text, else its file.
    pub fn recovered_diff(&self, number: u32) -> Result<wire::RecoveredDiff, Error> {
        let recovered = self.recovered.get(&number).ok_or(Error::NotRecovered)?;
        let path = path_of(recovered);
        let held = match self.read_entry(&path) {
            Ok(bytes) => Some(bytes),
            Err(DiskError::NotFound { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        let open = self.number_of(&path).map(|entry| &self.open[&entry]);
        let file = match (&held, open) {
            (_, Some(opened)) if Some(opened.draft.to_bytes()) != held => wire::RecoveredFile::Ours,
            (None, _) => wire::RecoveredFile::Gone,
            (Some(bytes), _) => self.standing(recovered, &path, bytes)?,
        };
        let now = open.map_or_else(
            || String::from_utf8_lossy(held.as_deref().unwrap_or_default()).into_owned(),
            |opened| opened.draft.text(),
        );
        Ok(wire::RecoveredDiff {
            file,
            diff: convert::word_diff(&now, &recovered.kept().text()),
        })
    }

    /// How a file that holds these bytes now stands to a recovered text.
    fn standing(
        &self,
        recovered: &Recovered,
        path: &str,
        bytes: &[u8],
    ) -> Result<wire::RecoveredFile, Error> {
        let now = ContentHash::of(bytes);
        if recovered.kept().on_disk() == Some(*now.as_bytes()) {
            return Ok(wire::RecoveredFile::Older);
        }
        // What Faircopy saved stands in the history; the newest of it is what a file holds.
        let newest = match self.keeping.history() {
            Some(history) => match history.list(&self.posts, path)?.first() {
                Some(newest) => Some(history.read(&newest.id)?),
                None => None,
            },
            None => None,
        };
        let in_step = |opened: &Opened| opened.on_disk == Some(now) && opened.remembered;
        let open = self.number_of(path).map(|entry| &self.open[&entry]);
        let ours = newest.as_deref() == Some(bytes) || open.is_some_and(in_step);
        Ok(if ours {
            wire::RecoveredFile::Ours
        } else {
            wire::RecoveredFile::Changed
        })
    }

    /// Carries out the author's choice.
    pub fn recover(&mut self, args: wire::Recover) -> Result<Option<wire::OpenedEntry>, Error> {
        let recovered = self
            .recovered
            .get(&args.number)
            .ok_or(Error::NotRecovered)?;
        let (path, text) = (path_of(recovered), recovered.kept().text());
        let entry = match args.recovery {
            wire::Recovery::Keep => Some(self.open_recovered(&path, &text)?),
            wire::Recovery::Copy => Some(self.copy_recovered(&path, &text)?),
            wire::Recovery::Discard => {
                let history = self.keeping.history().ok_or(Error::NoHistory)?;
                let at = faircopy_host::clock::now().timestamp();
                history.record(&self.posts, &path, text.as_bytes(), at)?;
                None
            }
        };
        // Only now: whatever ended this run before finds the text again.
        if let Some(recovered) = self.recovered.remove(&args.number) {
            recovered.discard()?;
        }
        entry
            .map(|entry| Ok(self.opened(entry)?.whole(entry)))
            .transpose()
    }

    /// Opens an entry with a recovered text instead of its file's.
    fn open_recovered(&mut self, path: &str, text: &str) -> Result<u32, Error> {
        let entry = match self.read_entry(path) {
            Ok(bytes) => {
                let entry = self.open_entry(path)?.entry;
                let open = self.opened(entry)?.draft.to_bytes();
                if open != bytes {
                    self.keeping.remember(&self.posts, path, open);
                }
                self.keeping.remember(&self.posts, path, bytes);
                self.take_recovered(entry, text)?;
                entry
            }
            Err(DiskError::NotFound { .. }) if self.number_of(path).is_some() => {
                let entry = self.open_entry(path)?.entry;
                let open = self.opened(entry)?.draft.to_bytes();
                self.keeping.remember(&self.posts, path, open);
                self.take_recovered(entry, text)?;
                entry
            }
            Err(DiskError::NotFound { .. }) => {
                let draft = opened_draft(path, text)?;
                let mut opened = Opened::new(path.to_owned(), draft, b"", self.blog_folder());
                opened.on_disk = None;
                opened.state = wire::SaveState::Gone;
                let entry = self.next_number();
                self.begin_journal(entry, &mut opened);
                opened.keep_whole();
                self.open.insert(entry, opened);
                entry
            }
            Err(error) => return Err(error.into()),
        };
        if let Some(journal) = &self.opened(entry)?.journal {
            journal.flush()?;
        } else {
            self.save(entry)?;
        }
        self.refresh_row(entry);
        Ok(entry)
    }

    /// Makes a recovered text an entry of its own.
    fn copy_recovered(&mut self, path: &str, text: &str) -> Result<u32, Error> {
        let mut number = 1;
        loop {
            let copy = faircopy_library::recovered_path(path, number);
            match disk::create_new(&self.posts.join(&copy), text.as_bytes()) {
                Err(DiskError::AlreadyExists { .. }) => number += 1,
                Ok(_) => return Ok(self.open_entry(&copy)?.entry),
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn read_entry(&self, path: &str) -> Result<Vec<u8>, DiskError> {
        disk::read(&self.posts.join(path), LARGEST_ENTRY)
    }
}

fn path_of(recovered: &Recovered) -> String {
    let path = recovered.kept().origin().path.clone();
    path.unwrap_or_else(|| UNNAMED.to_owned())
}

fn opened_draft(path: &str, text: &str) -> Result<Draft, Error> {
    Draft::open(text.as_bytes()).map_err(|source| Error::Text {
        file: path.to_owned(),
        source,
    })
}
