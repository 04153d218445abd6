// Where the preview scrolls to while the author writes.
import type { ChangeDesc } from "@codemirror/state";

/** How long the author's own scrolling is left alone, in milliseconds. */
export const HANDS_OFF = 1500;

/** What the author changed, for the preview to show: the text at the caret, the form, or a place. */
export type Follow = "caret" | "head" | { at: number } | null;

/** A scroll position that holds while pictures above it arrive. */
export interface Place {
  /** Index of the first block in view; -1 for the head of the page. */
  block: number;
  /** Pixels from the top of that block to the top of the view. */
  offset: number;
}

/** A stretch of the page, in pixels from its top. */
export interface Stretch {
  top: number;
  bottom: number;
}

/**
 * New scroll position that shows `block`, or where it is taller than the view the line `within` it;
 * nothing where that is in view. What is near comes in at the edge, so that the page moves little.
 */
export function followTo(block: Stretch, within: Stretch, view: Stretch): number | null {
  const height = view.bottom - view.top;
  const margin = Math.min(48, height / 8);
  const wanted = block.bottom - block.top <= height - 2 * margin ? block : within;
  if (wanted.top >= view.top && wanted.bottom <= view.bottom) return null;
  const below = wanted.bottom - view.bottom;
  const above = view.top - wanted.top;
  let target = wanted.top - height / 3;
  if (below > 0 && below < height) target = wanted.bottom + margin - height;
  else if (above > 0 && above < height) target = wanted.top - margin;
  return Math.max(0, target);
}

/** What shows a change of the author's, for a body at `bodyFrom` after it: `typed` at the caret or not. */
export function followOf(changes: ChangeDesc, bodyFrom: number, typed: boolean): Follow {
  let first = Number.POSITIVE_INFINITY;
  changes.iterChangedRanges((_from, _to, at) => {
    first = Math.min(first, at);
  });
  if (first < bodyFrom) return "head";
  return typed ? "caret" : { at: first };
}
