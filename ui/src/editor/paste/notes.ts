// Footnotes: a link to a note of the same page that links back.

/** Gives references and notes elements of their own, `<fn-ref>` and `<fn-note>`. */
export function footnotes(body: HTMLElement): void {
  const page = body.ownerDocument;
  const notes = new Map<Element, string>();
  for (const link of [...body.querySelectorAll("a[href*='#']")]) {
    const reference = addressed(link);
    const note = reference ? targetOf(body, reference) : null;
    if (!note || note.contains(link)) continue;
    const block = note.closest("li, p, div, dd, td") ?? note;
    const back = [...block.querySelectorAll("a[href*='#']")].find((other) => {
      const target = targetOf(body, addressed(other) ?? "");
      return (
        target !== null && (target.contains(link) || link.contains(target) || besides(target, link))
      );
    });
    if (!back) continue;
    const name = nameOf(link, notes.size + 1);
    notes.set(block, name);
    back.remove();
    const mark = page.createElement("fn-ref");
    mark.textContent = name;
    const around = link.parentElement?.matches("sup") ? link.parentElement : link;
    around.replaceWith(mark);
  }
  for (const [block, name] of notes) {
    const note = page.createElement("fn-note");
    note.setAttribute("name", name);
    const text = page.createElement("p");
    const words = block.matches("li, div") ? [...block.querySelectorAll("p")] : [];
    text.append(...(words.length === 1 ? (words[0]?.childNodes ?? []) : block.childNodes));
    const first = text.firstChild;
    if (first?.nodeType === 3)
      first.textContent = (first.textContent ?? "").replace(/^[\s\u00a0]+/, "");
    note.append(text);
    body.append(note);
    block.remove();
  }
  // What held the notes is empty now; the line above them separates nothing.
  if (notes.size > 0) {
    for (const rule of body.querySelectorAll("hr")) rule.remove();
  }
}

function addressed(link: Element): string | null {
  const address = link.getAttribute("href") ?? "";
  const fragment = address.split("#")[1];
  return fragment ? decodeURIComponent(fragment) : null;
}

function targetOf(body: HTMLElement, name: string): Element | null {
  if (name === "") return null;
  const named = [...body.querySelectorAll("[id], a[name]")];
  return (
    named.find(
      ({ id, attributes }) => id === name || attributes.getNamedItem("name")?.value === name,
    ) ?? null
  );
}

/** Whether a named place stands right by a link: some programs name it beside. */
function besides(target: Element, link: Element): boolean {
  return target.parentElement === link.parentElement && target.parentElement?.tagName === "SUP";
}

function nameOf(link: Element, number: number): string {
  return /\w+/.exec(link.textContent ?? "")?.[0] ?? String(number);
}
