//! One open entry: the draft, what the page shows of it, and what its file holds.

use crate::{blog::BlogFolder, convert, error::Error, saving::Saving};
use faircopy_draft::{ByteEdit, Clash, Draft};
use faircopy_entry::{count, fields, fields::Reading, split};
use faircopy_host::{disk::ContentHash, journal::Journal};
use faircopy_kramdown::{Block, Edit as BodyEdit, Patch as BodyPatch, Preview};
use faircopy_library::EntryRow;
use faircopy_wire as wire;
use std::{ops::Range, time::Instant};

/// The longest body whose page is compared with GitHub's while it is open, in bytes: 100 KB take 5 ms.
const LARGEST_COMPARED: usize = 300_000;

/// An entry that is open in the window.
pub struct Opened {
    /// Path below the posts folder.
    pub path: String,
    /// The one copy of the text.
    pub draft: Draft,
    /// The preview of the body.
    pub preview: Preview,
    /// The blog that it is shown for.
    pub blog: BlogFolder,
    /// The front matter as it stands.
    pub reading: Reading,
    /// What the file held when it was last read or written; none when it is gone.
    pub on_disk: Option<ContentHash>,
    /// The text that file and draft last had in common, and its revision.
    pub common: Common,
    /// What another program wrote while the draft was dirty.
    pub theirs: Option<Vec<u8>>,
    /// Where that clashes with the draft, in bytes of its text.
    pub clashes: Vec<Clash>,
    /// Whether the file holds the text.
    pub state: wire::SaveState,
    /// Whether the author knows that the file cannot be replaced as a whole.
    pub told_in_place: bool,
    /// Where the list says that the author has to act.
    pub told_held: Option<wire::SaveState>,
    /// Revision at which another program's text came in last, and the text just before it.
    pub reloaded: Common,
    /// Where each change is kept as it is made.
    pub journal: Option<Journal>,
    /// Whether the history has the text that the file held when it was opened.
    pub remembered: bool,
    /// When to save by itself.
    pub due: Option<Instant>,
    /// The save that is under way.
    pub saving: Option<Saving>,
    /// Where the author is in the text.
    pub place: Option<wire::Place>,
    /// Why the text is only shown: it is not what the file holds byte for byte.
    pub read_only: Option<String>,
    /// Words and the like of the body.
    tally: count::Tally,
    /// First byte of the body in the draft's text.
    body: usize,
}

/// A text at one of its revisions.
#[derive(Debug, Clone, Default)]
pub struct Common {
    /// The text, without a byte order mark.
    pub text: String,
    /// Its revision in the draft.
    pub revision: u32,
}

/// What an edit changed around the text.
pub struct Change {
    /// Blocks of the preview.
    pub patches: Vec<wire::BlockPatch>,
    /// Whether the front matter may read otherwise.
    pub front_matter: bool,
}

impl Opened {
    /// Opens the draft of a file that holds these bytes.
    pub fn new(path: String, draft: Draft, on_disk: &[u8], blog: BlogFolder) -> Self {
        let text = draft.text();
        let reading = fields::read(&text);
        let body = reading.split.body;
        let preview = rendered(&blog, &text, body, &path);
        let tally = count::Tally::new(&text[body..]);
        Self {
            path,
            draft,
            preview,
            blog,
            reading,
            on_disk: Some(ContentHash::of(on_disk)),
            common: Common { text, revision: 0 },
            theirs: None,
            clashes: Vec::new(),
            state: wire::SaveState::Saved,
            told_in_place: false,
            told_held: None,
            reloaded: Common::default(),
            journal: None,
            remembered: false,
            due: None,
            saving: None,
            place: None,
            read_only: None,
            tally,
            body,
        }
    }

    /// Refuses whatever would change the text, or take it for the file's.
    pub fn writable(&mut self) -> Result<&mut Self, Error> {
        match &self.read_only {
            None => Ok(self),
            Some(reason) => Err(Error::ReadOnly {
                file: self.path.clone(),
                reason: reason.clone(),
            }),
        }
    }

    /// Notes that the file holds the text as it stands.
    pub fn in_step(&mut self, on_disk: ContentHash) {
        self.on_disk = Some(on_disk);
        self.keep_saved(on_disk);
        self.common = self.now();
        self.theirs = None;
        self.clashes.clear();
        self.due = None;
        self.state = wire::SaveState::Saved;
    }

    /// The text as it stands.
    pub fn now(&self) -> Common {
        Common {
            text: self.draft.text(),
            revision: self.draft.revision(),
        }
    }

    /// The state, where it asks something of the author.
    pub fn held(&self) -> Option<wire::SaveState> {
        let asks = !matches!(
            self.state,
            wire::SaveState::Saved | wire::SaveState::Unsaved
        );
        asks.then(|| self.state.clone())
    }

    /// The row of the list as the open text has it.
    pub fn row(&self) -> EntryRow {
        faircopy_library::row(&self.path, self.draft.to_bytes())
    }

    /// Brings preview and form in step with the draft after `edits`.
    pub fn follow(&mut self, edits: &[ByteEdit]) -> Change {
        for edit in edits {
            for clash in &mut self.clashes {
                clash.range = moved(&clash.range, edit);
            }
        }
        let Some(whole) = covering(edits) else {
            return Change {
                patches: Vec::new(),
                front_matter: false,
            };
        };
        let text = self.draft.text();
        // Blank lines below the fence belong to it, so only reading tells where the body starts.
        if whole.start >= self.body && split::split(&text).body == self.body {
            return Change {
                patches: self.follow_body(&text, &whole),
                front_matter: false,
            };
        }
        self.reading = fields::read(&text);
        let (before, now) = (self.body, self.reading.split.body);
        self.body = now;
        let shifted = whole.old_end <= before && now + whole.old_end == before + whole.new_end;
        let patches = if shifted {
            self.answer_again(&text)
        } else {
            self.replace_all(&text)
        };
        Change {
            patches,
            front_matter: true,
        }
    }

    /// Reads and renders everything anew, for the blog as it is now.
    pub fn read_again(&mut self, blog: BlogFolder) {
        self.blog = blog;
        let text = self.draft.text();
        self.reading = fields::read(&text);
        self.body = self.reading.split.body;
        self.replace_all(&text);
    }

    fn follow_body(&mut self, text: &str, edit: &ByteEdit) -> Vec<wire::BlockPatch> {
        let body = &text[self.body..];
        let edit = BodyEdit {
            start: edit.start - self.body,
            old_end: edit.old_end - self.body,
            new_end: edit.new_end - self.body,
        };
        self.tally
            .edit(body, edit.start, edit.old_end, edit.new_end);
        if self.preview.is_worn() {
            return self.replace_all(text);
        }
        let (blog, preview) = (&self.blog, &mut self.preview);
        let patches = preview.edit_words(body, &edit).unwrap_or_else(|| {
            blog.asked(text, body, &self.path, |answers| {
                preview.edit(body, &edit, answers)
            })
        });
        self.block_patches(&patches)
    }

    /// The front matter may answer Liquid in the body otherwise.
    fn answer_again(&mut self, text: &str) -> Vec<wire::BlockPatch> {
        let body = &text[self.body..];
        let (blog, preview) = (&self.blog, &mut self.preview);
        let patches = blog.asked(text, body, &self.path, |answers| {
            preview.again(body, answers)
        });
        self.block_patches(&patches)
    }

    fn block_patches(&self, patches: &[BodyPatch]) -> Vec<wire::BlockPatch> {
        patches
            .iter()
            .map(|patch| self.block_patch(patch))
            .collect()
    }

    fn replace_all(&mut self, text: &str) -> Vec<wire::BlockPatch> {
        let body = &text[self.body..];
        let removed = self.preview.len();
        self.preview = rendered(&self.blog, text, self.body, &self.path);
        let inserted = self.preview.len();
        self.tally = count::Tally::new(body);
        let all = BodyPatch {
            first: 0,
            removed,
            inserted,
            reparsed_bytes: body.len(),
        };
        vec![self.block_patch(&all)]
    }

    fn block_patch(&self, patch: &BodyPatch) -> wire::BlockPatch {
        wire::BlockPatch {
            first: convert::number(patch.first),
            removed: convert::number(patch.removed),
            blocks: self.preview_blocks(patch.first..patch.first + patch.inserted),
        }
    }

    fn preview_blocks(&self, blocks: Range<usize>) -> Vec<wire::PreviewBlock> {
        let unit = |at| self.draft.byte_to_unit(self.body + at);
        let shown = |Block { html, source }| wire::PreviewBlock {
            html: self.blog.with_own_pictures(html),
            from: unit(source.start),
            to: unit(source.end),
        };
        self.preview.blocks(blocks).map(shown).collect()
    }

    /// Where the body starts, in units.
    pub fn body_from(&self) -> u32 {
        self.draft.byte_to_unit(self.body)
    }

    /// Words, characters and reading time of the whole body.
    pub fn counts(&self) -> wire::Counts {
        convert::counts(self.tally.counts())
    }

    /// The front matter as the form shows it.
    pub fn form(&self) -> wire::Form {
        convert::form(&self.reading, &self.draft.text(), &self.path)
    }

    /// What is wrong with the front matter.
    pub fn findings(&self) -> Vec<wire::Finding> {
        self.reading.problems.iter().map(convert::finding).collect()
    }

    /// Where the page and GitHub's page of the same text part.
    pub fn differences(&self) -> wire::Differences {
        let text = self.draft.text();
        // Typing waits while pages are compared.
        let body = text[self.body..].len();
        let found = if body > LARGEST_COMPARED {
            Vec::new()
        } else {
            self.preview.differences(&text[self.body..])
        };
        let found = faircopy_blog::differences::findings(&text, self.body, &found);
        wire::Differences {
            revision: self.draft.revision(),
            findings: found.iter().map(convert::finding).collect(),
        }
    }

    /// The whole entry as the window shows it.
    pub fn whole(&self, entry: u32) -> wire::OpenedEntry {
        wire::OpenedEntry {
            entry,
            path: self.path.clone(),
            revision: self.draft.revision(),
            text: self.draft.display(),
            body_from: self.body_from(),
            form: self.form(),
            blocks: self.preview_blocks(0..self.preview.len()),
            counts: self.counts(),
            findings: self.findings(),
            state: self.state.clone(),
            clashes: self.shown_clashes(),
            read_only: self.read_only.clone(),
            place: self.place,
        }
    }

    /// Where the text clashes with its file, in units.
    pub fn shown_clashes(&self) -> Vec<wire::Clash> {
        let shown = |clash: &Clash| wire::Clash {
            from: self.draft.byte_to_unit(clash.range.start),
            to: self.draft.byte_to_unit(clash.range.end),
            theirs: clash.theirs.replace("\r\n", "\n").replace('\r', "\n"),
        };
        self.clashes.iter().map(shown).collect()
    }

    /// What the window hears of a save.
    pub fn saved(&self, entry: u32) -> wire::SavedEntry {
        wire::SavedEntry {
            entry,
            revision: self.draft.revision(),
            state: self.state.clone(),
        }
    }

    /// What the window needs to know after `change`.
    pub fn patch(&self, change: Change) -> wire::Patch {
        wire::Patch {
            revision: self.draft.revision(),
            patches: change.patches,
            body_from: self.body_from(),
            form: change.front_matter.then(|| self.form()),
            counts: Some(self.counts()),
            findings: change.front_matter.then(|| self.findings()),
            state: self.state.clone(),
            clashes: None,
        }
    }
}

/// Where a range stands after an edit; what is written at its edges belongs to it.
fn moved(range: &Range<usize>, edit: &ByteEdit) -> Range<usize> {
    let shift = |at: usize| at + edit.new_end - edit.old_end;
    let start = match range.start {
        start if start <= edit.start => start,
        start if start >= edit.old_end => shift(start),
        _ => edit.start,
    };
    let end = match range.end {
        end if end < edit.start => end,
        end if end >= edit.old_end => shift(end),
        _ => edit.new_end,
    };
    start..end.max(start)
}

/// The preview of the body that starts at `body`.
fn rendered(blog: &BlogFolder, text: &str, body: usize, path: &str) -> Preview {
    let body = &text[body..];
    let options = blog.options.clone();
    blog.asked(text, body, path, |answers| {
        Preview::new(body, options, answers)
    })
}

/// One edit that covers all of `edits`, each of which is in coordinates after the one before.
fn covering(edits: &[ByteEdit]) -> Option<ByteEdit> {
    let mut edits = edits.iter().copied();
    let first = edits.next()?;
    Some(edits.fold(first, |whole, edit| {
        let (added, gone) = (edit.new_end - edit.start, edit.old_end - edit.start);
        let end_before = whole.new_end.max(edit.old_end);
        ByteEdit {
            start: whole.start.min(edit.start),
            old_end: whole.old_end + (end_before - whole.new_end),
            new_end: end_before + added - gone,
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use faircopy_draft::Change as TextChange;

    fn opened(text: &str) -> Opened {
        let draft = Draft::open(text.as_bytes()).expect("a text");
        Opened::new(
            "x.md".to_owned(),
            draft,
            text.as_bytes(),
            BlogFolder::default(),
        )
    }

    /// Applies the changes and checks that following them gives what opening anew gives.
    fn check(text: &str, changes: &[(u32, u32, &str)]) -> Change {
        let mut entry = opened(text);
        let mut html: Vec<String> = entry.whole(1).blocks.into_iter().map(|b| b.html).collect();
        let changes: Vec<TextChange> = changes
            .iter()
            .map(|&(from, to, insert)| TextChange {
                from,
                to,
                insert: insert.to_owned(),
            })
            .collect();
        let units = entry.draft.units();
        let applied = entry.draft.apply(0, units, &changes).expect("changes fit");
        let change = entry.follow(&applied.edits);
        for patch in &change.patches {
            let (first, removed) = (patch.first as usize, patch.removed as usize);
            let blocks = patch.blocks.iter().map(|b| b.html.clone());
            html.splice(first..first + removed, blocks);
        }
        let anew = opened(&entry.draft.text()).whole(1);
        let now = entry.whole(1);
        assert_eq!(now.blocks, anew.blocks);
        assert_eq!(
            html,
            anew.blocks.into_iter().map(|b| b.html).collect::<Vec<_>>()
        );
        assert_eq!(now.form, anew.form);
        assert_eq!(now.counts, anew.counts);
        assert_eq!(now.body_from, anew.body_from);
        change
    }

    const ENTRY: &str = "---\ntitle: A\n---\n\nOne two.\n\nThree four.\n\nFive.\n";

    #[test]
    fn one_character_replaces_one_block() {
        let change = check(ENTRY, &[(22, 22, "x")]);
        assert_eq!(change.patches.len(), 1);
        assert_eq!(
            (change.patches[0].removed, change.patches[0].blocks.len()),
            (1, 1)
        );
        assert!(!change.front_matter);
    }

    #[test]
    fn an_edit_of_the_front_matter_leaves_the_preview() {
        let change = check(ENTRY, &[(11, 12, "B: no")]);
        assert!(change.patches.is_empty());
        assert!(change.front_matter);
    }

    #[test]
    fn edits_across_the_fence_follow() {
        check(ENTRY, &[(13, 17, "")]);
        check(ENTRY, &[(0, 17, "")]);
        check(ENTRY, &[(10, 20, "z")]);
        check("Text alone.\n", &[(0, 0, "---\ntitle: B\n---\n")]);
        check("", &[(0, 0, "a")]);
    }

    #[test]
    fn liquid_is_followed_in_form_and_text() {
        let entry = "---\ntitle: A\n---\n\n{{ page.title }} two.\n\n{% comment %}no{% endcomment %}Three.\n";
        let change = check(entry, &[(11, 12, "B")]);
        assert_eq!(change.patches.len(), 1);
        assert_eq!(change.patches[0].blocks[0].html, "<p>B two.</p>\n\n");
        assert_eq!(check(entry, &[(38, 38, "x")]).patches.len(), 1);
        check(entry, &[(57, 59, "yes")]);
        check(entry, &[(18, 36, "")]);
        check(ENTRY, &[(18, 18, "{{ page.title }}")]);
        check(entry, &[(3, 3, "\nrender_with_liquid: false")]);
    }

    #[test]
    fn several_places_at_once_follow() {
        check(ENTRY, &[(18, 21, "Two"), (28, 28, "\n\n"), (41, 45, "")]);
        check(ENTRY, &[(11, 12, "Longer"), (28, 28, "y")]);
    }
}
