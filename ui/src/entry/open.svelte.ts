// One open entry: its text and undo history, and what the core says about it.
import { isolateHistory } from "@codemirror/commands";
import type { ChangeSet, EditorState, Text, Transaction, TransactionSpec } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";
import { difference, fromTextChanges } from "../editor/changes";
import { places, showPlaces } from "../editor/clash";
import {
  bodyFromAfter,
  firstReachable,
  frontMatter,
  origin,
  setBodyFrom,
  showFrontMatter,
} from "../editor/frontmatter";
import { setHints } from "../editor/hints";
import { editorState, jumpTo } from "../editor/setup";
import { takeStep, type Way } from "../editor/steps";
import { Sync, type SyncHost } from "../editor/sync";
import { call } from "../ipc/client";
import type {
  Clash,
  Counts,
  Failure,
  FieldInput,
  Form,
  Keep,
  OpenedEntry,
  Patch,
  PreviewBlock,
  SavedEntry,
  SaveState,
} from "../ipc/generated";
import { patchBlocks } from "../preview/blocks";
import type { PreviewListener } from "../preview/listener";
import { type Follow, followOf, type Place } from "../preview/scroll";
import { CoreEdits } from "./edits";
import { Findings } from "./findings.svelte";
import { takePictures } from "./pictures";
import { Watchers } from "./watchers";
import { Whereabouts } from "./whereabouts";

export class OpenEntry implements SyncHost {
  readonly number: number;
  readonly sync: Sync;
  path = $state("");
  form = $state.raw<Form>() as Form;
  counts = $state.raw<Counts>() as Counts;
  readonly checks: Findings;
  readonly watchers = new Watchers();
  state = $state.raw<SaveState>({ kind: "saved" });
  readOnly = $state<string | null>(null);
  frontMatterShown = $state(false);
  /** How many places clash with what another program wrote. */
  places = $state(0);
  /** The preview's blocks as of the last revision. */
  blocks: PreviewBlock[] = [];
  /** Who shows the preview, while this entry is shown. */
  preview: PreviewListener | null = null;
  /** Where the preview stood when this entry was last shown. */
  previewPlace: Place | null = null;
  readonly #tell: (failure: unknown) => void;
  readonly edits: CoreEdits;
  readonly #whereabouts: Whereabouts;
  #held: EditorState;
  #view: EditorView | null = null;
  /** What the author changed last and the preview has not shown yet. */
  #follow: Follow = null;
  /** Where the caret was when the front matter was turned to. */
  leftAt: number | null = null;

  constructor(opened: OpenedEntry, tell: (failure: unknown) => void) {
    this.number = opened.entry;
    this.#tell = tell;
    this.edits = new CoreEdits(this, tell);
    this.sync = new Sync(opened.entry, opened.revision, this);
    this.#whereabouts = new Whereabouts(opened, this.sync);
    this.checks = new Findings(opened.entry, this.sync, {
      hints: (found) => this.dispatch({ effects: setHints.of(found) }),
      pictures: () => this.preview?.pictures(),
      failed: tell,
    });
    this.#describe(opened);
    this.frontMatterShown = opened.form.error !== null;
    this.#held = editorState(opened, {
      made: (transaction) => this.#send(transaction),
      updated: (update) => this.#updated(update),
      pictures: (files, at) => void takePictures(this, "inline", files, at),
      settled: () => void this.resolve("settled"),
    });
    this.#showPlaces(opened.clashes, null);
  }

  /** Whether the author has to decide which text stands. */
  get undecided(): boolean {
    return this.state.kind === "clash" || this.state.kind === "gone";
  }

  /** The editor's state, shown or not. */
  get editor(): EditorState {
    return this.#view?.state ?? this.#held;
  }

  /** The editor that shows the text, while one does. */
  get view(): EditorView | null {
    return this.#view;
  }

  /** First unit of the main selection. */
  get caret(): number {
    return this.editor.selection.main.head;
  }

  /** Puts the text into the editor. */
  show(view: EditorView): void {
    this.#view = view;
    view.setState(this.#held);
    this.#whereabouts.follow(view);
    this.checks.look();
  }

  /** Takes the text out of the editor, with its undo history and place. */
  hide(): void {
    if (!this.#view) return;
    this.#held = this.#view.state;
    this.#whereabouts.leave();
    this.#view = null;
    this.checks.comparison.stop();
  }

  /** Moves the caret to a place, marks its line if so wished, and gives the editor the keyboard. */
  jump(at: number, mark = false): void {
    const place = Math.max(firstReachable(this.editor), Math.min(at, this.editor.doc.length));
    this.dispatch(jumpTo(place, mark));
    this.focus();
  }

  /** Gives the editor the keyboard. */
  focus(): void {
    this.#view?.focus();
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

  /** Sets, adds or removes one key of the front matter, see `CoreEdits.set`. */
  setField(key: string, value: FieldInput | null, typed = false): Promise<string | null> {
    return this.edits.set(key, value, typed);
  }

  /** Waits until the core has all that was typed, in the form and in the text. */
  async settle(): Promise<void> {
    await this.edits.settled();
    await this.sync.flush();
  }

  /** Takes back, or does again, the last step in the text or in the form. */
  async step(way: Way): Promise<void> {
    await this.edits.settled();
    const dispatch = (transaction: Transaction) => this.#apply(transaction);
    takeStep(way, { state: this.editor, dispatch }, this.#view);
  }

  save(): Promise<void> {
    return this.#settleBy(() => call("save", { entry: this.number }));
  }

  resolve(keep: Keep): Promise<void> {
    return this.#settleBy(() => call("resolve", { entry: this.number, keep }));
  }

  async #settleBy(ask: () => Promise<SavedEntry>): Promise<void> {
    try {
      await this.settle();
      this.saved(await ask());
    } catch (failure) {
      this.#tell(failure);
    }
  }

  /** Hears of a save; one that is older than the text does not make it saved. */
  saved({ revision, state }: SavedEntry): void {
    const outdated = revision < this.sync.revision || !this.sync.idle || !this.edits.idle;
    if (state.kind !== "saved" || !outdated) this.state = state;
    if (state.kind !== "clash") this.#showPlaces([], null);
    void this.checks.check();
  }

  edit = (edit: Parameters<SyncHost["edit"]>[0]) => call("edit", edit);

  resync = (whole: Parameters<SyncHost["resync"]>[0]) => call("resync", whole);

  doc(): Text {
    return this.editor.doc;
  }

  patched(patch: Patch, sent: ChangeSet, since: ChangeSet | null): void {
    this.#took(patch, sent, since, this.#follow);
    if (!since) this.#follow = null;
  }

  #took(patch: Patch, sent: ChangeSet, since: ChangeSet | null, follow: Follow): void {
    this.edits.confirmed(patch.revision, sent);
    this.blocks = patchBlocks(this.blocks, patch.patches, sent);
    if (patch.form) this.form = patch.form;
    if (patch.counts) this.counts = patch.counts;
    if (patch.findings) this.checks.set(patch.findings);
    this.state = since ? { kind: "unsaved" } : patch.state;
    this.#bodyStarts(patch.body_from, since);
    if (patch.clashes) this.#showPlaces(patch.clashes, since);
    this.preview?.patched(patch.patches, patch.revision, follow);
    this.#shows();
  }

  merged(shown: ChangeSet, base: ChangeSet, patch: Patch, since: ChangeSet | null): void {
    const annotations = [origin.of("remote"), isolateHistory.of("full")];
    this.dispatch({ changes: shown, annotations });
    this.#took(patch, base, since, null);
  }

  replaced(opened: OpenedEntry, since: ChangeSet | null): void {
    this.edits.clear();
    const change = since ? null : difference(this.editor.doc, opened.text);
    if (change) {
      const changes = fromTextChanges([change], this.editor.doc.length);
      this.dispatch({ changes, annotations: [origin.of("remote"), isolateHistory.of("full")] });
    }
    this.#describe(opened);
    this.#bodyStarts(opened.body_from, since);
    this.#showPlaces(opened.clashes, since);
    this.preview?.replaced();
    this.#shows();
  }

  #shows(): void {
    this.watchers.tell("text");
    if (this.#view) this.checks.comparison.rest();
  }

  failed(failure: Failure): void {
    this.state = { kind: "unsaved" };
    this.#tell(failure);
  }

  #apply(transaction: Transaction): void {
    if (this.#view) return this.#view.dispatch(transaction);
    this.#held = transaction.state;
    this.#whereabouts.map(transaction.changes);
    this.#send(transaction);
  }

  #describe(opened: OpenedEntry): void {
    this.path = opened.path;
    this.form = opened.form;
    this.counts = opened.counts;
    this.checks.begin(opened.findings);
    this.state = opened.state;
    this.readOnly = opened.read_only;
    this.blocks = opened.blocks;
  }

  #bodyStarts(bodyFrom: number, since: ChangeSet | null): void {
    const at = since ? since.mapPos(bodyFrom, -1) : bodyFrom;
    if (this.editor.field(frontMatter).bodyFrom === at) return;
    this.dispatch({ effects: setBodyFrom.of(at) });
  }

  #showPlaces(clashes: Clash[], since: ChangeSet | null): void {
    const shown = showPlaces(this.editor, clashes, since);
    if (!shown) return;
    this.dispatch(shown);
    const all = this.editor.field(places);
    this.places = all.length;
    if (all.some(({ from }) => from < firstReachable(this.editor))) this.showFrontMatter(true);
  }

  #updated(update: ViewUpdate): void {
    this.places = update.state.field(places).length;
    if (update.selectionSet || update.docChanged) this.#whereabouts.moved();
    if (update.selectionSet) this.watchers.tell("caret");
    const byHand = update.transactions.every((transaction) => !transaction.annotation(origin));
    if (update.selectionSet && !update.docChanged && byHand) this.preview?.caret(this.caret);
  }

  #send(transaction: Transaction): void {
    if (!transaction.docChanged) return;
    if (this.leftAt !== null) this.leftAt = transaction.changes.mapPos(this.leftAt);
    const made = transaction.annotation(origin);
    if (made === "remote") return;
    this.#follow = followOf(transaction.changes, bodyFromAfter(transaction), made !== "form");
    this.sync.changed(transaction.changes);
  }
}
