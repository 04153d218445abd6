import type { StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import { toggleCode, toggleEmphasis, toggleStrong } from "./emphasis";
import { run } from "./run.testing";

test.each<[string, StateCommand, string, string]>([
  ["strong", toggleStrong, "a ‹word› b", "a **‹word›** b"],
  ["strong off", toggleStrong, "a **‹word›** b", "a ‹word› b"],
  ["strong off from outside", toggleStrong, "a ‹**word**› b", "a ‹word› b"],
  ["strong off by underscores", toggleStrong, "a ‹__word__› b", "a ‹word› b"],
  ["blanks of a selection stay outside", toggleStrong, "a‹ word ›b", "a **‹word›** b"],
  ["the word at the caret", toggleStrong, "a wo‹›rd b", "a **wo‹›rd** b"],
  ["the emphasized words at the caret", toggleStrong, "**a wo‹›rd b**", "a wo‹›rd b"],
  ["nothing selected", toggleStrong, "a ‹› b", "a **‹›** b"],
  ["behind a word", toggleStrong, "word‹›", "word**‹›**"],
  ["nothing written", toggleStrong, "a **‹›** b", "a ‹› b"],
  ["only blanks written", toggleStrong, "a ** ‹›**", "a  ‹›"],
  ["out of what was written", toggleStrong, "a **read‹›**", "a **read**‹›"],
  ["out of it behind a blank", toggleStrong, "a **read ‹›** b", "a **read** ‹› b"],
  ["back into what was written", toggleStrong, "a **read**‹› b", "a **read‹›** b"],
  ["out of it in an item", toggleStrong, "* a **b‹›**", "* a **b**‹›"],
  ["out of the second", toggleStrong, "**a** and **b‹›**", "**a** and **b**‹›"],
  ["the paragraph before is another", toggleStrong, "2 ** 3\n\na‹›", "2 ** 3\n\na**‹›**"],
  ["a part of it", toggleStrong, "**a ‹b› c**", "**a** ‹b› **c**"],
  ["the start of it", toggleStrong, "**‹a› b**", "‹a› **b**"],
  ["more than it", toggleStrong, "‹a **b** c›", "**‹a b c›**"],
  ["over its end", toggleStrong, "**a ‹b** c›", "**a ‹b c›**"],
  ["several lines", toggleStrong, "- ‹one\n- two›\n", "- **‹one**\n- **two›**\n"],
  ["several lines off", toggleStrong, "- ‹**one**\n- **two**›\n", "- ‹one\n- two›\n"],
  ["a heading keeps its sign", toggleEmphasis, "‹## Read›", "## *‹Read›*"],
  ["emphasis", toggleEmphasis, "‹word›", "*‹word›*"],
  ["emphasis inside strong", toggleEmphasis, "‹**word**›", "*‹**word**›*"],
  ["emphasis inside nothing strong", toggleEmphasis, "**‹›**", "***‹›***"],
  ["emphasis out of strong", toggleEmphasis, "***a‹›***", "***a*‹›**"],
  ["strong out of emphasis", toggleStrong, "***a‹›***", "***a**‹›*"],
  ["out of emphasis", toggleEmphasis, "an *idea‹›*", "an *idea*‹›"],
  ["a bullet is no emphasis", toggleEmphasis, "* an idea ‹›", "* an idea *‹›*"],
  ["code", toggleCode, "‹x = 1›", "`‹x = 1›`"],
  ["out of code", toggleCode, "`x‹›`", "`x`‹›"],
])("%s", (_name, command, before, after) => {
  expect(run(command, before)).toBe(after);
});
