// Moments as people say them.
const TIME = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});
const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "long", year: "numeric" });

/** A moment, to the second; `at` and `now` in milliseconds since 1970. */
export function when(at: number, now: number): string {
  const day = DAY.format(at);
  if (day === DAY.format(now)) return `Today, ${TIME.format(at)}`;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === DAY.format(yesterday)) return `Yesterday, ${TIME.format(at)}`;
  return `${day}, ${TIME.format(at)}`;
}

/** Moments, the newest first, of which no two are said alike. */
export function told(moments: number[], now: number): string[] {
  const said = moments.map((at) => when(at, now));
  const total = new Map<string, number>();
  for (const words of said) total.set(words, (total.get(words) ?? 0) + 1);
  const left = new Map(total);
  return said.map((words) => {
    const all = total.get(words) ?? 1;
    const nth = left.get(words) ?? 1;
    left.set(words, nth - 1);
    return all === 1 ? words : `${words} (${nth} of ${all})`;
  });
}
