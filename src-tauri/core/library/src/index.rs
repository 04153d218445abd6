//! The list of entries, kept up to date by changes of files.

use std::collections::BTreeMap;

use crate::change::{FileChange, is_entry_path};
use crate::row::{EntryRow, Held, read};
use crate::series::{SeriesSummary, key};

/// What became of the list of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryChange {
    /// This row is new, or replaces the row of the same path.
    Put(EntryRow),
    /// The row of this path is no longer there.
    Removed(String),
}

/// All entries of a posts folder by what they say of themselves.
///
/// Holds rows, not texts: search within bodies is not its work.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: BTreeMap<String, Held>,
}

impl Index {
    /// An index of no entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in what became of one file. Changes nothing for files that are no entries
    /// ([`is_entry_path`]), and answers nothing where the row stays as it was.
    pub fn apply(&mut self, change: FileChange) -> Vec<LibraryChange> {
        match change {
            FileChange::Present { path, .. } if !is_entry_path(&path) => Vec::new(),
            FileChange::Present { path, bytes } => self.put(read(path, bytes)),
            FileChange::Gone { path } => self.remove(&path),
            FileChange::Renamed { from, to } => self.rename(&from, to),
            FileChange::Pictures => Vec::new(),
        }
    }

    /// Every entry, newest first: by date, those without one last, then by path.
    pub fn rows(&self) -> Vec<EntryRow> {
        let mut rows: Vec<&EntryRow> = self.entries.values().map(|held| &held.row).collect();
        // Stable, so that the map's order by path remains within a day.
        rows.sort_by(|left, right| right.date.cmp(&left.date));
        rows.into_iter().cloned().collect()
    }

    /// The row of one path.
    pub fn row(&self, path: &str) -> Option<&EntryRow> {
        self.entries.get(path).map(|held| &held.row)
    }

    /// How many entries there are, broken ones included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The title of every entry, by path.
    pub fn titles(&self) -> Vec<&str> {
        self.entries
            .values()
            .map(|held| held.row.title.as_str())
            .collect()
    }

    /// The number that the next entry of a series gets: one more than the highest, or 1.
    pub fn next_in_series(&self, name: &str) -> u32 {
        let name = key(name);
        let of_series = |held: &Held| {
            held.row
                .series
                .as_ref()
                .filter(|it| key(&it.0) == name)
                .map(|it| it.1)
        };
        let highest = self.entries.values().filter_map(of_series).max();
        highest.map_or(1, |number| number.saturating_add(1))
    }

    /// Every series, by name.
    pub fn series(&self) -> Vec<SeriesSummary> {
        let mut found: BTreeMap<String, SeriesSummary> = BTreeMap::new();
        for EntryRow { path, series, .. } in self.entries.values().map(|held| &held.row) {
            let Some((name, number)) = series else {
                continue;
            };
            let next = number.saturating_add(1);
            let summary = SeriesSummary {
                name: name.clone(),
                next,
                last: path.clone(),
            };
            let known = found.entry(key(name)).or_insert_with(|| summary.clone());
            if known.next <= next {
                *known = summary;
            }
        }
        found.into_values().collect()
    }

    fn put(&mut self, held: Held) -> Vec<LibraryChange> {
        let row = held.row.clone();
        let before = self.entries.insert(row.path.clone(), held);
        let same = before.is_some_and(|before| before.row == row);
        if same {
            Vec::new()
        } else {
            vec![LibraryChange::Put(row)]
        }
    }

    fn remove(&mut self, path: &str) -> Vec<LibraryChange> {
        let removed = self.entries.remove(path);
        removed
            .map(|held| LibraryChange::Removed(held.row.path))
            .into_iter()
            .collect()
    }

    fn rename(&mut self, from: &str, to: String) -> Vec<LibraryChange> {
        let Some(held) = self.entries.remove(from) else {
            return Vec::new();
        };
        let mut changes = vec![LibraryChange::Removed(from.to_owned())];
        if is_entry_path(&to) {
            changes.extend(self.put(held.moved(to)));
        }
        changes
    }
}
