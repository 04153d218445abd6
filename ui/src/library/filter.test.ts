import { expect, test } from "vitest";
import type { LibraryRow } from "../ipc/generated";
import { filterRows } from "./filter";

const row = (path: string, title: string, some: Partial<LibraryRow> = {}): LibraryRow => ({
  path,
  title,
  date: path.slice(0, 10),
  author: "Meera Iyer",
  cover: null,
  tags: ["research"],
  words: 10,
  series: null,
  error: null,
  held: null,
  recovered: false,
  ...some,
});
const ROWS = [
  row("2026-12-02-a-diary-habit.md", "A Diary Habit", { tags: ["paper"] }),
  row("2026-11-16-research-diary-12-again.md", "Research Diary 12: Again", {
    series: ["Research Diary", 12],
  }),
  row("2026-02-02-research-diary-2-data.md", "Research Diary 2: Data", {
    series: ["Research Diary", 2],
  }),
  row("2025-01-01-notebooks.md", "Notebooks", { tags: ["diary"], author: "Zoë Ravi" }),
  row("drafts/untitled.md", "untitled", { date: null }),
];
const names = (filter: string) =>
  filterRows(ROWS, filter).map(({ path }) => path.replace(/^.*?([^/-]+)\.md$/, "$1"));

test.each([
  ["", ["habit", "again", "data", "notebooks", "untitled"]],
  ["  NOTEbooks ", ["notebooks"]],
  ["meera research", ["again", "data", "untitled"]],
  ["book", ["notebooks"]],
  ["zoe", ["notebooks"]],
  ["drafts", ["untitled"]],
  ["nothing", []],
])("each word of %j is found: %j", (filter, found) => {
  expect(names(filter)).toEqual(found);
});

test.each([
  ["diary 2", ["data"]],
  ["diary 12", ["again"]],
  ["#2", ["data"]],
  ["diary 02", ["data"]],
  ["2", ["data"]],
  ["20", []],
])("a number is a number, not a part of a date: %j finds %j", (filter, found) => {
  expect(names(filter)).toEqual(found);
});

test.each([
  ["2025", ["notebooks"]],
  ["202", ["habit", "again", "data", "notebooks"]],
  ["2026-02", ["data"]],
  ["11-16", ["again"]],
  ["meera 2026-12-02", ["habit"]],
])("a date is found by its year or as written: %j finds %j", (filter, found) => {
  expect(names(filter)).toEqual(found);
});

test("what has the word in its title comes first, newest first", () => {
  expect(names("diary")).toEqual(["habit", "again", "data", "notebooks"]);
  const rows = [
    row("a.md", "Habit", { tags: ["diary"] }),
    row("b.md", "Subdiary"),
    row("c.md", "Diary"),
  ];
  expect(filterRows(rows, "diary").map(({ path }) => path)).toEqual(["c.md", "b.md", "a.md"]);
});
