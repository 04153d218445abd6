import { ChangeSet } from "@codemirror/state";
import { expect, test } from "vitest";
import { followOf, followTo } from "./scroll";

const view = { top: 1000, bottom: 1600 };

test.each([
  ["in view", 100, 200, null],
  ["far above", -800, -700, -1000],
  ["just above", -300, -200, -348],
  ["far below", 1300, 1350, 1100],
  ["just below", 900, 950, 398],
  ["cut at the top", -50, 300, -98],
  ["cut at the bottom", 500, 700, 148],
])("a block that is %s", (_name, top, bottom, target) => {
  const block = { top: 1000 + top, bottom: 1000 + bottom };
  expect(followTo(block, block, view)).toBe(target === null ? null : 1000 + target);
});

test.each([
  ["in view", 300, null],
  ["below", 650, 118],
  ["far below", 2000, 1800],
])("the line %s of a block taller than the view", (_name, line, target) => {
  const within = { top: 1000 + line, bottom: 1020 + line };
  const to = followTo({ top: 900, bottom: 3500 }, within, view);
  expect(to).toBe(target === null ? null : 1000 + target);
});

test("the form's changes belong to the head of the page, a picture put into the text its place", () => {
  const changed = (from: number) => ChangeSet.of({ from, insert: "x" }, 90);
  expect(followOf(changed(10), 31, false)).toBe("head");
  expect(followOf(changed(60), 30, false)).toEqual({ at: 60 });
});

test("typing shows the caret, and undoing a change of the form belongs to the head", () => {
  const changed = (from: number) => ChangeSet.of({ from, insert: "x" }, 90);
  expect(followOf(changed(30), 30, true)).toBe("caret");
  expect(followOf(changed(10), 31, true)).toBe("head");
});
