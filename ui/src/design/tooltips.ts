// WebKitGTK leaves a tooltip standing after a click: the pressed element goes without until the pointer
// leaves it.

/** Watches every element with a tooltip below `root`. */
export function hideTooltipsOnPress(root: Document): void {
  root.addEventListener(
    "pointerdown",
    (event) => {
      const element = event.target instanceof Element ? event.target.closest("[title]") : null;
      const title = element?.getAttribute("title");
      if (!element || !title) return;
      element.removeAttribute("title");
      const back = () => {
        if (!element.hasAttribute("title")) element.setAttribute("title", title);
      };
      element.addEventListener("pointerleave", back, { once: true });
    },
    { capture: true },
  );
}
