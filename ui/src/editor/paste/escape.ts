// What of a text kramdown or Liquid would read as markup, and how it is kept text.

/** Signs that mean something wherever they stand in a line. */
const INLINE: [RegExp, string][] = [
  [/\\(?=[\\`*_{}[\]()#+\-.!|<>$~:"'])/g, "\\\\"],
  [/`/g, "\\`"],
  [/\*(?=\S)|(?<=\S)\*/g, "\\*"],
  [/(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu, "\\_"],
  [/~~/g, "\\~~"],
  [/\[(?=\^|[^\]]*\](?:\(|\[|:))/g, "\\["],
  [/<(?=[A-Za-z/!?])/g, "\\<"],
  [/&(?=#?\w+;)/g, "&amp;"],
  [/\|/g, "\\|"],
  [/\$\$/g, "\\$\\$"],
  [/\{(?=:)/g, "\\{"],
];

/** Signs that begin a block where they stand first in a line. */
const FIRST = /^(\s*)([-+](?=\s)|#{1,6}(?=\s)|>|=+(?=\s*$)|-{3,}(?=\s*$)|:(?=\s)|\d+(?=[.)]\s))/gm;

/** A text within a line as Markdown. */
export function escaped(text: string): string {
  return INLINE.reduce((now, [sign, instead]) => now.replace(sign, instead), text);
}

/** Markdown of a paragraph, none of whose lines begins a list, heading or the like. */
export function notABlock(markdown: string): string {
  return markdown.replace(FIRST, (_all, blanks: string, sign: string) =>
    /^\d/.test(sign) ? `${blanks}${sign}\\` : `${blanks}\\${sign}`,
  );
}

/** Keeps Liquid from running what was text on the page it comes from. */
export function withoutLiquid(markdown: string): string {
  return markdown.replace(/\{\{.*?\}\}|\{%.*?%\}/g, "{% raw %}$&{% endraw %}");
}
