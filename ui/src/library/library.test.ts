import { expect, test } from "vitest";
import type { LibraryRow } from "../ipc/generated";
import { applyChanges, filterRows } from "./library.svelte";

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

test.each([
  ["", ["one.md", "two.md"]],
  ["  TWO ", ["two.md"]],
  ["meera research", ["one.md", "two.md"]],
  ["meera 2025", ["one.md"]],
  ["nothing", []],
])("the filter %j finds %j", (filter, found) => {
  const rows = [row("one.md", "2025-01-01"), row("two.md", "2026-01-01")];
  expect(paths(filterRows(rows, filter))).toEqual(found);
});
