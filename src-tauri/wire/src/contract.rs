//! The one list of requests: adding a line breaks the build until both sides answer.

use crate::{
    AddImage, BlogChoice, Checked, Differences, Edit, Empty, EntryRef, Export, ExportPlan,
    ExportReceipt, Failure, FieldEdit, Identity, ImageAdded, ImageRole, MakePracticeBlog, NewEntry,
    NewOffer, OpenEntry, OpenedEntry, Patch, PickImage, Publish, PublishOffer, Published, Resolve,
    SavedEntry, SetField, SetUiState, Settings, Start, UpdateSettings, WholeText,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! contract {
    ($($(#[doc = $doc:literal])* $name:ident $variant:ident($args:ty) -> $reply:ty;)*) => {
        /// One request of the window, named by `cmd` with its `args`.
        #[derive(Debug, Clone, Serialize, Deserialize, TS)]
        #[serde(tag = "cmd", content = "args", rename_all = "snake_case")]
        pub enum Request {
            $($(#[doc = $doc])* $variant($args),)*
        }

        /// Whoever answers requests: one method a request, so that none can be forgotten.
        pub trait Answers {
            $(
                $(#[doc = $doc])*
                ///
                /// # Errors
                /// A [`Failure`] that says what happened, to which file, and what to do next.
                fn $name(&mut self, args: $args) -> Result<$reply, Failure>;
            )*
        }

        /// Hands a request to its method and gives the reply as JSON.
        ///
        /// # Errors
        /// The method's own [`Failure`], or one that says that the reply could not be written.
        pub fn answer(to: &mut impl Answers, request: Request) -> Result<serde_json::Value, Failure> {
            match request {
                $(Request::$variant(args) => {
                    let reply = to.$name(args)?;
                    serde_json::to_value(reply).map_err(|error| Failure::internal(&error))
                })*
            }
        }

        fn replies(config: &ts_rs::Config) -> String {
            let mut text = String::from("/** The reply of each request. */\nexport interface Replies {\n");
            $(
                text.push_str(concat!("  ", stringify!($name), ": "));
                text.push_str(&<$reply as TS>::name(config));
                text.push_str(";\n");
            )*
            text.push_str("}\n");
            text
        }
    };
}

contract! {
    /// What the window needs for its first paint: settings, the library, what was open.
    start Start(Empty) -> Start;
    /// Opens an entry of the library; an open one is given again as it stands.
    open_entry OpenEntry(OpenEntry) -> OpenedEntry;
    /// Forgets an open entry after its text is saved.
    close_entry CloseEntry(EntryRef) -> SavedEntry;
    /// Applies changes to the open text and gives the blocks of the preview that changed.
    edit Edit(Edit) -> Patch;
    /// Compares the page of an open entry with GitHub's; asked for when typing rests.
    differences Differences(EntryRef) -> Differences;
    /// Counts the words of a stretch of the open text, as those of the whole are counted.
    count_stretch CountStretch(crate::Stretch) -> crate::Counts;
    /// Takes where the author is, for a page that has to start again.
    keep_place KeepPlace(crate::KeepPlace) -> Empty;
    /// Takes the whole text when the two sides no longer agree.
    resync Resync(WholeText) -> OpenedEntry;
    /// Works out the changes that set, add or remove one key of the front matter; applies nothing.
    set_field SetField(SetField) -> FieldEdit;
    /// Writes the open text to its file now.
    save Save(EntryRef) -> SavedEntry;
    /// Writes the open text to a folder asked for with the system's dialog, and gives the copy's
    /// path; nothing when cancelled.
    save_copy SaveCopy(EntryRef) -> Option<String>;
    /// Settles a clash between the open text and its file on disk.
    resolve Resolve(Resolve) -> SavedEntry;
    /// Shows how a recovered text differs from the entry as it stands now.
    recovered_diff RecoveredDiff(crate::RecoveredRef) -> crate::RecoveredDiff;
    /// Carries out the author's choice for a recovered text; gives the entry that opened, if one did.
    recover Recover(crate::Recover) -> Option<OpenedEntry>;
    /// Lists the texts that the file of an open entry held.
    history History(EntryRef) -> crate::History;
    /// Shows how the open text differs from one that its file held.
    history_diff HistoryDiff(crate::SnapshotRef) -> crate::WordDiff;
    /// Works out the changes that bring back a text that the file held; applies nothing.
    restore Restore(crate::SnapshotRef) -> FieldEdit;
    /// Looks for what the author should know of an open entry: its pictures, its text, its name.
    check Check(EntryRef) -> Checked;
    /// Works out the changes that put a finding right; applies nothing.
    fix_finding FixFinding(crate::FixFinding) -> FieldEdit;
    /// Forgets the text of an entry whose file is gone; a copy is kept, and told of.
    forget Forget(EntryRef) -> Empty;
    /// What "New entry" offers: templates, series with their next number, defaults.
    offer_new OfferNew(Empty) -> NewOffer;
    /// Makes a new entry from a template and opens it; never overwrites a file.
    new_entry NewEntry(NewEntry) -> OpenedEntry;
    /// Asks for a picture with the system's dialog and takes it in; nothing when cancelled.
    pick_image PickImage(PickImage) -> Option<ImageAdded>;
    /// Takes in a dropped or pasted picture.
    add_image AddImage(AddImage) -> ImageAdded;
    /// Asks for the posts folder with the system's dialog and opens it.
    choose_posts ChoosePosts(Empty) -> Option<Start>;
    /// Asks for the blog's folder with the system's dialog and remembers it.
    choose_blog ChooseBlog(Empty) -> BlogChoice;
    /// Makes a small practice blog in a folder and remembers it as the blog.
    make_practice_blog MakePracticeBlog(MakePracticeBlog) -> BlogChoice;
    /// Works out what an export would write; writes nothing.
    export_plan ExportPlan(Export) -> ExportPlan;
    /// Works out what taking an entry out of the blog would remove; removes nothing.
    unexport_plan UnexportPlan(Export) -> ExportPlan;
    /// Writes the plan that was shown last for this entry, all or nothing.
    export_apply ExportApply(Export) -> ExportReceipt;
    /// Compares every entry with the chosen blog; nothing where none is chosen.
    entries_in_blog EntriesInBlog(Empty) -> Vec<crate::EntryInBlog>;
    /// Looks at the blog's repository: what of the entry could be committed, and where it would go.
    publish_offer PublishOffer(Export) -> PublishOffer;
    /// Commits exactly the entry's files and pushes them; never by force. Tells of its progress.
    publish Publish(Publish) -> Published;
    /// Stops a push that takes long.
    stop_publish StopPublish(Empty) -> Empty;
    /// Tells git who commits in the blog's repository.
    set_identity SetIdentity(Identity) -> Empty;
    /// Reads the settings file again, which may have been changed by hand.
    read_settings ReadSettings(Empty) -> Settings;
    /// Changes settings and gives them as they stand.
    update_settings UpdateSettings(UpdateSettings) -> Settings;
    /// Remembers what the window looks like: panes, divider, open entry.
    set_ui_state SetUiState(SetUiState) -> Empty;
    /// Opens a link of the preview in the system's browser: http, https and mailto only.
    open_link OpenLink(crate::Link) -> Empty;
}

/// TypeScript for the whole contract, as it stands in `ui/src/ipc/generated.ts`.
pub fn typescript() -> String {
    let config = ts_rs::Config::default();
    let mut text = String::from("// Written from src-tauri/wire by its tests. Do not edit.\n\n");
    for declaration in declarations(&config) {
        text.push_str("export ");
        text.push_str(&declaration);
        text.push_str("\n\n");
    }
    text.push_str(&replies(&config));
    text
}

macro_rules! declared {
    ($config:ident: $($kind:ty),* $(,)?) => { [$(<$kind as TS>::decl($config)),*] };
}

fn declarations(config: &ts_rs::Config) -> Vec<String> {
    let mut all = Vec::from(declared![config:
        Request,
        crate::Event,
        Failure,
        crate::FailureCode,
        Empty,
        EntryRef,
        OpenEntry,
        OpenedEntry,
        crate::Place,
        crate::KeepPlace,
        Edit,
        crate::Stretch,
        crate::TextChange,
        Patch,
        crate::BlockPatch,
        crate::PreviewBlock,
        WholeText,
        SetField,
        crate::FieldInput,
        FieldEdit,
        SavedEntry,
        crate::SaveState,
        Resolve,
        crate::Keep,
        crate::Clash,
        Checked,
        crate::PictureSeen,
        crate::Form,
        crate::Field,
        crate::FieldValue,
        crate::Counts,
        crate::Finding,
        crate::FixFinding,
        Differences,
        crate::Level,
        crate::LibraryRow,
        crate::LibraryChange,
        NewOffer,
        NewEntry,
        crate::TemplateOffer,
        crate::SeriesOffer,
        PickImage,
        AddImage,
        ImageRole,
        ImageAdded,
        Start,
        Settings,
        crate::Theme,
        crate::TextFont,
        crate::UiState,
        UpdateSettings,
        SetUiState,
        crate::Link,
    ]);
    all.extend(declarations_of_keeping(config));
    all.extend(declarations_of_publishing(config));
    all
}

fn declarations_of_publishing(config: &ts_rs::Config) -> [String; 12] {
    declared![config:
        BlogChoice,
        MakePracticeBlog,
        Export,
        ExportPlan,
        crate::PlannedFile,
        ExportReceipt,
        crate::ExportState,
        crate::EntryInBlog,
        PublishOffer,
        Publish,
        Published,
        Identity,
    ]
}

fn declarations_of_keeping(config: &ts_rs::Config) -> [String; 12] {
    declared![config:
        crate::Recovered,
        crate::RecoveredDiff,
        crate::RecoveredFile,
        crate::RecoveredRef,
        crate::Recovery,
        crate::Recover,
        crate::WordDiff,
        crate::DiffPiece,
        crate::DiffKind,
        crate::Snapshot,
        crate::History,
        crate::SnapshotRef,
    ]
}
