// Compares the page of an entry with GitHub's whenever its author rests.
import type { Sync } from "../editor/sync";
import { call } from "../ipc/client";
import type { Finding } from "../ipc/generated";

/** How long typing rests before the pages are compared, in milliseconds. */
const REST = 1000;

export class Comparison {
  readonly #entry: number;
  readonly #sync: Sync;
  readonly #show: (findings: Finding[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** For an open entry, by its number; `show` gets what holds for the text as it stands. */
  constructor(entry: number, sync: Sync, show: (findings: Finding[]) => void) {
    this.#entry = entry;
    this.#sync = sync;
    this.#show = show;
  }

  /** Compares after a rest; each call puts it off. */
  rest(): void {
    this.stop();
    this.#timer = setTimeout(() => void this.#compare(), REST);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #compare(): Promise<void> {
    if (!this.#sync.idle) return this.rest();
    try {
      const { revision, findings } = await call("differences", { entry: this.#entry });
      if (this.#sync.idle && revision === this.#sync.revision) this.#show(findings);
    } catch {
      // Nobody asked for it, and the next rest compares again.
    }
  }
}
