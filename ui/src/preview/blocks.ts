// The blocks of the preview as a list: patches, and where in the text each comes from.
import type { ChangeDesc } from "@codemirror/state";
import type { BlockPatch, PreviewBlock } from "../ipc/generated";

/** Brings the list up to date with `patches`; blocks that stay move with the text's `changes`. */
export function patchBlocks(
  blocks: PreviewBlock[],
  patches: BlockPatch[],
  changes: ChangeDesc,
): PreviewBlock[] {
  moveBlocks(blocks, changes);
  for (const patch of patches) blocks.splice(patch.first, patch.removed, ...patch.blocks);
  return blocks;
}

/** Index of the block whose source holds `at`, or of the last one before it; -1 where none is. */
export function blockAt(blocks: PreviewBlock[], at: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// In place: in a long entry a key moves thousands of blocks, nearly all by the same distance.
function moveBlocks(blocks: PreviewBlock[], changes: ChangeDesc): void {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  changes.iterChangedRanges((from, to) => {
    first = Math.min(first, from);
    last = to;
  });
  const distance = changes.newLength - changes.length;
  for (let at = Math.max(0, blockAt(blocks, first)); at < blocks.length; at++) {
    const block = blocks[at];
    if (!block || block.to < first) continue;
    if (block.from > last) {
      block.from += distance;
      block.to += distance;
    } else {
      block.from = changes.mapPos(block.from, 1);
      block.to = changes.mapPos(block.to, -1);
    }
  }
}
