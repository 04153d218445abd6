// Steps through the history; what happens to hidden text leaves caret and scroll where they are.
import { redo, undo } from "@codemirror/commands";
import type { EditorState, Transaction } from "@codemirror/state";
import type { Command, EditorView } from "@codemirror/view";
import { firstReachable, origin } from "./frontmatter";

/** Which way through the history. */
export type Way = "undo" | "redo";

/** What a step is taken in: a view, or the state of a text that is not shown. */
interface Stepped {
  state: EditorState;
  dispatch(transaction: Transaction): void;
}

/** Takes a step; tells whether there was one. */
export function takeStep(way: Way, target: Stepped, view: EditorView | null): boolean {
  const command = way === "undo" ? undo : redo;
  const { selection } = target.state;
  const place = view?.scrollSnapshot();
  return command({
    state: target.state,
    dispatch(transaction) {
      target.dispatch(transaction);
      if (!onlyHidden(transaction)) return;
      // The history scrolls to where the author was then; a later effect stands against it.
      const effects = place?.map(transaction.changes) ?? [];
      const kept = { selection: selection.map(transaction.changes), effects };
      const annotations = origin.of("form");
      target.dispatch(transaction.state.update({ ...kept, annotations, filter: false }));
    },
  });
}

/** Takes back the last step. */
export const undoLast: Command = (view) => takeStep("undo", view, view);
/** Does the last step again. */
export const redoLast: Command = (view) => takeStep("redo", view, view);

function onlyHidden({ startState, changes }: Transaction): boolean {
  const end = firstReachable(startState);
  let hidden = !changes.empty;
  changes.iterChangedRanges((_from, to) => {
    if (to > end) hidden = false;
  });
  return hidden && end > 0;
}
