// Folding by heading: what stands below one, up to the next of its level or above.
import { codeFolding, foldGutter, foldService, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { frontMatter } from "./frontmatter";

/** The level of a heading; nothing where a node is none. */
function levelOf({ name }: SyntaxNode): number | null {
  const level = /^(?:ATX|Setext)Heading(\d)$/.exec(name)?.[1];
  return level ? Number(level) : null;
}

/** What a heading that starts at `from` folds away. */
function below(state: EditorState, from: number, to: number): { from: number; to: number } | null {
  if (from < (state.field(frontMatter, false)?.bodyFrom ?? 0)) return null;
  const node = syntaxTree(state).topNode.childAfter(from);
  if (!node || node.from !== from) return null;
  const level = levelOf(node);
  if (level === null) return null;
  let end = state.doc.length;
  for (let next = node.nextSibling; next; next = next.nextSibling) {
    const other = levelOf(next);
    if (other !== null && other <= level) {
      end = next.from - 1;
      break;
    }
  }
  while (end > to && state.sliceDoc(end - 1, end).trim() === "") end--;
  const start = Math.max(to, state.doc.lineAt(Math.max(node.to, to)).to);
  return end > start ? { from: start, to: end } : null;
}

/** Folding with a mark beside each heading. */
export const folding = [
  foldService.of(below),
  codeFolding({ placeholderText: "…" }),
  foldGutter({
    markerDOM(open) {
      const mark = document.createElement("span");
      mark.className = open ? "cm-fold open" : "cm-fold";
      mark.textContent = open ? "▾" : "▸";
      mark.title = open ? "Fold this part" : "Unfold this part";
      return mark;
    },
  }),
];
