import type { StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import { insertLink, nextInLink } from "./link";
import { run } from "./run.testing";

test.each<[string, StateCommand, string, string | null]>([
  ["link of a text", insertLink, "see ‹this›", "see [this](‹https://›)"],
  ["link of the word at the caret", insertLink, "see th‹›is", "see [this](‹https://›)"],
  ["link of an address", insertLink, "‹https://a.org/b›", "[‹link text›](https://a.org/b)"],
  ["link of nothing", insertLink, "‹›", "[‹link text›](https://)"],
  ["the address of a link", insertLink, "a [li‹›nk](https://b.org)", "a [link](‹https://b.org›)"],
  ["on to the address", nextInLink, "[my page‹›](https://)", "[my page](‹https://›)"],
  ["on to no address", nextInLink, "[my page‹›]()", "[my page](‹›)"],
  ["on behind the link", nextInLink, "[my page](https://b.org‹›)", "[my page](https://b.org)‹›"],
  ["a link that is written", nextInLink, "[my‹› page](https://b.org)", null],
  ["no link", nextInLink, "a‹›", null],
])("%s", (_name, command, before, after) => {
  expect(run(command, before)).toBe(after);
});
