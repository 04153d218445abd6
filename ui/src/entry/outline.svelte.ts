// The headings of an entry as the page has them, and the one that the caret is below.
import type { PreviewBlock } from "../ipc/generated";
import type { OpenEntry } from "./open.svelte";

export interface Heading {
  level: number;
  text: string;
  /** The block that it is; its place moves with the text. */
  block: PreviewBlock;
}

const HEADING = /^\s*<h([1-6])\b[^>]*>([\s\S]*)<\/h\1>\s*$/;
/** Read again when keys rest so long, in milliseconds, so that no key waits for it. */
const REST = 150;

/** The headings among the blocks of a page. */
export function headingsOf(blocks: readonly PreviewBlock[]): Heading[] {
  return blocks.flatMap((block) => {
    const found = HEADING.exec(block.html);
    if (!found) return [];
    return [{ level: Number(found[1]), text: plain(found[2] ?? ""), block }];
  });
}

/** Index of the heading that a place is below; -1 above the first. */
export function headingAt(headings: readonly Heading[], at: number): number {
  return headings.findLastIndex(({ block }) => block.from <= at);
}

export class Outline {
  headings = $state.raw<Heading[]>([]);
  current = $state(-1);
  readonly #entry: OpenEntry;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(entry: OpenEntry) {
    this.#entry = entry;
    this.#read();
  }

  /** Follows the entry until the returned function is called. */
  follow(): () => void {
    const leave = this.#entry.watchers.add(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#read(), REST);
    });
    return () => {
      clearTimeout(this.#timer);
      leave();
    };
  }

  #read(): void {
    this.headings = headingsOf(this.#entry.blocks);
    this.current = headingAt(this.headings, this.#entry.caret);
  }
}

function plain(html: string): string {
  if (!/[<&]/.test(html)) return html;
  return new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
}
