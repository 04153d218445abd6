// A table of HTML as a table of Markdown: the first row is its head.
import { type Alignment, readTable, writeTable } from "../table/table";

/** Cells of one line each; `markdown` makes the text of a cell. */
export function tableOf(element: Element, markdown: (cell: Element) => string): string {
  const rows = rowsOf(element).map((row) => cellsOf(row));
  const columns = Math.max(...rows.map((cells) => cells.length));
  const texts = rows.map((cells) =>
    Array.from({ length: columns }, (_, at) => (cells[at] ? oneLine(markdown(cells[at])) : "")),
  );
  const [head, ...body] = rows;
  // A head is bold by itself.
  if (head && texts[0]) texts[0] = texts[0].map((text) => text.replace(/^\*\*(.*)\*\*$/, "$1"));
  const alignments = Array.from({ length: columns }, (_, at) =>
    alignmentOf(body.map((cells) => cells[at] ?? null)),
  );
  const lines = texts.map((cells) => `| ${cells.join(" | ")} |`);
  lines.splice(1, 0, `|${alignments.map(ruleOf).join("|")}|`);
  return writeTable(readTable(lines)).text;
}

/** Whether a table only places things: one column, or tables in it. */
export function isLayout(element: Element): boolean {
  const rows = rowsOf(element);
  const narrow = rows.every((row) => row.querySelectorAll(":scope > :is(td, th)").length < 2);
  return (
    narrow ||
    element.querySelector("table") !== null ||
    element.getAttribute("role") === "presentation"
  );
}

function rowsOf(element: Element): Element[] {
  return [...element.querySelectorAll("tr")].filter((row) => row.closest("table") === element);
}

/** The cells of a row; one that spans columns leaves those behind it empty. */
function cellsOf(row: Element): (Element | null)[] {
  return [...row.children].flatMap((cell) => {
    const span = Math.max(1, Number(cell.getAttribute("colspan") ?? 1));
    return [cell, ...Array.from({ length: span - 1 }, () => null)];
  });
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n+\s*/g, "<br>");
}

function alignmentOf(cells: (Element | null)[]): Alignment {
  const said = cells
    .filter((cell) => (cell?.textContent ?? "").trim() !== "")
    .map(
      (cell) =>
        /text-align:\s*(right|center)/i.exec(cell?.getAttribute("style") ?? "")?.[1] ??
        cell?.getAttribute("align"),
    );
  const [first] = said;
  const all = said.length > 0 && said.every((other) => other === first);
  return all && (first === "right" || first === "center") ? first : null;
}

function ruleOf(alignment: Alignment): string {
  return alignment === "right" ? "--:" : alignment === "center" ? ":-:" : "---";
}
