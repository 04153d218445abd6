import { Text } from "@codemirror/state";
import { expect, test } from "vitest";
import { writingStart } from "./start";

const HEAD = "---\ntitle: a\n---\n";

// The place is where the sign stands.
test.each([
  ["below the first heading, with a line between", "\n## One\n\n|\n\n## Two\n\n\n\n"],
  ["below a heading that leaves one line", "\n## One\n|\n## Two\n\n"],
  ["below the text that a template gives", "\n## One\nSay why.\n|\n## Two\n"],
  ["a body of two empty lines", "\n|\n"],
  ["a body of one empty line", "\n|"],
  ["an empty body", "|"],
  ["a heading and nothing below", "\n## One|"],
  ["a text without a heading", "Dear diary,\n|\nYours\n"],
  ["a hash sign that is no heading", "\n|\n#tag\n"],
])("%s", (_name, body) => {
  const at = HEAD.length + body.indexOf("|");
  const text = HEAD + body.replace("|", "");
  expect(writingStart(Text.of(text.split("\n")), HEAD.length)).toBe(at);
});
