// Reads a unified diff line by line.

/** One line of a diff, without its sign. */
export interface DiffLine {
  kind: "added" | "removed" | "same" | "place";
  sign: string;
  text: string;
}

/** The lines of a unified diff; the names of the two files before the first place are left out. */
export function diffLines(diff: string): DiffLine[] {
  const lines = diff.replace(/\n$/, "").split("\n");
  const first = lines.findIndex((line) => line.startsWith("@@"));
  return lines.slice(Math.max(0, first)).map(diffLine);
}

function diffLine(line: string): DiffLine {
  const text = line.slice(1);
  if (line.startsWith("+")) return { kind: "added", sign: "+", text };
  if (line.startsWith("-")) return { kind: "removed", sign: "\u2212", text };
  if (line.startsWith(" ")) return { kind: "same", sign: "", text };
  return { kind: "place", sign: "", text: line };
}
