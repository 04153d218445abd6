// Written from src-tauri/wire by its tests. Do not edit.

export type Request = { "cmd": "start", "args": Empty } | { "cmd": "open_entry", "args": OpenEntry } | { "cmd": "close_entry", "args": EntryRef } | { "cmd": "edit", "args": Edit } | { "cmd": "differences", "args": EntryRef } | { "cmd": "count_stretch", "args": Stretch } | { "cmd": "keep_place", "args": KeepPlace } | { "cmd": "resync", "args": WholeText } | { "cmd": "set_field", "args": SetField } | { "cmd": "save", "args": EntryRef } | { "cmd": "save_copy", "args": EntryRef } | { "cmd": "resolve", "args": Resolve } | { "cmd": "recovered_diff", "args": RecoveredRef } | { "cmd": "recover", "args": Recover } | { "cmd": "history", "args": EntryRef } | { "cmd": "history_diff", "args": SnapshotRef } | { "cmd": "restore", "args": SnapshotRef } | { "cmd": "check", "args": EntryRef } | { "cmd": "fix_finding", "args": FixFinding } | { "cmd": "forget", "args": EntryRef } | { "cmd": "offer_new", "args": Empty } | { "cmd": "new_entry", "args": NewEntry } | { "cmd": "pick_image", "args": PickImage } | { "cmd": "add_image", "args": AddImage } | { "cmd": "choose_posts", "args": Empty } | { "cmd": "choose_blog", "args": Empty } | { "cmd": "make_practice_blog", "args": MakePracticeBlog } | { "cmd": "export_plan", "args": Export } | { "cmd": "unexport_plan", "args": Export } | { "cmd": "export_apply", "args": Export } | { "cmd": "entries_in_blog", "args": Empty } | { "cmd": "publish_offer", "args": Export } | { "cmd": "publish", "args": Publish } | { "cmd": "stop_publish", "args": Empty } | { "cmd": "set_identity", "args": Identity } | { "cmd": "read_settings", "args": Empty } | { "cmd": "update_settings", "args": UpdateSettings } | { "cmd": "set_ui_state", "args": SetUiState } | { "cmd": "open_link", "args": Link };

export type Event = { "event": "library", "detail": { 
/**
 * What changed, in order.
 */
changes: Array<LibraryChange>, } } | { "event": "pictures", "detail": Record<symbol, never> } | { "event": "saved", "detail": SavedEntry } | { "event": "reloaded", "detail": { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * Changes from the revision before.
 */
edit: FieldEdit, 
/**
 * The preview after them.
 */
patch: Patch, 
/**
 * Whether the author had changed the text too, so that both are in it now.
 */
merged: boolean, } } | { "event": "moved", "detail": { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * New path below the posts folder.
 */
path: string, } } | { "event": "opened", "detail": OpenedEntry } | { "event": "publishing", "detail": { 
/**
 * The words.
 */
progress: string, } } | { "event": "polled", "detail": { 
/**
 * Why they are heard of late, if so.
 */
why: string | null, } } | { "event": "note", "detail": { 
/**
 * The sentence.
 */
message: string, } };

export type Failure = { 
/**
 * What the window does about it.
 */
code: FailureCode, 
/**
 * What happened, to which file, in one sentence.
 */
message: string, 
/**
 * What to do next.
 */
hint: string | null, };

export type FailureCode = "stale" | "no_blog" | "behind" | "field" | "author" | "system" | "internal";

export type Empty = Record<symbol, never>;

export type EntryRef = { 
/**
 * Number of the open entry.
 */
entry: number, };

export type OpenEntry = { 
/**
 * Path below the posts folder, as the library lists it.
 */
path: string, };

export type OpenedEntry = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * Path below the posts folder.
 */
path: string, 
/**
 * Revision of the text that follows.
 */
revision: number, 
/**
 * The whole text, front matter included, each line break as one `\n`.
 */
text: string, 
/**
 * Where the body starts, in units; the front matter with its fences stands before it.
 */
body_from: number, 
/**
 * The front matter as a form.
 */
form: Form, 
/**
 * The preview, block by block.
 */
blocks: Array<PreviewBlock>, 
/**
 * Words and the like of the body.
 */
counts: Counts, 
/**
 * What is wrong with the entry.
 */
findings: Array<Finding>, 
/**
 * Whether the file holds this text.
 */
state: SaveState, 
/**
 * Where a clash with another program's text is not settled yet.
 */
clashes: Array<Clash>, 
/**
 * Why the entry cannot be edited, if so.
 */
read_only: string | null, 
/**
 * Where the author is in the text, if a page told it before.
 */
place: Place | null, };

export type Place = { 
/**
 * The unit before which the caret stands.
 */
caret: number, 
/**
 * The first unit of the first line that is seen.
 */
top: number, };

export type KeepPlace = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * Revision of the text that the place is in.
 */
revision: number, 
/**
 * Where.
 */
place: Place, };

export type Edit = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * Revision that the changes apply to.
 */
revision: number, 
/**
 * Length in units of the document that the changes apply to.
 */
length: number, 
/**
 * Ascending and disjoint.
 */
changes: Array<TextChange>, };

export type Stretch = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * Revision that the units are of.
 */
revision: number, 
/**
 * First unit.
 */
from: number, 
/**
 * Unit behind the last.
 */
to: number, };

export type TextChange = { 
/**
 * First replaced unit.
 */
from: number, 
/**
 * Unit after the last replaced one.
 */
to: number, 
/**
 * What stands there afterwards, each line break as one `\n`.
 */
insert: string, };

export type Patch = { 
/**
 * Revision of the text after the edit.
 */
revision: number, 
/**
 * Applied one after another.
 */
patches: Array<BlockPatch>, 
/**
 * Where the body starts now, in units.
 */
body_from: number, 
/**
 * The form, where the front matter changed.
 */
form: Form | null, 
/**
 * Words and the like of the body, where it changed.
 */
counts: Counts | null, 
/**
 * What is wrong with the entry, where the front matter changed.
 */
findings: Array<Finding> | null, 
/**
 * Whether the file holds this text.
 */
state: SaveState, 
/**
 * Where a clash with another program's text is not settled yet, if that changed.
 */
clashes: Array<Clash> | null, };

export type BlockPatch = { 
/**
 * Index of the first replaced block, after the patches before this one.
 */
first: number, 
/**
 * How many blocks go.
 */
removed: number, 
/**
 * What stands in their place.
 */
blocks: Array<PreviewBlock>, };

export type PreviewBlock = { 
/**
 * Its HTML as Jekyll would publish it; the frame removes active content.
 */
html: string, 
/**
 * First unit of its source in the whole document.
 */
from: number, 
/**
 * Unit after its source.
 */
to: number, };

export type WholeText = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * The last revision of the core's that the page knows.
 */
revision: number, 
/**
 * Each line break as one `\n`.
 */
text: string, };

export type SetField = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * Revision that the form showed.
 */
revision: number, 
/**
 * The key.
 */
key: string, 
/**
 * Its new value; none removes the key.
 */
value: FieldInput | null, };

export type FieldInput = { "kind": "text", "value": string } | { "kind": "list", "value": Array<string> } | { "kind": "flag", "value": boolean } | { "kind": "yaml", "value": string };

export type FieldEdit = { 
/**
 * Revision that the changes apply to.
 */
revision: number, 
/**
 * Ascending and disjoint.
 */
changes: Array<TextChange>, };

export type SavedEntry = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * Revision that was saved.
 */
revision: number, 
/**
 * Whether the file holds the text.
 */
state: SaveState, };

export type SaveState = { "kind": "saved" } | { "kind": "unsaved" } | { "kind": "clash" } | { "kind": "gone" } | { "kind": "failed", 
/**
 * What happened and what to do.
 */
message: string, };

export type Resolve = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * Which text stands.
 */
keep: Keep, };

export type Keep = "mine" | "theirs" | "settled";

export type Clash = { 
/**
 * Where the author's wording begins, in units.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * The other program's wording; line breaks are `\n`.
 */
theirs: string, };

export type Checked = { 
/**
 * Revision of the text that was checked.
 */
revision: number, 
/**
 * Everything that was found, the front matter's own problems among it.
 */
findings: Array<Finding>, 
/**
 * The pictures that the entry names.
 */
pictures: Array<PictureSeen>, };

export type PictureSeen = { 
/**
 * As it is written in the entry.
 */
written: string, 
/**
 * Tells its contents from others; nothing where it was not found.
 */
content: string | null, };

export type Form = { 
/**
 * Whether the entry has front matter at all.
 */
present: boolean, 
/**
 * Every key in the file's order.
 */
fields: Array<Field>, 
/**
 * Cover as Jekyll reads it (`image`), if any.
 */
cover: string | null, 
/**
 * The date the entry will carry: its `date` key, else that of its file name.
 */
date: string | null, 
/**
 * What is wrong with the `date` key, if so.
 */
date_fault: string | null, 
/**
 * Why the form cannot be used, with the line: the front matter is not YAML.
 */
error: Finding | null, };

export type Field = { 
/**
 * The key as written.
 */
key: string, 
/**
 * Its value as Jekyll reads it.
 */
value: FieldValue, };

export type FieldValue = { "kind": "text", "value": string } | { "kind": "list", "value": Array<string> } | { "kind": "flag", "value": boolean } | { "kind": "yaml", "value": string };

export type Counts = { 
/**
 * Words.
 */
words: number, 
/**
 * Characters.
 */
characters: number, 
/**
 * Reading time in minutes.
 */
minutes: number, };

export type Finding = { 
/**
 * How much it matters.
 */
level: Level, 
/**
 * A stable name of the kind of finding.
 */
code: string, 
/**
 * The file it is about, relative to the blog, where that is not the entry.
 */
file: string | null, 
/**
 * Line of the file, counted from 1.
 */
line: number | null, 
/**
 * The last line it is about, where that is more than one.
 */
last_line: number | null, 
/**
 * What is the matter.
 */
message: string, 
/**
 * What to do.
 */
hint: string | null, 
/**
 * What a click can do about it, in a few words; see [`FixFinding`].
 */
fix: string | null, };

export type FixFinding = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * Code of the finding.
 */
code: string, 
/**
 * Its line.
 */
line: number | null, 
/**
 * Its message.
 */
message: string, };

export type Differences = { 
/**
 * Revision of the text that was compared.
 */
revision: number, 
/**
 * One finding for each place, in order, with lines of the whole text.
 */
findings: Array<Finding>, };

export type Level = "error" | "warning" | "hint";

export type LibraryRow = { 
/**
 * Path below the posts folder.
 */
path: string, 
/**
 * Title, or the file name where there is none.
 */
title: string, 
/**
 * `YYYY-MM-DD`, from the front matter or the file name.
 */
date: string | null, 
/**
 * Author.
 */
author: string | null, 
/**
 * Cover as written in the entry.
 */
cover: string | null, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * Words of the body.
 */
words: number, 
/**
 * Name and number of the series it belongs to.
 */
series: [string, number] | null, 
/**
 * Why the entry cannot be read, if so.
 */
error: string | null, 
/**
 * Why its open text is not in its file, where the author has to act: a clash, a file that is
 * gone, a save that failed.
 */
held: SaveState | null, 
/**
 * Whether it is the copy that a recovered text was kept as.
 */
recovered: boolean, };

export type LibraryChange = { "kind": "put", 
/**
 * The row.
 */
row: LibraryRow, } | { "kind": "removed", 
/**
 * Its path.
 */
path: string, };

export type NewOffer = { 
/**
 * Templates, in order.
 */
templates: Array<TemplateOffer>, 
/**
 * Series of the library, the last used first.
 */
series: Array<SeriesOffer>, 
/**
 * Author from the settings or the last entry.
 */
author: string, 
/**
 * Today, `YYYY-MM-DD`.
 */
date: string, };

export type NewEntry = { 
/**
 * Name of the template.
 */
template: string, 
/**
 * Series to continue, for a numbered template.
 */
series: string | null, 
/**
 * Topic within a series, or the whole title without one.
 */
topic: string, 
/**
 * Author.
 */
author: string, 
/**
 * `YYYY-MM-DD`.
 */
date: string, };

export type TemplateOffer = { 
/**
 * Its name: the file name without ending.
 */
name: string, 
/**
 * Whether it numbers a series.
 */
numbered: boolean, };

export type SeriesOffer = { 
/**
 * Its name.
 */
name: string, 
/**
 * The next free number.
 */
next: number, };

export type PickImage = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * What it is for.
 */
role: ImageRole, 
/**
 * Where an inline picture goes, in units.
 */
at: number, };

export type AddImage = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * What it is for.
 */
role: ImageRole, 
/**
 * Where an inline picture goes, in units.
 */
at: number, 
/**
 * Its file name, if it has one.
 */
name: string, 
/**
 * Its bytes in base64.
 */
data: string, };

export type ImageRole = "cover" | "inline";

export type ImageAdded = { 
/**
 * Its file name below `images/` of the posts folder.
 */
file_name: string, 
/**
 * The changes that set the cover or insert the picture; the window applies them.
 */
edit: FieldEdit, };

export type Start = { 
/**
 * The author's settings.
 */
settings: Settings, 
/**
 * How the window looked last.
 */
ui: UiState, 
/**
 * Posts folder.
 */
posts: string, 
/**
 * Why the posts folder cannot be read, if so.
 */
posts_error: string | null, 
/**
 * Why changes of the posts folder are heard of late, if so.
 */
posts_polled: string | null, 
/**
 * The library, newest first.
 */
library: Array<LibraryRow>, 
/**
 * The entry that was open last, or that was asked for.
 */
open: OpenedEntry | null, 
/**
 * Texts that an earlier run kept and that stand in no file.
 */
recovered: Array<Recovered>, };

export type Settings = { 
/**
 * Author of new entries; empty takes the last entry's.
 */
author: string, 
/**
 * Folder of the blog that entries are exported to.
 */
blog: string | null, 
/**
 * Colours of the window.
 */
theme: Theme, 
/**
 * Font of the text.
 */
font: TextFont, 
/**
 * Size of the text, in pixels.
 */
text_size: number, 
/**
 * Longest line of the text, in multiples of the window's letter size.
 */
text_width: number, 
/**
 * Distance of lines, in percent of the text's size.
 */
line_height: number, 
/**
 * Size of everything in the window, in percent.
 */
zoom: number, 
/**
 * Whether the toolbar shows above the text.
 */
toolbar: boolean, 
/**
 * Whether only the paragraph at the caret is bright.
 */
focus_mode: boolean, 
/**
 * Whether the line that is written stays in the middle.
 */
typewriter: boolean, 
/**
 * How many days a text stays in the history; none keeps it for ever.
 */
history_days: number | null, 
/**
 * How much space the history takes at most, in MB; none is 256.
 */
history_megabytes: number | null, 
/**
 * What one picture of an export may weigh before that is told, in kB; none means 500.
 */
image_budget: number | null, };

export type Theme = "system" | "light" | "dark";

export type TextFont = "sans" | "serif" | "mono";

export type UiState = { 
/**
 * Whether the library shows.
 */
library_shown: boolean, 
/**
 * Whether the outline of the entry shows.
 */
outline_shown: boolean, 
/**
 * Share of the editor in the room that editor and preview split, 0.2 to 0.8.
 */
divider: number, 
/**
 * Whether the form's details show; none leaves it to the height of the window.
 */
details_shown: boolean | null, 
/**
 * Path of the entry that was open.
 */
open: string | null, };

export type UpdateSettings = { 
/**
 * New author.
 */
author: string | null, 
/**
 * New colours.
 */
theme: Theme | null, 
/**
 * New font of the text.
 */
font: TextFont | null, 
/**
 * New size of the text, in pixels.
 */
text_size: number | null, 
/**
 * New longest line of the text.
 */
text_width: number | null, 
/**
 * New distance of lines, in percent.
 */
line_height: number | null, 
/**
 * New size of everything, in percent.
 */
zoom: number | null, 
/**
 * Whether the toolbar shows from now on.
 */
toolbar: boolean | null, 
/**
 * Whether only the paragraph at the caret is bright from now on.
 */
focus_mode: boolean | null, 
/**
 * Whether the line that is written stays in the middle from now on.
 */
typewriter: boolean | null, };

export type SetUiState = { 
/**
 * The whole state.
 */
ui: UiState, };

export type Link = { 
/**
 * Its address.
 */
url: string, };

export type Recovered = { 
/**
 * Its number, for as long as this run lasts.
 */
number: number, 
/**
 * Path of its entry below the posts folder.
 */
path: string, 
/**
 * When it was written last: milliseconds since 1970 in UTC, where the disk tells.
 */
at: number | null, 
/**
 * Whether what was typed in the last moments may be missing.
 */
torn: boolean, };

export type RecoveredDiff = { 
/**
 * How the file stands to the text.
 */
file: RecoveredFile, 
/**
 * From the open text, or else the file's, to the recovered one.
 */
diff: WordDiff, };

export type RecoveredFile = "older" | "ours" | "changed" | "gone";

export type RecoveredRef = { 
/**
 * Its number.
 */
number: number, };

export type Recovery = "keep" | "copy" | "discard";

export type Recover = { 
/**
 * Number of the recovered text.
 */
number: number, 
/**
 * What becomes of it.
 */
recovery: Recovery, };

export type WordDiff = { 
/**
 * All of both front matters, in order; nothing where they are the same.
 */
front_matter: Array<DiffPiece>, 
/**
 * All of both bodies, in order.
 */
pieces: Array<DiffPiece>, };

export type DiffPiece = { 
/**
 * Which of the two texts has it.
 */
kind: DiffKind, 
/**
 * The words.
 */
text: string, };

export type DiffKind = "same" | "added" | "removed";

export type Snapshot = { 
/**
 * Its name.
 */
id: string, 
/**
 * When it was saved, in milliseconds since 1970 in UTC.
 */
at: number, };

export type History = { 
/**
 * The texts.
 */
snapshots: Array<Snapshot>, };

export type SnapshotRef = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * Name of the text.
 */
id: string, };

export type BlogChoice = { 
/**
 * Its folder; none when the author cancelled.
 */
folder: string | null, };

export type MakePracticeBlog = { 
/**
 * An empty folder; none asks with the system's dialog.
 */
folder: string | null, };

export type Export = { 
/**
 * Number of the open entry.
 */
entry: number, };

export type ExportPlan = { 
/**
 * Folder of the blog.
 */
blog: string, 
/**
 * Every file, with what changes in it.
 */
files: Array<PlannedFile>, 
/**
 * Address of the page once published.
 */
url: string, 
/**
 * What was found on the way; an error stops the export.
 */
findings: Array<Finding>, 
/**
 * The blog already holds exactly this.
 */
nothing_to_do: boolean, 
/**
 * Paths below the blog's folder that go.
 */
removed: Array<string>, };

export type PlannedFile = { 
/**
 * Path below the blog's folder.
 */
path: string, 
/**
 * Whether the file exists already.
 */
exists: boolean, 
/**
 * Whether its bytes change.
 */
changes: boolean, 
/**
 * Unified diff of a text file.
 */
diff: string | null, 
/**
 * Size afterwards in bytes.
 */
bytes: number, 
/**
 * Whether it is a picture.
 */
image: boolean, };

export type ExportReceipt = { 
/**
 * Paths below the blog's folder that were written.
 */
written: Array<string>, 
/**
 * Paths below the blog's folder that were removed.
 */
removed: Array<string>, 
/**
 * Folder of the blog.
 */
blog: string, 
/**
 * Address of the page once published.
 */
url: string, };

export type ExportState = "draft" | "exported" | "changed" | "changed_in_blog" | "changed_in_both" | "missing";

export type EntryInBlog = { 
/**
 * Path of the entry.
 */
path: string, 
/**
 * How it stands.
 */
state: ExportState, };

export type PublishOffer = { 
/**
 * The branch that is checked out.
 */
branch: string, 
/**
 * A branch of the entry's own, whether or not there is one already.
 */
own_branch: string, 
/**
 * The remote that is pushed to, if there is one.
 */
remote: string | null, 
/**
 * Whether the remote may lack commits of the branch.
 */
unsent: boolean, 
/**
 * The files that a commit would hold, below the blog's folder.
 */
files: Array<string>, 
/**
 * What the commit would be called.
 */
message: string, 
/**
 * Who commits, if git knows it.
 */
author: Identity | null, };

export type Publish = { 
/**
 * Number of the open entry.
 */
entry: number, 
/**
 * What the commit is called.
 */
message: string, 
/**
 * A branch of its own; none takes the one that is checked out.
 */
branch: string | null, 
/**
 * Whether to push as well.
 */
push: boolean, 
/**
 * Whether to bring in first what the remote has more.
 */
pull: boolean, };

export type Published = { 
/**
 * Id of the commit; none where the repository held all of it.
 */
commit: string | null, 
/**
 * The branch it is on.
 */
branch: string, 
/**
 * The remote that has it now; none where nothing was pushed.
 */
remote: string | null, };

export type Identity = { 
/**
 * A name.
 */
name: string, 
/**
 * An address for mail.
 */
email: string, };

/** The reply of each request. */
export interface Replies {
  start: Start;
  open_entry: OpenedEntry;
  close_entry: SavedEntry;
  edit: Patch;
  differences: Differences;
  count_stretch: Counts;
  keep_place: Empty;
  resync: OpenedEntry;
  set_field: FieldEdit;
  save: SavedEntry;
  save_copy: string | null;
  resolve: SavedEntry;
  recovered_diff: RecoveredDiff;
  recover: OpenedEntry | null;
  history: History;
  history_diff: WordDiff;
  restore: FieldEdit;
  check: Checked;
  fix_finding: FieldEdit;
  forget: Empty;
  offer_new: NewOffer;
  new_entry: OpenedEntry;
  pick_image: ImageAdded | null;
  add_image: ImageAdded;
  choose_posts: Start | null;
  choose_blog: BlogChoice;
  make_practice_blog: BlogChoice;
  export_plan: ExportPlan;
  unexport_plan: ExportPlan;
  export_apply: ExportReceipt;
  entries_in_blog: Array<EntryInBlog>;
  publish_offer: PublishOffer;
  publish: Published;
  stop_publish: Empty;
  set_identity: Empty;
  read_settings: Settings;
  update_settings: Settings;
  set_ui_state: Empty;
  open_link: Empty;
}
