// The entries that are open, and the one that is shown.
import { tell } from "../design/toasts.svelte";
import { call } from "../ipc/client";
import type { OpenedEntry } from "../ipc/generated";
import { OpenEntry } from "./open.svelte";

/** How many entries keep their undo history at once. */
const KEPT = 12;

class Desk {
  /** The entry that is shown. */
  shown = $state.raw<OpenEntry | null>(null);
  /** Path of an entry that is being opened. */
  opening = $state<string | null>(null);
  // The last shown stands last.
  #entries: OpenEntry[] = [];
  /** The entry that is being closed, if any; one that is asked for again is opened anew. */
  #closing: Promise<void> = Promise.resolve();

  /** Opens an entry of the library, or shows it where it is open. */
  async open(path: string): Promise<void> {
    await this.#closing;
    const known = this.#entries.find((entry) => entry.path === path);
    if (known) return this.#show(known);
    this.opening = path;
    try {
      const opened = await call("open_entry", { path });
      if (this.opening === path) this.take(opened);
    } catch (failure) {
      tell(failure);
    } finally {
      if (this.opening === path) this.opening = null;
    }
  }

  /** Shows an entry that the core has opened. */
  take(opened: OpenedEntry): void {
    const known = this.#entries.find((entry) => entry.number === opened.entry);
    this.#show(known ?? new OpenEntry(opened, tell));
  }

  /** An open entry by its number. */
  find(number: number): OpenEntry | undefined {
    return this.#entries.find((entry) => entry.number === number);
  }

  /** Lets go of an entry whose file is gone. */
  async forget(entry: OpenEntry): Promise<void> {
    try {
      await entry.settle();
      await call("forget", { entry: entry.number });
      this.#entries = this.#entries.filter((other) => other !== entry);
      if (this.shown === entry) this.shown = this.#entries.at(-1) ?? null;
    } catch (failure) {
      tell(failure);
    }
  }

  /** Shows the pages of all open entries anew, after another blog was chosen. */
  renderAgain(): void {
    for (const entry of this.#entries) entry.sync.resend();
  }

  /** Forgets all, after the posts folder changed. */
  clear(): void {
    this.#entries = [];
    this.shown = null;
  }

  #show(entry: OpenEntry): void {
    this.#entries = [...this.#entries.filter((other) => other !== entry), entry];
    this.shown = entry;
    // What the author has to decide about stays.
    const oldest = this.#entries.find((other) => other !== entry && !other.undecided);
    if (oldest && this.#entries.length > KEPT) this.#closing = this.#close(oldest);
  }

  async #close(entry: OpenEntry): Promise<void> {
    try {
      await entry.settle();
      const saved = await call("close_entry", { entry: entry.number });
      if (saved.state.kind !== "saved") return;
      this.#entries = this.#entries.filter((other) => other !== entry);
    } catch (failure) {
      tell(failure);
    }
  }
}

/** The one desk of the window. */
export const desk = new Desk();
