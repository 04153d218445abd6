// Everything that is done to the text by a key, the toolbar or the palette. No key is defined elsewhere.
import {
  copyLineDown,
  copyLineUp,
  deleteLine,
  insertBlankLine,
  moveLineDown,
  moveLineUp,
  selectLine,
  toggleBlockComment,
} from "@codemirror/commands";
import { foldAll, foldCode, unfoldAll, unfoldCode } from "@codemirror/language";
import { closeSearchPanel, findNext, findPrevious, openSearchPanel } from "@codemirror/search";
import type { Command, KeyBinding } from "@codemirror/view";
import type { TextAction } from "../actions/action";
import { bulletList, codeBlock, heading, nextHeading, numberedList, quotation } from "./blocks";
import { toggleCode, toggleEmphasis, toggleStrong } from "./emphasis";
import { openReplace } from "./find";
import { nextHint, previousHint } from "./hints";
import { shiftTab, tab } from "./indent";
import { insertLink } from "./link";
import { continueMarkup } from "./lists";
import { redoLast, undoLast } from "./steps";
import {
  alignColumn,
  alignTable,
  columnLeft,
  columnRight,
  insertTable,
  inTable,
  newRow,
  nextCell,
  previousCell,
  removeColumn,
  removeRow,
  rowAbove,
  rowBelow,
} from "./table/commands";

const writing = (
  id: string,
  name: string,
  keys: readonly string[],
  command: Command,
  more: Partial<TextAction> = {},
): TextAction => ({ id, name, group: "Writing", keys, command, ...more });

const format: typeof writing = (id, name, keys, command, more) =>
  writing(id, name, keys, command, { group: "Format", ...more });

const find: typeof writing = (id, name, keys, command, more) =>
  writing(id, name, keys, command, { group: "Find", ...more });

const lines: typeof writing = (id, name, keys, command, more) =>
  writing(id, name, keys, command, { group: "Lines", ...more });

const table = (id: string, name: string, command: Command, more: Partial<TextAction> = {}) =>
  writing(id, name, [], command, { group: "Table", fits: inTable, ...more });

/** What Tab and Enter do where the caret is: asked in this order. */
const byPlace: TextAction[] = [
  table("next-cell", "Next cell; a new row behind the last", nextCell, {
    keys: ["Tab"],
    keyOnly: true,
  }),
  table("previous-cell", "Cell before", previousCell, { keys: ["Shift-Tab"], keyOnly: true }),
  table("new-row", "New row; out of the table from an empty one", newRow, {
    keys: ["Enter"],
    keyOnly: true,
  }),
  lines("continue", "Next list item or line of the quotation", ["Enter"], continueMarkup, {
    keyOnly: true,
  }),
  lines("indent", "List item below the one before; next part of a link", ["Tab"], tab, {
    keyOnly: true,
  }),
  lines("outdent", "List item a level up", ["Shift-Tab"], shiftTab, { keyOnly: true }),
];

/** All actions on the text, in the order in which they are listed. */
export const TEXT_ACTIONS: readonly TextAction[] = [
  writing("undo", "Undo", ["Mod-z"], undoLast),
  writing("redo", "Redo", ["Mod-y", "Mod-Shift-z"], redoLast),
  writing("next-hint", "Next hint", ["F8"], nextHint, { does: "To the next line with a remark" }),
  writing("previous-hint", "Previous hint", ["Shift-F8"], previousHint),
  writing("fold", "Fold the part at the caret", ["Mod-Shift-["], foldCode),
  writing("unfold", "Unfold the part at the caret", ["Mod-Shift-]"], unfoldCode),
  writing("fold-all", "Fold all parts", ["Mod-Alt-["], foldAll),
  writing("unfold-all", "Unfold all parts", ["Mod-Alt-]"], unfoldAll),
  format("bold", "Bold", ["Mod-b"], toggleStrong, { icon: "bold" }),
  format("italic", "Italic", ["Mod-i"], toggleEmphasis, { icon: "italic" }),
  format("code", "Code", ["Mod-`"], toggleCode, { icon: "code" }),
  format("link", "Link", ["Mod-k"], insertLink, { icon: "link" }),
  format("heading", "Heading", [], nextHeading, {
    icon: "heading",
    does: "From paragraph to heading to smaller heading and back",
  }),
  format("heading-1", "Heading 1", ["Mod-1"], heading(1)),
  format("heading-2", "Heading 2", ["Mod-2"], heading(2)),
  format("heading-3", "Heading 3", ["Mod-3"], heading(3)),
  format("heading-4", "Heading 4", ["Mod-4"], heading(4)),
  format("bullets", "Bulleted list", ["Mod-Shift-8"], bulletList, { icon: "list" }),
  format("numbers", "Numbered list", ["Mod-Shift-7"], numberedList, { icon: "numbers" }),
  format("quote", "Quotation", ["Mod-Shift-9"], quotation, { icon: "quote" }),
  format("code-block", "Code block", ["Mod-Shift-k"], codeBlock),
  format("comment", "Hide from the page as a comment", ["Mod-/"], toggleBlockComment),
  ...byPlace.slice(0, 3),
  writing("insert-table", "Insert a table", [], insertTable, {
    group: "Table",
    fits: (state) => !inTable(state),
  }),
  table("align-table", "Align the columns of the table", alignTable),
  table("row-above", "Table: row above", rowAbove),
  table("row-below", "Table: row below", rowBelow),
  table("remove-row", "Table: remove row", removeRow),
  table("column-left", "Table: column to the left", columnLeft),
  table("column-right", "Table: column to the right", columnRight),
  table("remove-column", "Table: remove column", removeColumn),
  table("align-left", "Table: column aligned left", alignColumn("left")),
  table("align-center", "Table: column centred", alignColumn("center")),
  table("align-right", "Table: column aligned right", alignColumn("right")),
  find("find", "Find", ["Mod-f"], openSearchPanel, { icon: "search" }),
  find("replace", "Find and replace", ["Mod-h"], openReplace),
  find("find-next", "Next place found", ["F3"], findNext),
  find("find-previous", "Previous place found", ["Shift-F3"], findPrevious),
  find("find-close", "Close the search", ["Escape"], closeSearchPanel, { keyOnly: true }),
  ...byPlace.slice(3),
  lines("line-up", "Move the line up", ["Alt-ArrowUp"], moveLineUp),
  lines("line-down", "Move the line down", ["Alt-ArrowDown"], moveLineDown),
  lines("copy-up", "Copy the line up", ["Shift-Alt-ArrowUp"], copyLineUp),
  lines("copy-down", "Copy the line down", ["Shift-Alt-ArrowDown"], copyLineDown),
  lines("select-line", "Select the line", ["Alt-l"], selectLine),
  lines("delete-line", "Delete the line", ["Mod-Shift-Backspace"], deleteLine),
  lines("blank-line", "New line below", ["Mod-Enter"], insertBlankLine),
];

/** The actions that a key is first given to. */
export const textKeys: readonly KeyBinding[] = TEXT_ACTIONS.flatMap((action) =>
  (action.keys ?? []).map((key) => ({
    key,
    run: action.command,
    // What the browser does with these keys has no place in a text.
    preventDefault: key.startsWith("Mod-") || /^(Shift-)?F\d/.test(key),
    ...(action.group === "Find" ? { scope: "editor search-panel" } : {}),
  })),
);
