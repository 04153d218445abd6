// The preview's frame as seen from outside: it runs no script, so that everything is read and done here.
import type { OpenEntry } from "../entry/open.svelte";
import type { BlockPatch, Form } from "../ipc/generated";
import { blockAt } from "./blocks";
import { fillHead } from "./head";
import type { PreviewListener } from "./listener";
import { MissingPictures } from "./missing";
import { BlockNodes } from "./patch";
import { placeIn, shownIn } from "./place";
import { type Follow, followTo, HANDS_OFF, type Place, type Stretch } from "./scroll";
import { offsetIn, PageSelection, pointIn } from "./selection";

/** When pictures that still load are looked at, in milliseconds: soon, then less and less often. */
const LOOKS = [16, 16, 33, 33, 66, 66, ...Array<number>(40).fill(150)];
const TOP: Place = { block: -1, offset: 0 };

/** What a click in the preview hit. */
export type Hit = { kind: "link"; url: string } | { kind: "source"; at: number } | { kind: "none" };

export class Frame implements PreviewListener {
  /** What the author selected in the page. */
  readonly selection: PageSelection;
  readonly #frame: HTMLIFrameElement;
  readonly #scroller: HTMLElement;
  readonly #page: HTMLElement;
  readonly #head: HTMLElement;
  readonly #nodes: BlockNodes;
  readonly #sizes: ResizeObserver;
  #entry: OpenEntry | null = null;
  #form: Form | null = null;
  #headMarkup: string | null = null;
  /** Whether the author has just changed the form. */
  #showsHead = false;
  /** Where the page stays until the author moves in it or in the text. */
  #place: Place | null = null;
  readonly #missing = new MissingPictures();
  #scrolled = Number.NEGATIVE_INFINITY;
  #looking: ReturnType<typeof setTimeout> | undefined;

  /** Takes over a frame that has loaded `cageDocument()`. */
  constructor(frame: HTMLIFrameElement, scroller: HTMLElement) {
    this.#frame = frame;
    this.#scroller = scroller;
    this.#page = part(frame, "page");
    this.#head = part(frame, "page-head");
    this.#nodes = new BlockNodes(part(frame, "page-body"));
    this.selection = new PageSelection(this.#page.ownerDocument);
    this.#sizes = new ResizeObserver(() => this.#fit());
    this.#sizes.observe(this.#page);
  }

  /** Shows an entry from its top, or from where it was left. */
  show(entry: OpenEntry): void {
    this.#entry = entry;
    this.selection.none();
    entry.preview = this;
    this.#missing.forget();
    this.#form = null;
    this.#headMarkup = null;
    this.#showsHead = false;
    this.#scrolled = Number.NEGATIVE_INFINITY;
    this.#place = entry.previewPlace ?? TOP;
    this.head(entry.form);
    this.replaced();
  }

  /** Another entry takes the place of the shown one. */
  hide(): void {
    if (this.#entry?.preview !== this) return;
    this.#entry.previewPlace = this.#place ?? this.#placeNow();
    this.#entry.preview = null;
  }

  /** Lets go of the entry and the frame. */
  leave(): void {
    clearTimeout(this.#looking);
    this.#sizes.disconnect();
    this.hide();
  }

  head(form: Form): void {
    if (form === this.#form) return;
    const isNewCover = form.cover !== this.#form?.cover;
    this.#form = form;
    const before = this.#headMarkup;
    const place = this.#place ?? this.#placeNow();
    this.#headMarkup = fillHead(this.#head, form, this.#entry?.number ?? 0, before);
    if (this.#headMarkup === before) return;
    // A picture is to be seen; of words in the head the author reads in the form already.
    this.#place = this.#showsHead && isNewCover ? TOP : place;
    this.#showsHead = false;
    this.#settle();
  }

  colours(theme: "light" | "dark"): void {
    const root = this.#frame.contentDocument?.documentElement;
    if (root) root.dataset.theme = theme;
  }

  patched(patches: BlockPatch[], revision: number, follow: Follow): void {
    const replaced = this.#nodes.apply(patches);
    this.#tell(replaced, revision);
    if (patches.some(bringsPicture)) this.#settle();
    else if (patches.length > 0) this.#fit();
    this.#showsHead = follow === "head";
    if (follow === "caret" && this.#entry) this.caret(this.#entry.caret);
    else if (follow !== null && typeof follow === "object") this.#reveal(follow.at);
  }

  replaced(): void {
    if (!this.#entry) return;
    this.#nodes.show(this.#entry.number, this.#entry.blocks);
    this.#tell(this.#entry.blocks.length, this.#entry.sync.revision);
    this.#settle();
  }

  /** Pictures on disk are others: all are loaded anew, and the page stays where it is. */
  pictures(): void {
    if (!this.#entry || !this.#form) return;
    this.#place ??= this.#placeNow();
    this.#missing.forget();
    this.#headMarkup = fillHead(this.#head, this.#form, this.#entry.number, null);
    this.replaced();
  }

  caret(at: number): void {
    if (performance.now() - this.#scrolled >= HANDS_OFF) this.#reveal(at);
  }

  #reveal(at: number): void {
    if (!this.#entry) return;
    this.#place = null;
    const index = blockAt(this.#entry.blocks, at);
    const elements = this.#nodes.elements(index);
    const block = stretchOf(elements.map((element) => element.getBoundingClientRect()));
    if (!block) return;
    const { scrollTop, clientHeight } = this.#scroller;
    const view = { top: scrollTop, bottom: scrollTop + clientHeight };
    const taller = block.bottom - block.top > clientHeight / 2;
    const line = taller ? this.#lineOf(index, elements, at) : null;
    const target = followTo(block, line ?? block, view);
    if (target !== null) this.#scroller.scrollTop = target;
  }

  /** The line of a tall block that shows a place of the text, as close as its words tell. */
  #lineOf(index: number, elements: Element[], at: number): Stretch | null {
    const block = this.#entry?.blocks[index];
    if (!block || !this.#entry) return null;
    const shown = elements.map(({ textContent }) => textContent).join("");
    const source = this.#entry.editor.sliceDoc(block.from, block.to);
    const point = pointIn(elements, shownIn(source, shown, at - block.from));
    if (!point) return null;
    const range = this.#page.ownerDocument.createRange();
    range.setStart(point.node, Math.max(0, point.offset - 1));
    range.setEnd(point.node, point.offset);
    return stretchOf(Array.from(range.getClientRects()));
  }

  /** The author scrolls the preview; it does not follow the caret for a while. */
  scrolledByHand(): void {
    this.#place = null;
    this.#scrolled = performance.now();
  }

  /** What stands at a point of the frame. */
  hit(x: number, y: number): Hit {
    const element = this.#at(x, y);
    const url = element?.closest("a[href]")?.getAttribute("href") ?? "";
    if (/^(https?:|mailto:)/i.test(url)) return { kind: "link", url };
    const at = element ? this.#sourceOf(element, x, y) : null;
    return at === null ? { kind: "none" } : { kind: "source", at };
  }

  #sourceOf(element: Element, x: number, y: number): number | null {
    const index = this.#nodes.indexOf(element);
    const block = this.#entry?.blocks[index];
    if (!block || !this.#entry) return null;
    const point = this.selection.pointAt(x, y);
    if (!point) return block.from;
    const elements = this.#nodes.elements(index);
    const shown = elements.map(({ textContent }) => textContent).join("");
    const source = this.#entry.editor.sliceDoc(block.from, block.to);
    return block.from + placeIn(source, shown, offsetIn(elements, point));
  }

  /** Does what a click does inside the page itself: opens a detail, goes to an anchor. */
  clickInside(x: number, y: number): boolean {
    const element = this.#at(x, y);
    const details = element?.closest("summary")?.parentElement;
    if (details?.localName === "details") {
      details.toggleAttribute("open");
      return true;
    }
    const anchor = element?.closest("a[href^='#']")?.getAttribute("href")?.slice(1);
    const target = anchor ? this.#named(anchor) : null;
    if (!target) return false;
    this.#scroller.scrollTop = target.getBoundingClientRect().top - 16;
    this.scrolledByHand();
    return true;
  }

  /** Scrolls what overflows sideways at a point, such as a wide table. */
  scrollSideways(x: number, y: number, by: number): void {
    const scrolls = this.#at(x, y)?.closest("pre, table");
    if (scrolls) scrolls.scrollLeft += by;
  }

  #at(x: number, y: number): Element | null {
    return this.#frame.contentDocument?.elementFromPoint(x, y) ?? null;
  }

  #named(anchor: string): Element | null {
    const page = this.#frame.contentDocument;
    let id = anchor;
    try {
      id = decodeURIComponent(anchor);
    } catch {
      // Not an encoded name: taken as it stands.
    }
    return page?.getElementById(id) ?? page?.getElementById(anchor) ?? null;
  }

  // The frame is as tall as its page: events and scrolling stay with the window.
  #fit(): void {
    const height = Math.ceil(this.#page.getBoundingClientRect().height);
    this.#frame.style.height = `${height}px`;
    if (this.#place) this.#scroller.scrollTop = this.#topOf(this.#place.block) + this.#place.offset;
  }

  #topOf(block: number): number {
    const [first] = block < 0 ? [] : this.#nodes.elements(block);
    return first?.getBoundingClientRect().top ?? 0;
  }

  #placeNow(): Place {
    const { scrollTop } = this.#scroller;
    let block = -1;
    for (let next = 0; next < this.#nodes.length; next++) {
      const [first] = this.#nodes.elements(next);
      if (first && first.getBoundingClientRect().top > scrollTop) break;
      if (first) block = next;
    }
    return { block, offset: scrollTop - this.#topOf(block) };
  }

  #settle(): void {
    this.#fit();
    clearTimeout(this.#looking);
    this.#lookAtPictures(0);
  }

  // Pictures grow the page when they arrive, and the frame tells nobody.
  #lookAtPictures(look: number): void {
    this.#missing.label(this.#page, () => this.#settle());
    const loading = Array.from(this.#page.querySelectorAll("img")).some((image) => !image.complete);
    const wait = LOOKS[look];
    if (!loading || wait === undefined) return;
    this.#looking = setTimeout(() => {
      this.#fit();
      this.#lookAtPictures(look + 1);
    }, wait);
  }

  #tell(blocks: number, revision: number): void {
    this.#frame.dataset.blocksReplaced = String(blocks);
    this.#frame.dataset.revision = String(revision);
  }
}

function bringsPicture({ blocks }: BlockPatch): boolean {
  return blocks.some(({ html }) => html.includes("<img"));
}

function stretchOf(rects: DOMRect[]): Stretch | null {
  if (rects.length === 0) return null;
  return {
    top: Math.min(...rects.map((rect) => rect.top)),
    bottom: Math.max(...rects.map((rect) => rect.bottom)),
  };
}

function part(frame: HTMLIFrameElement, id: string): HTMLElement {
  const found = frame.contentDocument?.getElementById(id);
  if (!found) throw new Error(`the preview's frame has no #${id}`);
  return found;
}
