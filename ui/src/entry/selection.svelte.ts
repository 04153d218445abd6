// Words of what is selected, counted by the core when the selection rests.
import { call } from "../ipc/client";
import type { Counts } from "../ipc/generated";
import type { OpenEntry } from "./open.svelte";

/** Counted when the selection rests so long, in milliseconds. */
const REST = 150;

export class SelectionCounts {
  /** The counts of the selection; nothing where none is, or it is not counted yet. */
  counts = $state.raw<Counts | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Follows an entry until the returned function is called. */
  follow(entry: OpenEntry): () => void {
    const look = () => {
      clearTimeout(this.#timer);
      if (entry.editor.selection.main.empty) this.counts = null;
      else this.#timer = setTimeout(() => void this.#count(entry), REST);
    };
    const leave = entry.watchers.add(look);
    look();
    return () => {
      clearTimeout(this.#timer);
      this.counts = null;
      leave();
    };
  }

  async #count(entry: OpenEntry): Promise<void> {
    try {
      await entry.sync.flush();
      const { from, to } = entry.editor.selection.main;
      const args = { entry: entry.number, revision: entry.sync.revision, from, to };
      this.counts = from === to ? null : await call("count_stretch", args);
    } catch {
      // The text went on meanwhile and is counted once it rests.
      this.counts = null;
    }
  }
}
