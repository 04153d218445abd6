// @vitest-environment jsdom
import { ChangeSet } from "@codemirror/state";
import { expect, test } from "vitest";
import type { BlockPatch, PreviewBlock } from "../ipc/generated";
import { blockAt, patchBlocks } from "./blocks";
import { BlockNodes } from "./patch";

const block = (html: string, from = 0, to = 0): PreviewBlock => ({ html, from, to });
const blocks = (...html: string[]) => html.map((text) => block(text));

function shown(...html: string[]): { body: Element; nodes: BlockNodes } {
  const body = document.createElement("div");
  const nodes = new BlockNodes(body);
  nodes.show(1, blocks(...html));
  return { body, nodes };
}

const markup = (body: Element) => body.innerHTML.replaceAll("<!---->", "");

test.each<[string, string[], BlockPatch[], string]>([
  [
    "replaced",
    ["<p>a</p>", "<p>b</p>", "<p>c</p>"],
    [{ first: 1, removed: 1, blocks: blocks("<p>B</p>") }],
    "<p>a</p><p>B</p><p>c</p>",
  ],
  [
    "put in at the start",
    ["<p>a</p>"],
    [{ first: 0, removed: 0, blocks: blocks("<p>x</p>", "<p>y</p>") }],
    "<p>x</p><p>y</p><p>a</p>",
  ],
  [
    "put in at the end",
    ["<p>a</p>"],
    [{ first: 1, removed: 0, blocks: blocks("<p>x</p>") }],
    "<p>a</p><p>x</p>",
  ],
  [
    "taken away",
    ["<p>a</p>", "<p>b</p>", "<p>c</p>"],
    [{ first: 0, removed: 2, blocks: [] }],
    "<p>c</p>",
  ],
  [
    "of many nodes",
    ["a<b>b</b>c", "<p>d</p>"],
    [{ first: 0, removed: 1, blocks: blocks("<p>e</p>") }],
    "<p>e</p><p>d</p>",
  ],
  [
    "of no nodes",
    ["", "<p>d</p>"],
    [{ first: 0, removed: 1, blocks: blocks("<p>e</p>") }],
    "<p>e</p><p>d</p>",
  ],
  [
    "one patch after another",
    ["<p>a</p>", "<p>b</p>"],
    [
      { first: 0, removed: 1, blocks: blocks("<p>1</p>", "<p>2</p>") },
      { first: 2, removed: 1, blocks: blocks("<p>3</p>") },
    ],
    "<p>1</p><p>2</p><p>3</p>",
  ],
])("blocks %s", (_name, before, patches, after) => {
  const { body, nodes } = shown(...before);
  nodes.apply(patches);
  expect(markup(body)).toBe(after);
});

test("a patch leaves the nodes of other blocks alone and says how many it put in", () => {
  const { body, nodes } = shown("<p>a</p>", "<p>b</p>", "<p>c</p>");
  const [first, , last] = Array.from(body.children);
  expect(nodes.apply([{ first: 1, removed: 1, blocks: blocks("<p>B</p>") }])).toBe(1);
  expect(body.children[0]).toBe(first);
  expect(body.children[2]).toBe(last);
});

test("a node is found in its block", () => {
  const { body, nodes } = shown("<p>a</p>", "", "<p>b <em>c</em></p>");
  const emphasis = body.querySelector("em");
  expect(emphasis && nodes.indexOf(emphasis)).toBe(2);
  expect(nodes.indexOf(document.body)).toBe(-1);
  expect(nodes.elements(2).map((element) => element.localName)).toEqual(["p"]);
});

test("blocks that stay move with the text", () => {
  const before = [block("a", 0, 5), block("b", 6, 10), block("c", 11, 20)];
  const changes = ChangeSet.of({ from: 8, to: 9, insert: "xyz" }, 20);
  const patch = { first: 1, removed: 1, blocks: [block("B", 6, 12)] };
  expect(patchBlocks(before, [patch], changes).map(({ from, to }) => [from, to])).toEqual([
    [0, 5],
    [6, 12],
    [13, 22],
  ]);
});

test.each([
  [0, -1],
  [4, 0],
  [9, 0],
  [10, 1],
  [99, 1],
])("the block at %i is number %i", (at, index) => {
  expect(blockAt([block("a", 2, 8), block("b", 10, 20)], at)).toBe(index);
});
