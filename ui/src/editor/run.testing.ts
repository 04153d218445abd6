// How tests run the editor's commands.
import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import { markdown } from "./language";

/** Runs a command on a text in which `‹` and `›` stand for the selection; null where it leaves the key. */
export function run(command: StateCommand, shown: string): string | null {
  const anchor = shown.indexOf("‹");
  const head = shown.indexOf("›") - 1;
  const doc = shown.replace(/[‹›]/g, "");
  const selection = EditorSelection.single(anchor, head);
  let state = EditorState.create({ doc, selection, extensions: markdown() });
  const done = command({
    state,
    dispatch: (transaction) => {
      state = transaction.state;
    },
  });
  if (!done) return null;
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  return `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;
}
