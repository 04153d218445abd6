// Replaces the nodes of changed blocks in the frame and leaves all others alone.
import type { BlockPatch, PreviewBlock } from "../ipc/generated";
import { cleanBlock } from "./clean";

/**
 * So many blocks stand in one section, and up to twice as many until it is parted.
 *
 * WebKit goes through all children of an element when one of them changes, so that a page of thousands of
 * blocks in one element takes longer to lay out than all the rest of the way of a key.
 */
const SECTION = 256;

/** Blocks that stand in one element of their own, which the page does not show. */
interface Section {
  element: Element;
  /** A comment stands before each block, its nodes follow up to the next comment. */
  markers: Comment[];
}

/** Where a block stands: in which section, and as which of its blocks. */
interface At {
  section: number;
  block: number;
}

/** The blocks in the frame. */
export class BlockNodes {
  readonly #body: Element;
  readonly #size: number;
  #sections: Section[] = [];
  #entry = 0;

  constructor(body: Element, size = SECTION) {
    this.#body = body;
    this.#size = size;
  }

  /** How many blocks the frame holds. */
  get length(): number {
    return this.#sections.reduce((sum, { markers }) => sum + markers.length, 0);
  }

  /** Shows the blocks of an entry and nothing else. */
  show(entry: number, blocks: PreviewBlock[]): void {
    this.#entry = entry;
    this.#body.replaceChildren();
    this.#sections = [];
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
    const { section, block } = this.#at(index);
    const markers = this.#sections[section]?.markers ?? [];
    const nodes = stretch(markers[block], markers[block + 1]);
    return nodes.filter((node): node is Element & ChildNode => node.nodeType === 1);
  }

  /** Index of the block that holds a node of the frame; -1 where none does. */
  indexOf(node: Node): number {
    let top: Node | null = node;
    while (top && top.parentNode?.parentNode !== this.#body) top = top.parentNode;
    while (top && top.nodeType !== 8) top = top.previousSibling;
    let before = 0;
    for (const { element, markers } of top ? this.#sections : []) {
      if (element === top?.parentNode) return before + markers.indexOf(top as Comment);
      before += markers.length;
    }
    return -1;
  }

  // Behind the last block it is the end of the last section.
  #at(index: number): At {
    let [section, block] = [0, index];
    for (; section + 1 < this.#sections.length; section++) {
      const length = this.#sections[section]?.markers.length ?? 0;
      if (block < length) break;
      block -= length;
    }
    return { section, block };
  }

  #splice({ first, removed, blocks }: BlockPatch): void {
    const at = this.#at(first);
    this.#remove(at, removed);
    if (blocks.length > 0) this.#insert(at, blocks);
    const empty = this.#sections.filter(({ markers }) => markers.length === 0);
    for (const { element } of empty) element.remove();
    if (empty.length > 0) this.#sections = this.#sections.filter((it) => !empty.includes(it));
  }

  #remove(from: At, count: number): void {
    let { section, block } = from;
    for (let left = count; left > 0 && section < this.#sections.length; section++) {
      const markers = this.#sections[section]?.markers ?? [];
      for (const node of stretch(markers[block], markers[block + left])) node.remove();
      left -= markers.splice(block, left).length;
      block = 0;
    }
  }

  #insert(at: At, blocks: PreviewBlock[]): void {
    const section = this.#sections[at.section] ?? this.#addSection(at.section);
    const { element, markers } = section;
    const frame = this.#body.ownerDocument;
    const fresh = frame.createDocumentFragment();
    const made = blocks.map((block) => {
      const marker = frame.createComment("");
      fresh.append(marker, frame.importNode(cleanBlock(block.html, this.#entry), true));
      return marker;
    });
    element.insertBefore(fresh, markers[at.block] ?? null);
    section.markers = markers.toSpliced(at.block, 0, ...made);
    if (section.markers.length > 2 * this.#size) this.#part(at.section, section);
  }

  #addSection(index: number): Section {
    const element = this.#body.ownerDocument.createElement("div");
    const section = { element, markers: [] };
    this.#body.insertBefore(element, this.#sections[index]?.element ?? null);
    this.#sections.splice(index, 0, section);
    return section;
  }

  #part(index: number, { markers }: Section): void {
    // From the end, so that what stays is moved never and the rest once.
    const size = this.#size;
    for (let start = markers.length - (markers.length % size); start > 0; start -= size) {
      const added = this.#addSection(index + 1);
      for (const node of stretch(markers[start])) added.element.append(node);
      added.markers = markers.splice(start);
    }
  }
}

/** A node and those after it, up to another one or to the last. */
function stretch(first: ChildNode | undefined, end?: ChildNode): ChildNode[] {
  const found: ChildNode[] = [];
  for (let node = first ?? null; node && node !== end; node = node.nextSibling) found.push(node);
  return found;
}
