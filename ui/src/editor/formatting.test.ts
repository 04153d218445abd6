import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import { continueMarkup, insertLink, toggleCode, toggleEmphasis, toggleStrong } from "./formatting";

/** Runs a command on a text in which `[` and `]` in angle form stand for the selection. */
function run(command: StateCommand, marked: string): string | null {
  const anchor = marked.indexOf("‹");
  const head = marked.indexOf("›") - 1;
  const doc = marked.replace(/[‹›]/g, "");
  let state = EditorState.create({ doc, selection: EditorSelection.single(anchor, head) });
  const done = command({
    state,
    dispatch: (transaction) => {
      state = transaction.state;
    },
  });
  if (!done) return null;
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  return `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;
}

test.each<[string, StateCommand, string, string | null]>([
  ["strong", toggleStrong, "a ‹word› b", "a **‹word›** b"],
  ["strong off", toggleStrong, "a **‹word›** b", "a ‹word› b"],
  ["strong off from outside", toggleStrong, "a ‹**word**› b", "a ‹word› b"],
  ["the word at the caret", toggleStrong, "a wo‹›rd b", "a **wo‹›rd** b"],
  ["nothing selected", toggleStrong, "a ‹› b", "a **‹›** b"],
  ["emphasis", toggleEmphasis, "‹word›", "*‹word›*"],
  ["emphasis inside strong", toggleEmphasis, "‹**word**›", "*‹**word**›*"],
  ["code", toggleCode, "‹x = 1›", "`‹x = 1›`"],
  ["link of a text", insertLink, "see ‹this›", "see [this](‹https://›)"],
  ["link of an address", insertLink, "‹https://a.org/b›", "[‹›](https://a.org/b)"],
  ["link of nothing", insertLink, "‹›", "[](‹https://›)"],
  ["next item", continueMarkup, "- one‹›", "- one\n- ‹›"],
  ["next number", continueMarkup, "  9. one‹›", "  9. one\n  10. ‹›"],
  ["next task", continueMarkup, "- [x] one‹›", "- [x] one\n- [ ] ‹›"],
  ["next line of a quotation", continueMarkup, "> one‹›", "> one\n> ‹›"],
  ["item split", continueMarkup, "- one‹› two", "- one\n- ‹› two"],
  ["empty item ends the list", continueMarkup, "- one\n- ‹›", "- one\n\n‹›"],
  ["empty item of a loose list", continueMarkup, "- one\n\n- ‹›\n", "- one\n\n‹›\n"],
  ["empty item within a list", continueMarkup, "- one\n- ‹›\n- two", "- one\n\n‹›\n\n- two"],
  [
    "empty item of an inner list",
    continueMarkup,
    "1. one\n   - two\n   - ‹›",
    "1. one\n   - two\n2. ‹›",
  ],
  ["empty item of an indented list", continueMarkup, "a\n\n  - b\n  - ‹›", "a\n\n  - b\n\n‹›"],
  ["empty item at the start", continueMarkup, "- ‹›", "‹›"],
  ["empty line ends the quotation", continueMarkup, "> one\n> ‹›", "> one\n\n‹›"],
  ["no list", continueMarkup, "one‹›", null],
  ["before the marker", continueMarkup, "‹›- one", null],
])("%s", (_name, command, before, after) => {
  expect(run(command, before)).toBe(after);
});
