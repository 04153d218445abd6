//! Typing: changes come in, changed blocks go out.

use crate::{
    convert,
    error::Error,
    opened::Opened,
    session::{AUTOSAVE_AFTER, Session},
};
use faircopy_draft::Change;
use faircopy_entry::{count, date, edit};
use faircopy_wire as wire;
use std::time::Instant;

impl Session {
    /// Applies the window's changes to the open text.
    pub fn edit(&mut self, args: &wire::Edit) -> Result<wire::Patch, Error> {
        let opened = self.opened(args.entry)?.writable()?;
        let changes: Vec<Change> = args.changes.iter().map(change).collect();
        let applied = opened.draft.apply(args.revision, args.length, &changes)?;
        // First, so that whatever comes of the preview the text is kept and saved.
        opened.keep(&applied);
        touch(opened);
        let moved = |unit| changes.iter().rev().fold(unit, after);
        // Until the page tells, the author is where they write.
        let written = changes.last().map(|last| wire::Place {
            caret: last.to,
            top: last.to,
        });
        opened.place = opened.place.or(written).map(|place| wire::Place {
            caret: moved(place.caret),
            top: moved(place.top),
        });
        let followed = opened.follow(&applied.edits);
        Ok(opened.patch(followed))
    }

    /// Counts the words of a stretch of the open text.
    pub fn count_stretch(&mut self, args: &wire::Stretch) -> Result<wire::Counts, Error> {
        let draft = &self.opened(args.entry)?.draft;
        let revision = draft.revision();
        if revision != args.revision {
            return Err(Error::Stale {
                have: revision,
                got: args.revision,
            });
        }
        let (from, to) = (draft.unit_to_byte(args.from), draft.unit_to_byte(args.to));
        let text = draft.text_from(from.min(to));
        Ok(convert::counts(count::count(
            text.get(..to.abs_diff(from)).unwrap_or(&text),
        )))
    }

    /// Takes where the author is in the open text; an outdated place says nothing.
    pub fn keep_place(&mut self, args: &wire::KeepPlace) -> Result<(), Error> {
        let opened = self.opened(args.entry)?;
        if opened.draft.revision() == args.revision {
            opened.place = Some(args.place);
        }
        Ok(())
    }

    /// Takes the window's whole text, when the two sides no longer agree.
    pub fn resync(&mut self, args: &wire::WholeText) -> Result<wire::OpenedEntry, Error> {
        let blog = self.blog_folder();
        let opened = self.opened(args.entry)?.writable()?;
        let unseen = opened.draft.text();
        let changes = opened.draft.changes_to(&args.text);
        if !changes.is_empty() {
            let (revision, units) = (opened.draft.revision(), opened.draft.units());
            let applied = opened.draft.apply(revision, units, &changes)?;
            opened.keep(&applied);
            opened.follow(&applied.edits);
            touch(opened);
            if args.revision < opened.reloaded.revision {
                let before = opened.reloaded.clone();
                self.merge_unseen(args.entry, &before, &unseen);
            }
        }
        let opened = self.opened(args.entry)?;
        opened.read_again(blog);
        Ok(opened.whole(args.entry))
    }

    /// Works out how the text changes when one key of the front matter is set.
    pub fn set_field(&mut self, args: &wire::SetField) -> Result<wire::FieldEdit, Error> {
        let opened = self.opened(args.entry)?.writable()?;
        let revision = opened.draft.revision();
        if revision != args.revision {
            return Err(Error::Stale {
                have: revision,
                got: args.revision,
            });
        }
        if let ("date", Some(value)) = (args.key.as_str(), &args.value) {
            readable_date(value)?;
        }
        let text = opened.draft.text();
        let edits = match &args.value {
            Some(value) => edit::set(&text, &args.key, &input(value)),
            None => edit::unset(&text, &args.key),
        };
        let edits = edits.map_err(|source| Error::Field {
            key: args.key.clone(),
            file: opened.path.clone(),
            source: Box::new(source),
        })?;
        Ok(field_edit(opened, &edits))
    }
}

/// Says the byte edits of the front matter or body in the window's units.
pub fn field_edit(opened: &Opened, edits: &[edit::TextEdit]) -> wire::FieldEdit {
    let edits: Vec<_> = edits
        .iter()
        .map(|edit| (edit.range.clone(), edit.text.clone()))
        .collect();
    let changes = opened.draft.changes_from_edits(&edits);
    wire::FieldEdit {
        revision: opened.draft.revision(),
        changes: changes.into_iter().map(text_change).collect(),
    }
}

/// Says a draft's change in the contract's terms.
pub fn text_change(Change { from, to, insert }: Change) -> wire::TextChange {
    wire::TextChange { from, to, insert }
}

fn change(wire::TextChange { from, to, insert }: &wire::TextChange) -> Change {
    Change {
        from: *from,
        to: *to,
        insert: insert.clone(),
    }
}

/// Where a unit stands after a change; what is inserted at it stands before it.
fn after(unit: u32, change: &Change) -> u32 {
    let inserted = u32::try_from(change.insert.encode_utf16().count()).unwrap_or(u32::MAX);
    if unit < change.from {
        unit
    } else {
        unit.saturating_sub(change.to).saturating_add(change.from) + inserted
    }
}

/// A date that Jekyll would not read is not set.
fn readable_date(value: &wire::FieldInput) -> Result<(), Error> {
    if let wire::FieldInput::Text(text) | wire::FieldInput::Yaml(text) = value {
        date::read(text)?;
    }
    Ok(())
}

fn input(value: &wire::FieldInput) -> edit::NewValue {
    match value {
        wire::FieldInput::Text(text) => edit::NewValue::Text(text.clone()),
        wire::FieldInput::List(items) => edit::NewValue::List(items.clone()),
        wire::FieldInput::Flag(flag) => edit::NewValue::Bool(*flag),
        wire::FieldInput::Yaml(yaml) => edit::NewValue::Yaml(yaml.clone()),
    }
}

/// Notes that the text is newer than its file, and when to save it by itself.
fn touch(opened: &mut Opened) {
    match opened.state {
        wire::SaveState::Saved | wire::SaveState::Unsaved | wire::SaveState::Failed { .. } => {
            save_soon(opened);
        }
        // The author decides first.
        wire::SaveState::Clash | wire::SaveState::Gone => {}
    }
}

/// Notes that the text is to be saved once the keys rest.
pub fn save_soon(opened: &mut Opened) {
    opened.state = wire::SaveState::Unsaved;
    opened.due = Some(Instant::now() + AUTOSAVE_AFTER);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_stays_behind_what_is_typed_at_it() {
        let check = |unit, from, to, insert: &str, then| {
            let insert = insert.to_owned();
            assert_eq!(after(unit, &Change { from, to, insert }), then);
        };
        check(5, 5, 5, "ab", 7);
        check(5, 7, 8, "ab", 5);
        check(5, 1, 3, "", 3);
        check(5, 4, 9, "\u{1f600}", 6);
    }
}
