// Where the text is code, in which keys and pasting mean themselves.
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { frontMatter } from "./frontmatter";

/** Whether a place is in a code block or in the front matter. */
export function isCode(state: EditorState, at: number): boolean {
  if (at < (state.field(frontMatter, false)?.bodyFrom ?? 0)) return true;
  let node = syntaxTree(state).resolveInner(at, -1);
  for (; node.parent; node = node.parent) {
    if (node.name === "FencedCode" || node.name === "CodeBlock") return true;
  }
  return false;
}
