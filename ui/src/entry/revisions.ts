// The last confirmed changes, so that an edit worked out for an older revision still fits.
import type { ChangeSet } from "@codemirror/state";
import { fromTextChanges } from "../editor/changes";
import type { FieldEdit } from "../ipc/generated";

const KEPT = 100;

export class RevisionLog {
  #steps: { to: number; changes: ChangeSet }[] = [];

  /** Remembers the changes that led to a revision. */
  add(to: number, changes: ChangeSet): void {
    this.#steps.push({ to, changes });
    if (this.#steps.length > KEPT) this.#steps.shift();
  }

  clear(): void {
    this.#steps = [];
  }

  /**
   * The edit's changes moved to `revision`, whose text has `length` units.
   *
   * Throws where the edit is for a revision that is not remembered.
   */
  forward(edit: FieldEdit, revision: number, length: number): ChangeSet {
    if (edit.revision === revision) return fromTextChanges(edit.changes, length);
    const later = this.#steps.filter((step) => step.to > edit.revision && step.to <= revision);
    const [first, ...rest] = later;
    if (first?.to !== edit.revision + 1) throw new OutdatedEdit(edit.revision, revision);
    const since = rest.reduce((all, step) => all.compose(step.changes), first.changes);
    return fromTextChanges(edit.changes, since.length).map(since);
  }
}

/** An edit that fits no remembered text. */
export class OutdatedEdit extends Error {
  constructor(edit: number, now: number) {
    super(`the text changed too much meanwhile (revision ${edit}, now ${now}); try again`);
  }
}
