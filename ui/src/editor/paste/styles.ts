// What styles say of pasted elements; read as text, since a browser drops Office's own properties.

/** The declarations of an element, its classes' first, by property. */
export type Styles = (element: Element) => Map<string, string>;

/** Reads the styles of a pasted document, also those that its own style sheets give to classes. */
export function stylesIn(page: Document): Styles {
  const classes = new Map<string, string>();
  for (const sheet of page.querySelectorAll("style")) {
    const rules = (sheet.textContent ?? "").matchAll(/\.([\w-]+)\s*\{([^}]*)\}/g);
    for (const [, name = "", declared = ""] of rules) {
      classes.set(name, `${classes.get(name) ?? ""};${declared}`);
    }
  }
  return (element) => {
    const declared = [...element.classList].map((name) => classes.get(name) ?? "");
    const all = [...declared, element.getAttribute("style") ?? ""].join(";");
    const found = new Map<string, string>();
    for (const declaration of all.split(";")) {
      const colon = declaration.indexOf(":");
      if (colon < 0) continue;
      const property = declaration.slice(0, colon).trim().toLowerCase();
      found.set(
        property,
        declaration
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
    }
    return found;
  };
}

export function isBold(style: Map<string, string>): boolean {
  const weight = style.get("font-weight") ?? "";
  return /^bold/.test(weight) || Number(weight) >= 600;
}

export function isLight(style: Map<string, string>): boolean {
  const weight = style.get("font-weight") ?? "";
  return weight === "normal" || (weight !== "" && Number(weight) < 600);
}

export function isItalic(style: Map<string, string>): boolean {
  return /^(italic|oblique)/.test(style.get("font-style") ?? "");
}

export function isStruck(style: Map<string, string>): boolean {
  const lines = `${style.get("text-decoration") ?? ""} ${style.get("text-decoration-line") ?? ""}`;
  return lines.includes("line-through");
}

export function isFixedWidth(style: Map<string, string>): boolean {
  const family = `${style.get("font-family") ?? ""} ${style.get("font") ?? ""}`;
  return /monospace|courier|consolas|menlo|monaco|source code|roboto mono|jetbrains/.test(family);
}

export function isHidden(style: Map<string, string>): boolean {
  return style.get("display") === "none" || style.get("mso-hide") === "all";
}
