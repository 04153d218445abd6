// Headings, lists, quotations and code blocks by keys: whole lines, on and off.
import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type Line,
  type StateCommand,
} from "@codemirror/state";
import { itemOf, LIST_ITEM, QUOTE } from "./lines";

const HEADING = /^(#{1,6})\s+/;
const FENCE = "```";

/** Makes headings of this level of the selected lines, or paragraphs again. */
export function heading(level: number): StateCommand {
  const marks = `${"#".repeat(level)} `;
  return onLines((lines) => {
    const off = lines.every(({ text }) => HEADING.exec(text)?.[1]?.length === level);
    return lines.map(({ text }) => (off ? "" : marks) + text.replace(HEADING, ""));
  });
}

/** Goes from a paragraph to a heading of the second level, then of the third, and back. */
export const nextHeading: StateCommand = (target) => {
  const { doc, selection } = target.state;
  const level = HEADING.exec(doc.lineAt(selection.main.from).text)?.[1]?.length ?? 0;
  return heading(level === 0 ? 2 : level === 2 ? 3 : level)(target);
};

/** Makes a list with bullets of the selected lines, or paragraphs again. */
export const bulletList: StateCommand = onLines((lines) =>
  listed(
    lines,
    (text) => /^\s*[-*+]\s/.test(text),
    () => "- ",
  ),
);

/** Makes a numbered list of the selected lines, or paragraphs again. */
export const numberedList: StateCommand = onLines((lines) =>
  listed(
    lines,
    (text) => /^\s*\d+[.)]\s/.test(text),
    (index) => `${index + 1}. `,
  ),
);

/** Makes a quotation of the selected lines, or takes its marks away. */
export const quotation: StateCommand = onLines((lines) => {
  const off = lines.every(({ text }) => QUOTE.test(text));
  return lines.map(({ text }) => (off ? text.replace(/^\s*>\s?/, "") : `> ${text}`));
}, true);

/** Puts the selected lines between fences, with the caret where the language is named. */
export const codeBlock: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const { from, to } = state.selection.main;
  const [first, last] = [state.doc.lineAt(from), state.doc.lineAt(to)];
  const text = state.sliceDoc(first.from, last.to);
  const before = isText(state, first.number - 1) ? "\n" : "";
  const after = isText(state, last.number + 1) ? "\n" : "";
  const insert = `${before}${FENCE}\n${text}\n${FENCE}${after}`;
  const caret = first.from + before.length + FENCE.length;
  dispatch(
    state.update({
      changes: { from: first.from, to: last.to, insert },
      selection: { anchor: caret },
      scrollIntoView: true,
      userEvent: "input",
    }),
  );
  return true;
};

function listed(
  lines: readonly Line[],
  is: (text: string) => boolean,
  marker: (index: number) => string,
): string[] {
  const off = lines.every(({ text }) => is(text));
  return lines.map(({ text }, index) => {
    const indent = itemOf(text) ? (/^\s*/.exec(text)?.[0] ?? "") : "";
    const words = text.replace(LIST_ITEM, "").trimStart();
    return off ? words : indent + marker(index) + words;
  });
}

/** A command that gives each selected line with words, or the only one, another text. */
function onLines(change: (lines: readonly Line[]) => string[], blanks = false): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const { from, to } = state.selection.main;
    const [first, last] = [state.doc.lineAt(from), state.doc.lineAt(to)];
    const all: Line[] = [];
    for (let at = first.number; at <= last.number; at++) all.push(state.doc.line(at));
    const lines = all.length === 1 || blanks ? all : all.filter(({ text }) => text.trim() !== "");
    const changes: ChangeSpec[] = change(lines).map((insert, index) => {
      const line = lines[index] as Line;
      return {
        from: line.from,
        to: line.from + startOf(line.text, insert),
        insert: marksOf(line.text, insert),
      };
    });
    const set = state.changes([...changes, ...apart(state, first, last, change(lines)[0] ?? "")]);
    dispatch(
      state.update({
        changes: set,
        selection: EditorSelection.range(
          set.mapPos(state.selection.main.anchor, 1),
          set.mapPos(state.selection.main.head, 1),
        ),
        scrollIntoView: true,
        userEvent: "input",
      }),
    );
    return true;
  };
}

/** How much at a line's start goes: all but the end that the new text has too. */
function startOf(before: string, after: string): number {
  let end = 0;
  while (
    end < Math.min(before.length, after.length) &&
    before.at(-1 - end) === after.at(-1 - end)
  ) {
    end++;
  }
  return before.length - end;
}

function marksOf(before: string, after: string): string {
  return after.slice(0, after.length - (before.length - startOf(before, after)));
}

/** Blank lines without which kramdown takes a list or quotation for more of the paragraph beside it. */
function apart(state: EditorState, first: Line, last: Line, becomes: string): ChangeSpec[] {
  const kind = kindOf(becomes);
  if (kind === "text") return [];
  const other = (number: number) =>
    isText(state, number) && kindOf(state.doc.line(number).text) !== kind;
  const changes: ChangeSpec[] = [];
  if (other(first.number - 1)) changes.push({ from: first.from - 1, insert: "\n" });
  if (other(last.number + 1)) changes.push({ from: last.to + 1, insert: "\n" });
  return changes;
}

function kindOf(text: string): "list" | "quote" | "heading" | "text" {
  if (itemOf(text)) return "list";
  if (HEADING.test(text)) return "heading";
  return QUOTE.test(text) ? "quote" : "text";
}

function isText({ doc }: EditorState, number: number): boolean {
  if (number < 1 || number > doc.lines) return false;
  const { text } = doc.line(number);
  return text.trim() !== "" && text.trim() !== "---";
}
