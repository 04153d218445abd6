// Finds names by what is typed of them.

/** How well a name fits what is typed: less is better, null where it does not. */
export function rankOf(name: string, typed: string): number | null {
  const [lower, words] = [name.toLowerCase(), typed.toLowerCase().trim().split(/\s+/)];
  let sum = 0;
  for (const word of words) {
    const one = rankOfWord(lower, word);
    if (one === null) return null;
    sum += one;
  }
  return sum;
}

/** Those of a list that fit, the best first; others in their order. */
export function matching<T>(list: readonly T[], nameOf: (one: T) => string, typed: string): T[] {
  if (typed.trim() === "") return [...list];
  const fitting = list.flatMap((one) => {
    const rank = rankOf(nameOf(one), typed);
    return rank === null ? [] : [{ one, rank }];
  });
  return fitting.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}

function rankOfWord(name: string, word: string): number | null {
  if (name.startsWith(word)) return 0;
  const at = name.indexOf(word);
  if (at > 0) return /[\p{L}\p{N}]/u.test(name[at - 1] ?? "") ? 2 : 1;
  // Letters in their order, such as "fr" for "find and replace".
  let from = -1;
  for (const letter of word) {
    from = name.indexOf(letter, from + 1);
    if (from < 0) return null;
  }
  return 4;
}
