// What the Enter key does in lists and quotations.
import type { EditorState, Line, StateCommand, Text } from "@codemirror/state";
import { frontMatter } from "./frontmatter";
import { itemOf, QUOTE } from "./lines";

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
  const indent = itemOf(line.text)?.indent ?? 0;
  for (let number = line.number - 1; indent > 0 && number > 0; number--) {
    const { text } = doc.line(number);
    const item = itemOf(text);
    if (item && item.indent < indent) return item.next;
    if (!item && /^\S/.test(text)) return null;
  }
  return null;
}

function nextMarkup(line: string): { length: number; next: string } | null {
  const item = itemOf(line);
  if (item) return item;
  const quote = QUOTE.exec(line);
  return quote ? { length: quote[0].length, next: quote[0] } : null;
}
