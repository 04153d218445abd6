// What stands at the start of a line of Markdown.
import type { Text } from "@codemirror/state";

/** A list item's start: indent, bullet, or number and delimiter, blanks, the box of a task. */
export const LIST_ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s+)?/;
/** A quotation's start. */
export const QUOTE = /^\s*(?:>\s?)+/;
const HEADING = /^\s{0,3}#{1,6}\s+/;

/** A list item's first line. */
export interface Item {
  /** Blanks before the marker. */
  indent: number;
  /** Column in which the item's text starts, so that what belongs to it stands there. */
  content: number;
  marker: string;
  /** Length of all that is not the item's text. */
  length: number;
  /** What starts the item after it. */
  next: string;
}

/** The list item that a line starts. */
export function itemOf(line: string): Item | null {
  const item = LIST_ITEM.exec(line);
  if (!item) return null;
  const [all, indent = "", bullet, number = "", delimiter = "", space = " ", task] = item;
  const marker = bullet ?? number + delimiter;
  const following = bullet ?? `${Number(number) + 1}${delimiter}`;
  return {
    indent: indent.length,
    content: indent.length + marker.length + space.length,
    marker,
    length: all.length,
    next: `${indent}${following}${space}${task ? "[ ] " : ""}`,
  };
}

/** Where the words of a line start, behind the marks of its block. */
export function proseOf(line: string): number {
  let at = QUOTE.exec(line)?.[0].length ?? 0;
  at += LIST_ITEM.exec(line.slice(at))?.[0].length ?? 0;
  return at + (HEADING.exec(line.slice(at))?.[0].length ?? 0);
}

/** Where the paragraph around a place starts: behind the blank line or list marker before it. */
export function paragraphStart(doc: Text, at: number): number {
  let line = doc.lineAt(at);
  while (line.number > 1 && proseOf(line.text) === 0) {
    const above = doc.line(line.number - 1);
    if (above.text.trim() === "") break;
    line = above;
  }
  return Math.min(at, line.from + proseOf(line.text));
}
