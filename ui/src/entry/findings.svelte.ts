// What the author should know of an open entry: of its front matter at once, of the rest when the
// keys rest.
import { call } from "../ipc/client";
import type { Finding } from "../ipc/generated";

export class Findings {
  /** What is wrong with the front matter as it stands, and what the last check found besides. */
  all = $derived.by(() => [...this.#live, ...this.#checked.filter(notAmong(this.#live))]);
  #live = $state.raw<Finding[]>([]);
  #checked = $state.raw<Finding[]>([]);
  #checking = false;
  #again = false;

  /** Takes what is wrong with the front matter. */
  set(live: Finding[]): void {
    this.#live = live;
  }

  /** Looks at the whole entry; one look at a time, and again if it was asked for meanwhile. */
  async check(entry: number): Promise<void> {
    this.#again = true;
    if (this.#checking) return;
    this.#checking = true;
    try {
      while (this.#again) {
        this.#again = false;
        this.#checked = (await call("check", { entry })).findings;
      }
    } finally {
      this.#checking = false;
    }
  }
}

function notAmong(known: Finding[]): (finding: Finding) => boolean {
  return ({ message, line }) =>
    !known.some((other) => other.message === message && other.line === line);
}
