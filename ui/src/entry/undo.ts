// Undo in the fields of the window. The form and the text of an entry have one history; a field
// whose text is no part of the entry yet has one of its own.
import type { Way } from "../editor/steps";

/** What is typed without such a pause is one step, in milliseconds; as in the text. */
const GROUP = 500;

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Which way a key goes through the history; nothing for other keys. */
export function undoStep(event: KeyboardEvent): Way | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : null;
}

/** Has the field that has the keyboard hand over what is typed in it, without waiting for a pause. */
export function takeTyped(): void {
  document.activeElement?.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Place behind the stretch in which `now` differs from `before`: where the caret belongs. */
export function endOfChange(before: string, now: string): number {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === now.at(-1 - end)) end++;
  return now.length - end;
}

/**
 * Gives a field a history of its own, as WebKitGTK has none for it. A step that there is not goes on
 * to whoever else hears the key.
 */
export function ownHistory(field: Field): { destroy(): void } {
  const steps: Record<Way, string[]> = { undo: [], redo: [] };
  let known = field.value;
  let last = Number.NEGATIVE_INFINITY;
  let stepping = false;

  // Whoever else changed the text, such as by taking it over, began something new.
  function forgetStrange() {
    if (field.value === known) return;
    steps.undo = [];
    steps.redo = [];
    known = field.value;
  }

  function typed(event: Event) {
    if (stepping) return;
    if (event.timeStamp - last > GROUP || steps.undo.length === 0) steps.undo.push(known);
    last = event.timeStamp;
    steps.redo = [];
    known = field.value;
  }

  function press(event: Event) {
    const way = undoStep(event as KeyboardEvent);
    forgetStrange();
    const text = way && steps[way].pop();
    if (way === null || text === null || text === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    steps[way === "undo" ? "redo" : "undo"].push(known);
    const caret = endOfChange(known, text);
    known = text;
    last = Number.NEGATIVE_INFINITY;
    field.value = text;
    field.setSelectionRange(caret, caret);
    stepping = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    stepping = false;
  }

  const heard: [string, (event: Event) => void][] = [
    ["beforeinput", forgetStrange],
    ["input", typed],
    ["keydown", press],
  ];
  for (const [name, listener] of heard) field.addEventListener(name, listener);
  return {
    destroy() {
      for (const [name, listener] of heard) field.removeEventListener(name, listener);
    },
  };
}
