// What the author should know of an open entry: of its front matter at once, of the rest when the
// keys rest.
import type { Sync } from "../editor/sync";
import { call } from "../ipc/client";
import type { Finding, PictureSeen } from "../ipc/generated";
import { differs, pictures } from "../preview/pictures.svelte";
import { Comparison } from "./comparison";

/** What hears of an entry's findings. */
interface Listener {
  /** Where the page and GitHub's page part, as of the last rest. */
  hints(found: Finding[]): void;
  /** Pictures that the entry shows are others. */
  pictures(): void;
  failed(failure: unknown): void;
}

export class Findings {
  /** What is wrong with the front matter as it stands, and what was found besides. */
  all = $derived.by(() => [
    ...this.#live,
    ...this.#checked.filter(notAmong(this.#live)),
    ...this.#hints,
  ]);
  readonly comparison: Comparison;
  readonly #entry: number;
  readonly #listener: Listener;
  #live = $state.raw<Finding[]>([]);
  #checked = $state.raw<Finding[]>([]);
  #hints = $state.raw<Finding[]>([]);
  #pictures: PictureSeen[] = [];
  #checking = false;
  #again = false;

  constructor(entry: number, sync: Sync, listener: Listener) {
    this.#entry = entry;
    this.#listener = listener;
    this.comparison = new Comparison(entry, sync, (found) => {
      this.#hints = found;
      listener.hints(found);
    });
  }

  /** Takes what is wrong with the front matter. */
  set(live: Finding[]): void {
    this.#live = live;
  }

  /** Takes what is wrong with the front matter of a text that is whole anew, and looks at the rest. */
  begin(live: Finding[]): void {
    this.set(live);
    void this.check();
  }

  /** Looks again at an entry that is shown again: its pictures may be others. */
  look(): void {
    void this.check();
    this.comparison.rest();
  }

  /** Looks at the whole entry; one look at a time, and again if it was asked for meanwhile. */
  async check(): Promise<void> {
    this.#again = true;
    if (this.#checking) return;
    this.#checking = true;
    try {
      while (this.#again) {
        this.#again = false;
        const found = await call("check", { entry: this.#entry });
        this.#checked = found.findings;
        const before = this.#pictures;
        this.#pictures = found.pictures;
        if (differs(before, found.pictures)) this.#showOthers();
      }
    } catch (failure) {
      this.#listener.failed(failure);
    } finally {
      this.#checking = false;
    }
  }

  // The library may show one of them too, wherever it lies.
  #showOthers(): void {
    pictures.version += 1;
    pictures.folder += 1;
    this.#listener.pictures();
  }
}

function notAmong(known: Finding[]): (finding: Finding) => boolean {
  return ({ message, line }) =>
    !known.some((other) => other.message === message && other.line === line);
}
