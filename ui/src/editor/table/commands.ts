// What keys and actions do in a table of the text; each is one step of the history.
import { isolateHistory } from "@codemirror/commands";
import { EditorSelection, type EditorState, type StateCommand } from "@codemirror/state";
import { isCode } from "../code";
import { firstReachable, frontMatter } from "../frontmatter";
import {
  type Alignment,
  aligned,
  bars,
  type Cell,
  columnAt,
  isRule,
  readTable,
  type Table,
  withColumn,
  withoutColumn,
  withoutRow,
  withRow,
  writeTable,
} from "./table";

/** A table of the text and the cell that a place is in. */
export interface Found {
  from: number;
  to: number;
  table: Table;
  cell: Cell;
}

/** A table with two columns, to be written. */
const NEW = ["|  |  |", "|---|---|", "|  |  |"];

/** The table around a place of the text. */
export function tableAt(state: EditorState, at: number): Found | null {
  const { doc } = state;
  const here = doc.lineAt(at);
  const start = state.field(frontMatter, false) ? firstReachable(state) : 0;
  if (here.from < start || bars(here.text).length === 0 || isCode(state, at)) return null;
  let [first, last] = [here.number, here.number];
  const belongs = (number: number) => {
    const line = doc.line(number);
    return line.from >= start && bars(line.text).length > 0;
  };
  while (first > 1 && belongs(first - 1)) first--;
  while (last < doc.lines && belongs(last + 1)) last++;
  const lines = Array.from(
    { length: last - first + 1 },
    (_, index) => doc.line(first + index).text,
  );
  // What is indented belongs to a list, whose columns are not a table's to change.
  if (lines.some((line) => /^\s/.test(line))) return null;
  // kramdown takes lines that begin with a bar for a table also without a rule below the first.
  const begins = lines.every((line) => line.startsWith("|"));
  if (!begins && !lines.some(isRule)) return null;
  const cell = { row: here.number - first, column: columnAt(here.text, at - here.from) };
  return { from: doc.line(first).from, to: doc.line(last).to, table: readTable(lines), cell };
}

/** Whether the caret is in a table. */
export function inTable(state: EditorState): boolean {
  return tableAt(state, state.selection.main.head) !== null;
}

/** Tab: to the next cell, with a new row behind the last. */
export const nextCell: StateCommand = inCell(({ table, cell }) => {
  const column = cell.column + 1;
  if (column < table.alignments.length) return { table, cell: { ...cell, column } };
  const row = rowFrom(table, cell.row + 1, 1);
  if (row !== null) return { table, cell: { row, column: 0 } };
  return { table: withRow(table, table.rows.length), cell: { row: table.rows.length, column: 0 } };
});

/** Shift+Tab: to the cell before. */
export const previousCell: StateCommand = inCell(({ table, cell }) => {
  if (cell.column > 0) return { table, cell: { ...cell, column: cell.column - 1 } };
  const row = rowFrom(table, cell.row - 1, -1);
  if (row === null) return { table, cell };
  return { table, cell: { row, column: table.alignments.length - 1 } };
});

/** Enter: a new row below; in an empty last row it goes and the table is left. */
export const newRow: StateCommand = (target) => {
  const { state } = target;
  const { head, from, to } = state.selection.main;
  const found = tableAt(state, head);
  // The words of a cell are selected when one comes to it by Tab.
  if (!found || state.readOnly || state.doc.lineAt(from).to < to) return false;
  const { table, cell } = found;
  const row = table.rows[cell.row];
  const isLast = cell.row === table.rows.length - 1 && cell.row > 0;
  const isEmpty = row?.kind === "cells" && row.cells.every((words) => words === "");
  if (isLast && isEmpty) return leave(target, found);
  return rowBelow(target);
};

/** A new row above the caret's; above a head it stands below. */
export const rowAbove: StateCommand = inCell(({ table, cell }) => {
  const row = cell.row === 0 && table.rows[1]?.kind === "rule" ? 2 : cell.row;
  return { table: withRow(table, row), cell: { row, column: cell.column } };
});

/** A new row below the caret's. */
export const rowBelow: StateCommand = inCell(({ table, cell }) => {
  const row = cell.row + (table.rows[cell.row + 1]?.kind === "rule" ? 2 : 1);
  return { table: withRow(table, row), cell: { row, column: 0 } };
});

/** The caret's row goes, but for a head. */
export const removeRow: StateCommand = inCell(({ table, cell }) => {
  const isHead = table.rows[cell.row + 1]?.kind === "rule" || table.rows[cell.row]?.kind === "rule";
  if (isHead || table.rows.length === 1) return null;
  const less = withoutRow(table, cell.row);
  const row = rowFrom(less, cell.row, 1) ?? rowFrom(less, less.rows.length - 1, -1) ?? 0;
  return { table: less, cell: { row, column: cell.column } };
});

/** A new column to the left. */
export const columnLeft: StateCommand = inCell(({ table, cell }) => ({
  table: withColumn(table, cell.column),
  cell,
}));

/** A new column to the right. */
export const columnRight: StateCommand = inCell(({ table, cell }) => {
  const column = cell.column + 1;
  return { table: withColumn(table, column), cell: { ...cell, column } };
});

/** The caret's column goes, but for the only one. */
export const removeColumn: StateCommand = inCell(({ table, cell }) => {
  if (table.alignments.length === 1) return null;
  const column = Math.min(cell.column, table.alignments.length - 2);
  return { table: withoutColumn(table, cell.column), cell: { ...cell, column } };
});

/** Aligns the caret's column. */
export function alignColumn(alignment: Alignment): StateCommand {
  return inCell(({ table, cell }) => ({ table: aligned(table, cell.column, alignment), cell }));
}

/** Writes the table around the caret with its columns aligned. */
export const alignTable: StateCommand = inCell(({ table, cell }) => ({ table, cell }));

/** Puts a new table below the caret's paragraph, with the caret in its first cell. */
export const insertTable: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const line = state.doc.lineAt(state.selection.main.head);
  const before = line.text.trim() === "" ? "" : "\n\n";
  const next = line.number < state.doc.lines ? state.doc.line(line.number + 1).text : "";
  const { text, place } = writeTable(readTable(NEW));
  const from = before === "" ? line.from : line.to;
  const changes = { from, to: line.to, insert: before + text + (next.trim() === "" ? "" : "\n") };
  const anchor = from + before.length + place({ row: 0, column: 0 }).from;
  dispatch(
    state.update({ changes, selection: { anchor }, scrollIntoView: true, userEvent: "input" }),
  );
  return true;
};

type Change = (found: Found) => { table: Table; cell: Cell } | null;

/** A command that makes another table of the one around the caret and goes to a cell. */
function inCell(change: Change): StateCommand {
  return ({ state, dispatch }) => {
    const found = tableAt(state, state.selection.main.head);
    if (!found || state.readOnly) return false;
    const next = change(found);
    if (!next) return false;
    const { text, place } = writeTable(next.table);
    const same = state.sliceDoc(found.from, found.to) === text;
    const { from, to } = place(next.cell);
    dispatch(
      state.update({
        changes: same ? [] : { from: found.from, to: found.to, insert: text },
        selection: EditorSelection.single(found.from + from, found.from + to),
        annotations: isolateHistory.of("full"),
        scrollIntoView: true,
        userEvent: "input.table",
      }),
    );
    return true;
  };
}

function leave({ state, dispatch }: Parameters<StateCommand>[0], found: Found): boolean {
  const less = withoutRow(found.table, found.cell.row);
  const { text } = writeTable(less);
  const insert = `${text}\n\n`;
  dispatch(
    state.update({
      changes: { from: found.from, to: found.to, insert },
      selection: { anchor: found.from + insert.length },
      annotations: isolateHistory.of("full"),
      scrollIntoView: true,
      userEvent: "input.table",
    }),
  );
  return true;
}

/** The nearest row of cells from `row` on. */
function rowFrom({ rows }: Table, row: number, step: 1 | -1): number | null {
  for (let at = row; at >= 0 && at < rows.length; at += step) {
    if (rows[at]?.kind === "cells") return at;
  }
  return null;
}
