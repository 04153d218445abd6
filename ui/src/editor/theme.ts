// How the editor looks; colours come from design/tokens.css.
import { EditorView } from "@codemirror/view";

/** Look of the text and of the search panel. */
export const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-text)",
    fontSize: "var(--text-size-editor)",
    lineHeight: "var(--line-height-editor)",
    overflowX: "hidden",
  },
  ".cm-content": {
    maxWidth: "var(--text-width)",
    margin: "0 auto",
    padding: "1.25rem 2rem 40vh",
    caretColor: "var(--accent)",
    // CodeMirror's own `anywhere` breaks at the same places, but takes WebKit more than twice the time.
    overflowWrap: "break-word",
    wordBreak: "normal",
    minWidth: "0",
  },
  ".cm-line": { padding: "0" },
  ".cm-placeholder": { color: "var(--text-faint)" },
  ".cm-frontmatter, .cm-frontmatter *": {
    fontFamily: "var(--font-mono)",
    fontSize: "0.875rem",
    fontWeight: "400",
    fontStyle: "normal",
    lineHeight: "1.6",
    color: "var(--text-soft)",
  },
  ".cm-line.cm-marked": {
    margin: "0 -0.75rem",
    padding: "0 0.75rem",
    borderRadius: "var(--radius)",
    backgroundColor: "var(--danger-soft)",
    boxShadow: "inset 3px 0 var(--danger)",
  },
  ".cm-panels": {
    backgroundColor: "var(--surface-raised)",
    color: "var(--text)",
    borderColor: "var(--line)",
  },
  ".cm-folds": { width: "1rem" },
  ".cm-fold": { color: "var(--text-faint)", cursor: "pointer", opacity: "0" },
  ".cm-gutters:hover .cm-fold, .cm-fold:not(.open)": { opacity: "1" },
  ".cm-foldPlaceholder": {
    margin: "0 0.25rem",
    padding: "0 0.375rem",
    border: "1px solid var(--line)",
    borderRadius: "var(--radius)",
    backgroundColor: "var(--surface-side)",
    color: "var(--text-soft)",
  },
  "&.cm-focus-mode .cm-line:not(.cm-here), &.cm-focus-mode .cm-line:not(.cm-here) *": {
    color: "var(--text-dim)",
  },
  ".cm-searchMatch": { backgroundColor: "var(--match)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--match-strong)" },
});
