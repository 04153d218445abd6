// Colours the text by its tree. A key reads again only the block it changed: CodeMirror's own
// `syntaxHighlighting` reads all that is in sight, and goes there through all blocks before it.
import { type HighlightStyle, syntaxTree } from "@codemirror/language";
import { type ChangeDesc, type Extension, Prec, type Range, RangeSet } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import type { Tree } from "@lezer/common";
import { type Highlighter, highlightTree } from "@lezer/highlight";

/** A stretch of the text. */
interface Stretch {
  from: number;
  to: number;
}

/** What is in sight of a block; a block that did not change has the tree it had before. */
interface Piece extends Stretch {
  tree: Tree;
  /** Where the block begins. */
  start: number;
}

/** The colours of what is in sight. */
export class Colours {
  readonly #highlighter: Highlighter;
  readonly #pieces: readonly Piece[];
  /** The colours by their places. */
  readonly marks: DecorationSet;

  private constructor(highlighter: Highlighter, pieces: readonly Piece[], marks: DecorationSet) {
    this.#highlighter = highlighter;
    this.#pieces = pieces;
    this.marks = marks;
  }

  /** Colours the stretches of a text whose tree is given. */
  static of(highlighter: Highlighter, tree: Tree, sight: readonly Stretch[]): Colours {
    const pieces = piecesOf(tree, sight);
    return new Colours(highlighter, pieces, RangeSet.of(read(highlighter, pieces)));
  }

  /** The same after changes of the text. */
  map(changes: ChangeDesc): Colours {
    return new Colours(this.#highlighter, this.#moved(changes), this.marks.map(changes));
  }

  /** The same after changes of the text, of its tree, or of what is in sight. */
  follow(changes: ChangeDesc, tree: Tree, sight: readonly Stretch[]): Colours {
    const before = this.#moved(changes);
    const after = piecesOf(tree, sight);
    const shorter = Math.min(before.length, after.length);
    let first = 0;
    while (first < shorter && same(before[first], after[first])) first++;
    let last = 0;
    while (last < shorter - first && same(before.at(-1 - last), after.at(-1 - last))) last++;
    const fresh = after.slice(first, after.length - last);
    const old = before.slice(first, before.length - last);
    const [from, to] = [lowest(old, fresh), highest(old, fresh)];
    const marks = this.marks.map(changes).update({
      filterFrom: from,
      filterTo: to,
      // What only touches the stretch belongs to its neighbours.
      filter: (begin, end) => end <= from || begin >= to,
      add: read(this.#highlighter, fresh),
    });
    return new Colours(this.#highlighter, after, marks);
  }

  #moved(changes: ChangeDesc): readonly Piece[] {
    if (changes.empty) return this.#pieces;
    return this.#pieces.map(({ tree, start, from, to }) => ({
      tree,
      start: changes.mapPos(start, 1),
      from: changes.mapPos(from, 1),
      to: changes.mapPos(to, -1),
    }));
  }
}

function piecesOf(tree: Tree, sight: readonly Stretch[]): Piece[] {
  const pieces: Piece[] = [];
  for (const { from, to } of sight) {
    let block = tree.topNode.childAfter(from);
    for (; block && block.from < to; block = block.nextSibling) {
      if (!block.tree) continue;
      pieces.push({
        tree: block.tree,
        start: block.from,
        from: Math.max(block.from, from),
        to: Math.min(block.to, to),
      });
    }
  }
  return pieces;
}

function same(before: Piece | undefined, after: Piece | undefined): boolean {
  return (
    before !== undefined &&
    after !== undefined &&
    before.tree === after.tree &&
    before.start === after.start &&
    before.from === after.from &&
    before.to === after.to
  );
}

function lowest(...lists: readonly Piece[][]): number {
  return Math.min(...lists.flatMap(([first]) => first?.from ?? []), Number.MAX_SAFE_INTEGER);
}

function highest(...lists: readonly Piece[][]): number {
  return Math.max(...lists.flatMap((list) => list.at(-1)?.to ?? []), 0);
}

const marksOf = new Map<string, Decoration>();

function mark(style: string): Decoration {
  const made = marksOf.get(style) ?? Decoration.mark({ class: style });
  marksOf.set(style, made);
  return made;
}

function read(highlighter: Highlighter, pieces: readonly Piece[]): Range<Decoration>[] {
  const ranges: Range<Decoration>[] = [];
  for (const { tree, start, from, to } of pieces) {
    const put = (begin: number, end: number, style: string) => {
      ranges.push(mark(style).range(start + begin, start + end));
    };
    highlightTree(tree, highlighter, put, from - start, to - start);
  }
  return ranges;
}

/** Shows the colours of a style. */
export function colours(style: HighlightStyle): Extension {
  const plugin = ViewPlugin.fromClass(
    class {
      #tree: Tree;
      #colours: Colours;

      constructor({ state, visibleRanges }: EditorView) {
        this.#tree = syntaxTree(state);
        this.#colours = Colours.of(style, this.#tree, visibleRanges);
      }

      get marks(): DecorationSet {
        return this.#colours.marks;
      }

      update({ changes, state, view, viewportChanged }: ViewUpdate) {
        const tree = syntaxTree(state);
        if (tree === this.#tree && !viewportChanged && changes.empty) return;
        const { visibleRanges } = view;
        // Where the text in sight is not read to its end yet, what is known of it stays.
        const unread = !viewportChanged && tree.length < view.viewport.to;
        this.#colours = unread
          ? this.#colours.map(changes)
          : this.#colours.follow(changes, tree, visibleRanges);
        this.#tree = tree;
      }
    },
    { decorations: ({ marks }) => marks },
  );
  return [Prec.high(plugin), style.module ? EditorView.styleModule.of(style.module) : []];
}
