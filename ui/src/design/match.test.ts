import { expect, test } from "vitest";
import { matching } from "./match";

const NAMES = ["Find", "Find and replace", "Bold", "Export to the blog", "Fold all parts"];

test.each([
  ["", NAMES],
  ["fin", ["Find", "Find and replace"]],
  ["repl", ["Find and replace"]],
  ["rep fin", ["Find and replace"]],
  ["old", ["Bold", "Fold all parts"]],
  ["bl", ["Export to the blog", "Bold"]],
  ["far", ["Find and replace", "Fold all parts"]],
  ["xyz", []],
])("%s", (typed, found) => {
  expect(matching(NAMES, (name) => name, typed)).toEqual(found);
});
