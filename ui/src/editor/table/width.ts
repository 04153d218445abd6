// How many columns a text takes in a fixed-width font.

const signs = new Intl.Segmenter("en", { granularity: "grapheme" });
/** What the Unicode Standard Annex 11 calls wide, as far as scripts and emoji tell it. */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const HALF = /^[\uff61-\uff9f]/;
const UNSEEN = /[\p{M}\p{Cf}]/gu;

/** The width of a text in columns: two for a sign of Chinese, Japanese or Korean. */
export function widthOf(text: string): number {
  // Nearly all cells are ASCII, for which the length tells.
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of signs.segment(text)) {
    const isWide = WIDE.test(segment) && !HALF.test(segment);
    width += isWide ? 2 : [...segment.replace(UNSEEN, "")].length;
  }
  return width;
}
