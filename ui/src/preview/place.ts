// From a place in the shown text of a block to the place in its Markdown, and back.

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
  let place = 0;
  for (const [seen, written] of pairs(source, shown)) {
    if (seen.from > offset) break;
    place = offset <= seen.to ? written.from + offset - seen.from : written.to;
  }
  return place;
}

/** Where the place `at` of a block's `source` stands in the text that it shows. */
export function shownIn(source: string, shown: string, at: number): number {
  let place = 0;
  for (const [seen, written] of pairs(source, shown)) {
    if (written.from > at) break;
    place = at <= written.to ? seen.from + at - written.from : seen.to;
  }
  return place;
}

/** The shown words, each with the word of the source that it comes from. */
function* pairs(source: string, shown: string): Generator<[seen: Word, written: Word]> {
  const written = wordsOf(source.replace(UNSEEN, (unseen) => " ".repeat(unseen.length)));
  let next = 0;
  for (const word of wordsOf(shown)) {
    const found = written
      .slice(next, next + BETWEEN)
      .findIndex((candidate) => candidate.text === word.text);
    const match = written[next + found];
    if (found < 0 || !match) continue;
    next += found + 1;
    yield [word, match];
  }
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
}
