import type { StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import { shiftTab, tab } from "./indent";
import { run } from "./run.testing";

test.each<[string, StateCommand, string, string | null]>([
  ["an item below the one before", tab, "- one\n- ‹›two", "- one\n  - ‹›two"],
  ["below a numbered one", tab, "1. one\n2. two‹›", "1. one\n   1. two‹›"],
  ["below a wide number", tab, "10. one\n- two‹›", "10. one\n    - two‹›"],
  ["after others there", tab, "1. a\n   1. b\n2. c‹›", "1. a\n   1. b\n   2. c‹›"],
  ["with what belongs to it", tab, "- a\n- b‹›\n\n  more\n- c", "- a\n  - b‹›\n\n    more\n- c"],
  ["the first item stays", tab, "- one‹›", "- one‹›"],
  [
    "the first item of another list stays",
    tab,
    "- one\n\ntext\n\n- two‹›",
    "- one\n\ntext\n\n- two‹›",
  ],
  ["several items", tab, "- a\n- ‹b\n- c›\n- d", "- a\n  - ‹b\n  - c›\n- d"],
  ["prose stays", tab, "one‹›", "one‹›"],
  ["code", tab, "```\n‹›x\n```", "```\n  ‹›x\n```"],
  ["a link that is being written", tab, "- [my page‹›](https://)", "- [my page](‹https://›)"],
  ["an item a level up", shiftTab, "- one\n  - two‹›", "- one\n- two‹›"],
  ["a number a level up", shiftTab, "1. one\n   - two‹›", "1. one\n2. two‹›"],
  ["an indented item", shiftTab, "  - one‹›", "- one‹›"],
  ["with what belongs to it up", shiftTab, "- a\n  - b‹›\n    more", "- a\n- b‹›\n  more"],
  ["an item at the margin", shiftTab, "- one‹›", "- one‹›"],
  ["prose is left", shiftTab, "one‹›", null],
])("%s", (_name, command, before, after) => {
  expect(run(command, before)).toBe(after);
});
