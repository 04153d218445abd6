import { type Tree, TreeFragment } from "@lezer/common";
import { GFM, parser } from "@lezer/markdown";
import { expect, test } from "vitest";
import { BLOCKS, chance, PIECES, pick } from "./chance.testing";
import { BranchReuse } from "./reuse";

const markdown = parser.configure([GFM]);
const branches = new BranchReuse(markdown);

function nodes(tree: Tree): string[] {
  const found: string[] = [];
  tree.iterate({ enter: ({ name, from, to }) => void found.push(`${name} ${from} ${to}`) });
  return found;
}

test("what follows an edit is what is read anew", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const below = chance(seed);
    let text = "";
    for (let count = below(400); count >= 0; count--) text += pick(BLOCKS, below);
    let tree = branches.parse(text);
    let fragments = TreeFragment.addTree(tree);
    for (let edit = 0; edit < 8; edit++) {
      const at = below(text.length + 1);
      const to = Math.min(text.length, at + below(4));
      const insert = pick(PIECES, below);
      text = text.slice(0, at) + insert + text.slice(to);
      const change = { fromA: at, toA: to, fromB: at, toB: at + insert.length };
      fragments = TreeFragment.applyChanges(fragments, [change]);
      tree = branches.parse(text, fragments);
      expect(nodes(tree), `seed ${seed}, edit ${edit}`).toEqual(nodes(markdown.parse(text)));
      fragments = TreeFragment.addTree(tree, fragments);
    }
  }
});

test("an edit at the end of a book takes over few branches", () => {
  const text = BLOCKS.slice(0, 3).join("").repeat(3_000);
  const tree = branches.parse(text);
  const at = text.length - 60;
  const change = { fromA: at, toA: at, fromB: at, toB: at + 1 };
  const fragments = TreeFragment.applyChanges(TreeFragment.addTree(tree), [change]);
  const edited = `${text.slice(0, at)}x${text.slice(at)}`;
  const old = new Set<unknown>();
  collect(tree, old);
  const taken = (after: Tree): number =>
    after.children.reduce<number>(
      (sum, child) => sum + (old.has(child) || !isTree(child) ? 1 : taken(child)),
      0,
    );
  const oneByOne = taken(markdown.parse(edited, fragments));
  expect(taken(branches.parse(edited, fragments))).toBeLessThan(oneByOne / 4);
});

function isTree(node: unknown): node is Tree {
  return typeof node === "object" && node !== null && "iterate" in node;
}

function collect(tree: Tree, into: Set<unknown>): void {
  for (const child of tree.children) {
    into.add(child);
    if (isTree(child)) collect(child, into);
  }
}
