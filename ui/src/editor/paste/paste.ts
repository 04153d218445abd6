// Pasting: rich text comes as Markdown, an address onto a selection makes a link.
import { EditorSelection, type EditorState, type TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { isCode } from "../code";
import { toMarkdown } from "./markdown";

const ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/;
/** HTML with something that Markdown has a sign for: other HTML says no more than its text. */
const MARKED =
  /<(?:a|b|strong|i|em|h[1-6]|ul|ol|li|table|img|blockquote|pre|code|del|s|strike|hr)[\s>]|style=/i;

/** Pastes; with Shift, or into code and front matter, the text as it is. */
export const pasting = (() => {
  let shift = false;
  return EditorView.domEventHandlers({
    keydown(event) {
      shift = event.shiftKey;
      return false;
    },
    paste(event, view) {
      const data = event.clipboardData;
      if (!data || view.state.readOnly || shift) return false;
      const spec = pasted(view.state, data.getData("text/plain"), data.getData("text/html"));
      if (!spec) return false;
      event.preventDefault();
      view.dispatch(spec, { userEvent: "input.paste", scrollIntoView: true });
      return true;
    },
  });
})();

/** The change for what is pasted; null where the text goes in as it is. */
export function pasted(state: EditorState, text: string, html: string): TransactionSpec | null {
  const address = text.trim();
  if (ADDRESS.test(address)) return linked(state, address);
  if (html === "" || !MARKED.test(html) || isCode(state, state.selection.main.from)) return null;
  const markdown = toMarkdown(html);
  if (markdown === "") return null;
  return state.replaceSelection(apart(state, markdown));
}

/** Blocks stand apart from the words that they are pasted between. */
function apart(state: EditorState, markdown: string): string {
  const { from, to } = state.selection.main;
  const isBlock = /\n|^(?:[-*+]\s|>|#{1,6}\s|\||\d+\.\s|```)/.test(markdown);
  if (!isBlock) return markdown;
  const [first, last] = [state.doc.lineAt(from), state.doc.lineAt(to)];
  const above = first.number > 1 ? state.doc.line(first.number - 1).text.trim() : "";
  const start = first.from + (/^\s*/.exec(first.text)?.[0].length ?? 0);
  const before = from > start ? "\n\n" : above === "" || above === "---" ? "" : "\n";
  const after = state.sliceDoc(to, last.to).trim() === "" ? "" : "\n\n";
  return before + markdown + after;
}

function linked(state: EditorState, address: string): TransactionSpec | null {
  const { main } = state.selection;
  const words = state.sliceDoc(main.from, main.to);
  if (
    main.empty ||
    words.includes("\n") ||
    ADDRESS.test(words.trim()) ||
    isCode(state, state.selection.main.from)
  )
    return null;
  const insert = `[${words}](${address})`;
  return {
    changes: { from: main.from, to: main.to, insert },
    selection: EditorSelection.cursor(main.from + insert.length),
  };
}
