import { expect, test } from "vitest";
import { sentence } from "./sentence";

test.each([
  ["put the text in quotes", "Put the text in quotes."],
  ["Line 3 ends!", "Line 3 ends!"],
  ["`title` is given again here ", "`title` is given again here."],
  ["ähnlich", "Ähnlich."],
])("%j as a sentence", (message, expected) => {
  expect(sentence(message)).toBe(expected);
});
