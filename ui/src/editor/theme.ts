// How the editor looks; colours come from design/tokens.css.
import { EditorView } from "@codemirror/view";

/** Look of the text and of the search panel. */
export const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-text)",
    fontSize: "var(--text-size-editor)",
    lineHeight: "1.65",
    overflowX: "hidden",
  },
  ".cm-content": {
    maxWidth: "44rem",
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
  ".cm-panel.cm-search": {
    display: "flex",
    flexWrap: "wrap",
    gap: "0.375rem",
    alignItems: "center",
    padding: "0.5rem 2rem 0.5rem 0.75rem",
    fontFamily: "var(--font-ui)",
  },
  ".cm-panel.cm-search br": { flexBasis: "100%", height: "0", content: "''" },
  ".cm-panel.cm-search label": { display: "flex", gap: "0.25rem", alignItems: "center" },
  ".cm-panel.cm-search :is(input, button, label)": { margin: "0" },
  ".cm-panel.cm-search .cm-textfield": { flex: "1 1 9rem", width: "auto", minWidth: "0" },
  ".cm-panel.cm-search label, .cm-panel.cm-search input, .cm-panel.cm-search button": {
    fontSize: "var(--text-size-small)",
  },
  ".cm-panel.cm-search button": { minHeight: "1.625rem", padding: "0 0.5rem" },
  ".cm-panel.cm-search [name=close]": { top: "0.375rem", right: "0.5rem", fontSize: "1rem" },
  ".cm-textfield": {
    backgroundColor: "var(--surface)",
    color: "var(--text)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    padding: "0.25rem 0.5rem",
  },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--surface)",
    color: "var(--text)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
  },
  ".cm-searchMatch": { backgroundColor: "var(--match)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--match-strong)" },
});
