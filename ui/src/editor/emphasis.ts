// Emphasis and code by keys: on, off, and out of what was just written.
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type SelectionRange,
  type StateCommand,
} from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { paragraphStart, proseOf } from "./lines";

interface Style {
  mark: string;
  /** Name of the parser's node. */
  node: string;
  /** Whether a run of this many mark characters holds the mark. */
  holds: (run: number) => boolean;
}

interface Stretch {
  from: number;
  to: number;
}

interface Turned {
  changes: ChangeSpec[];
  /** Ends of the selection in the text before the changes, which they enclose. */
  over: Stretch;
}

/** What a key does at a caret. */
interface CaretChange {
  changes: ChangeSpec[];
  range: SelectionRange;
}

/** How long the parser may read on for a key, in milliseconds. */
const PATIENCE = 20;

/** Strong emphasis on or off. */
export const toggleStrong: StateCommand = toggle({
  mark: "**",
  node: "StrongEmphasis",
  holds: (run) => run >= 2,
});

/** Emphasis on or off. */
export const toggleEmphasis: StateCommand = toggle({
  mark: "*",
  node: "Emphasis",
  holds: (run) => run % 2 === 1,
});

/** Code on or off. */
export const toggleCode: StateCommand = toggle({
  mark: "`",
  node: "InlineCode",
  holds: (run) => run === 1,
});

function toggle(style: Style): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    ensureSyntaxTree(state, state.selection.main.to, PATIENCE);
    const spec = state.changeByRange((range) => {
      const pieces = piecesOf(state, range);
      return pieces.length > 0
        ? withSelection(state, range, turnPieces(state, pieces, style))
        : atCaret(state, range.head, style);
    });
    dispatch(state.update(spec, { scrollIntoView: true, userEvent: "input" }));
    return true;
  };
}

function withSelection(state: EditorState, range: SelectionRange, { changes, over }: Turned) {
  const set = state.changes(changes);
  const [from, to] = [set.mapPos(over.from, 1), set.mapPos(over.to, -1)];
  const turned = range.anchor > range.head;
  return { changes: set, range: EditorSelection.range(turned ? to : from, turned ? from : to) };
}

/** What of a selection can be emphasized: the words of each of its lines. */
function piecesOf(state: EditorState, { from, to }: SelectionRange): Stretch[] {
  const pieces: Stretch[] = [];
  for (let at = from; at < to; ) {
    const line = state.doc.lineAt(at);
    const start = Math.max(from, line.from + (from > line.from ? 0 : proseOf(line.text)));
    const text = state.sliceDoc(start, Math.min(to, line.to));
    const words = text.trim();
    const first = start + text.indexOf(words);
    if (words !== "") pieces.push({ from: first, to: first + words.length });
    at = line.to + 1;
  }
  return pieces;
}

function turnPieces(state: EditorState, pieces: Stretch[], style: Style): Turned {
  const around = pieces.map((piece) => nodeOver(state, piece, style));
  const off = around.every((node) => node !== null);
  const changes = pieces.flatMap((piece, index) => {
    const node = around[index];
    if (node) return off ? takenOut(state, node, piece, style) : [];
    return putAround(state, piece, style);
  });
  const [first, last] = [pieces[0], pieces.at(-1)];
  return { changes, over: { from: first?.from ?? 0, to: last?.to ?? 0 } };
}

function putAround(state: EditorState, piece: Stretch, { mark, node }: Style): ChangeSpec[] {
  let { from, to } = piece;
  const changes: ChangeSpec[] = [];
  syntaxTree(state).iterate({
    ...piece,
    enter: (found) => {
      if (found.name !== node || found.to <= piece.from || found.from >= piece.to) return;
      from = Math.min(from, found.from);
      to = Math.max(to, found.to);
      changes.push(...marksOf(found.node));
    },
  });
  return [...changes, { from, insert: mark }, { from: to, insert: mark }];
}

/** Ends the emphasis of `node` before `piece` and takes it up again behind. */
function takenOut(state: EditorState, node: SyntaxNode, piece: Stretch, style: Style) {
  const { inner, open, close } = partsOf(node);
  const before = state.sliceDoc(inner.from, Math.max(inner.from, piece.from)).trimEnd();
  const after = state.sliceDoc(Math.min(inner.to, piece.to), inner.to).trimStart();
  return [
    before === "" ? open : { from: inner.from + before.length, insert: style.mark },
    after === "" ? close : { from: inner.to - after.length, insert: style.mark },
  ];
}

function atCaret(state: EditorState, head: number, style: Style): CaretChange {
  const length = style.mark.length;
  const typed = writtenAt(state, head, style);
  if (typed) return typed;
  const node = nodeOver(state, { from: head, to: head }, style);
  const moved = (changes: ChangeSpec[], by: number) => ({
    changes,
    range: EditorSelection.cursor(head + by),
  });
  if (node) return moved(marksOf(node), -partsOf(node).inner.from + node.from);
  const word = state.wordAt(head);
  const { from, to } = word && word.from < head && head < word.to ? word : { from: head, to: head };
  const { mark } = style;
  return moved(
    [
      { from, insert: mark },
      { from: to, insert: mark },
    ],
    length,
  );
}

/** What a key means beside marks: out of the emphasis, back into it, or none after all. */
function writtenAt(state: EditorState, head: number, style: Style): CaretChange | null {
  const [sign = ""] = style.mark;
  const { length } = style.mark;
  const text = state.sliceDoc(paragraphStart(state.doc, head), head);
  const words = text.trimEnd();
  const blanks = text.length - words.length;
  const behind = runAtEnd(words, sign);
  const closesAhead = style.holds(runFrom(state.sliceDoc(head, head + 8), sign));
  const isOpen = openedIn(words, style);
  const isMark = style.holds(behind) && (isOpen || blanks > 0);
  if (closesAhead && isMark && !openedIn(words.slice(0, -behind), style)) {
    const from = head - blanks - length;
    const changes = [
      { from, to: from + length },
      { from: head, to: head + length },
    ];
    return { changes, range: EditorSelection.cursor(head - length) };
  }
  if (closesAhead && isOpen) {
    const changes = [
      { from: head - blanks, to: head },
      { from: head + length, insert: " ".repeat(blanks) },
    ];
    return { changes, range: EditorSelection.cursor(head + length) };
  }
  const closed = blanks === 0 && style.holds(behind) && openedIn(text.slice(0, -behind), style);
  return closed ? { changes: [], range: EditorSelection.cursor(head - length) } : null;
}

/** Whether emphasis is open at the end of a text. */
function openedIn(text: string, { mark, holds }: Style): boolean {
  const [sign = ""] = mark;
  let opened = false;
  for (let at = 0; at < text.length; at++) {
    const run = runFrom(text.slice(at), sign);
    if (text[at] === "\\") at++;
    if (run === 0) continue;
    const next = text[at + run];
    const opens = next === undefined || next.trim() !== "";
    if (holds(run)) opened = !opened && opens;
    at += run - 1;
  }
  return opened;
}

function runAtEnd(text: string, sign: string): number {
  let run = 0;
  while (run < text.length && text[text.length - 1 - run] === sign) run++;
  return run;
}

function runFrom(text: string, sign: string): number {
  let run = 0;
  while (text[run] === sign) run++;
  return run;
}

/** The node of a style that a stretch lies in, or is. */
function nodeOver(state: EditorState, { from, to }: Stretch, style: Style): SyntaxNode | null {
  for (const side of [1, -1] as const) {
    let node: SyntaxNode | null = syntaxTree(state).resolveInner(side > 0 ? from : to, side);
    for (; node; node = node.parent) {
      if (node.name !== style.node) continue;
      const { inner } = partsOf(node);
      const inside = inner.from <= from && to <= inner.to;
      if (inside || (node.from === from && node.to === to)) return node;
    }
  }
  return null;
}

function partsOf(node: SyntaxNode) {
  const open = { from: node.from, to: node.firstChild?.to ?? node.from };
  const close = { from: node.lastChild?.from ?? node.to, to: node.to };
  return { open, close, inner: { from: open.to, to: close.from } };
}

function marksOf(node: SyntaxNode): Stretch[] {
  const { open, close } = partsOf(node);
  return [open, close];
}
