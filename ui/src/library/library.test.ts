import { expect, test } from "vitest";
import type { LibraryRow } from "../ipc/generated";
import { applyChanges, countOf } from "./library.svelte";

const row = (path: string, date: string | null, title = path): LibraryRow => ({
  path,
  title,
  date,
  author: "Meera Iyer",
  cover: null,
  tags: ["research"],
  words: 10,
  series: null,
  error: null,
  held: null,
  recovered: false,
});
const paths = (rows: LibraryRow[]) => rows.map(({ path }) => path);

test("changes keep the newest first and those without a date last", () => {
  const rows = [row("b.md", "2026-02-01"), row("a.md", "2026-01-01")];
  const after = applyChanges(rows, [
    { kind: "put", row: row("x.md", null) },
    { kind: "put", row: row("c.md", "2026-03-01") },
    { kind: "put", row: row("a.md", "2026-04-01") },
    { kind: "removed", path: "b.md" },
    { kind: "removed", path: "never.md" },
  ]);
  expect(paths(after)).toEqual(["a.md", "c.md", "x.md"]);
});

test("a filter says how many of all it lets through", () => {
  const rows = [row("one.md", null), row("two.md", null)];
  expect(countOf({ rows, found: rows, filter: " " })).toBe("2");
  expect(countOf({ rows, found: rows.slice(1), filter: "two" })).toBe("1 of 2");
});
