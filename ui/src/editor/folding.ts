// Folding by heading: what stands below one, up to the next of its level or above.
import {
  codeFolding,
  foldable,
  foldEffect,
  foldedRanges,
  foldService,
  syntaxTree,
  unfoldEffect,
} from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { GutterMarker, gutter } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import { isCode } from "./code";
import { frontMatter } from "./frontmatter";

/** The level of a heading; nothing where a node is none. */
function levelOf({ name }: SyntaxNode): number | null {
  const level = /^(?:ATX|Setext)Heading(\d)$/.exec(name)?.[1];
  return level ? Number(level) : null;
}

/** What a heading that starts at `from` folds away. */
function below(state: EditorState, from: number, to: number): { from: number; to: number } | null {
  if (from < (state.field(frontMatter, false)?.bodyFrom ?? 0)) return null;
  const node = syntaxTree(state).topNode.childAfter(from);
  if (!node || node.from !== from) return null;
  const level = levelOf(node);
  if (level === null) return null;
  let end = state.doc.length;
  for (let next = node.nextSibling; next; next = next.nextSibling) {
    const other = levelOf(next);
    if (other !== null && other <= level) {
      end = next.from - 1;
      break;
    }
  }
  while (end > to && state.sliceDoc(end - 1, end).trim() === "") end--;
  const start = Math.max(to, state.doc.lineAt(Math.max(node.to, to)).to);
  return end > start ? { from: start, to: end } : null;
}

class Mark extends GutterMarker {
  readonly #folded: boolean;

  constructor(folded: boolean) {
    super();
    this.#folded = folded;
  }

  override eq(other: Mark): boolean {
    return this.#folded === other.#folded;
  }

  override toDOM(): Node {
    const mark = document.createElement("span");
    mark.className = this.#folded ? "cm-fold" : "cm-fold open";
    mark.textContent = this.#folded ? "▸" : "▾";
    mark.title = this.#folded ? "Unfold this part" : "Fold this part";
    return mark;
  }
}

const MARKS = { folded: new Mark(true), open: new Mark(false) };

/** The folded part that begins on a line. */
function foldedOn(state: EditorState, { from, to }: { from: number; to: number }) {
  let found: { from: number; to: number } | null = null;
  foldedRanges(state).between(from, to, (start, end) => {
    if (start >= from) found = { from: start, to: end };
  });
  return found as { from: number; to: number } | null;
}

// Only the line is looked at: where its part ends would cost a walk over the text at each key.
const marks = gutter({
  class: "cm-folds",
  lineMarker(view, { from, to }) {
    const { state } = view;
    if (!/^#{1,6}\s/.test(state.sliceDoc(from, from + 8)) || isCode(state, from + 1)) return null;
    return foldedOn(state, { from, to }) ? MARKS.folded : MARKS.open;
  },
  lineMarkerChange: ({ startState, state }) => foldedRanges(startState) !== foldedRanges(state),
  initialSpacer: () => MARKS.open,
  domEventHandlers: {
    click(view, line) {
      const folded = foldedOn(view.state, line);
      const range = folded ?? foldable(view.state, line.from, line.to);
      if (!range) return false;
      view.dispatch({ effects: (folded ? unfoldEffect : foldEffect).of(range) });
      return true;
    },
  },
});

/** Folding with a mark beside each heading. */
export const folding = [foldService.of(below), codeFolding({ placeholderText: "…" }), marks];
