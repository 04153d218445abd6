// Tells parts of the window that the text or the caret of an entry is another.

/** What changed: the rendered text, or only where the caret is. */
export type Changed = "text" | "caret";

export class Watchers {
  readonly #watching = new Set<(changed: Changed) => void>();

  /** Calls `watcher` after each change, until the returned function is called. */
  add(watcher: (changed: Changed) => void): () => void {
    this.#watching.add(watcher);
    return () => this.#watching.delete(watcher);
  }

  tell(changed: Changed): void {
    for (const watcher of this.#watching) watcher(changed);
  }
}
