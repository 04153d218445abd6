// Edits of an open entry that the core works out: of one key, or for a picture taken in.
import { isolateHistory } from "@codemirror/commands";
import type { Annotation, ChangeSet, EditorState, TransactionSpec } from "@codemirror/state";
import { origin } from "../editor/frontmatter";
import type { Sync } from "../editor/sync";
import { call } from "../ipc/client";
import { asFailure, TREATMENT } from "../ipc/errors";
import type { FieldEdit, FieldInput } from "../ipc/generated";
import { RevisionLog } from "./revisions";

/** The entry that is edited. */
interface Edited {
  readonly number: number;
  readonly sync: Sync;
  readonly editor: EditorState;
  dispatch(spec: TransactionSpec): void;
}

/** What the author wants one key to be. */
interface Wish {
  key: string;
  value: FieldInput | null;
  typed: boolean;
}

export class CoreEdits {
  readonly #entry: Edited;
  readonly #tell: (failure: unknown) => void;
  readonly #log = new RevisionLog();
  #queue: Promise<string | null> = Promise.resolve(null);
  /** What is set next, while something else is being set. */
  #waiting: Wish | null = null;
  #running = 0;
  /** The key that was typed in last, as long as nothing else was set. */
  #typedKey: string | null = null;

  constructor(entry: Edited, tell: (failure: unknown) => void) {
    this.#entry = entry;
    this.#tell = tell;
  }

  /**
   * Sets, adds or removes one key of the front matter as an edit of the text; one at a time.
   *
   * What is `typed` in one key without a pause is one step of the undo history, as in the text.
   * Gives why the key does not take the value, if so.
   */
  set(key: string, value: FieldInput | null, typed: boolean): Promise<string | null> {
    const last = this.#waiting;
    // Keys that come faster than the core answers are set together.
    if (typed && last?.typed && last.key === key) last.value = value;
    else this.#enqueue({ key, value, typed });
    return this.#queue;
  }

  /** Waits until every key asked for is set. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  /** Whether every key asked for is set. */
  get idle(): boolean {
    return this.#running === 0;
  }

  #enqueue(wish: Wish): void {
    this.#waiting = wish;
    this.#running++;
    this.#queue = this.#queue.then(async () => {
      if (this.#waiting === wish) this.#waiting = null;
      const refused = await this.#set(wish);
      this.#running--;
      return refused;
    });
  }

  /** Applies changes that the core worked out, as one step of the undo history. */
  take(edit: FieldEdit): void {
    this.#typedKey = null;
    this.#apply(edit, [isolateHistory.of("full")], "input.form");
  }

  /** Remembers what led to a revision, so that an edit made for an older one can be moved. */
  confirmed(revision: number, changes: ChangeSet): void {
    this.#log.add(revision, changes);
  }

  /** Forgets all revisions. */
  clear(): void {
    this.#log.clear();
  }

  async #set({ key, value, typed }: Wish): Promise<string | null> {
    const { number, sync } = this.#entry;
    try {
      await sync.flush();
      const args = { entry: number, revision: sync.revision, key, value };
      const edit = await call("set_field", args);
      if (typed) this.#takeTyped(key, edit);
      else this.take(edit);
      await sync.flush();
    } catch (reason) {
      const failure = asFailure(reason);
      if (TREATMENT[failure.code].place === "field") return failure.message;
      this.#tell(failure);
    }
    return null;
  }

  // The history joins what is typed in one place without a pause, unless told otherwise.
  #takeTyped(key: string, edit: FieldEdit): void {
    const begins = key !== this.#typedKey;
    this.#apply(edit, begins ? [isolateHistory.of("before")] : [], "input.type.form");
    this.#typedKey = key;
  }

  #apply(edit: FieldEdit, steps: Annotation<unknown>[], userEvent: string): void {
    const { sync, editor } = this.#entry;
    const local = sync.unconfirmed();
    const length = local ? local.length : editor.doc.length;
    const base = this.#log.forward(edit, sync.revision, length);
    const changes = local ? base.map(local) : base;
    if (changes.empty) return;
    this.#entry.dispatch({ changes, annotations: [origin.of("form"), ...steps], userEvent });
  }
}
