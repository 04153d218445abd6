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

/** New scroll position that shows `block`; nothing where enough of it is in view. */
export function followTo(block: Stretch, view: Stretch): number | null {
  const height = view.bottom - view.top;
  const margin = Math.min(48, height / 8);
  const seesTop = block.top >= view.top && block.top <= view.bottom - margin;
  const seesBottom = block.bottom >= view.top + margin && block.bottom <= view.bottom;
  const fills = block.top <= view.top && block.bottom >= view.bottom;
  if (seesTop || seesBottom || fills) return null;
  return Math.max(0, block.top - height / 3);
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
