// @vitest-environment jsdom
import { expect, test } from "vitest";
import { headingAt, headingsOf } from "./outline.svelte";

const block = (html: string, from: number) => ({ html, from, to: from + 5 }) as never;
const blocks = [
  block("<p>a</p>\n", 0),
  block('<h2 id="one">One &amp; <em>two</em></h2>\n', 10),
  block("<p>b</p>\n", 20),
  block('<h3 id="x">Three</h3>', 30),
];

test("headings are told as readers see them", () => {
  expect(headingsOf(blocks).map(({ level, text }) => [level, text])).toEqual([
    [2, "One & two"],
    [3, "Three"],
  ]);
});

test("a place is below the last heading before it", () => {
  const headings = headingsOf(blocks);
  expect([0, 10, 29, 30, 99].map((at) => headingAt(headings, at))).toEqual([-1, 0, 0, 1, 1]);
});
