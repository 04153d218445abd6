// The dates that Jekyll reads with certainty, as `core/entry/src/date.rs` has them.
const FORM =
  /^\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*(?:[Zz]|UTC|GMT)|\s*[-+](\d{1,2}):?(\d{2})?)?)?\s*$/;

/** How much of a wrong date is repeated, in characters. */
const LONGEST = 20;

/** What to write instead, where a text is no date; nothing where it is one, or empty. */
export function noDate(text: string): string | null {
  if (text.trim() === "" || isDate(text)) return null;
  const told = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `“${told}” is no date; write 2026-11-24 or 2026-11-24 18:05`;
}

function isDate(text: string): boolean {
  const parts = FORM.exec(text);
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const made = new Date(Date.UTC(year, month - 1, day));
  const exists = made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  return exists && hour < 24 && minute < 60 && second <= 60;
}
