// Carries changes to the core: composed while one request is in flight, the reply releases the next.
import type { ChangeSet, Text } from "@codemirror/state";
import { asFailure } from "../ipc/errors";
import type { Edit, Failure, FieldEdit, OpenedEntry, Patch, WholeText } from "../ipc/generated";
import { fromTextChanges, toTextChanges } from "./changes";

/** What the changes are sent through and told to. */
export interface SyncHost {
  edit(edit: Edit): Promise<Patch>;
  resync(whole: WholeText): Promise<OpenedEntry>;
  /** The text as it stands in the editor. */
  doc(): Text;
  /** The core took `sent`; `since` are changes made meanwhile, on top of the patch's revision. */
  patched(patch: Patch, sent: ChangeSet, since: ChangeSet | null): void;
  /** The core took the whole text; `since` are changes made meanwhile. */
  replaced(opened: OpenedEntry, since: ChangeSet | null): void;
  /** Another program changed the file: `shown` fits the editor's text, `base` the last revision. */
  merged(shown: ChangeSet, base: ChangeSet, patch: Patch, since: ChangeSet | null): void;
  /** The core could not take the text; the next change or flush tries again. */
  failed(failure: Failure): void;
}

interface Waiter {
  resolve(): void;
  reject(failure: Failure): void;
}

/** Keeps the core's copy of one open entry equal to the editor's. */
export class Sync {
  readonly #entry: number;
  readonly #host: SyncHost;
  #revision: number;
  #sent: ChangeSet | null = null;
  #pending: ChangeSet | null = null;
  #busy = false;
  #wholeDue = false;
  #waiters: Waiter[] = [];
  #held: { edit: FieldEdit; patch: Patch }[] = [];

  constructor(entry: number, revision: number, host: SyncHost) {
    this.#entry = entry;
    this.#revision = revision;
    this.#host = host;
  }

  /** Revision that the core and the editor last agreed on. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether the core has everything the author wrote. */
  get idle(): boolean {
    return !this.#busy && this.#pending === null && !this.#wholeDue;
  }

  /** Changes on top of the revision that the core has not confirmed. */
  unconfirmed(): ChangeSet | null {
    if (this.#sent && this.#pending) return this.#sent.compose(this.#pending);
    return this.#sent ?? this.#pending;
  }

  /** Takes the changes of one transaction, which the editor has by the next microtask at the latest. */
  changed(changes: ChangeSet): void {
    this.#pending = this.#pending ? this.#pending.compose(changes) : changes;
    if (this.#wholeDue) queueMicrotask(() => this.#release());
    else this.#release();
  }

  /** Waits until the core has everything; rejects with a `Failure` where it cannot be had. */
  flush(): Promise<void> {
    if (this.idle) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#release();
    });
  }

  /** Sends the whole text, so that the core reads and renders all of it again. */
  resend(): void {
    this.#wholeDue = true;
    this.#release();
  }

  /** Takes changes that another program made to the file. */
  receive(edit: FieldEdit, patch: Patch): void {
    this.#held.push({ edit, patch });
    if (!this.#busy) this.#mergeHeld();
  }

  /** Starts again from a revision whose text the editor shows already. */
  restart(revision: number): void {
    this.#revision = revision;
    this.#pending = null;
    this.#wholeDue = false;
  }

  #release(): void {
    if (this.#busy) return;
    if (this.#wholeDue) void this.#sendWhole();
    else if (this.#pending) void this.#sendChanges(this.#pending);
    else for (const waiter of this.#waiters.splice(0)) waiter.resolve();
  }

  async #sendChanges(changes: ChangeSet): Promise<void> {
    this.#busy = true;
    this.#sent = changes;
    this.#pending = null;
    try {
      const patch = await this.#host.edit({
        entry: this.#entry,
        revision: this.#revision,
        length: changes.length,
        changes: toTextChanges(changes),
      });
      this.#busy = false;
      this.#sent = null;
      this.#revision = patch.revision;
      this.#host.patched(patch, changes, this.#pending);
      this.#mergeHeld();
      this.#release();
    } catch (reason) {
      this.#refused(asFailure(reason));
    }
  }

  #refused(failure: Failure): void {
    this.#busy = false;
    // What another program wrote meanwhile is merged first, so that the whole text holds both.
    this.#pending = this.unconfirmed();
    this.#sent = null;
    this.#mergeHeld();
    this.#pending = null;
    this.#wholeDue = true;
    if (failure.code === "stale") this.#release();
    else this.#giveUp(failure);
  }

  async #sendWhole(): Promise<void> {
    this.#busy = true;
    this.#pending = null;
    try {
      const text = this.#host.doc().toString();
      const opened = await this.#host.resync({
        entry: this.#entry,
        revision: this.#revision,
        text,
      });
      this.#busy = false;
      this.#wholeDue = false;
      this.#revision = opened.revision;
      this.#host.replaced(opened, this.#pending);
      this.#mergeHeld();
      this.#release();
    } catch (reason) {
      this.#busy = false;
      this.#pending = null;
      this.#giveUp(asFailure(reason));
    }
  }

  #giveUp(failure: Failure): void {
    this.#host.failed(failure);
    for (const waiter of this.#waiters.splice(0)) waiter.reject(failure);
  }

  #mergeHeld(): void {
    this.#held = this.#held.filter(({ edit }) => edit.revision >= this.#revision);
    const next = this.#held.findIndex(({ edit }) => edit.revision === this.#revision);
    const [held] = next < 0 ? [] : this.#held.splice(next, 1);
    if (!held) return;
    const local = this.#pending;
    const length = local ? local.length : this.#host.doc().length;
    const base = fromTextChanges(held.edit.changes, length);
    this.#pending = local ? local.map(base, true) : null;
    this.#revision = held.patch.revision;
    this.#host.merged(local ? base.map(local) : base, base, held.patch, this.#pending);
    this.#mergeHeld();
  }
}
