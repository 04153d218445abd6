// The window's keys, wherever the keyboard is.
import { isKey } from "../design/keys";
import { WINDOW_ACTIONS } from "./actions";
import { layout } from "./layout.svelte";

/** Runs what a key stands for; keys that the editor took are left alone. */
export function runKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  if (event.key === "Escape" && layout.free && layout.dialog === "none") {
    layout.toggleFree();
    return;
  }
  const action = WINDOW_ACTIONS.find(({ keys }) => keys?.some((key) => isKey(key, event)));
  if (!action) return;
  event.preventDefault();
  if (layout.dialog === "none" && (action.can?.() ?? true)) action.run();
}
