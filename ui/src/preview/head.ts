// What a page shows above its text: title, date, author, tags and cover.

import { listOf, textOf } from "../entry/fields";
import type { Form } from "../ipc/generated";
import { entryImage, originOf } from "./images";

/** Fills the head of the page from the form; tells by `shown`, its answer before, what is new. */
export function fillHead(head: Element, form: Form, entry: number, shown: string | null): string {
  const title = textOf(form, "title");
  const byline = [form.date ? dayOf(form.date) : "", textOf(form, "author")].filter(Boolean);
  const tags = listOf(form, "tags");
  const parts = [
    title ? element(head, "h1", "page-title", title) : null,
    byline.length > 0 ? element(head, "p", "page-byline", byline.join(" \u00b7 ")) : null,
    tags.length > 0 ? tagList(head, tags) : null,
    form.cover ? cover(head, form.cover, title, entry) : null,
  ];
  const elements = parts.filter((part) => part !== null);
  const markup = elements.map((part) => part.outerHTML).join("");
  if (markup !== shown) head.replaceChildren(...elements);
  return markup;
}

/** The day of a date as a reader writes it; a date that is none stays as it is. */
export function dayOf(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(date) ?? [];
  if (!year || !month || !day) return date;
  const utc = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(utc);
}

function cover(head: Element, source: string, title: string, entry: number): Element {
  const origin = originOf(source);
  if (origin.kind === "remote") {
    return element(head, "p", "held-back", `Cover from ${origin.host} is not loaded here`);
  }
  const image = element(head, "img", "page-cover", "");
  image.setAttribute("alt", title);
  image.setAttribute("src", entryImage(entry, source));
  return image;
}

function tagList(head: Element, tags: string[]): Element {
  const list = element(head, "ul", "page-tags", "");
  list.append(...tags.map((tag) => element(head, "li", "", tag)));
  return list;
}

function element(near: Element, name: string, className: string, text: string): Element {
  const made = near.ownerDocument.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
