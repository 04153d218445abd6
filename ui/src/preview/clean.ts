// Removes active content from a block's HTML on its way into the frame.
import { entryImage, originOf } from "./images";

const REMOVED = new Set(
  "script style meta base link title head noscript template param source track basefont bgsound".split(
    " ",
  ),
);
const EMBEDS = new Set(
  "iframe frame frameset object embed applet portal video audio fencedframe".split(" "),
);
const UNWRAPPED = new Set("form html body marquee dialog slot".split(" "));
const SVG_REMOVED = new Set(
  "script foreignobject animate animatemotion animatetransform set use image feimage handler listener style".split(
    " ",
  ),
);
const ADDRESSES = new Set(["href", "xlink:href"]);
const REFUSED_ATTRIBUTES = new Set(
  (
    "srcdoc srcset imagesrcset action formaction form formmethod formtarget target ping background poster lowsrc dynsrc " +
    "autofocus contenteditable popover popovertarget commandfor command nonce is slot part http-equiv manifest profile " +
    "archive classid codebase longdesc usemap cite download attributionsrc accesskey tabindex"
  ).split(" "),
);
const SAFE_LINK = /^(?:https?:|mailto:|#|[^:]*$|[^:]*[/?#])/i;
// Addresses, what escapes the page, and heights of the frame, which is as tall as its page.
const ACTIVE_STYLE =
  /url\s*\(|image-set|@import|expression|\\|position\s*:|\d\s*[sld]?v(?:h|b|min|max)\b/i;
const MATH = "http://www.w3.org/1998/Math/MathML";
const HTML = "http://www.w3.org/1999/xhtml";

let inert: Document | undefined;

/** A block's HTML as inert nodes that belong to a document without a window. */
export function cleanBlock(html: string, entry: number): DocumentFragment {
  // One for all blocks: making such a document costs more than parsing a block.
  inert ??= document.implementation.createHTMLDocument("");
  const template = inert.createElement("template");
  template.innerHTML = html;
  cleanChildren(template.content, entry);
  return template.content;
}

function cleanChildren(parent: ParentNode & Node, entry: number): void {
  for (const node of Array.from(parent.childNodes)) {
    if (node.nodeType === 1) cleanElement(node as Element, entry);
    else if (node.nodeType !== 3) node.remove();
  }
}

function cleanElement(element: Element, entry: number): void {
  const name = element.localName.toLowerCase();
  if (element.namespaceURI !== HTML && isActiveForeign(element, name)) return element.remove();
  if (EMBEDS.has(name)) return element.replaceWith(heldEmbed(element, name));
  if (REMOVED.has(name)) return element.remove();
  cleanChildren(element, entry);
  if (UNWRAPPED.has(name)) return element.replaceWith(...Array.from(element.childNodes));
  if (name === "img" || name === "image") return cleanImage(element, entry);
  cleanAttributes(element);
  if (name === "input" || name === "button" || name === "select" || name === "textarea") {
    element.setAttribute("disabled", "");
  }
}

function isActiveForeign(element: Element, name: string): boolean {
  if (element.namespaceURI === MATH) return name === "annotation-xml" || name === "maction";
  return SVG_REMOVED.has(name);
}

function cleanAttributes(element: Element): void {
  for (const { name, value } of Array.from(element.attributes)) {
    if (!isKept(name.toLowerCase(), value)) element.removeAttribute(name);
  }
}

function isKept(name: string, value: string): boolean {
  if (name.startsWith("on") || REFUSED_ATTRIBUTES.has(name)) return false;
  if (name === "src") return false;
  if (ADDRESSES.has(name)) return isSafeLink(value);
  if (name === "style") return !ACTIVE_STYLE.test(value);
  // Presentation attributes of SVG can name addresses too.
  return !/url\s*\(\s*["']?\s*(?!#)[^)\s]/i.test(value);
}

function isSafeLink(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them from addresses
  return SAFE_LINK.test(value.replace(/[\u0000-\u0020]/g, ""));
}

function cleanImage(image: Element, entry: number): void {
  const source = image.getAttribute("src") ?? "";
  const origin = originOf(source);
  if (origin.kind === "remote") return image.replaceWith(held(image, "Picture", origin.host));
  if (origin.kind === "refused")
    return image.replaceWith(held(image, "Picture", "a refused address"));
  cleanAttributes(image);
  if (origin.kind === "data") image.setAttribute("src", source);
  else if (source) image.setAttribute("src", entryImage(entry, source));
}

function heldEmbed(element: Element, name: string): Element {
  const source = element.getAttribute("src") ?? element.getAttribute("data") ?? "";
  const origin = originOf(source);
  const host = origin.kind === "remote" ? origin.host : "";
  const label = name === "video" || name === "audio" ? capital(name) : `Embed (${name})`;
  return held(element, label, host);
}

function held(element: Element, what: string, host: string): Element {
  const box = element.ownerDocument.createElement("span");
  box.className = "held-back";
  box.setAttribute("role", "note");
  const from = host ? ` from ${host}` : "";
  const alt = element.getAttribute("alt");
  box.textContent = `${what}${from} is not loaded here${alt ? `: ${alt}` : ""}`;
  return box;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
