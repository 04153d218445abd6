import { expect, test } from "vitest";
import { continueMarkup } from "./lists";
import { run } from "./run.testing";

test.each<[string, string, string | null]>([
  ["next item", "- one‹›", "- one\n- ‹›"],
  ["next number", "  9. one‹›", "  9. one\n  10. ‹›"],
  ["next task", "- [x] one‹›", "- [x] one\n- [ ] ‹›"],
  ["next line of a quotation", "> one‹›", "> one\n> ‹›"],
  ["item split", "- one‹› two", "- one\n- ‹› two"],
  ["empty item ends the list", "- one\n- ‹›", "- one\n\n‹›"],
  ["empty item of a loose list", "- one\n\n- ‹›\n", "- one\n\n‹›\n"],
  ["empty item within a list", "- one\n- ‹›\n- two", "- one\n\n‹›\n\n- two"],
  [
    "empty item of an inner list",

    "1. one\n   - two\n   - ‹›",
    "1. one\n   - two\n2. ‹›",
  ],
  ["empty item of an indented list", "a\n\n  - b\n  - ‹›", "a\n\n  - b\n\n‹›"],
  ["empty item at the start", "- ‹›", "‹›"],
  ["empty line ends the quotation", "> one\n> ‹›", "> one\n\n‹›"],
  ["no list", "one‹›", null],
  ["before the marker", "‹›- one", null],
])("%s", (_name, before, after) => {
  expect(run(continueMarkup, before)).toBe(after);
});
