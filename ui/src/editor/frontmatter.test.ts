import { history, isolateHistory, undo } from "@codemirror/commands";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import { expect, test } from "vitest";
import {
  frontMatter,
  frontMatterHidden,
  origin,
  setBodyFrom,
  showFrontMatter,
} from "./frontmatter";

const HEAD = "---\ntitle: One\n---\n";
const DOC = `${HEAD}Body`;
const BODY = HEAD.length;

function open(shown = false): EditorState {
  return EditorState.create({
    doc: DOC,
    selection: { anchor: BODY },
    extensions: [frontMatterHidden(BODY, shown), history()],
  });
}

test.each<[string, TransactionSpec, string]>([
  ["typing at the start of the body", { changes: { from: BODY, insert: "x" } }, `${HEAD}xBody`],
  ["deleting back from the start of the body", { changes: { from: BODY - 1, to: BODY } }, DOC],
  ["typing before the first fence", { changes: { from: 0, insert: "x" } }, DOC],
  ["replacing all", { changes: { from: 0, to: DOC.length, insert: "x" } }, HEAD],
  [
    "replacing in both parts",
    {
      changes: [
        { from: 4, to: 9, insert: "x" },
        { from: BODY, to: DOC.length, insert: "y" },
      ],
    },
    `${HEAD}y`,
  ],
])("hidden front matter stands against %s", (_name, spec, after) => {
  expect(open().update(spec).state.doc.toString()).toBe(after);
});

test("shown front matter can be edited", () => {
  const state = open(true).update({ changes: { from: 11, to: 14, insert: "Two" } }).state;
  expect(state.doc.toString()).toBe("---\ntitle: Two\n---\nBody");
});

test.each([
  ["the start of the file", 0, 0, BODY, BODY],
  ["everything", 0, DOC.length, BODY, DOC.length],
  ["the body", BODY + 1, BODY + 2, BODY + 1, BODY + 2],
])("selecting %s stays in the body", (_name, anchor, head, from, to) => {
  const { main } = open().update({ selection: { anchor, head } }).state.selection;
  expect([main.from, main.to]).toEqual([from, to]);
});

test("hiding the front matter moves the caret out of it", () => {
  const state = open(true).update({ selection: { anchor: 5 } }).state;
  const hidden = state.update({ effects: showFrontMatter.of(false) }).state;
  expect(hidden.selection.main.head).toBe(BODY);
});

test("a key that the form adds moves the body, and one undo takes it back", () => {
  const before = open();
  const typed = before.update({ changes: { from: DOC.length, insert: "!" }, userEvent: "input" });
  const changes = { from: BODY - 4, insert: "tags: [a]\n" };
  let state = typed.state.update({
    changes,
    annotations: [origin.of("form"), isolateHistory.of("full")],
  }).state;
  expect(state.field(frontMatter).bodyFrom).toBe(BODY + 10);
  undo({
    state,
    dispatch: (transaction) => {
      state = transaction.state;
    },
  });
  expect(state.doc.toString()).toBe(`${DOC}!`);
  expect(state.field(frontMatter).bodyFrom).toBe(BODY);
});

test("front matter that the form makes anew is hidden at once", () => {
  const state = EditorState.create({ doc: "Body", extensions: frontMatterHidden(0, false) });
  const changes = { from: 0, insert: HEAD };
  const made = state.update({ changes, annotations: origin.of("form") }).state;
  expect(made.field(frontMatter).bodyFrom).toBe(BODY);
  expect(made.selection.main.head).toBe(BODY);
});

test("the core's word on where the body starts counts", () => {
  const state = open().update({ effects: setBodyFrom.of(4) }).state;
  expect(state.field(frontMatter)).toEqual({ bodyFrom: 4, shown: false });
});

test("the first word after a last fence without a line break gets its own line", () => {
  const doc = "---\ntitle: One\n---";
  const extensions = frontMatterHidden(doc.length, false);
  const state = EditorState.create({ doc, selection: { anchor: doc.length }, extensions });
  const spec = state.replaceSelection("x");
  const typed = state.update(spec).state;
  expect(typed.doc.toString()).toBe(`${doc}\nx`);
  expect(typed.selection.main.head).toBe(doc.length + 2);
});
