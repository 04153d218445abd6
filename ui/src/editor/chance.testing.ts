// Texts and edits by chance, the same in each run.

/** Blocks of each kind. */
export const BLOCKS = [
  "## A heading\n\n",
  "A paragraph with *some* words and a [link](https://example.org/a).\n\n",
  "- one\n- two\n\n  more of two\n\n",
  "```ruby\nputs 1\n\nputs 2\n```\n\n",
  "    indented code\n\n    and more\n\n",
  "> a quote\nthat goes on\n\n",
  "| a | b |\n|---|---|\n| 1 | 2 |\n",
  "Under\n===\n",
  "<div>\nraw\n</div>\n\n",
];

/** What is typed into them. */
export const PIECES = ["x", "\n", "\n\n", "```\n", "- ", "    ", "> ", "# ", "<!--", "===\n"];

/** A small generator of its own, so that each run is the same. */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** One of them by chance. */
export function pick(from: readonly string[], below: (below: number) => number): string {
  return from[below(from.length)] ?? "";
}
