import { EditorState, type TransactionSpec } from "@codemirror/state";
import { expect, test } from "vitest";
import { marked } from "./marked";
import { jumpTo } from "./setup";

const jumped = EditorState.create({ doc: "one\ntwo\nthree", extensions: marked }).update(
  jumpTo(5, true),
).state;

test.each<[string, TransactionSpec, number | null]>([
  ["stays while the caret moves in its line", { selection: { anchor: 7 } }, 4],
  ["goes when the caret leaves its line", { selection: { anchor: 9 } }, null],
  ["goes when the text changes", { changes: { from: 4, insert: "x" } }, null],
  ["moves to the next line that is jumped to", jumpTo(0, true), 0],
])("the mark %s", (_name, spec, expected) => {
  expect(jumped.field(marked)).toBe(4);
  expect(jumped.update(spec).state.field(marked)).toBe(expected);
});

test("a plain jump marks nothing", () => {
  const state = EditorState.create({ doc: "one", extensions: marked });
  expect(state.update(jumpTo(1)).state.field(marked)).toBeNull();
});
