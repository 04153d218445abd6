// Commands that write Markdown around the selection.
import {
  EditorSelection,
  type EditorState,
  type Line,
  type StateCommand,
  type Text,
} from "@codemirror/state";
import { frontMatter } from "./frontmatter";

const LIST_ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s+)?/;
const QUOTE = /^\s*(?:>\s?)+/;

/** Strong emphasis on or off. */
export const toggleStrong: StateCommand = toggle("**");

/** Emphasis on or off. */
export const toggleEmphasis: StateCommand = toggle("*");

/** Code on or off. */
export const toggleCode: StateCommand = toggle("`");

/** Makes a link of the selection and selects what is to be typed next: address or text. */
export const insertLink: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const spec = state.changeByRange((range) => {
    const text = state.sliceDoc(range.from, range.to);
    const isAddress = /^(https?:\/\/|mailto:)\S+$/.test(text);
    const insert = isAddress ? `[](${text})` : `[${text}](https://)`;
    const start = range.from + 1 + (isAddress ? 0 : text.length + 2);
    const end = isAddress ? start : start + "https://".length;
    return {
      changes: { from: range.from, to: range.to, insert },
      range: EditorSelection.range(start, end),
    };
  });
  dispatch(state.update(spec, { scrollIntoView: true, userEvent: "input" }));
  return true;
};

/**
 * Starts the next item of a list or line of a quotation. An empty item goes back to the list around it,
 * or ends it with the blank lines without which kramdown takes what follows for more of it.
 */
export const continueMarkup: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection;
  if (state.readOnly || !main.empty || state.selection.ranges.length > 1) return false;
  const line = state.doc.lineAt(main.head);
  const markup = nextMarkup(line.text);
  if (!markup || main.head - line.from < markup.length) return false;
  const { changes, head } =
    line.text.length === markup.length
      ? endOfMarkup(state, line)
      : {
          changes: { from: main.head, insert: `\n${markup.next}` },
          head: main.head + 1 + markup.next.length,
        };
  const selection = { anchor: head };
  dispatch(state.update({ changes, selection, scrollIntoView: true, userEvent: "input" }));
  return true;
};

function endOfMarkup(state: EditorState, line: Line) {
  const { doc } = state;
  const around = itemAround(doc, line);
  if (around) {
    const changes = { from: line.from, to: line.to, insert: around };
    return { changes, head: line.from + around.length };
  }
  const bodyFrom = state.field(frontMatter, false)?.bodyFrom ?? 0;
  const isText = (number: number) => doc.line(number).text.trim() !== "";
  const before = line.from > bodyFrom && isText(line.number - 1) ? "\n" : "";
  const after = line.number < doc.lines && isText(line.number + 1) ? "\n" : "";
  const changes = { from: line.from, to: line.to, insert: before + after };
  return { changes, head: line.from + before.length };
}

/** What starts the next item of the list that the list of `line` stands in. */
function itemAround(doc: Text, line: Line): string | null {
  const indent = LIST_ITEM.exec(line.text)?.[1]?.length ?? 0;
  for (let number = line.number - 1; indent > 0 && number > 0; number--) {
    const { text } = doc.line(number);
    const item = LIST_ITEM.exec(text);
    if (item && (item[1]?.length ?? 0) < indent) return nextMarkup(text)?.next ?? null;
    if (!item && /^\S/.test(text)) return null;
  }
  return null;
}

function nextMarkup(line: string): { length: number; next: string } | null {
  const item = LIST_ITEM.exec(line);
  if (item) {
    const [all, indent = "", bullet, number, delimiter = "", space = " ", task] = item;
    const marker = bullet ?? `${Number(number) + 1}${delimiter}`;
    return { length: all.length, next: `${indent}${marker}${space}${task ? "[ ] " : ""}` };
  }
  const quote = QUOTE.exec(line);
  return quote ? { length: quote[0].length, next: quote[0] } : null;
}

function toggle(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const length = mark.length;
    const spec = state.changeByRange((range) => {
      const target = range.empty ? (state.wordAt(range.head) ?? range) : range;
      const { from, to } = target;
      if (isWrapped(state.sliceDoc(from - length, from), state.sliceDoc(to, to + length), mark)) {
        return {
          changes: [
            { from: from - length, to: from },
            { from: to, to: to + length },
          ],
          range: shifted(range, -length),
        };
      }
      const inside = state.sliceDoc(from, to);
      if (inside.length >= 2 * length && isInside(inside, mark)) {
        const bare = inside.slice(length, -length);
        return {
          changes: { from, to, insert: bare },
          range: EditorSelection.range(from, from + bare.length),
        };
      }
      return {
        changes: [
          { from, insert: mark },
          { from: to, insert: mark },
        ],
        range: shifted(range, length),
      };
    });
    dispatch(state.update(spec, { scrollIntoView: true, userEvent: "input" }));
    return true;
  };
}

function shifted(range: { anchor: number; head: number }, by: number) {
  return EditorSelection.range(range.anchor + by, range.head + by);
}

function isWrapped(before: string, after: string, mark: string): boolean {
  return before === mark && after === mark;
}

function isInside(text: string, mark: string): boolean {
  const double = mark === "*" && text.startsWith("**") && !text.startsWith("***");
  return !double && text.startsWith(mark) && text.endsWith(mark);
}
