// Aligns the columns of a table that was changed once the caret leaves it; others keep their bytes.
import { isolateHistory } from "@codemirror/commands";
import { StateField, type Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { origin } from "../frontmatter";
import { tableAt } from "./commands";
import { writeTable } from "./table";

/** A place in the table that is being changed; nothing where none is. */
const changed = StateField.define<number | null>({
  create: () => null,
  update(value, transaction) {
    if (!transaction.docChanged) return value;
    if (isLeft(transaction)) return null;
    const at = value === null ? null : transaction.changes.mapPos(value);
    if (!byHand(transaction)) return at;
    const line = transaction.newDoc.lineAt(transaction.newSelection.main.head);
    return line.text.includes("|") ? line.from : at;
  },
});

function byHand(transaction: Transaction): boolean {
  return (
    !transaction.annotation(origin) &&
    (transaction.isUserEvent("input") || transaction.isUserEvent("delete"))
  );
}

const LEFT = "input.table.left";

function isLeft(transaction: Transaction): boolean {
  return transaction.isUserEvent(LEFT);
}

const follow = EditorView.updateListener.of(({ state, view, selectionSet, docChanged }) => {
  const at = state.field(changed);
  if (at === null || !(selectionSet || docChanged)) return;
  const { head } = state.selection.main;
  const here = state.doc.lineAt(head);
  if (here.from === at) return;
  const found = tableAt(state, Math.min(at, state.doc.length));
  if (found && head >= found.from && head <= found.to) return;
  // Lines without a rule among them may be something else, such as a formula.
  const isTable = found?.table.rows.some(({ kind }) => kind === "rule") ?? false;
  const text = found && isTable ? writeTable(found.table).text : "";
  const same = !found || !isTable || state.sliceDoc(found.from, found.to) === text;
  view.dispatch({
    ...(same ? {} : { changes: { from: found.from, to: found.to, insert: text } }),
    annotations: isolateHistory.of("full"),
    userEvent: LEFT,
  });
});

/** Follows the caret out of tables. */
export const tablesAlign = [changed, follow];
