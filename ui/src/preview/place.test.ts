import { expect, test } from "vitest";
import { placeIn, shownIn } from "./place";

/** `|` stands for the click in the shown text and for the caret in the source. */
test.each([
  ["plain words", "one tw|o three", "one tw|o three"],
  ["between words", "one |two", "one |two"],
  ["emphasis", "one two th|ree", "*one* **two** `th|ree`"],
  ["a heading", "Wh|y", "## Wh|y"],
  ["the same word again", "so and s|o", "so *and* s|o"],
  ["behind a link", "see it e|nd", "see [it](http://it.org/end/a) e|nd"],
  ["a quotation mark of another shape", "don’t sto|p", "don't sto|p"],
  ["a link's words", "see th|is", '<b class="this">see</b> [th|is](this "this")'],
  ["a list", "one two fo|ur", "- one\n- two\n- fo|ur"],
  ["text that is not written", "1 2 3", "|{% include x %}"],
  ["a word in Hindi", "एक दो| तीन", "एक *दो|* तीन"],
])("a click on %s", (_name, clicked, caret) => {
  const offset = clicked.indexOf("|") < 0 ? 0 : clicked.indexOf("|");
  const source = caret.replace("|", "");
  expect(placeIn(source, clicked.replace("|", ""), offset)).toBe(caret.indexOf("|"));
});

test.each([
  ["plain words", "one tw|o three", "one tw|o three"],
  ["emphasis", "one two th|ree", "*one* **two** `th|ree`"],
  ["behind a link", "see it e|nd", "see [it](http://it.org/end/a) e|nd"],
  ["behind the last word", "one two|.", "one *two*.|"],
])("a caret in %s", (_name, seen, caret) => {
  const source = caret.replace("|", "");
  const place = shownIn(source, seen.replace("|", ""), caret.indexOf("|"));
  expect(place).toBe(seen.indexOf("|"));
});
