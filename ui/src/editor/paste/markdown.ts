// Pasted HTML as the Markdown that one would write by hand for kramdown.
import TurndownService from "turndown";
import { clean } from "./clean";
import { escaped, notABlock, withoutLiquid } from "./escape";
import { isLayout, tableOf } from "./tables";

let made: TurndownService | null = null;

/** Markdown of pasted HTML; an empty text where nothing of it can be kept. */
export function toMarkdown(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  made ??= service();
  const markdown = made.turndown(clean(page));
  return withoutLiquid(tidied(markdown));
}

/** No blanks at ends of lines but for the two that break a line, no more than one empty line. */
function tidied(markdown: string): string {
  return markdown
    .replace(/[ \t]+$/gm, (blanks) => (blanks === "  " ? blanks : ""))
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function service(): TurndownService {
  const turndown = new TurndownService({
    headingStyle: "atx",
    hr: "---",
    bulletListMarker: "-",
    codeBlockStyle: "fenced",
    emDelimiter: "*",
    strongDelimiter: "**",
  });
  turndown.escape = escaped;
  rules(turndown);
  return turndown;
}

function rules(turndown: TurndownService): void {
  turndown.keep(["sup", "sub", "kbd"] as never);
  turndown.addRule("strikethrough", {
    filter: ["del", "s", "strike"] as never,
    replacement: (content) => `~~${content}~~`,
  });
  turndown.addRule("paragraph", {
    filter: ["p", "div"],
    replacement: (content, node) => {
      const holds = (node as Element).querySelector(
        "p, div, ul, ol, table, pre, blockquote, h1, h2, h3",
      );
      return `\n\n${holds ? content : notABlock(content.trim())}\n\n`;
    },
  });
  turndown.addRule("item", {
    filter: "li",
    replacement: (content, node) => itemOf(content, node as Element),
  });
  turndown.addRule("box", {
    filter: (node) => node.nodeName === "INPUT",
    replacement: (_content, node) => ((node as Element).hasAttribute("checked") ? "[x]" : "[ ]"),
  });
  turndown.addRule("reference", {
    filter: (node) => node.nodeName === "FN-REF",
    replacement: (content) => `[^${content}]`,
  });
  turndown.addRule("note", {
    filter: (node) => node.nodeName === "FN-NOTE",
    replacement: (content, node) =>
      `\n\n[^${(node as Element).getAttribute("name")}]: ${content.trim().replaceAll("\n", "\n    ")}\n\n`,
  });
  turndown.addRule("table", {
    filter: "table",
    replacement: (content, node) => {
      const table = node as unknown as Element;
      if (isLayout(table)) return `\n\n${content}\n\n`;
      const cell = (element: Element) =>
        turndown.turndown(element.innerHTML.trim() === "" ? "<i></i>" : (element as HTMLElement));
      return `\n\n${tableOf(table, cell)}\n\n`;
    },
  });
}

/** An item with what belongs to it in the column of its text, as kramdown wants it. */
function itemOf(content: string, item: Element): string {
  const list = item.parentElement;
  const index = list ? [...list.children].indexOf(item) : 0;
  const first = Number(list?.getAttribute("start") ?? 1);
  const marker = list?.nodeName === "OL" ? `${first + index}. ` : "- ";
  const text = content.trim().replace(/\n{2,}(?=\s*(?:[-*+]|\d+\.)\s)/g, "\n");
  const boxed = text.replace(/^(\[[ x]\])\s*/, "$1 ");
  const inner = boxed.replaceAll("\n", `\n${" ".repeat(marker.length)}`);
  const loose = [...item.children].some((child) => child.matches("p"));
  return `${marker}${inner}${item.nextElementSibling ? (loose ? "\n\n" : "\n") : ""}`;
}
