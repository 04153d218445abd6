// Ways of writing: focus mode leaves the paragraph at the caret bright, typewriter mode keeps its line still.
import {
  Compartment,
  EditorState,
  Facet,
  RangeSetBuilder,
  type StateEffect,
} from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

export interface Modes {
  focus: boolean;
  typewriter: boolean;
}

const NONE: Modes = { focus: false, typewriter: false };

/** The modes of an editor. */
const modes = Facet.define<Modes, Modes>({ combine: (given) => given[0] ?? NONE });

const chosen = new Compartment();

/** Gives an editor other modes. */
export function setModes(given: Modes): StateEffect<unknown> {
  return chosen.reconfigure(modes.of(given));
}

const here = Decoration.line({ class: "cm-here" });

function paragraph(view: EditorView) {
  const { state } = view;
  const marks = new RangeSetBuilder<Decoration>();
  if (!state.facet(modes).focus) return marks.finish();
  const { doc, selection } = state;
  let first = doc.lineAt(selection.main.from);
  let last = doc.lineAt(selection.main.to);
  const isText = (number: number) =>
    number >= 1 && number <= doc.lines && doc.line(number).text.trim() !== "";
  while (isText(first.number) && isText(first.number - 1)) first = doc.line(first.number - 1);
  while (isText(last.number) && isText(last.number + 1)) last = doc.line(last.number + 1);
  // Lines that are not drawn need no mark.
  const [from, to] = [
    Math.max(first.from, view.viewport.from),
    Math.min(last.to, view.viewport.to),
  ];
  for (let at = from; at <= to; ) {
    const line = doc.lineAt(at);
    marks.add(line.from, line.from, here);
    at = line.to + 1;
  }
  return marks.finish();
}

const focus = ViewPlugin.fromClass(
  class {
    marks;
    constructor(view: EditorView) {
      this.marks = paragraph(view);
    }
    update(update: ViewUpdate) {
      const turned = update.startState.facet(modes) !== update.state.facet(modes);
      if (!turned && !update.state.facet(modes).focus) return;
      if (turned || update.docChanged || update.selectionSet || update.viewportChanged) {
        this.marks = paragraph(update.view);
      }
    }
  },
  { decorations: ({ marks }) => marks },
);

const attributes = EditorView.editorAttributes.compute([modes], (state) => ({
  class: state.facet(modes).focus ? "cm-focus-mode" : "",
}));

/** The line that is written stays in the middle; a click does not move the text under the mouse. */
const typewriter = EditorState.transactionExtender.of((transaction) => {
  const { startState, docChanged, selection } = transaction;
  if (!startState.facet(modes).typewriter || transaction.isUserEvent("select.pointer")) return null;
  const byHand = ["input", "delete", "select", "move", "undo", "redo"];
  if (!(docChanged || selection) || !byHand.some((kind) => transaction.isUserEvent(kind)))
    return null;
  const { head } = transaction.newSelection.main;
  return { effects: EditorView.scrollIntoView(head, { y: "center" }) };
});

/** Both modes, off until the facet says otherwise. */
export const writingModes = [chosen.of([]), focus, attributes, typewriter];
