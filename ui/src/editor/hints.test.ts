// @vitest-environment jsdom
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, runScopeHandlers } from "@codemirror/view";
import { afterEach, expect, test } from "vitest";
import type { Finding } from "../ipc/generated";
import { textKeys } from "./actions";
import { toText } from "./changes";
import { lineHints, setHints } from "./hints";

let view: EditorView | undefined;
afterEach(() => view?.destroy());

function finding(line: number, message: string): Finding {
  return {
    level: "hint",
    code: "x",
    file: null,
    line,
    last_line: null,
    message,
    hint: "Do this.",
    fix: null,
  };
}

function editor(text: string, findings: Finding[]): EditorView {
  const state = EditorState.create({
    doc: toText(text),
    extensions: [lineHints, keymap.of(textKeys)],
  });
  view = new EditorView({ state, parent: document.body });
  view.dispatch({ effects: setHints.of(findings) });
  return view;
}

function press(key: string, shiftKey = false): boolean {
  if (!view) return false;
  return runScopeHandlers(view, new KeyboardEvent("keydown", { key, shiftKey }), "editor");
}

function shown(): string[] {
  const words = view?.dom.ownerDocument.querySelectorAll(".cm-hint-words p") ?? [];
  return [...words].map((paragraph) => paragraph.textContent ?? "");
}

function line(): number | undefined {
  return view?.state.doc.lineAt(view.state.selection.main.head).number;
}

test("the keyboard goes from hint to hint and shows the words", () => {
  editor("a\nb\nc\nd", [finding(2, "Two."), finding(4, "Four."), finding(4, "And more.")]);
  press("F8");
  expect([line(), shown()]).toEqual([2, ["Two.", "Do this."]]);
  press("F8");
  expect([line(), shown()]).toEqual([4, ["Four.", "Do this.", "And more.", "Do this."]]);
  press("F8");
  expect(line()).toBe(2);
  press("F8", true);
  expect(line()).toBe(4);
  expect(press("Escape")).toBe(true);
  expect(shown()).toEqual([]);
  expect(press("Escape")).toBe(false);
});

test("a hint stays with its line while the text above changes", () => {
  const made = editor("a\nb", [finding(2, "Two.")]);
  made.dispatch({ changes: { from: 0, insert: "new\n" } });
  press("F8");
  expect(line()).toBe(3);
});

test("lines that are gone and findings without a line are passed over", () => {
  editor("a", [finding(9, "Nine."), { ...finding(1, "None."), line: null }]);
  press("F8");
  expect(shown()).toEqual([]);
  expect(view?.dom.querySelectorAll(".cm-hint")).toHaveLength(1); // the one that keeps the room
});
