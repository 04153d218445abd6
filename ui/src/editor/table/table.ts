// A table of Markdown as a value: read from its lines, changed, and written with its columns aligned.
import { widthOf } from "./width";

export type Alignment = "left" | "right" | "center" | null;

/** A row of cells, or a line that divides rows: `---` below a head, `===` above a foot. */
export type Row = { kind: "cells"; cells: string[] } | { kind: "rule"; sign: "-" | "=" };

export interface Table {
  rows: Row[];
  /** One for each column. */
  alignments: Alignment[];
}

/** A cell by its row, rules counted, and column. */
export interface Cell {
  row: number;
  column: number;
}

/** Where the words of each cell stand in the written lines. */
export interface Written {
  text: string;
  /** Start and end of a cell's words in `text`. */
  place: (cell: Cell) => { from: number; to: number };
}

const RULE = /^\s*\|?\s*:?[-=]+:?\s*([|+]\s*:?[-=]+:?\s*)*\|?\s*$/;
const NARROWEST = 3;

/** Whether a line divides the rows of a table. */
export function isRule(line: string): boolean {
  return RULE.test(line) && /[|+]/.test(line);
}

const LIQUID = /^\{\{.*?\}\}|^\{%.*?%\}/;

/** Where the signs stand that part a line into cells: no escaped ones, none inside code or Liquid. */
export function bars(line: string): number[] {
  const found: number[] = [];
  let code = 0;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at];
    if (sign === "\\" && code === 0) at++;
    else if (sign === "{") at += Math.max(1, LIQUID.exec(line.slice(at))?.[0].length ?? 1) - 1;
    else if (sign === "`") {
      const run = /^`+/.exec(line.slice(at))?.[0].length ?? 1;
      const closes = line.indexOf("`".repeat(run), at + run) >= 0;
      if (code === run) code = 0;
      else if (code === 0 && closes) code = run;
      at += run - 1;
    } else if (sign === "|" && code === 0) found.push(at);
  }
  return found;
}

/** Which cell of its line a place is in. */
export function columnAt(line: string, at: number): number {
  const before = bars(line).filter((bar) => bar < at).length;
  return Math.max(0, startsWithBar(line) ? before - 1 : before);
}

/** Reads the lines of a table. */
export function readTable(lines: readonly string[]): Table {
  const rows = lines.map(readRow);
  const columns = Math.max(1, ...rows.map((row) => (row.kind === "cells" ? row.cells.length : 0)));
  const rule = lines.find(isRule);
  const given = rule ? cellsOf(rule.replaceAll("+", "|")).map(alignmentOf) : [];
  const alignments = Array.from({ length: columns }, (_, at) => given[at] ?? null);
  for (const row of rows) {
    if (row.kind === "cells") while (row.cells.length < columns) row.cells.push("");
  }
  return { rows, alignments };
}

/** Writes a table with its columns aligned. */
export function writeTable({ rows, alignments }: Table): Written {
  const widths = alignments.map((_, column) =>
    Math.max(
      NARROWEST,
      ...rows.map((row) => (row.kind === "cells" ? widthOf(row.cells[column] ?? "") : 0)),
    ),
  );
  const starts: number[][] = [];
  let text = "";
  for (const row of rows) {
    if (text !== "") text += "\n";
    const places: number[] = [];
    for (const [column, alignment] of alignments.entries()) {
      const width = widths[column] ?? NARROWEST;
      text += "| ";
      if (row.kind === "rule") {
        text += ruleOf(row.sign, alignment, width);
      } else {
        const words = row.cells[column] ?? "";
        const [before, after] = blanksAround(width - widthOf(words), alignment);
        text += " ".repeat(before);
        places.push(text.length);
        text += words + " ".repeat(after);
      }
      text += " ";
    }
    text += "|";
    starts.push(places);
  }
  const place = ({ row, column }: Cell) => {
    const [found, from] = [rows[row], starts[row]?.[column] ?? 0];
    const length = found?.kind === "cells" ? (found.cells[column]?.length ?? 0) : 0;
    return { from, to: from + length };
  };
  return { text, place };
}

/** A table with another row of empty cells before `at`. */
export function withRow(table: Table, at: number): Table {
  const cells = table.alignments.map(() => "");
  return { ...table, rows: table.rows.toSpliced(at, 0, { kind: "cells", cells }) };
}

/** A table without a row. */
export function withoutRow(table: Table, at: number): Table {
  return { ...table, rows: table.rows.toSpliced(at, 1) };
}

/** A table with another empty column before `at`. */
export function withColumn({ rows, alignments }: Table, at: number): Table {
  return {
    alignments: alignments.toSpliced(at, 0, null),
    rows: rows.map((row) =>
      row.kind === "rule" ? row : { ...row, cells: row.cells.toSpliced(at, 0, "") },
    ),
  };
}

/** A table without a column. */
export function withoutColumn({ rows, alignments }: Table, at: number): Table {
  return {
    alignments: alignments.toSpliced(at, 1),
    rows: rows.map((row) =>
      row.kind === "rule" ? row : { ...row, cells: row.cells.toSpliced(at, 1) },
    ),
  };
}

/** A table with a column aligned another way. */
export function aligned(table: Table, column: number, alignment: Alignment): Table {
  return { ...table, alignments: table.alignments.with(column, alignment) };
}

function readRow(line: string): Row {
  if (isRule(line)) return { kind: "rule", sign: line.includes("=") ? "=" : "-" };
  return { kind: "cells", cells: cellsOf(line) };
}

function cellsOf(line: string): string[] {
  const trimmed = line.trimEnd();
  const ends = bars(trimmed);
  const cells: string[] = [];
  let from = 0;
  for (const bar of ends) {
    cells.push(trimmed.slice(from, bar).trim());
    from = bar + 1;
  }
  if (startsWithBar(line)) cells.shift();
  if (from < trimmed.length) cells.push(trimmed.slice(from).trim());
  return cells;
}

function startsWithBar(line: string): boolean {
  return line.trimStart().startsWith("|");
}

function alignmentOf(rule: string): Alignment {
  const [left, right] = [rule.startsWith(":"), rule.endsWith(":")];
  if (left) return right ? "center" : "left";
  return right ? "right" : null;
}

function ruleOf(sign: string, alignment: Alignment, width: number): string {
  const left = alignment === "left" || alignment === "center" ? ":" : "";
  const right = alignment === "right" || alignment === "center" ? ":" : "";
  return left + sign.repeat(width - left.length - right.length) + right;
}

function blanksAround(blanks: number, alignment: Alignment): [number, number] {
  if (alignment === "right") return [blanks, 0];
  if (alignment !== "center") return [0, blanks];
  return [Math.floor(blanks / 2), Math.ceil(blanks / 2)];
}
