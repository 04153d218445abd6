// @vitest-environment jsdom
import { EditorSelection, EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { markdown } from "../language";
import { pasted } from "./paste";

/** What a text becomes in which `‹` and `›` stand for the selection; null where it goes in as it is. */
function paste(shown: string, text: string, html = ""): string | null {
  const selection = EditorSelection.single(shown.indexOf("‹"), shown.indexOf("›") - 1);
  const doc = shown.replace(/[‹›]/g, "");
  const state = EditorState.create({ doc, selection, extensions: markdown() });
  const spec = pasted(state, text, html);
  return spec ? state.update(spec).newDoc.toString() : null;
}

const LIST = "<ul><li>a</li><li>b</li></ul>";

test.each([
  [
    "an address on words",
    "see ‹here› now",
    "https://a.org/x",
    "",
    "see [here](https://a.org/x) now",
  ],
  ["an address on an address", "‹https://b.org›", "https://a.org", "", null],
  ["an address without a selection", "‹›x", "https://a.org", "", null],
  ["an address in code", "```\n‹a›\n```", "https://a.org", "", null],
  ["plain words in HTML", "‹›", "a b", "<span>a b</span>", null],
  ["emphasis within a line", "x ‹› y", "a", "<p><b>a</b></p>", "x **a** y"],
  ["a list on a line of its own", "x\n\n‹›", "a b", LIST, "x\n\n- a\n- b"],
  ["a list amid words", "x ‹›y", "a b", LIST, "x \n\n- a\n- b\n\ny"],
  ["a list right below words", "x\n‹›", "a b", LIST, "x\n\n- a\n- b"],
  ["a list in code", "```\n‹›\n```", "a b", LIST, null],
])("%s", (_name, before, text, html, after) => {
  expect(paste(before, text, html)).toBe(after);
});
