// Rules that make plain HTML of what Word, Google Docs, mail programs and browsers put on the clipboard.
import { nestLists, wordLists } from "./lists";
import { footnotes } from "./notes";
import {
  isBold,
  isFixedWidth,
  isHidden,
  isItalic,
  isLight,
  isStruck,
  type Styles,
  stylesIn,
} from "./styles";

const UNWANTED =
  "script, style, meta, link, title, noscript, template, svg, button, select, textarea, iframe, object, video, audio, colgroup, xml, input:not([type=checkbox])";
const BLOCKS =
  "address, article, aside, blockquote, div, dl, figure, h1, h2, h3, h4, h5, h6, hr, li, ol, p, pre, section, table, ul";

/** Cleans a pasted document in place and gives its body. */
export function clean(page: Document): HTMLElement {
  const styles = stylesIn(page);
  const { body } = page;
  for (const element of body.querySelectorAll("*")) {
    if (element.matches(UNWANTED) || isHidden(styles(element))) element.remove();
  }
  removeComments(page);
  // Code keeps its blanks and has no emphasis: its colours say nothing.
  codeBlocks(page, styles);
  wordLists(body, styles);
  nestLists(body);
  footnotes(body);
  emphasis(page, styles);
  links(body);
  pictures(body);
  paragraphs(page);
  blanks(page);
  return body;
}

/** Puts what an element holds in its place. */
export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

function removeComments(page: Document): void {
  const comments = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) comment.parentNode?.removeChild(comment);
}

/** Editors of code copy lines of their font with `white-space: pre` rather than `<pre>`. */
function codeBlocks(page: Document, styles: Styles): void {
  for (const element of page.body.querySelectorAll("div, p, section")) {
    const style = styles(element);
    if (!element.isConnected || element.closest("pre")) continue;
    if (!/^pre/.test(style.get("white-space") ?? "") || !isFixedWidth(style)) continue;
    const lines = [...element.children].filter((child) => child.matches("div"));
    const pre = page.createElement("pre");
    pre.textContent =
      lines.length > 0
        ? lines.map((line) => line.textContent ?? "").join("\n")
        : (element.textContent ?? "");
    element.replaceWith(pre);
  }
  for (const pre of page.body.querySelectorAll("pre")) {
    const language = languageOf(pre);
    for (const line of pre.querySelectorAll("br")) line.replaceWith("\n");
    const code = page.createElement("code");
    code.textContent = (pre.textContent ?? "").replaceAll("\u00a0", " ").replace(/\n+$/, "");
    if (language) code.className = `language-${language}`;
    pre.replaceChildren(code);
  }
}

function languageOf(pre: Element): string | null {
  const near = [
    pre.querySelector("code"),
    pre,
    pre.parentElement,
    pre.parentElement?.parentElement,
  ];
  for (const element of near) {
    const said = /(?:language-|lang-|highlight-source-|brush:\s*)([\w+#-]+)/.exec(
      element?.className ?? "",
    );
    if (said?.[1]) return said[1];
    const named = element?.getAttribute("data-lang") ?? element?.getAttribute("data-language");
    if (named) return named;
  }
  return null;
}

/** Emphasis that styles give becomes elements; what styles take back goes. */
function emphasis(page: Document, styles: Styles): void {
  for (const element of page.body.querySelectorAll(
    "b, strong, i, em, span, font, a, p, td, th, code, tt, samp, kbd",
  )) {
    if (element.closest("pre")) continue;
    const style = styles(element);
    const undone =
      (element.matches("b, strong") && isLight(style)) ||
      (element.matches("i, em") && style.get("font-style") === "normal");
    const wanted = element.matches("p, td, th") ? [] : wantedBy(element, style);
    for (const name of wanted) wrapContent(page, element, name);
    if (undone || element.matches("span, font")) unwrap(element);
    if (element.matches("tt, samp, kbd")) wrapContent(page, element, "code");
  }
  // Headings and heads of tables are bold by themselves.
  for (const bold of page.body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6, th) :is(b, strong)")) {
    unwrap(bold);
  }
  for (const inner of page.body.querySelectorAll(
    ":is(b, strong) :is(b, strong), :is(i, em) :is(i, em)",
  )) {
    unwrap(inner);
  }
}

function wantedBy(element: Element, style: Map<string, string>): string[] {
  const wanted: string[] = [];
  const within = (selector: string) => element.closest(selector) !== null;
  if (isFixedWidth(style) && !within("code, tt, samp, kbd")) wanted.push("code");
  if (isBold(style) && !within("b, strong, h1, h2, h3, h4, h5, h6, th")) wanted.push("strong");
  if (isItalic(style) && !within("i, em")) wanted.push("em");
  if (isStruck(style) && !within("s, del, strike")) wanted.push("del");
  return wanted;
}

function wrapContent(page: Document, element: Element, name: string): void {
  if ((element.textContent ?? "").trim() === "") return;
  const wrapper = page.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** Links within the page that was copied from lead nowhere; others stay to the letter. */
function links(body: HTMLElement): void {
  for (const link of body.querySelectorAll("a")) {
    const address = link.getAttribute("href") ?? "";
    // What the page shows in its tooltip is no part of its text.
    link.removeAttribute("title");
    const leads = /^(https?:|mailto:|tel:)/i.test(address);
    const block = leads ? link.querySelector(BLOCKS) : null;
    if (block && link.children.length === 1) {
      // Markdown's links stand within a block.
      unwrap(link);
      link.append(...block.childNodes);
      block.append(link);
      continue;
    }
    if (leads && ((link.textContent ?? "").trim() !== "" || link.querySelector("img"))) continue;
    const isMark =
      link.closest("sup") && /^\[?[\d\w*†]{1,3}\]?$/.test(link.textContent?.trim() ?? "");
    if (isMark && address.includes("#")) (link.closest("sup") ?? link).remove();
    else unwrap(link);
  }
}

/** Pictures that lie on the other program's disk cannot be shown. */
function pictures(body: HTMLElement): void {
  for (const picture of body.querySelectorAll("img")) {
    const address = picture.getAttribute("src") ?? "";
    const size =
      Number(picture.getAttribute("width") ?? 2) * Number(picture.getAttribute("height") ?? 2);
    // One pixel counts readers of a mail.
    if (!/^https?:/i.test(address) || size <= 1) picture.remove();
  }
}

/** Lines of a mail are parts of a paragraph where empty lines stand between paragraphs. */
function paragraphs(page: Document): void {
  for (const parent of [page.body, ...page.body.querySelectorAll("div, blockquote")]) {
    const lines = [...parent.children].filter(
      (child) => child.matches("div") && !child.querySelector(BLOCKS),
    );
    const empty = lines.filter(isEmpty);
    if (empty.length === 0) continue;
    for (const line of lines) {
      const before = line.previousElementSibling;
      if (isEmpty(line) || !before || !lines.includes(before) || isEmpty(before)) continue;
      line.prepend(...before.childNodes, page.createElement("br"));
      before.remove();
    }
  }
  for (const element of page.body.querySelectorAll(
    "p, div, h1, h2, h3, h4, h5, h6, b, i, strong, em",
  )) {
    if (isEmpty(element)) element.remove();
  }
  for (const line of page.body.querySelectorAll("br")) {
    const [before, after] = [line.previousElementSibling, line.nextElementSibling];
    const beside = (other: Element | null) => other?.matches(BLOCKS) ?? false;
    const alone =
      beside(before) ||
      beside(after) ||
      (line.parentElement === page.body && !line.previousSibling);
    if (alone || line.classList.contains("Apple-interchange-newline")) line.remove();
  }
}

function isEmpty(element: Element): boolean {
  return (
    (element.textContent ?? "").trim() === "" && !element.querySelector("img, hr, table, input")
  );
}

/** Blanks that hold together stay where typography wants them; others held a layout. */
function blanks(page: Document): void {
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (text.parentElement?.closest("pre")) continue;
    text.data = text.data
      .replace(/[\u00ad\u200b\ufeff]/g, "")
      .replace(/(?<![«\p{N}§])[\u00a0\u202f](?![»:;!?%€$£])/gu, " ");
  }
}
