// Pictures that the host does not find: a small label stands in their place.
import { sourceOf } from "./images";

/** Tells whether a picture can be shown. */
export type Probe = (address: string) => Promise<boolean>;

/** Knows which pictures of an entry are missing. */
export class MissingPictures {
  readonly #missing = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #probe: Probe;

  constructor(probe: Probe = inWindow) {
    this.#probe = probe;
  }

  /** Looks for all pictures anew. */
  forget(): void {
    this.#missing.clear();
    this.#asked.clear();
  }

  /** Labels what is known to be missing; `found` is called when more turns out to be. */
  label(page: ParentNode, found: () => void): void {
    for (const image of Array.from(page.querySelectorAll("img"))) {
      const address = image.getAttribute("src") ?? "";
      if (this.#missing.has(address)) image.replaceWith(labelFor(image, address));
      else if (image.complete && image.naturalWidth === 0) void this.#ask(address, found);
    }
  }

  // The frame tells nobody of errors, and a drawing may have no width of its own.
  async #ask(address: string, found: () => void): Promise<void> {
    if (address === "" || this.#asked.has(address)) return;
    this.#asked.add(address);
    if (await this.#probe(address)) return;
    // Another entry may be shown by now.
    if (!this.#asked.has(address)) return;
    this.#missing.add(address);
    found();
  }
}

function labelFor(image: HTMLImageElement, address: string): Element {
  const label = image.ownerDocument.createElement("span");
  label.className = "held-back missing";
  label.setAttribute("role", "note");
  const name = address.startsWith("data:") ? image.alt : sourceOf(address);
  label.textContent = `Picture not found${name ? `: ${name}` : ""}`;
  return label;
}

function inWindow(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = new Image();
    probe.onload = () => resolve(true);
    probe.onerror = () => resolve(false);
    probe.src = address;
  });
}
