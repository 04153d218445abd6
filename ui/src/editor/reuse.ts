// Lets the Markdown parser take over an old tree by branches instead of block by block.
import {
  type Input,
  Parser,
  type PartialParse,
  type SyntaxNode,
  TreeFragment,
} from "@lezer/common";

/** Up to here blocks are taken over one by one. */
const FIRST = 2_000;

/**
 * A parser that reads like `inner`, a parser of `@lezer/markdown`.
 *
 * In one go that one takes over no branch longer than a quarter of the text before the go, so that a key at
 * the end of a book costs a step for each block of it. Here each go is as long as all before it.
 */
export class BranchReuse extends Parser {
  readonly #inner: Parser;

  constructor(inner: Parser) {
    super();
    this.#inner = inner;
  }

  override createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { from: number; to: number }[],
  ): PartialParse {
    return this.#inner.startParse(input, fragments.flatMap(doubling), ranges);
  }
}

/** The same stretch of an old tree in pieces that each end behind a block. */
function doubling(fragment: TreeFragment): TreeFragment[] {
  const { tree, offset, to, openStart, openEnd } = fragment;
  const pieces: TreeFragment[] = [];
  const top = tree.topNode;
  let { from } = fragment;
  for (let end = Math.max(from, FIRST) * 2; end < to; end = from * 2) {
    const block: SyntaxNode | null = top.childBefore(end + offset);
    // The line break behind the block, without which it is not known to have ended.
    const cut = block ? block.to - offset + 1 : end;
    if (cut <= from || cut >= to) break;
    pieces.push(new TreeFragment(from, cut, tree, offset, openStart && pieces.length === 0));
    from = cut;
  }
  const untouched = openStart && pieces.length === 0;
  pieces.push(new TreeFragment(from, to, tree, offset, untouched, openEnd));
  return pieces;
}
