// Where the preview scrolls to while the author writes.

/** How long the author's own scrolling is left alone, in milliseconds. */
export const HANDS_OFF = 1500;

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
