// Where one starts to write in an entry just made from a template.
import type { Text } from "@codemirror/state";

const HEADING = /^#{1,6}(\s|$)/;

/**
 * The first empty line below the first heading, or else the first of the body; below a heading or
 * the front matter one empty line stays, where there are more. The end of a text without any.
 */
export function writingStart(doc: Text, bodyFrom: number): number {
  const first = doc.lineAt(Math.min(bodyFrom, doc.length)).number;
  const lines = Array.from({ length: doc.lines - first + 1 }, (_, at) => doc.line(first + at));
  const heading = lines.findIndex(({ text }) => HEADING.test(text));
  const below = lines.slice(heading + 1);
  const empty = below.findIndex(({ text }) => text.trim() === "");
  if (empty < 0) return doc.length;
  const spare = empty === 0 && below[1]?.text.trim() === "";
  return below[spare ? 1 : empty]?.from ?? doc.length;
}
