// The window's keys, wherever the keyboard is.
import { flushSync } from "svelte";
import { desk } from "../entry/desk.svelte";
import { turnFrontMatter } from "../entry/moves";
import { takeTyped } from "../entry/undo";
import { layout } from "./layout.svelte";
import { workspace } from "./workspace.svelte";

const KEYS: Record<string, () => void> = {
  "ctrl+n": () => show("new"),
  "ctrl+s": save,
  "ctrl+o": focusFilter,
  "ctrl+shift+o": () => void workspace.choosePosts(),
  "ctrl+e": () => desk.shown && show("export"),
  "ctrl+shift+h": () => desk.shown && show("history"),
  "ctrl+\\": () => layout.toggleLibrary(),
  "ctrl+shift+m": () => desk.shown && turnFrontMatter(desk.shown),
};

/** The parts of the window in the order in which F6 goes through them. */
const PARTS = [
  { part: ".library", keyboard: "#library-filter" },
  { part: ".form", keyboard: "input:not(:disabled), button" },
  { part: ".editor", keyboard: ".cm-content" },
  { part: ".preview", keyboard: ".scroller" },
];

/** Runs what a key stands for; keys that the editor took are left alone. */
export function runKey(event: KeyboardEvent): void {
  if (event.key === "F6" && layout.dialog === "none") {
    event.preventDefault();
    nextPart(event.shiftKey ? -1 : 1);
    return;
  }
  if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return;
  const run = KEYS[`ctrl+${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}`];
  if (!run) return;
  event.preventDefault();
  if (layout.dialog === "none") run();
}

function save(): void {
  takeTyped();
  void desk.shown?.save();
}

function show(dialog: "new" | "export" | "history"): void {
  takeTyped();
  layout.dialog = dialog;
}

function focusFilter(): void {
  if (!layout.libraryShown) {
    layout.toggleLibrary();
    // At once: a key that follows within the frame belongs to the filter already.
    flushSync();
  }
  document.getElementById("library-filter")?.focus();
}

/** Gives the keyboard to the next part of the window that is there, or the one before. */
function nextPart(step: 1 | -1): void {
  const shown = PARTS.flatMap(({ part, keyboard }) => {
    const element = document.querySelector(part);
    const target = element?.querySelector<HTMLElement>(keyboard);
    return element && target ? [{ element, target }] : [];
  });
  const now = shown.findIndex(({ element }) => element.contains(document.activeElement));
  const from = now < 0 && step < 0 ? 0 : now;
  shown[(from + step + shown.length) % shown.length]?.target.focus({ preventScroll: true });
}
