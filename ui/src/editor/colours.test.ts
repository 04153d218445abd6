import { HighlightStyle } from "@codemirror/language";
import { ChangeSet, type RangeSet, Text } from "@codemirror/state";
import type { Decoration } from "@codemirror/view";
import { type Tree, TreeFragment } from "@lezer/common";
import { highlightTree, type Tag, tags } from "@lezer/highlight";
import { GFM, parser } from "@lezer/markdown";
import { expect, test } from "vitest";
import { BLOCKS, chance, PIECES, pick } from "./chance.testing";
import { Colours } from "./colours";
import { BranchReuse } from "./reuse";

const branches = new BranchReuse(parser.configure([GFM]));

const style = HighlightStyle.define([
  { tag: tags.heading, class: "heading" },
  { tag: tags.strong, class: "strong" },
  { tag: tags.emphasis, class: "emphasis" },
  { tag: tags.link, class: "link" },
  { tag: tags.url, class: "url" },
  { tag: tags.monospace, class: "monospace" },
  { tag: tags.quote, class: "quote" },
  { tag: tags.processingInstruction, class: "markup" },
]);

type Sight = { from: number; to: number }[];

function shown(marks: RangeSet<Decoration>): string[] {
  const found: string[] = [];
  for (const cursor = marks.iter(); cursor.value; cursor.next()) {
    found.push(`${cursor.from} ${cursor.to} ${cursor.value.spec.class}`);
  }
  return found;
}

/** What CodeMirror's own plugin shows. */
function asked(tree: Tree, sight: Sight): string[] {
  const found: string[] = [];
  for (const { from, to } of sight) {
    const put = (begin: number, end: number, name: string) => {
      found.push(`${begin} ${end} ${name}`);
    };
    highlightTree(tree, style, put, from, to);
  }
  return found;
}

/** One or two stretches of a text. */
function look(length: number, below: (below: number) => number): Sight {
  const [a = 0, b = 0, c = 0, d = 0] = [1, 2, 3, 4]
    .map(() => below(length + 1))
    .sort((first, second) => first - second);
  return below(2)
    ? [{ from: a, to: d }]
    : [
        { from: a, to: b },
        { from: c, to: d },
      ];
}

test("what follows edits and scrolling is coloured like what is read whole", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const below = chance(seed);
    let text = "";
    for (let count = below(60); count >= 0; count--) text += pick(BLOCKS, below);
    let doc = Text.of(text.split("\n"));
    let tree = branches.parse(text);
    let fragments = TreeFragment.addTree(tree);
    let sight = look(text.length, below);
    let colours = Colours.of(style, tree, sight);
    for (let edit = 0; edit < 20; edit++) {
      const from = below(doc.length + 1);
      const to = Math.min(doc.length, from + below(4));
      const insert = pick(PIECES, below);
      const changes = ChangeSet.of({ from, to, insert }, doc.length);
      doc = changes.apply(doc);
      const change = { fromA: from, toA: to, fromB: from, toB: from + insert.length };
      fragments = TreeFragment.applyChanges(fragments, [change]);
      tree = branches.parse(doc.toString(), fragments);
      fragments = TreeFragment.addTree(tree, fragments);
      sight =
        below(3) === 0
          ? look(doc.length, below)
          : sight.map((seen) => ({
              from: changes.mapPos(seen.from, -1),
              to: changes.mapPos(seen.to, 1),
            }));
      colours = colours.follow(changes, tree, sight);
      expect(shown(colours.marks), `seed ${seed}, edit ${edit}`).toEqual(asked(tree, sight));
    }
  }
});

test("a key reads only its own block again", () => {
  const text = "Some words with *weight*.\n\n".repeat(50);
  const tree = branches.parse(text);
  let read = 0;
  const counting = {
    style: (given: readonly Tag[]) => {
      read++;
      return style.style(given);
    },
  };
  const colours = Colours.of(counting, tree, [{ from: 0, to: text.length }]);
  const whole = read;
  const at = text.length / 2 + 3;
  const changes = ChangeSet.of({ from: at, insert: "x" }, text.length);
  const fragments = TreeFragment.applyChanges(TreeFragment.addTree(tree), [
    { fromA: at, toA: at, fromB: at, toB: at + 1 },
  ]);
  const after = changes.apply(Text.of(text.split("\n")));
  const followed = branches.parse(after.toString(), fragments);
  read = 0;
  colours.follow(changes, followed, [{ from: 0, to: after.length }]);
  expect(read).toBeGreaterThan(0);
  // Around the block the parser itself reads some again.
  expect(read).toBeLessThan(whole / 5);
});
