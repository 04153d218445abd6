// The blocks of the preview as a list: patches, and where in the text each comes from.
import type { ChangeDesc } from "@codemirror/state";
import type { BlockPatch, PreviewBlock } from "../ipc/generated";

/** The list after `patches`; blocks that stay move with the text's `changes`. */
export function patchBlocks(
  blocks: PreviewBlock[],
  patches: BlockPatch[],
  changes: ChangeDesc,
): PreviewBlock[] {
  const next = moveBlocks(blocks, changes);
  for (const patch of patches) next.splice(patch.first, patch.removed, ...patch.blocks);
  return next;
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

function moveBlocks(blocks: PreviewBlock[], changes: ChangeDesc): PreviewBlock[] {
  let first = Number.POSITIVE_INFINITY;
  changes.iterChangedRanges((from) => {
    first = Math.min(first, from);
  });
  return blocks.map((block) =>
    block.to < first
      ? block
      : { ...block, from: changes.mapPos(block.from, 1), to: changes.mapPos(block.to, -1) },
  );
}
