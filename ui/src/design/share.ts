/** Shares that are remembered; the wire holds no others. */
const FEWEST = 0.2;

/**
 * The share of the left of two sides that both leave each its least width, in pixels; half of a
 * room that is too narrow for both.
 */
export function shareIn(wished: number, room: number, least: number): number {
  const smallest = room > 0 ? Math.min(0.5, Math.max(FEWEST, least / room)) : FEWEST;
  return Math.min(1 - smallest, Math.max(smallest, wished));
}
