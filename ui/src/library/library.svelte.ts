// The list of entries: rows, filter, and the row that the keyboard is on.
import { call } from "../ipc/client";
import type { ExportState, LibraryChange, LibraryRow } from "../ipc/generated";
import { filterRows } from "./filter";

/** So long after the last change of the list it is compared with the blog, in milliseconds. */
const COMPARE_AFTER = 1000;

class Library {
  /** All rows, newest first. */
  rows = $state.raw<LibraryRow[]>([]);
  filter = $state("");
  /** Path of the row that the arrow keys are on. */
  active = $state<string | null>(null);
  /** Rows that the filter lets through. */
  found = $derived(filterRows(this.rows, this.filter));

  /** How entries stand to the chosen blog, by their paths; empty without one. */
  inBlog = $state.raw<ReadonlyMap<string, ExportState>>(new Map());
  #compareAt: ReturnType<typeof setTimeout> | undefined;

  set(rows: LibraryRow[]): void {
    this.rows = rows.toSorted(newestFirst);
    this.compareSoon();
  }

  apply(changes: LibraryChange[]): void {
    this.rows = applyChanges(this.rows, changes);
    this.compareSoon();
  }

  /** Compares with the blog once the list rests. */
  compareSoon(): void {
    clearTimeout(this.#compareAt);
    this.#compareAt = setTimeout(() => void this.compare(), COMPARE_AFTER);
  }

  /** Compares every entry with the blog. */
  async compare(): Promise<void> {
    clearTimeout(this.#compareAt);
    try {
      const found = await call("entries_in_blog", {});
      this.inBlog = new Map(found.map(({ path, state }) => [path, state]));
    } catch {
      // A blog that is gone or broken tells why when it is exported to.
      this.inBlog = new Map();
    }
  }

  /** Moves the keyboard's row by so many rows. */
  move(by: number): void {
    const at = this.found.findIndex((row) => row.path === this.active);
    const next = at < 0 ? (by > 0 ? 0 : this.found.length - 1) : at + by;
    const row = this.found[Math.max(0, Math.min(next, this.found.length - 1))];
    if (row) this.active = row.path;
  }
}

/** Rows after changes, newest first. */
export function applyChanges(rows: LibraryRow[], changes: LibraryChange[]): LibraryRow[] {
  const byPath = new Map(rows.map((row) => [row.path, row]));
  for (const change of changes) {
    if (change.kind === "put") byPath.set(change.row.path, change.row);
    else byPath.delete(change.path);
  }
  return [...byPath.values()].sort(newestFirst);
}

/** How many rows there are, and how many of them the filter lets through. */
export function countOf({
  rows,
  found,
  filter,
}: Pick<Library, "rows" | "found" | "filter">): string {
  const all = rows.length.toLocaleString("en");
  return filter.trim() === "" ? all : `${found.length.toLocaleString("en")} of ${all}`;
}

function newestFirst(a: LibraryRow, b: LibraryRow): number {
  const byDate = compare(b.date ?? "", a.date ?? "");
  return byDate !== 0 ? byDate : compare(b.path, a.path);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The one library of the window. */
export const library = new Library();
