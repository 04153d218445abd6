import { expect, test } from "vitest";
import { followTo } from "./scroll";

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
