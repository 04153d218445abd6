// Hides the front matter in the editor while the form shows it; the document keeps the whole file.
import {
  Annotation,
  EditorSelection,
  EditorState,
  type Extension,
  StateEffect,
  StateField,
  type Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** Where the body starts, in units, and whether the front matter shows as text. */
export interface FrontMatter {
  bodyFrom: number;
  shown: boolean;
}

/** Tells the editor where the body starts, after the core has looked. */
export const setBodyFrom = StateEffect.define<number>();

/** Shows the front matter as text, or hides it. */
export const showFrontMatter = StateEffect.define<boolean>();

/** Who made a transaction that did not come from the author's hand in the editor. */
export const origin = Annotation.define<"form" | "remote">();

/** The front matter of the document. */
export const frontMatter = StateField.define<FrontMatter>({
  create: () => ({ bodyFrom: 0, shown: false }),
  update,
  provide: (field) => [
    EditorView.decorations.compute([field, "doc"], (state) => decorate(state)),
    EditorView.atomicRanges.of((view) => hiddenRange(view.state)),
  ],
});

/** Where the body starts after a transaction, for those who cannot wait for the state after it. */
export function bodyFromAfter(transaction: Transaction): number {
  return update(transaction.startState.field(frontMatter), transaction).bodyFrom;
}

function update(value: FrontMatter, transaction: Transaction): FrontMatter {
  let next = value;
  if (transaction.docChanged) {
    const bodyFrom = mappedBodyFrom(value.bodyFrom, transaction);
    if (bodyFrom !== next.bodyFrom) next = { ...next, bodyFrom };
  }
  for (const effect of transaction.effects) {
    if (effect.is(setBodyFrom) && effect.value !== next.bodyFrom) {
      next = { ...next, bodyFrom: effect.value };
    } else if (effect.is(showFrontMatter)) next = { ...next, shown: effect.value };
  }
  return next;
}

/** Everything that keeps the hidden front matter out of reach of keys, for a body at `bodyFrom`. */
export function frontMatterHidden(bodyFrom: number, shown: boolean): Extension {
  return [
    frontMatter.init(() => ({ bodyFrom, shown })),
    EditorState.changeFilter.of(protect),
    EditorState.transactionFilter.of(keepSelectionInBody),
    EditorState.transactionFilter.of(beginBodyOnItsOwnLine),
  ];
}

/** First unit that the author can reach with the caret. */
export function firstReachable(state: EditorState): number {
  const { bodyFrom, shown } = state.field(frontMatter);
  return shown ? 0 : Math.min(bodyFrom, state.doc.length);
}

// Text typed at the start of the body belongs to the body; a key added by the form does not.
function mappedBodyFrom(bodyFrom: number, transaction: Transaction): number {
  return transaction.changes.mapPos(bodyFrom, transaction.annotation(origin) ? 1 : -1);
}

function hiddenEnd(state: EditorState): number {
  const end = firstReachable(state);
  const afterBreak = end > 0 && state.doc.lineAt(end).from === end;
  return afterBreak ? end - 1 : end;
}

function hiddenRange(state: EditorState): DecorationSet {
  const end = hiddenEnd(state);
  return end === 0 ? Decoration.none : Decoration.set([hidden.range(0, end)]);
}

const hidden = Decoration.replace({ block: true });
const asText = Decoration.line({ class: "cm-frontmatter" });

function decorate(state: EditorState): DecorationSet {
  const { bodyFrom, shown } = state.field(frontMatter);
  if (!shown) return hiddenRange(state);
  const lines = [];
  for (let at = 0; at < bodyFrom && at <= state.doc.length; ) {
    const line = state.doc.lineAt(at);
    lines.push(asText.range(line.from));
    at = line.to + 1;
  }
  return Decoration.set(lines);
}

// -1, so that an insertion before the first fence is refused as well.
function protect(transaction: Transaction): boolean | readonly number[] {
  const end = firstReachable(transaction.startState);
  if (end === 0 || transaction.annotation(origin)) return true;
  return [-1, end];
}

function keepSelectionInBody(
  transaction: Transaction,
): TransactionSpec | readonly TransactionSpec[] {
  const { bodyFrom, shown } = transaction.startState.field(frontMatter);
  const willShow = transaction.effects.reduce(
    (before, effect) => (effect.is(showFrontMatter) ? effect.value : before),
    shown,
  );
  if (willShow) return transaction;
  const start = Math.min(mappedBodyFrom(bodyFrom, transaction), transaction.newDoc.length);
  const selection = transaction.newSelection;
  if (selection.ranges.every((range) => range.from >= start)) return transaction;
  const ranges = selection.ranges.map((range) =>
    EditorSelection.range(Math.max(range.anchor, start), Math.max(range.head, start)),
  );
  const clamped = EditorSelection.create(ranges, selection.mainIndex);
  return [transaction, { selection: clamped, sequential: true }];
}

// A file may end with its last fence; what is typed then needs a line of its own.
function beginBodyOnItsOwnLine(
  transaction: Transaction,
): TransactionSpec | readonly TransactionSpec[] {
  const state = transaction.startState;
  const start = firstReachable(state);
  if (!transaction.docChanged || start === 0 || start < state.doc.length) return transaction;
  if (transaction.annotation(origin) || state.doc.lineAt(start).from === start) return transaction;
  const first = transaction.newDoc.sliceString(start, start + 1);
  if (first === "" || first === "\n") return transaction;
  return [{ changes: { from: start, insert: "\n" } }, transaction];
}
