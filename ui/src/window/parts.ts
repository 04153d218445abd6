/** The parts of the window in the order in which F6 goes through them. */
const PARTS = [
  { part: ".library", keyboard: "#library-filter" },
  { part: ".outline", keyboard: "button" },
  { part: ".form", keyboard: "input:not(:disabled), button" },
  { part: ".editor", keyboard: ".cm-content" },
  { part: ".preview", keyboard: ".scroller" },
];

/** Gives the keyboard to the next part of the window that is there, or the one before. */
export function nextPart(step: 1 | -1): void {
  const shown = PARTS.flatMap(({ part, keyboard }) => {
    const element = document.querySelector(part);
    const target = element?.querySelector<HTMLElement>(keyboard);
    return element && target ? [{ element, target }] : [];
  });
  const now = shown.findIndex(({ element }) => element.contains(document.activeElement));
  const from = now < 0 && step < 0 ? 0 : now;
  shown[(from + step + shown.length) % shown.length]?.target.focus({ preventScroll: true });
}
