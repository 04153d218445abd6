// Reads the form of an entry by key.
import type { Field, FieldInput, FieldValue, Form } from "../ipc/generated";

/** Keys that have a place of their own in the form; the others are listed below them. */
export const KNOWN_KEYS = ["title", "tags", "category", "author", "date", "image", "excerpt"];

/** The value of a key; nothing where the entry does not have it. */
export function fieldValue(form: Form, key: string): FieldValue | null {
  return form.fields.find((field) => field.key === key)?.value ?? null;
}

/** The value of a key as one line of text. */
export function textOf(form: Form, key: string): string {
  const value = fieldValue(form, key);
  if (value === null) return "";
  return value.kind === "list" ? value.value.join(", ") : String(value.value);
}

/** The value of a key as a list; Jekyll splits a text of tags at blanks. */
export function listOf(form: Form, key: string): string[] {
  const value = fieldValue(form, key);
  if (value === null) return [];
  if (value.kind === "list") return value.value;
  return value.kind === "text" ? value.value.split(/\s+/).filter(Boolean) : [];
}

/** The keys without a place of their own, in the file's order. */
export function otherFields(form: Form): Field[] {
  return form.fields.filter((field) => !KNOWN_KEYS.includes(field.key));
}

/** What a text of the form is set to: an emptied one goes, but a title stays as an empty text. */
export function textInput(key: string, value: string): FieldInput | null {
  return value === "" && key !== "title" ? null : { kind: "text", value };
}
