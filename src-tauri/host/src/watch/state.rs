//! What was last told of each file.

use std::collections::{BTreeMap, HashMap};

use faircopy_library::{FileChange, ReadProblem};

use super::walk::Content;
use crate::disk::ContentHash;

/// What was last told of each file, and what we wrote ourselves since.
#[derive(Default)]
pub(super) struct Known {
    told: BTreeMap<String, State>,
    own: HashMap<String, ContentHash>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Readable(ContentHash),
    Unreadable(ReadProblem),
}

impl Known {
    /// The known files at `path` and below it; all with an empty path.
    pub(super) fn below<'known>(
        &'known self,
        path: &'known str,
    ) -> impl Iterator<Item = &'known str> {
        let inside = move |name: &str| {
            name.strip_prefix(path)
                .is_some_and(|rest| path.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        let from = self
            .told
            .range(path.to_owned()..)
            .map(|(name, _)| name.as_str());
        from.take_while(move |name| name.starts_with(path))
            .filter(move |name| inside(name))
    }

    /// Remembers that we wrote this content, unless that was told already.
    pub(super) fn wrote(&mut self, name: String, hash: ContentHash) {
        if self.told.get(&name) != Some(&State::Readable(hash)) {
            self.own.insert(name, hash);
        }
    }

    /// Takes in what was found on disk, and answers what differs from what was told.
    pub(super) fn settle(&mut self, found: Vec<(String, Content)>) -> Vec<FileChange> {
        let mut gone: Vec<(String, State)> = Vec::new();
        let mut appeared: HashMap<ContentHash, Vec<String>> = HashMap::new();
        let mut changes = Vec::new();
        for (path, content) in found {
            let Some(bytes) = content else {
                let own = self.own.remove(&path).map(State::Readable);
                // What we wrote last is what went, told or not.
                let went = self.told.remove_entry(&path);
                gone.extend(went.map(|(path, told)| (path, own.unwrap_or(told))));
                continue;
            };
            let state = match &bytes {
                Ok(bytes) => State::Readable(ContentHash::of(bytes)),
                Err(problem) => State::Unreadable(*problem),
            };
            let before = self.told.insert(path.clone(), state);
            if before == Some(state) || self.is_own(&path, state) {
                continue;
            }
            if let (None, State::Readable(hash)) = (before, state) {
                appeared.entry(hash).or_default().push(path.clone());
            }
            changes.push(FileChange::Present { path, bytes });
        }
        let moved = pair(gone, appeared, &mut changes);
        moved.into_iter().chain(changes).collect()
    }

    /// Whether this is the content that we said we wrote; forgotten when asked.
    fn is_own(&mut self, path: &str, state: State) -> bool {
        self.own
            .remove(path)
            .is_some_and(|hash| state == State::Readable(hash))
    }
}

/// Makes renamings of files that went and files that came with the same content; takes the
/// latter out of `changes`.
fn pair(
    gone: Vec<(String, State)>,
    mut appeared: HashMap<ContentHash, Vec<String>>,
    changes: &mut Vec<FileChange>,
) -> Vec<FileChange> {
    let mut moved = Vec::with_capacity(gone.len());
    let mut targets: Vec<String> = Vec::new();
    for (from, state) in gone {
        let target = match state {
            State::Readable(hash) => appeared.get_mut(&hash).and_then(Vec::pop),
            State::Unreadable(_) => None,
        };
        moved.push(match target {
            Some(to) => {
                targets.push(to.clone());
                FileChange::Renamed { from, to }
            }
            None => FileChange::Gone { path: from },
        });
    }
    targets.sort_unstable();
    changes.retain(|change| match change {
        FileChange::Present { path, .. } => targets.binary_search(path).is_err(),
        _ => true,
    });
    moved
}
