// Which entries a filter means: every word is found in what the author knows an entry by.
import type { LibraryRow } from "../ipc/generated";

/** What a row is looked up by: letters without case and accents. */
interface Known {
  title: string;
  /** Everything else in words: tags, author, series, file name without its date. */
  rest: string;
  /** The numbers that stand in title and words as numbers of their own. */
  numbers: Set<string>;
  /** `YYYY-MM-DD`. */
  date: string;
}

const ACCENTS = /[\u0300-\u036f]/g;
const NAME_DATE = /(?:^|\/)\d{4}-\d{1,2}-\d{1,2}-|\.\w+$/g;
/** So many digits mean a year in the making; fewer mean a number. */
const YEAR_FROM = 3;

const known = new WeakMap<LibraryRow, Known>();

/** Rows in which every word of the filter is found; those with words in the title come first. */
export function filterRows(rows: LibraryRow[], filter: string): LibraryRow[] {
  const words = plain(filter).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  const ranked: { row: LibraryRow; rank: number }[] = [];
  for (const row of rows) {
    const rank = rankOf(knownOf(row), words);
    if (rank !== null) ranked.push({ row, rank });
  }
  // Stable: rows of the same rank stay newest first.
  return ranked.sort((a, b) => b.rank - a.rank).map(({ row }) => row);
}

function rankOf(row: Known, words: string[]): number | null {
  let rank = 0;
  for (const word of words) {
    const found = findWord(row, word);
    if (found === null) return null;
    rank += found;
  }
  return rank;
}

/** How well one word is found: best where a word of the title begins so. */
function findWord(row: Known, word: string): number | null {
  const bare = word.replace(/^#/, "");
  if (/^\d+$/.test(bare)) {
    if (row.numbers.has(String(Number(bare)))) return 3;
    return bare.length >= YEAR_FROM && row.date.startsWith(bare) ? 0 : null;
  }
  if (/^\d[\d-]*$/.test(word) && row.date.includes(word)) return 0;
  const inTitle = row.title.indexOf(word);
  if (inTitle >= 0) return startsWord(row.title, word) ? 3 : 2;
  return row.rest.includes(word) ? 1 : null;
}

function startsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}\p{M}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}

function knownOf(row: LibraryRow): Known {
  const before = known.get(row);
  if (before) return before;
  const [series = "", number = ""] = row.series ?? [];
  const name = row.path.replace(NAME_DATE, "/");
  const title = plain(row.title);
  const rest = plain([row.author ?? "", series, name, ...row.tags].join("\n"));
  const numbers = `${title}\n${rest}\n${number}`.match(/(?<![\p{L}\p{N}])\d+(?![\p{L}\p{N}])/gu);
  const made = {
    title,
    rest,
    numbers: new Set(numbers?.map((digits) => String(Number(digits)))),
    date: row.date ?? "",
  };
  known.set(row, made);
  return made;
}

function plain(text: string): string {
  return text.normalize("NFD").replace(ACCENTS, "").toLowerCase();
}
