// The list of entries: rows, filter, and the row that the keyboard is on.
import type { LibraryChange, LibraryRow } from "../ipc/generated";
import { filterRows } from "./filter";

class Library {
  /** All rows, newest first. */
  rows = $state.raw<LibraryRow[]>([]);
  filter = $state("");
  /** Path of the row that the arrow keys are on. */
  active = $state<string | null>(null);
  /** Rows that the filter lets through. */
  found = $derived(filterRows(this.rows, this.filter));

  set(rows: LibraryRow[]): void {
    this.rows = rows.toSorted(newestFirst);
  }

  apply(changes: LibraryChange[]): void {
    this.rows = applyChanges(this.rows, changes);
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
