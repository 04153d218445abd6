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

const markup = (body: Element) =>
  Array.from(body.children, ({ innerHTML }) => innerHTML.replaceAll("<!---->", "")).join("");

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
  const [first, , last] = Array.from(body.querySelectorAll("p"));
  expect(nodes.apply([{ first: 1, removed: 1, blocks: blocks("<p>B</p>") }])).toBe(1);
  expect(body.querySelectorAll("p")[0]).toBe(first);
  expect(body.querySelectorAll("p")[2]).toBe(last);
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

test("a long entry stands in sections and is patched as one list", () => {
  const size = 4;
  const names = Array.from({ length: 5 * size + 3 }, (_, number) => `${number}`);
  const list = () => blocks(...names.map((name) => `<p>${name}</p>`));
  const body = document.createElement("div");
  const nodes = new BlockNodes(body, size);
  const check = () => {
    expect(Array.from(body.querySelectorAll("p"), ({ textContent }) => textContent)).toEqual(names);
    expect(nodes.length).toBe(names.length);
    const sizes = Array.from(body.children, ({ children }) => children.length);
    expect(sizes.filter((count) => count === 0 || count > 2 * size)).toEqual([]);
    for (const [index, name] of names.entries()) {
      const [element] = nodes.elements(index);
      expect(element?.textContent).toBe(name);
      expect(element && nodes.indexOf(element)).toBe(index);
    }
  };
  const patch = (first: number, removed: number, ...fresh: string[]) => {
    names.splice(first, removed, ...fresh);
    const put = blocks(...fresh.map((name) => `<p>${name}</p>`));
    nodes.apply([{ first, removed, blocks: put }]);
    check();
  };
  nodes.show(1, list());
  check();
  patch(size - 1, 2, "across");
  patch(size, 0, "before a section", "and another");
  patch(names.length, 0, "at the end");
  patch(3, 2 * size + 3);
  patch(1, 1, ...Array.from({ length: 5 * size }, (_, number) => `new ${number}`));
  patch(0, names.length - 1);
  patch(0, 1);
});
