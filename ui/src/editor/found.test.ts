import { SearchQuery } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { foundIn, toldOf } from "./found";

const state = EditorState.create({ doc: "One two one.\nTwo onerous ones." });
const found = (search: string, more: Partial<ConstructorParameters<typeof SearchQuery>[0]> = {}) =>
  foundIn(state, new SearchQuery({ search, ...more }), 0);

test.each([
  ["no place is selected", found("one"), 0, 0, "4 found"],
  ["the third is selected", found("one"), 17, 20, "3 of 4"],
  ["with case", found("One", { caseSensitive: true }), 0, 3, "1 of 1"],
  ["as a pattern", found("on\\w+s", { regexp: true }), 0, 0, "2 found"],
  ["whole words", found("one", { wholeWord: true }), 0, 0, "2 found"],
  ["nothing there", found("three"), 0, 0, "not found"],
  ["no pattern", found("(", { regexp: true }), 0, 0, "not a pattern"],
  ["nothing looked for", found(""), 0, 0, ""],
])("%s", (_name, what, from, to, told) => {
  expect(toldOf(what, from, to)).toBe(told);
});

test("what stands before the start is not found", () => {
  expect(foundIn(state, new SearchQuery({ search: "one" }), 10)?.places.length).toBe(2);
});
