// Replaces the nodes of changed blocks in the frame and leaves all others alone.
import type { BlockPatch, PreviewBlock } from "../ipc/generated";
import { cleanBlock } from "./clean";

/** The blocks in the frame: a comment stands before each, its nodes follow up to the next comment. */
export class BlockNodes {
  readonly #body: Element;
  #markers: Comment[] = [];
  #entry = 0;

  constructor(body: Element) {
    this.#body = body;
  }

  /** How many blocks the frame holds. */
  get length(): number {
    return this.#markers.length;
  }

  /** Shows the blocks of an entry and nothing else. */
  show(entry: number, blocks: PreviewBlock[]): void {
    this.#entry = entry;
    this.#body.replaceChildren();
    this.#markers = [];
    this.#splice({ first: 0, removed: 0, blocks });
  }

  /** Applies patches in order and gives the number of blocks put in. */
  apply(patches: BlockPatch[]): number {
    let replaced = 0;
    for (const patch of patches) {
      this.#splice(patch);
      replaced += patch.blocks.length;
    }
    return replaced;
  }

  /** The elements of a block. */
  elements(index: number): Element[] {
    const found: Element[] = [];
    const end = this.#markers[index + 1] ?? null;
    let node: Node | null = this.#markers[index] ?? null;
    for (; node && node !== end; node = node.nextSibling) {
      if (node.nodeType === 1) found.push(node as Element);
    }
    return found;
  }

  /** Index of the block that holds a node of the frame; -1 where none does. */
  indexOf(node: Node): number {
    let top: Node | null = node;
    while (top && top.parentNode !== this.#body) top = top.parentNode;
    while (top && top.nodeType !== 8) top = top.previousSibling;
    return top ? this.#markers.indexOf(top as Comment) : -1;
  }

  #splice({ first, removed, blocks }: BlockPatch): void {
    const after = this.#markers[first + removed] ?? null;
    let node: ChildNode | null = this.#markers[first] ?? null;
    while (node && node !== after) {
      const next: ChildNode | null = node.nextSibling;
      node.remove();
      node = next;
    }
    const frame = this.#body.ownerDocument;
    const fresh = frame.createDocumentFragment();
    const markers = blocks.map((block) => {
      const marker = frame.createComment("");
      fresh.append(marker, frame.importNode(cleanBlock(block.html, this.#entry), true));
      return marker;
    });
    this.#body.insertBefore(fresh, after);
    this.#markers = this.#markers.toSpliced(first, removed, ...markers);
  }
}
