import { ChangeSet } from "@codemirror/state";
import { expect, test } from "vitest";
import { difference, fromTextChanges, toText, toTextChanges } from "./changes";

test("changes survive the way there and back", () => {
  const doc = toText("a\nb\nc\u{1F600}d");
  const changes = ChangeSet.of(
    [
      { from: 1, to: 2, insert: toText("\n\n") },
      { from: 5, to: 7, insert: toText("") },
    ],
    doc.length,
  );
  const plain = toTextChanges(changes);
  expect(plain).toEqual([
    { from: 1, to: 2, insert: "\n\n" },
    { from: 5, to: 7, insert: "" },
  ]);
  expect(fromTextChanges(plain, doc.length).apply(doc).toString()).toBe("a\n\nb\ncd");
});

test.each([
  ["same", "same", null],
  ["abc", "abXc", { from: 2, to: 2, insert: "X" }],
  ["aaa", "aa", { from: 2, to: 3, insert: "" }],
  ["", "new", { from: 0, to: 0, insert: "new" }],
  ["one\ntwo", "one\n2", { from: 4, to: 7, insert: "2" }],
])("the difference of %j and %j", (before, after, change) => {
  expect(difference(toText(before), after)).toEqual(change);
});
