// Where a step through the history of form and text changed something.
import type { FieldValue, Form } from "../ipc/generated";

/** The first key whose value two forms have otherwise; nothing where all are the same. */
export function changedKey(before: Form, after: Form): string | null {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    if (old.get(key) !== now.get(key)) return key;
  }
  return null;
}

/** The keyboard goes to the field that changed, so that the author sees what the step did. */
export function showField(form: Element | null, key: string): boolean {
  const field = form?.querySelector<HTMLElement>(
    `[data-testid="form-${CSS.escape(key)}"], [data-testid="form-${CSS.escape(key)}-input"]`,
  );
  if (field && !field.contains(document.activeElement)) field.focus();
  return field !== null && field !== undefined;
}

function valuesOf({ fields }: Form): Map<string, string> {
  return new Map(fields.map(({ key, value }) => [key, textOf(value)]));
}

function textOf(value: FieldValue): string {
  return JSON.stringify(value);
}
