import { ChangeSet } from "@codemirror/state";
import { expect, test } from "vitest";
import { followOf, followTo } from "./scroll";

test.each([
  ["in view", 100, 200, null],
  ["above", -300, -200, -500],
  ["fills the view", -50, 900, null],
  ["below", 900, 950, 700],
  ["only its end in view", -50, 300, null],
])("a block that is %s", (_name, top, bottom, target) => {
  const view = { top: 1000, bottom: 1600 };
  const to = followTo({ top: 1000 + top, bottom: 1000 + bottom }, view);
  expect(to).toBe(target === null ? null : 1000 + target);
});

test("the form's changes show the head of the page, a picture put into the text its place", () => {
  const changed = (from: number) => ChangeSet.of({ from, insert: "x" }, 90);
  expect(followOf(changed(10), 31, false)).toBe("head");
  expect(followOf(changed(60), 30, false)).toEqual({ at: 60 });
});

test("typing shows the caret, and undoing a change of the form the head again", () => {
  const changed = (from: number) => ChangeSet.of({ from, insert: "x" }, 90);
  expect(followOf(changed(30), 30, true)).toBe("caret");
  expect(followOf(changed(10), 31, true)).toBe("head");
});
