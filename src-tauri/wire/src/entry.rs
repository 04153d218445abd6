//! An open entry: its text, its form, its preview, and the changes that travel between the two sides.

use crate::{Finding, Level};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// No arguments, or nothing to tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Empty {}

/// An open entry, by the number it got when it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntryRef {
    /// Number of the open entry.
    pub entry: u32,
}

/// Which entry of the library to open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenEntry {
    /// Path below the posts folder, as the library lists it.
    pub path: String,
}

/// An entry as the window shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct OpenedEntry {
    /// Number of the open entry.
    pub entry: u32,
    /// Path below the posts folder.
    pub path: String,
    /// Revision of the text that follows.
    pub revision: u32,
    /// The whole text, front matter included, each line break as one `\n`.
    pub text: String,
    /// Where the body starts, in units; the front matter with its fences stands before it.
    pub body_from: u32,
    /// The front matter as a form.
    pub form: Form,
    /// The preview, block by block.
    pub blocks: Vec<PreviewBlock>,
    /// Words and the like of the body.
    pub counts: Counts,
    /// What is wrong with the entry.
    pub findings: Vec<Finding>,
    /// Whether the file holds this text.
    pub state: SaveState,
    /// Where a clash with another program's text is not settled yet.
    pub clashes: Vec<Clash>,
    /// Why the entry cannot be edited, if so.
    pub read_only: Option<String>,
    /// Where the author is in the text, if a page told it before.
    pub place: Option<Place>,
}

/// Where the author is in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Place {
    /// The unit before which the caret stands.
    pub caret: u32,
    /// The first unit of the first line that is seen.
    pub top: u32,
}

/// Where the author is in an open entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeepPlace {
    /// Number of the open entry.
    pub entry: u32,
    /// Revision of the text that the place is in.
    pub revision: u32,
    /// Where.
    pub place: Place,
}

/// One replaced stretch of text, in units of the document before the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextChange {
    /// First replaced unit.
    pub from: u32,
    /// Unit after the last replaced one.
    pub to: u32,
    /// What stands there afterwards, each line break as one `\n`.
    pub insert: String,
}

/// Changes of the open text and what they apply to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Edit {
    /// Number of the open entry.
    pub entry: u32,
    /// Revision that the changes apply to.
    pub revision: u32,
    /// Length in units of the document that the changes apply to.
    pub length: u32,
    /// Ascending and disjoint.
    pub changes: Vec<TextChange>,
}

/// A stretch of an open text whose words are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Stretch {
    /// Number of the open entry.
    pub entry: u32,
    /// Revision that the units are of.
    pub revision: u32,
    /// First unit.
    pub from: u32,
    /// Unit behind the last.
    pub to: u32,
}

/// One top-level block of the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewBlock {
    /// Its HTML as Jekyll would publish it; the frame removes active content.
    pub html: String,
    /// First unit of its source in the whole document.
    pub from: u32,
    /// Unit after its source.
    pub to: u32,
}

/// Consecutive blocks that take the place of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BlockPatch {
    /// Index of the first replaced block, after the patches before this one.
    pub first: u32,
    /// How many blocks go.
    pub removed: u32,
    /// What stands in their place.
    pub blocks: Vec<PreviewBlock>,
}

/// What an edit changed in the preview and around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Patch {
    /// Revision of the text after the edit.
    pub revision: u32,
    /// Applied one after another.
    pub patches: Vec<BlockPatch>,
    /// Where the body starts now, in units.
    pub body_from: u32,
    /// The form, where the front matter changed.
    pub form: Option<Form>,
    /// Words and the like of the body, where it changed.
    pub counts: Option<Counts>,
    /// What is wrong with the entry, where the front matter changed.
    pub findings: Option<Vec<Finding>>,
    /// Whether the file holds this text.
    pub state: SaveState,
    /// Where a clash with another program's text is not settled yet, if that changed.
    pub clashes: Option<Vec<Clash>>,
}

/// Where the page of an open entry and GitHub's page of the same text part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Differences {
    /// Revision of the text that was compared.
    pub revision: u32,
    /// One finding for each place, in order, with lines of the whole text.
    pub findings: Vec<Finding>,
}

/// The whole text of the window, when the two sides no longer agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WholeText {
    /// Number of the open entry.
    pub entry: u32,
    /// The last revision of the core's that the page knows.
    pub revision: u32,
    /// Each line break as one `\n`.
    pub text: String,
}

/// A wish to set one key of the front matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SetField {
    /// Number of the open entry.
    pub entry: u32,
    /// Revision that the form showed.
    pub revision: u32,
    /// The key.
    pub key: String,
    /// Its new value; none removes the key.
    pub value: Option<FieldInput>,
}

/// What the author put into a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum FieldInput {
    /// A text, kept a text whatever YAML would make of it.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// Yes or no.
    Flag(bool),
    /// YAML as typed.
    Yaml(String),
}

/// The changes that a form edit makes to the text; the window applies them as one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldEdit {
    /// Revision that the changes apply to.
    pub revision: u32,
    /// Ascending and disjoint.
    pub changes: Vec<TextChange>,
}

/// The front matter as a form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Form {
    /// Whether the entry has front matter at all.
    pub present: bool,
    /// Every key in the file's order.
    pub fields: Vec<Field>,
    /// Cover as Jekyll reads it (`image`), if any.
    pub cover: Option<String>,
    /// The date the entry will carry: its `date` key, else that of its file name.
    pub date: Option<String>,
    /// What is wrong with the `date` key, if so.
    pub date_fault: Option<String>,
    /// Why the form cannot be used, with the line: the front matter is not YAML.
    pub error: Option<Finding>,
}

/// One key of the front matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Field {
    /// The key as written.
    pub key: String,
    /// Its value as Jekyll reads it.
    pub value: FieldValue,
}

/// A value of the front matter as Jekyll reads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum FieldValue {
    /// A text, number or date, as it would be printed.
    Text(String),
    /// A list of such.
    List(Vec<String>),
    /// Yes or no.
    Flag(bool),
    /// Anything else, as YAML.
    Yaml(String),
}

/// Size of the body as a reader meets it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counts {
    /// Words.
    pub words: u32,
    /// Characters.
    pub characters: u32,
    /// Reading time in minutes.
    pub minutes: u32,
}

/// Whether the file on disk holds the open text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SaveState {
    /// The file holds this text.
    Saved,
    /// The text is newer than the file.
    Unsaved,
    /// Another program changed the file while the text here was changed too.
    Clash,
    /// The file is gone; the text here is the only copy.
    Gone,
    /// The last save failed.
    Failed {
        /// What happened and what to do.
        message: String,
    },
}

/// An entry after a save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedEntry {
    /// Number of the open entry.
    pub entry: u32,
    /// Revision that was saved.
    pub revision: u32,
    /// Whether the file holds the text.
    pub state: SaveState,
}

/// One place that the author and another program both changed, each in their own way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Clash {
    /// Where the author's wording begins, in units.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The other program's wording; line breaks are `\n`.
    pub theirs: String,
}

/// Which text stands after a clash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// The text of the window; the file's text is kept as a copy.
    Mine,
    /// The file's text, which comes as [`crate::Event::Reloaded`]; undo brings the window's back.
    Theirs,
    /// The text of the window, in which the author has settled each place.
    Settled,
}

/// How the author settles a clash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Resolve {
    /// Number of the open entry.
    pub entry: u32,
    /// Which text stands.
    pub keep: Keep,
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImageRole {
    /// The entry's cover: the key `image`.
    Cover,
    /// A picture in the text.
    Inline,
}

/// A wish to pick a picture with the system's dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PickImage {
    /// Number of the open entry.
    pub entry: u32,
    /// What it is for.
    pub role: ImageRole,
    /// Where an inline picture goes, in units.
    pub at: u32,
}

/// A picture that was dropped or pasted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AddImage {
    /// Number of the open entry.
    pub entry: u32,
    /// What it is for.
    pub role: ImageRole,
    /// Where an inline picture goes, in units.
    pub at: u32,
    /// Its file name, if it has one.
    pub name: String,
    /// Its bytes in base64.
    pub data: String,
}

/// A picture that was taken in, and the changes that show it in the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImageAdded {
    /// Its file name below `images/` of the posts folder.
    pub file_name: String,
    /// The changes that set the cover or insert the picture; the window applies them.
    pub edit: FieldEdit,
}

/// What a check found, of the text at a revision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Checked {
    /// Revision of the text that was checked.
    pub revision: u32,
    /// Everything that was found, the front matter's own problems among it.
    pub findings: Vec<Finding>,
    /// The pictures that the entry names.
    pub pictures: Vec<PictureSeen>,
}

/// A picture that an entry names, as it was when it was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureSeen {
    /// As it is written in the entry.
    pub written: String,
    /// Tells its contents from others; nothing where it was not found.
    pub content: Option<String>,
}

impl Finding {
    /// Whether the finding stops an export.
    pub fn stops(&self) -> bool {
        self.level == Level::Error
    }
}

/// A link the author clicked in the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Link {
    /// Its address.
    pub url: String,
}
