// Where the caret of an open entry goes by itself.
import { places } from "../editor/clash";
import { firstReachable, frontMatter } from "../editor/frontmatter";
import { writingStart } from "../editor/start";
import type { OpenEntry } from "./open.svelte";

/** Moves to a line of the file, counted from 1, and marks it; shows the front matter if it is there. */
export function jumpToLine(entry: OpenEntry, line: number): void {
  const { doc } = entry.editor;
  const at = doc.line(Math.max(1, Math.min(line, doc.lines))).from;
  if (at < firstReachable(entry.editor)) entry.showFrontMatter(true);
  entry.jump(at, true);
}

/** Moves to where one starts to write in an entry just made. */
export function startWriting(entry: OpenEntry): void {
  const { doc } = entry.editor;
  entry.jump(writingStart(doc, entry.editor.field(frontMatter).bodyFrom));
}

/** Moves to the next place that clashes with another program, from the caret on and around. */
export function nextPlace(entry: OpenEntry): void {
  const all = entry.editor.field(places);
  const next = all.find(({ from }) => from > entry.caret) ?? all[0];
  if (next) entry.jump(next.from);
}

/** Turns between the form and the front matter as text, with the caret in what is turned to. */
export function turnFrontMatter(entry: OpenEntry): void {
  const { doc } = entry.editor;
  if (entry.frontMatterShown) {
    entry.showFrontMatter(false);
    entry.jump(entry.leftAt ?? entry.caret);
  } else {
    entry.leftAt = entry.caret;
    entry.showFrontMatter(true);
    entry.jump(doc.line(Math.min(2, doc.lines)).from);
  }
}
