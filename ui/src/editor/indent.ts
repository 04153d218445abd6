// What the Tab key does in the text: it moves list items and code, and goes through a link's parts.
import { indentLess, indentMore } from "@codemirror/commands";
import type { ChangeSpec, Line, StateCommand, Text } from "@codemirror/state";
import { isCode } from "./code";
import { type Item, itemOf } from "./lines";
import { nextInLink } from "./link";

/** Blanks of one step in code and in YAML, which forbids tabs. */
const STEP = "  ";

/**
 * Tab: puts a list item below the one before it, indents code, goes on in a link that is being
 * written. In prose it does nothing: indented text would turn into code.
 */
export const tab: StateCommand = (target) => {
  const { state } = target;
  if (state.readOnly) return false;
  if (isCode(state, state.selection.main.from)) return moveCode(target);
  if (nextInLink(target)) return true;
  return moveItem(target, below) ?? true;
};

/** Shift+Tab: takes a list item a level up, code a step back; elsewhere it is left to the window. */
export const shiftTab: StateCommand = (target) => {
  const { state } = target;
  if (state.readOnly) return false;
  if (isCode(state, state.selection.main.from)) return indentLess(target) || true;
  return moveItem(target, above) ?? false;
};

function moveCode({ state, dispatch }: Parameters<StateCommand>[0]): boolean {
  if (!state.selection.main.empty) return indentMore({ state, dispatch });
  dispatch(
    state.update(state.replaceSelection(STEP), { scrollIntoView: true, userEvent: "input" }),
  );
  return true;
}

/** What an item becomes: its indent and marker. */
interface Move {
  indent: number;
  marker: string;
}

/** Moves the item at the selection with what belongs to it; tells null where there is no item. */
function moveItem(
  { state, dispatch }: Parameters<StateCommand>[0],
  way: (doc: Text, line: Line, item: Item) => Move | null,
): true | null {
  const { doc, selection } = state;
  const line = doc.lineAt(selection.main.from);
  const item = itemOf(line.text);
  if (!item) return null;
  const move = way(doc, line, item);
  if (!move) return true;
  const start = " ".repeat(move.indent) + move.marker;
  const changes: ChangeSpec[] = [
    { from: line.from, to: line.from + item.indent + item.marker.length, insert: start },
  ];
  const by = start.length - item.indent - item.marker.length;
  const last = doc.lineAt(selection.main.to).number;
  for (let number = line.number + 1; number <= endOfItem(doc, line, item, last); number++) {
    changes.push(...shifted(doc.line(number), by));
  }
  dispatch(state.update({ changes, scrollIntoView: true, userEvent: "input.indent" }));
  return true;
}

function shifted({ from, text }: Line, by: number): ChangeSpec[] {
  if (text.trim() === "") return [];
  if (by > 0) return [{ from, insert: " ".repeat(by) }];
  return [{ from, to: from + Math.min(-by, indentOf(text)) }];
}

/** Last line that belongs to an item, or that is selected with it. */
function endOfItem(doc: Text, line: Line, item: Item, selected: number): number {
  let end = selected;
  for (let number = line.number + 1; number <= doc.lines; number++) {
    const { text } = doc.line(number);
    if (text.trim() === "") continue;
    if (indentOf(text) <= item.indent && number > selected) break;
    end = Math.max(end, number);
  }
  return end;
}

function below(doc: Text, line: Line, item: Item): Move | null {
  let sibling: Item | null = null;
  for (const other of itemsAbove(doc, line)) {
    if (other.indent <= item.indent) {
      const marker = sibling ? sibling.next.trimStart().split(/\s/)[0] : firstOf(item);
      return { indent: other.content, marker: marker ?? item.marker };
    }
    // The last item in the list that this one joins.
    sibling = !sibling || other.indent < sibling.indent ? other : sibling;
  }
  return null;
}

function above(doc: Text, line: Line, item: Item): Move | null {
  for (const other of itemsAbove(doc, line)) {
    if (other.indent >= item.indent) continue;
    return { indent: other.indent, marker: other.next.trimStart().split(/\s/)[0] ?? item.marker };
  }
  return item.indent > 0 ? { indent: 0, marker: item.marker } : null;
}

function firstOf({ marker }: Item): string {
  return marker.replace(/^\d+/, "1");
}

/** The items of the same list before a line, nearest first. */
function* itemsAbove(doc: Text, line: Line): Generator<Item> {
  for (let number = line.number - 1; number > 0; number--) {
    const { text } = doc.line(number);
    const item = itemOf(text);
    if (item) yield item;
    else if (/^\S/.test(text) && doc.line(Math.max(1, number - 1)).text.trim() === "") return;
  }
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
