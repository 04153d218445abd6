// Keys as CodeMirror names them ("Mod-Shift-p") and as people read them ("Ctrl+Shift+P").

/** Whether the keyboard has a Command key, which then stands for "Mod". */
const APPLE = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

const SHOWN: Record<string, string> = {
  Mod: APPLE ? "⌘" : "Ctrl",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};

/** A key as it stands in menus and tooltips. */
export function shownKey(key: string): string {
  const parts = key.split(/-(?!$)/);
  return parts
    .map((part) => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join("+");
}

/** Whether a key was pressed. */
export function isKey(key: string, event: KeyboardEvent): boolean {
  const parts = key.split(/-(?!$)/);
  const struck = parts.pop();
  const held = (modifier: string) => parts.includes(modifier);
  const mod = event.ctrlKey || event.metaKey;
  if (held("Mod") !== mod || held("Alt") !== event.altKey) return false;
  const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // Signs such as + need Shift on some keyboards and not on others.
  const sign = letter.length === 1 && letter.toLowerCase() === letter.toUpperCase();
  return letter === struck && (held("Shift") === event.shiftKey || (sign && !held("Shift")));
}
