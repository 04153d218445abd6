/** A size in bytes as people read it. */
export function bytes(size: number): string {
  if (size < 1000) return `${size} bytes`;
  const [unit, by] = size < 1_000_000 ? ["kB", 1000] : ["MB", 1_000_000];
  const value = size / Number(by);
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
