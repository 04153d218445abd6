// The keys that take a step back or do it again.

/** Which way a key goes through the history; nothing for other keys. */
export function undoStep(event: KeyboardEvent): "undo" | "redo" | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : null;
}

/** Whether a key goes through the history. */
export function isUndo(event: KeyboardEvent): boolean {
  return undoStep(event) !== null;
}
