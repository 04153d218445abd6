// The preview's frame as seen from outside: it runs no script, so that everything is read and done here.
import type { OpenEntry, PreviewListener } from "../entry/open.svelte";
import type { BlockPatch, Form } from "../ipc/generated";
import { blockAt } from "./blocks";
import { fillHead } from "./head";
import { BlockNodes } from "./patch";
import { followTo, HANDS_OFF } from "./scroll";

/** How often pictures that still load are looked at, in milliseconds. */
const LOOK = 150;
/** How often at most. */
const LOOKS = 40;

/** What a click in the preview hit. */
export type Hit = { kind: "link"; url: string } | { kind: "source"; at: number } | { kind: "none" };

export class Frame implements PreviewListener {
  readonly #frame: HTMLIFrameElement;
  readonly #scroller: HTMLElement;
  readonly #page: HTMLElement;
  readonly #head: HTMLElement;
  readonly #nodes: BlockNodes;
  readonly #sizes: ResizeObserver;
  #entry: OpenEntry | null = null;
  #form: Form | null = null;
  #scrolled = Number.NEGATIVE_INFINITY;
  #looking: ReturnType<typeof setTimeout> | undefined;

  /** Takes over a frame that has loaded `cageDocument()`. */
  constructor(frame: HTMLIFrameElement, scroller: HTMLElement) {
    this.#frame = frame;
    this.#scroller = scroller;
    this.#page = part(frame, "page");
    this.#head = part(frame, "page-head");
    this.#nodes = new BlockNodes(part(frame, "page-body"));
    this.#sizes = new ResizeObserver(() => this.#fit());
    this.#sizes.observe(this.#page);
  }

  /** Shows an entry from its top, or from its caret. */
  show(entry: OpenEntry): void {
    this.#entry = entry;
    entry.preview = this;
    this.head(entry.form);
    this.replaced();
    this.#scroller.scrollTop = 0;
    this.#scrolled = Number.NEGATIVE_INFINITY;
    if (entry.caret > (entry.blocks[0]?.to ?? 0)) this.caret(entry.caret);
  }

  /** Lets go of the entry and the frame. */
  leave(): void {
    clearTimeout(this.#looking);
    this.#sizes.disconnect();
    if (this.#entry?.preview === this) this.#entry.preview = null;
  }

  head(form: Form): void {
    if (form === this.#form) return;
    this.#form = form;
    fillHead(this.#head, form, this.#entry?.number ?? 0);
    this.#settle();
  }

  colours(theme: "light" | "dark"): void {
    const root = this.#frame.contentDocument?.documentElement;
    if (root) root.dataset.theme = theme;
  }

  patched(patches: BlockPatch[], revision: number): void {
    const replaced = this.#nodes.apply(patches);
    this.#tell(replaced, revision);
    if (patches.some(bringsPicture)) this.#settle();
    else if (patches.length > 0) this.#fit();
    if (this.#entry) this.caret(this.#entry.caret);
  }

  replaced(): void {
    if (!this.#entry) return;
    this.#nodes.show(this.#entry.number, this.#entry.blocks);
    this.#tell(this.#entry.blocks.length, this.#entry.sync.revision);
    this.#settle();
  }

  caret(at: number): void {
    if (!this.#entry || performance.now() - this.#scrolled < HANDS_OFF) return;
    const rects = this.#nodes
      .elements(blockAt(this.#entry.blocks, at))
      .map((element) => element.getBoundingClientRect());
    if (rects.length === 0) return;
    const block = {
      top: Math.min(...rects.map((rect) => rect.top)),
      bottom: Math.max(...rects.map((rect) => rect.bottom)),
    };
    const { scrollTop, clientHeight } = this.#scroller;
    const target = followTo(block, { top: scrollTop, bottom: scrollTop + clientHeight });
    if (target !== null) this.#scroller.scrollTop = target;
  }

  /** The author scrolls the preview; it does not follow the caret for a while. */
  scrolledByHand(): void {
    this.#scrolled = performance.now();
  }

  /** What stands at a point of the frame. */
  hit(x: number, y: number): Hit {
    const element = this.#at(x, y);
    const url = element?.closest("a[href]")?.getAttribute("href") ?? "";
    if (/^(https?:|mailto:)/i.test(url)) return { kind: "link", url };
    const block = element ? this.#entry?.blocks[this.#nodes.indexOf(element)] : undefined;
    return block ? { kind: "source", at: block.from } : { kind: "none" };
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
  }

  #settle(): void {
    this.#fit();
    clearTimeout(this.#looking);
    this.#lookAtPictures(LOOKS);
  }

  // Pictures grow the page when they arrive, and the frame tells nobody.
  #lookAtPictures(left: number): void {
    const loading = Array.from(this.#page.querySelectorAll("img")).some((image) => !image.complete);
    if (!loading || left === 0) return;
    this.#looking = setTimeout(() => {
      this.#fit();
      this.#lookAtPictures(left - 1);
    }, LOOK);
  }

  #tell(blocks: number, revision: number): void {
    this.#frame.dataset.blocksReplaced = String(blocks);
    this.#frame.dataset.revision = String(revision);
  }
}

function bringsPicture({ blocks }: BlockPatch): boolean {
  return blocks.some(({ html }) => html.includes("<img"));
}

function part(frame: HTMLIFrameElement, id: string): HTMLElement {
  const found = frame.contentDocument?.getElementById(id);
  if (!found) throw new Error(`the preview's frame has no #${id}`);
  return found;
}
