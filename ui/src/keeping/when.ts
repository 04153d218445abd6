// Moments as people say them.
const TIME = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hour12: false });
const EXACT = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});
const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "long", year: "numeric" });

/** A moment, to the second today, else by its day; `at` and `now` in milliseconds since 1970. */
export function when(at: number, now: number): string {
  const day = DAY.format(at);
  if (day === DAY.format(now)) return `Today, ${EXACT.format(at)}`;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === DAY.format(yesterday)) return `Yesterday, ${TIME.format(at)}`;
  return `${day}, ${TIME.format(at)}`;
}
