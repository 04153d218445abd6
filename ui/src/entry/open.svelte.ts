// One open entry: its text and undo history, and what the core says about it.
import { isolateHistory, redo, undo } from "@codemirror/commands";
import type { ChangeSet, EditorState, Text, Transaction, TransactionSpec } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";
import { difference, fromTextChanges } from "../editor/changes";
import {
  firstReachable,
  frontMatter,
  origin,
  setBodyFrom,
  showFrontMatter,
} from "../editor/frontmatter";
import { setHints } from "../editor/hints";
import { editorState, jumpTo } from "../editor/setup";
import { Sync, type SyncHost } from "../editor/sync";
import { call } from "../ipc/client";
import type {
  BlockPatch,
  Counts,
  Failure,
  FieldEdit,
  FieldInput,
  Finding,
  Form,
  Keep,
  OpenedEntry,
  Patch,
  PreviewBlock,
  SavedEntry,
  SaveState,
} from "../ipc/generated";
import { patchBlocks } from "../preview/blocks";
import { Comparison } from "./comparison";
import { takePictures } from "./pictures";
import { RevisionLog } from "./revisions";

/** What the preview of the shown entry follows. */
export interface PreviewListener {
  patched(patches: BlockPatch[], revision: number): void;
  replaced(): void;
  caret(at: number): void;
}

/** Where failures are told. */
export type Tell = (failure: unknown) => void;

export class OpenEntry implements SyncHost {
  readonly number: number;
  readonly sync: Sync;
  path = $state("");
  form = $state.raw<Form>() as Form;
  counts = $state.raw<Counts>() as Counts;
  findings = $state.raw<Finding[]>([]);
  /** Where the page and GitHub's page part, as of the last rest. */
  differences = $state.raw<Finding[]>([]);
  state = $state.raw<SaveState>({ kind: "saved" });
  readOnly = $state<string | null>(null);
  frontMatterShown = $state(false);
  /** The preview's blocks as of the last revision. */
  blocks: PreviewBlock[] = [];
  /** Who shows the preview, while this entry is shown. */
  preview: PreviewListener | null = null;
  readonly #tell: Tell;
  readonly #log = new RevisionLog();
  #held: EditorState;
  #view: EditorView | null = null;
  #scroll: TransactionSpec["effects"] = [];
  #fields: Promise<void> = Promise.resolve();
  readonly #comparison: Comparison;

  constructor(opened: OpenedEntry, tell: Tell) {
    this.number = opened.entry;
    this.#tell = tell;
    this.sync = new Sync(opened.entry, opened.revision, this);
    this.#comparison = new Comparison(opened.entry, this.sync, (found) => {
      this.differences = found;
      this.dispatch({ effects: setHints.of(found) });
    });
    this.#describe(opened);
    this.frontMatterShown = opened.form.error !== null;
    this.#held = editorState(opened, {
      updated: (update) => this.#updated(update),
      pictures: (files, at) => void takePictures(this, "inline", files, at),
    });
  }

  /** Whether the author has to decide which text stands. */
  get undecided(): boolean {
    return this.state.kind === "clash" || this.state.kind === "gone";
  }

  /** The editor's state, shown or not. */
  get editor(): EditorState {
    return this.#view?.state ?? this.#held;
  }

  /** First unit of the main selection. */
  get caret(): number {
    return this.editor.selection.main.head;
  }

  /** Puts the text into the editor. */
  show(view: EditorView): void {
    this.#view = view;
    view.setState(this.#held);
    view.dispatch({ effects: this.#scroll ?? [] });
    this.#comparison.rest();
  }

  /** Takes the text out of the editor, with its undo history and place. */
  hide(): void {
    if (!this.#view) return;
    this.#held = this.#view.state;
    this.#scroll = this.#view.scrollSnapshot();
    this.#view = null;
    this.#comparison.stop();
  }

  /** Moves the caret to a place and gives the editor the keyboard. */
  jump(at: number): void {
    this.dispatch(
      jumpTo(Math.max(firstReachable(this.editor), Math.min(at, this.editor.doc.length))),
    );
    this.#view?.focus();
  }

  /** Moves the caret to a line of the file, counted from 1; shows the front matter if it is there. */
  jumpToLine(line: number): void {
    const { doc } = this.editor;
    const at = doc.line(Math.max(1, Math.min(line, doc.lines))).from;
    if (at < firstReachable(this.editor)) this.showFrontMatter(true);
    this.jump(at);
  }

  /** Shows the front matter as text in the editor, or hides it behind the form. */
  showFrontMatter(shown: boolean): void {
    this.frontMatterShown = shown;
    const effects = [showFrontMatter.of(shown), ...(shown ? [EditorView.scrollIntoView(0)] : [])];
    this.dispatch({ effects });
  }

  dispatch(spec: TransactionSpec): void {
    this.#apply(this.editor.update(spec));
  }

  /** Sets, adds or removes one key of the front matter as an edit of the text; one at a time. */
  setField(key: string, value: FieldInput | null): Promise<void> {
    this.#fields = this.#fields.then(() => this.#setField(key, value));
    return this.#fields;
  }

  /** Waits until the core has all that was typed, in the form and in the text. */
  async settle(): Promise<void> {
    await this.#fields;
    await this.sync.flush();
  }

  /** Takes back, or does again, the last step in the text or in the form. */
  step(way: "undo" | "redo"): void {
    const command = way === "undo" ? undo : redo;
    command({ state: this.editor, dispatch: (transaction) => this.#apply(transaction) });
  }

  /** Applies changes that the core worked out, as one step of the undo history. */
  take(edit: FieldEdit): void {
    const local = this.sync.unconfirmed();
    const length = local ? local.length : this.editor.doc.length;
    const base = this.#log.forward(edit, this.sync.revision, length);
    const changes = local ? base.map(local) : base;
    if (changes.empty) return;
    const annotations = [origin.of("form"), isolateHistory.of("full")];
    this.dispatch({ changes, annotations, userEvent: "input.form" });
  }

  /** Shows the page anew, as the blog of the settings renders it. */
  renderAgain(): void {
    this.sync.resend();
  }

  async save(): Promise<void> {
    try {
      await this.settle();
      this.saved(await call("save", { entry: this.number }));
    } catch (failure) {
      this.#tell(failure);
    }
  }

  async resolve(keep: Keep): Promise<void> {
    try {
      await this.settle();
      const opened = await call("resolve", { entry: this.number, keep });
      this.sync.restart(opened.revision);
      this.replaced(opened, null);
    } catch (failure) {
      this.#tell(failure);
    }
  }

  /** Hears of a save; one that is older than the text does not make it saved. */
  saved({ revision, state }: SavedEntry): void {
    const outdated = revision < this.sync.revision || !this.sync.idle;
    if (state.kind !== "saved" || !outdated) this.state = state;
  }

  edit = (edit: Parameters<SyncHost["edit"]>[0]) => call("edit", edit);

  resync = (whole: Parameters<SyncHost["resync"]>[0]) => call("resync", whole);

  doc(): Text {
    return this.editor.doc;
  }

  patched(patch: Patch, sent: ChangeSet, since: ChangeSet | null): void {
    this.#log.add(patch.revision, sent);
    this.blocks = patchBlocks(this.blocks, patch.patches, sent);
    if (patch.form) this.form = patch.form;
    if (patch.counts) this.counts = patch.counts;
    if (patch.findings) this.findings = patch.findings;
    this.state = since ? { kind: "unsaved" } : patch.state;
    this.#bodyStarts(patch.body_from, since);
    this.preview?.patched(patch.patches, patch.revision);
    if (this.#view) this.#comparison.rest();
  }

  merged(shown: ChangeSet, base: ChangeSet, patch: Patch, since: ChangeSet | null): void {
    this.dispatch({ changes: shown, annotations: origin.of("remote") });
    this.patched(patch, base, since);
  }

  replaced(opened: OpenedEntry, since: ChangeSet | null): void {
    this.#log.clear();
    const change = since ? null : difference(this.editor.doc, opened.text);
    if (change) {
      const changes = fromTextChanges([change], this.editor.doc.length);
      this.dispatch({ changes, annotations: [origin.of("remote"), isolateHistory.of("full")] });
    }
    this.#describe(opened);
    this.#bodyStarts(opened.body_from, since);
    this.preview?.replaced();
    if (this.#view) this.#comparison.rest();
  }

  failed(failure: Failure): void {
    this.state = { kind: "unsaved" };
    this.#tell(failure);
  }

  #apply(transaction: Transaction): void {
    if (this.#view) return this.#view.dispatch(transaction);
    this.#held = transaction.state;
    this.#send(transaction);
  }

  async #setField(key: string, value: FieldInput | null): Promise<void> {
    try {
      await this.sync.flush();
      const revision = this.sync.revision;
      this.take(await call("set_field", { entry: this.number, revision, key, value }));
      await this.sync.flush();
    } catch (failure) {
      this.#tell(failure);
    }
  }

  #describe(opened: OpenedEntry): void {
    this.path = opened.path;
    this.form = opened.form;
    this.counts = opened.counts;
    this.findings = opened.findings;
    this.state = opened.state;
    this.readOnly = opened.read_only;
    this.blocks = opened.blocks;
  }

  #bodyStarts(bodyFrom: number, since: ChangeSet | null): void {
    const at = since ? since.mapPos(bodyFrom, -1) : bodyFrom;
    if (this.editor.field(frontMatter).bodyFrom === at) return;
    this.dispatch({ effects: setBodyFrom.of(at) });
  }

  #updated(update: ViewUpdate): void {
    for (const transaction of update.transactions) this.#send(transaction);
    if (update.selectionSet && !update.docChanged) this.preview?.caret(this.caret);
  }

  #send(transaction: Transaction): void {
    if (!transaction.docChanged || transaction.annotation(origin) === "remote") return;
    this.sync.changed(transaction.changes);
  }
}
