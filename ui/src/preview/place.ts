// From a place in the shown text of a block to the place in its Markdown.

interface Word {
  text: string;
  from: number;
  to: number;
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** What is written and not shown: addresses behind a link's text, tags, attribute lists. */
const UNSEEN = /\]\([^)\n]*\)|<\/?[a-z][^<>\n]*>|\{:[^}\n]*\}/gi;
/** So many other words may stand between two shown words. */
const BETWEEN = 40;

/** Where the `offset` of the text that a block shows stands in its `source`, as close as words tell. */
export function placeIn(source: string, shown: string, offset: number): number {
  const written = wordsOf(source.replace(UNSEEN, (unseen) => " ".repeat(unseen.length)));
  let next = 0;
  let place = 0;
  for (const word of wordsOf(shown)) {
    if (word.from > offset) break;
    const found = written
      .slice(next, next + BETWEEN)
      .findIndex((candidate) => candidate.text === word.text);
    const match = written[next + found];
    if (found < 0 || !match) continue;
    next += found + 1;
    place = offset <= word.to ? match.from + offset - word.from : match.to;
  }
  return place;
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
}
