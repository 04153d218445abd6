// Long stretches that both texts share are cut to what stands beside the changes.
import type { DiffPiece } from "../ipc/generated";

/** How much of a shared stretch stays beside a change, in characters. */
const BESIDE = 160;

/** The pieces of a diff to be shown; none where the texts are the same. */
export function shortened(pieces: DiffPiece[]): DiffPiece[] {
  if (pieces.every(({ kind }) => kind === "same")) return [];
  return pieces.map((piece, index) => {
    if (piece.kind !== "same" || piece.text.length <= 3 * BESIDE) return piece;
    const head = index === 0 ? "" : upTo(piece.text);
    const tail = index === pieces.length - 1 ? "" : downFrom(piece.text);
    return { kind: "same", text: `${head}${head ? "\n" : ""}…${tail ? "\n" : ""}${tail}` };
  });
}

// Cut between words, so that none is shown in part.
function upTo(text: string): string {
  const cut = text.slice(0, BESIDE);
  return cut.slice(0, cut.search(/\s\S*$/) + 1 || BESIDE).trimEnd();
}

function downFrom(text: string): string {
  const cut = text.slice(-BESIDE);
  return cut.slice(Math.max(0, cut.search(/\s/))).trimStart();
}

/** Where the last new words end in the newer text, in units; nothing where there are none. */
export function endOfLastAdded(pieces: DiffPiece[]): number | null {
  let at = 0;
  let end: number | null = null;
  for (const { kind, text } of pieces) {
    if (kind !== "removed") at += text.length;
    if (kind === "added") end = at;
  }
  return end;
}
