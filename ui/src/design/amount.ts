const number = new Intl.NumberFormat("en");

/** A number of things as people read it: "1 word", "13,747 words". */
export function amount(count: number, thing: string): string {
  return `${number.format(count)} ${thing}${count === 1 ? "" : "s"}`;
}
