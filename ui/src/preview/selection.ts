// Selecting text of the frame from outside, since a frame without scripts hears no pointer.

/** A place between two characters of the frame's page. */
export interface Point {
  node: Node;
  offset: number;
}

/** The selection of the frame's page. */
export class PageSelection {
  readonly #page: Document;
  #pressed = false;

  constructor(page: Document) {
    this.#page = page;
  }

  /** The place in the text nearest to a point of the frame. */
  pointAt(x: number, y: number): Point | null {
    const range = this.#page.caretRangeFromPoint(x, y);
    return range && { node: range.startContainer, offset: range.startOffset };
  }

  /** Begins a selection: of characters, with the second press of words, with the third of a block. */
  press(x: number, y: number, presses: number, extends_: boolean): void {
    const point = this.pointAt(x, y);
    const selection = this.#page.getSelection();
    if (!point || !selection) return;
    this.#pressed = presses === 1;
    if (extends_ && selection.anchorNode) selection.extend(point.node, point.offset);
    else selection.collapse(point.node, point.offset);
    if (presses === 1) return;
    const unit = presses === 2 ? "word" : "paragraphboundary";
    selection.modify("move", "backward", unit);
    selection.modify("extend", "forward", unit);
  }

  /** Whether the pointer is pressed and selects. */
  get pressed(): boolean {
    return this.#pressed;
  }

  /** Follows the pressed pointer. */
  drag(x: number, y: number): void {
    const point = this.#pressed ? this.pointAt(x, y) : null;
    if (point) this.#page.getSelection()?.extend(point.node, point.offset);
  }

  release(): void {
    this.#pressed = false;
  }

  all(): void {
    this.#page.getSelection()?.selectAllChildren(this.#page.body);
  }

  none(): void {
    this.#page.getSelection()?.removeAllRanges();
  }

  /** The selected text; empty where there is none. */
  get text(): string {
    return this.#page.getSelection()?.toString() ?? "";
  }
}

/** How many characters of the text of `elements` stand before a place in them. */
export function offsetIn(elements: Element[], point: Point): number {
  let before = 0;
  for (const element of elements) {
    if (element.contains(point.node)) {
      const range = element.ownerDocument.createRange();
      range.setStart(element, 0);
      range.setEnd(point.node, point.offset);
      return before + range.toString().length;
    }
    before += element.textContent.length;
  }
  return 0;
}

/** The place behind so many characters of the text of `elements`; their end where they have fewer. */
export function pointIn(elements: Element[], offset: number): Point | null {
  let left = offset;
  let last: Point | null = null;
  for (const element of elements) {
    const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const { length } = node.textContent ?? "";
      if (left <= length) return { node, offset: left };
      left -= length;
      last = { node, offset: length };
    }
  }
  return last;
}
