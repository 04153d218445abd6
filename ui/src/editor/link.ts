// Links by keys.
import { ensureSyntaxTree } from "@codemirror/language";
import { EditorSelection, type EditorState, type StateCommand } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";

/** What stands for the text of a link until the author writes it: nothing would be invisible. */
const TEXT = "link text";
const ADDRESS = "https://";
/** How long the parser may read on for a key, in milliseconds. */
const PATIENCE = 20;

/**
 * Makes a link of the selection, or of the word at the caret, and selects what is to be typed
 * next: its address or its text. In a link it selects the address.
 */
export const insertLink: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const { main } = state.selection;
  const address = addressOf(linkAt(state, main.from, main.to));
  if (address) {
    dispatch(state.update({ selection: EditorSelection.range(address.from, address.to) }));
    return true;
  }
  const spec = state.changeByRange((range) => {
    const word = range.empty ? state.wordAt(range.head) : null;
    const { from, to } = word && word.from < range.head && range.head < word.to ? word : range;
    const text = state.sliceDoc(from, to);
    const isAddress = /^(https?:\/\/|mailto:)\S+$/.test(text);
    const shown = isAddress || text === "" ? TEXT : text;
    const goal = isAddress ? text : ADDRESS;
    const start = from + 1 + (shown === TEXT ? 0 : shown.length + 2);
    const end = start + (shown === TEXT ? TEXT : goal).length;
    return {
      changes: { from, to, insert: `[${shown}](${goal})` },
      range: EditorSelection.range(start, end),
    };
  });
  dispatch(state.update(spec, { scrollIntoView: true, userEvent: "input" }));
  return true;
};

/** Goes from a link's text to its address where that is still to be written, and from there out of it. */
export const nextInLink: StateCommand = ({ state, dispatch }) => {
  const { from, to } = state.selection.main;
  const link = linkAt(state, from, to);
  if (!link) return false;
  const address = addressOf(link) ?? { from: link.to - 1, to: link.to - 1 };
  const written = state.sliceDoc(address.from, address.to);
  let selection: EditorSelection | null = null;
  if (to < address.from && (written === "" || written === ADDRESS)) {
    selection = EditorSelection.single(address.from, address.to);
  } else if (from >= address.from && to === link.to - 1)
    selection = EditorSelection.single(link.to);
  if (!selection) return false;
  dispatch(state.update({ selection, scrollIntoView: true }));
  return true;
};

function linkAt(state: EditorState, from: number, to: number): SyntaxNode | null {
  const tree = ensureSyntaxTree(state, to + 1, PATIENCE);
  for (let node = tree?.resolveInner(from, 1) ?? null; node; node = node.parent) {
    const inside = node.from < from && to < node.to;
    if (node.name === "Link" && inside && state.sliceDoc(node.to - 1, node.to) === ")") return node;
  }
  return null;
}

function addressOf(link: SyntaxNode | null) {
  return link?.getChild("URL") ?? null;
}
