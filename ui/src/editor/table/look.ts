// Tables stand in letters of one width, so that their columns are seen to align.
import { syntaxTree } from "@codemirror/language";
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

const row = Decoration.line({ class: "cm-table" });

function rows(view: EditorView) {
  const marks = new RangeSetBuilder<Decoration>();
  const { doc } = view.state;
  const { from, to } = view.viewport;
  syntaxTree(view.state).iterate({
    from,
    to,
    enter(node) {
      if (node.name !== "Table") return node.name === "Document" || node.name === "Blockquote";
      const end = Math.min(node.to, to);
      for (let at = Math.max(node.from, from); at <= end; ) {
        const line = doc.lineAt(at);
        marks.add(line.from, line.from, row);
        at = line.to + 1;
      }
      return false;
    },
  });
  return marks.finish();
}

/** The look of tables; only what is in view is looked at. */
export const tableLook = [
  ViewPlugin.fromClass(
    class {
      marks;
      constructor(view: EditorView) {
        this.marks = rows(view);
      }
      update(update: ViewUpdate) {
        const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
        if (parsed || update.docChanged || update.viewportChanged) this.marks = rows(update.view);
      }
    },
    { decorations: ({ marks }) => marks },
  ),
  EditorView.baseTheme({
    ".cm-line.cm-table": { fontFamily: "var(--font-mono)", fontSize: "0.9em" },
  }),
];
