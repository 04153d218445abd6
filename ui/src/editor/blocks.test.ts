import type { StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import { bulletList, codeBlock, heading, nextHeading, numberedList, quotation } from "./blocks";
import { run } from "./run.testing";

test.each<[string, StateCommand, string, string]>([
  ["a heading", heading(2), "one ‹›two", "## one ‹›two"],
  ["another level", heading(3), "# o‹n›e", "### o‹n›e"],
  ["no heading after all", heading(2), "## ‹one›", "‹one›"],
  ["to the second level", nextHeading, "o‹›ne", "## o‹›ne"],
  ["to the third", nextHeading, "## o‹›ne", "### o‹›ne"],
  ["and back", nextHeading, "### o‹›ne", "o‹›ne"],
  ["bullets", bulletList, "‹one\n\ntwo›", "- ‹one\n\n- two›"],
  ["no bullets", bulletList, "- ‹one\n- two›", "‹one\ntwo›"],
  ["numbers", numberedList, "‹one\ntwo›", "1. ‹one\n2. two›"],
  ["numbers for bullets", numberedList, "- ‹one\n- two›", "1. ‹one\n2. two›"],
  ["a list apart from its paragraph", bulletList, "a\n‹one›\nb", "a\n\n- ‹one›\n\nb"],
  ["a list that goes on", bulletList, "- a\n‹one›", "- a\n- ‹one›"],
  ["a quotation", quotation, "‹one\n\ntwo›", "> ‹one\n> \n> two›"],
  ["no quotation", quotation, "> ‹one›", "‹one›"],
  ["code", codeBlock, "a\n\n‹one›\n", "a\n\n```‹›\none\n```\n"],
])("%s", (_name, command, before, after) => {
  expect(run(command, before)).toBe(after);
});
