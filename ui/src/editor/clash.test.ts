// @vitest-environment jsdom
// Clashes: each place is settled by itself, and each choice can be undone.
import { history, redo, undo } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { afterEach, expect, test, vi } from "vitest";
import { clashes, places, settle, showPlaces } from "./clash";
import { frontMatterHidden } from "./frontmatter";

const TEXT = "one\n\nmine here\n\nlast\n";
const views: EditorView[] = [];

afterEach(() => {
  for (const view of views.splice(0)) view.destroy();
});

function clashing(theirs = "theirs there") {
  const settled = vi.fn();
  const state = EditorState.create({
    doc: TEXT,
    extensions: [history(), frontMatterHidden(0, false), clashes(settled)],
  });
  const view = new EditorView({ state, parent: document.body });
  views.push(view);
  const from = TEXT.indexOf("mine");
  const place = { from, to: from + "mine here".length, theirs };
  const shown = showPlaces(view.state, [place], null);
  if (shown) view.dispatch(shown);
  return { view, settled };
}

const button = (view: EditorView, choice: string) =>
  view.dom.querySelector<HTMLButtonElement>(`[data-testid=clash-${choice}]`);

test("a place shows the other's words and what can be done", () => {
  const { view } = clashing();
  expect(view.dom.querySelector(".cm-clash-theirs")?.textContent).toBe("theirs there");
  expect(view.dom.querySelector(".cm-clash-mine")?.textContent).toBe("mine here");
  expect(view.state.doc.toString()).toBe(TEXT);
});

test.each([
  ["mine", TEXT],
  ["theirs", TEXT.replace("mine here", "theirs there")],
  ["both", TEXT.replace("mine here", "mine here\n\ntheirs there")],
])("choosing %s settles the place", (choice, text) => {
  const { view, settled } = clashing();
  button(view, choice)?.click();
  expect(view.state.doc.toString()).toBe(text);
  expect(view.state.field(places)).toEqual([]);
  expect(settled).toHaveBeenCalledOnce();
});

test("a choice is undone and done again with its place", () => {
  const { view } = clashing();
  button(view, "theirs")?.click();
  undo(view);
  expect(view.state.doc.toString()).toBe(TEXT);
  expect(view.state.field(places)).toHaveLength(1);
  redo(view);
  expect(view.state.doc.toString()).toBe(TEXT.replace("mine here", "theirs there"));
  expect(view.state.field(places)).toEqual([]);
});

test("a place moves along with what is typed before and in it", () => {
  const { view } = clashing();
  view.dispatch({ changes: { from: 0, insert: "zero " } });
  view.dispatch({ changes: { from: TEXT.indexOf("mine") + 5, insert: "ever " } });
  const [place] = view.state.field(places);
  expect(view.state.sliceDoc(place?.from, place?.to)).toBe("ever mine here");
});

test("words that the other removed leave no choice of both", () => {
  const { view } = clashing("");
  expect(button(view, "both")).toBeNull();
  button(view, "theirs")?.click();
  expect(view.state.doc.toString()).toBe(TEXT.replace("mine here", ""));
});

test("a place that is settled already stays so", () => {
  const { view } = clashing();
  const id = view.state.field(places)[0]?.id ?? 0;
  button(view, "mine")?.click();
  expect(settle(view.state, id, "theirs")).toBeNull();
});
