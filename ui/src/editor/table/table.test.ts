import { expect, test } from "vitest";
import { run } from "../run.testing";
import {
  alignColumn,
  alignTable,
  columnLeft,
  columnRight,
  insertTable,
  newRow,
  nextCell,
  previousCell,
  removeColumn,
  removeRow,
  rowAbove,
} from "./commands";
import { widthOf } from "./width";

const TABLE = "| a | b |\n|---|---|\n| c | d |";

test.each([
  [
    "to the next cell",
    nextCell,
    "| a‹› | b |\n|---|---|\n| c | d |",
    "| a   | ‹b›   |\n| --- | --- |\n| c   | d   |",
  ],
  [
    "over the rule",
    nextCell,
    "|a|b‹›|\n|-|-|\n|c|d|",
    "| a   | b   |\n| --- | --- |\n| ‹c›   | d   |",
  ],
  [
    "a row behind the last",
    nextCell,
    "| a |\n|---|\n| c‹› |",
    "| a   |\n| --- |\n| c   |\n| ‹›    |",
  ],
  ["to the cell before", previousCell, "| a |\n|---|\n| ‹›c |", "| ‹a›   |\n| --- |\n| c   |"],
  ["a row below", newRow, "| a‹› |\n|---|\n| c |", "| a   |\n| --- |\n| ‹›    |\n| c   |"],
  ["a row below a selected cell", newRow, "| ‹a› |\n|---|", "| a   |\n| --- |\n| ‹›    |"],
  ["out of an empty row", newRow, "| a |\n|---|\n| ‹› |\n\nb", "| a   |\n| --- |\n\n‹›\n\nb"],
  ["a row above", rowAbove, "| a |\n|---|\n| c‹› |", "| a   |\n| --- |\n| ‹›    |\n| c   |"],
  ["no row", removeRow, "| a |\n|---|\n| c‹› |\n| d |", "| a   |\n| --- |\n| ‹d›   |"],
  ["a column left", columnLeft, "| a‹› |\n|---|", "| ‹›    | a   |\n| --- | --- |"],
  ["a column right", columnRight, "| a‹› |\n|---|", "| a   | ‹›    |\n| --- | --- |"],
  ["no column", removeColumn, "| a‹› | b |\n|---|--:|", "|   ‹b› |\n| --: |"],
  [
    "aligned",
    alignColumn("center"),
    "| ‹›a | long |\n|---|---|",
    "|  ‹a›  | long |\n| :-: | ---- |",
  ],
  [
    "Liquid",
    alignTable,
    "| ‹›{{ a | upcase }} | b |\n|---|---|",
    "| ‹{{ a | upcase }}› | b   |\n| ---------------- | --- |",
  ],
  [
    "bars in code and escaped",
    alignTable,
    "| ‹›`a|b` | c \\| d |\n|---|---|",
    "| ‹`a|b`› | c \\| d |\n| ----- | ------ |",
  ],
  [
    "wide signs",
    alignTable,
    "| ‹›漢字漢 | é |\n|---|---|\n| abcd | x |",
    "| ‹漢字漢› | é   |\n| ------ | --- |\n| abcd   | x   |",
  ],
  ["no rule, as kramdown allows", nextCell, "| a‹› | b |", "| a   | ‹b›   |"],
  ["a new table", insertTable, "a‹›", "a\n\n| ‹›    |     |\n| --- | --- |\n|     |     |"],
])("%s", (_name, command, before, after) => {
  expect(run(command, before)).toBe(after);
});

test.each([
  ["prose with a bar", "a | b‹›"],
  ["a list's own lines", "- a\n\n  | a‹› | b |\n  |---|---|"],
  ["code", "```\n| a‹› |\n|---|\n```"],
  ["no bar", `${TABLE}\n\nb‹›`],
])("%s is no table", (_name, text) => {
  expect(run(nextCell, text)).toBeNull();
});

test("a width is that of a fixed-width font", () => {
  expect(["abc", "é", "漢", "한글", "é", "नमस्ते", "🙂", "ｱ"].map(widthOf)).toEqual([
    3, 1, 2, 4, 1, 4, 2, 1,
  ]);
});
