// A tooltip has told its part once its button is pressed.

let silenced: { element: Element; title: string } | null = null;

/** Keeps the tooltip of what is pressed from coming back until the pointer has left it. */
export function silenceTooltips(page: Document): () => void {
  page.addEventListener("pointerdown", silence, true);
  page.addEventListener("pointerover", giveBack, true);
  return () => {
    page.removeEventListener("pointerdown", silence, true);
    page.removeEventListener("pointerover", giveBack, true);
  };
}

function silence({ target }: Event): void {
  const element = target instanceof Element ? target.closest("[title]") : null;
  if (!element) return;
  restore();
  silenced = { element, title: element.getAttribute("title") ?? "" };
  element.removeAttribute("title");
}

function giveBack({ target }: Event): void {
  if (silenced && !(target instanceof Node && silenced.element.contains(target))) restore();
}

function restore(): void {
  // What was given another title meanwhile keeps it.
  if (silenced && !silenced.element.hasAttribute("title")) {
    silenced.element.setAttribute("title", silenced.title);
  }
  silenced = null;
}
