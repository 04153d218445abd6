// Lists as Word and Google Docs write them, made into lists that stand in each other.
import type { Styles } from "./styles";

const LEVEL = /level(\d+)/;
const IGNORED = "mso-list";

interface Item {
  level: number;
  ordered: boolean;
  start: number;
  paragraph: Element;
}

/** Word has no lists, but paragraphs with `mso-list` and the marker as text. */
export function wordLists(body: HTMLElement, styles: Styles): void {
  let run: Item[] = [];
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const item = itemOf(paragraph, styles);
    const follows = run.length > 0 && previousOf(paragraph) === run.at(-1)?.paragraph;
    if (!item || !follows) {
      build(run);
      run = [];
    }
    if (item) run.push(item);
  }
  build(run);
}

function previousOf(paragraph: Element): Element | null {
  return paragraph.previousElementSibling;
}

function itemOf(paragraph: Element, styles: Styles): Item | null {
  const said = styles(paragraph).get("mso-list") ?? "";
  const level = LEVEL.exec(said)?.[1];
  if (!level) return null;
  const marker = [...paragraph.querySelectorAll("span")].find(
    (span) => styles(span).get(IGNORED) === "ignore",
  );
  const text = (marker?.textContent ?? "").replaceAll("\u00a0", " ").trim();
  marker?.remove();
  const number = /^\(?(?:(\d+)|[a-z]|[ivxlc]+)[.)]$/i.exec(text);
  return {
    level: Number(level),
    ordered: number !== null,
    start: Number(number?.[1] ?? 1),
    paragraph,
  };
}

function build(run: Item[]): void {
  const [first] = run;
  if (!first) return;
  const page = first.paragraph.ownerDocument;
  const open: { list: Element; level: number; ordered: boolean }[] = [];
  const made: Element[] = [];
  for (const { level, ordered, start, paragraph } of run) {
    while (open.length > 1 && (open.at(-1)?.level ?? 0) > level) open.pop();
    const top = open.at(-1);
    const joins = top && top.level >= level && top.ordered === ordered;
    if (!joins) {
      if (top && top.level >= level) open.pop();
      const list = page.createElement(ordered ? "ol" : "ul");
      if (ordered && start !== 1) list.setAttribute("start", String(start));
      const around = open.at(-1);
      if (around) (around.list.lastElementChild ?? around.list).append(list);
      else made.push(list);
      open.push({ list, level, ordered });
    }
    const item = page.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1)?.list.append(item);
  }
  first.paragraph.before(...made);
  for (const { paragraph } of run) paragraph.remove();
}

/** Google Docs puts a list beside the item that it belongs to, and a paragraph into each item. */
export function nestLists(body: HTMLElement): void {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const item = list.previousElementSibling;
    if (item?.matches("li")) item.append(list);
  }
  for (const item of body.querySelectorAll("li")) {
    const paragraphs = [...item.children].filter((child) => child.matches("p, div"));
    if (paragraphs.length === 1) paragraphs[0]?.replaceWith(...(paragraphs[0]?.childNodes ?? []));
    // A tick that is drawn says what a box would.
    const checked = item.getAttribute("aria-checked");
    if (item.getAttribute("role") === "checkbox" && checked) {
      const box = item.ownerDocument.createElement("input");
      box.type = "checkbox";
      box.toggleAttribute("checked", checked === "true");
      item.querySelector("img")?.remove();
      item.prepend(box);
    }
  }
}
