// Markdown for CodeMirror straight from @lezer/markdown, and how it looks.
import {
  defineLanguageFacet,
  HighlightStyle,
  Language,
  LanguageSupport,
  languageDataProp,
} from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { tags } from "@lezer/highlight";
import { GFM, parser } from "@lezer/markdown";
import { colours } from "./colours";
import { BranchReuse } from "./reuse";

const data = defineLanguageFacet({
  commentTokens: { block: { open: "<!--", close: "-->" } },
  closeBrackets: { brackets: ["(", "[", "{", '"'] },
});

const markdownParser = parser.configure([
  GFM,
  { props: [languageDataProp.add({ Document: data })] },
]);

const look = HighlightStyle.define([
  { tag: tags.heading1, fontSize: "1.5em", fontWeight: "650", lineHeight: "1.35" },
  { tag: tags.heading2, fontSize: "1.28em", fontWeight: "650", lineHeight: "1.4" },
  { tag: tags.heading3, fontSize: "1.12em", fontWeight: "650" },
  { tag: tags.heading, fontWeight: "650" },
  { tag: tags.strong, fontWeight: "650" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.link, color: "var(--accent-text)" },
  { tag: tags.url, color: "var(--text-soft)" },
  { tag: tags.monospace, fontFamily: "var(--font-mono)", fontSize: "0.9em" },
  { tag: tags.quote, color: "var(--text-soft)" },
  { tag: [tags.processingInstruction, tags.contentSeparator], color: "var(--markup)" },
  { tag: [tags.meta, tags.comment, tags.labelName], color: "var(--text-soft)" },
  { tag: [tags.angleBracket, tags.tagName], color: "var(--text-soft)" },
]);

/** Markdown with GitHub's extensions, highlighted. */
export function markdown(): Extension {
  const language = new Language(data, new BranchReuse(markdownParser), [], "markdown");
  return [new LanguageSupport(language), colours(look)];
}
