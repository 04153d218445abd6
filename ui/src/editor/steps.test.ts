import { history } from "@codemirror/commands";
import { EditorState, type Transaction, type TransactionSpec } from "@codemirror/state";
import { expect, test } from "vitest";
import { frontMatterHidden, origin } from "./frontmatter";
import { takeStep, type Way } from "./steps";

const HEAD = "---\ntitle: One\n---\n";
const BODY = HEAD.length;

function open(shown = false) {
  let state = EditorState.create({
    doc: `${HEAD}Body`,
    selection: { anchor: BODY },
    extensions: [frontMatterHidden(BODY, shown), history()],
  });
  const apply = (transaction: Transaction) => {
    state = transaction.state;
  };
  return {
    now: () => state,
    edit: (spec: TransactionSpec) => apply(state.update(spec)),
    step: (way: Way) => takeStep(way, { state, dispatch: apply }, null),
  };
}

const title = { changes: { from: 11, to: 14, insert: "Another" }, annotations: origin.of("form") };

test("a step in the hidden front matter leaves the caret where it is now", () => {
  const entry = open();
  entry.edit(title);
  entry.edit({ selection: { anchor: entry.now().doc.length } });
  expect(entry.step("undo")).toBe(true);
  expect(entry.now().doc.toString()).toBe(`${HEAD}Body`);
  expect(entry.now().selection.main.head).toBe(entry.now().doc.length);
  expect(entry.step("redo")).toBe(true);
  expect(entry.now().doc.line(2).text).toBe("title: Another");
  expect(entry.now().selection.main.head).toBe(entry.now().doc.length);
});

test("a step in the body goes to where it was made", () => {
  const entry = open();
  entry.edit({ changes: { from: BODY, insert: "x" }, selection: { anchor: BODY + 1 } });
  entry.edit({ selection: { anchor: BODY + 5 } });
  entry.step("undo");
  expect(entry.now().selection.main.head).toBe(BODY);
});

test("no step is told", () => {
  expect(open().step("undo")).toBe(false);
});
