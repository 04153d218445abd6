// What the window looks like: panes, divider, and which dialog is open.
import { tick } from "svelte";
import { tell } from "../design/toasts.svelte";
import { desk } from "../entry/desk.svelte";
import { formState } from "../entry/form.svelte";
import { call, fillScreen } from "../ipc/client";
import type { UiState } from "../ipc/generated";

/** Remembered this long after the last change, in milliseconds. */
const SETTLED = 400;

/** What can stand above the window. */
export type Open = "new" | "export" | "history" | "palette" | "headings" | "shortcuts" | "settings";

class Layout {
  libraryShown = $state(true);
  /** Whether the outline shows, in the library's place. */
  outlineShown = $state(false);
  /** Whether nothing but the text shows. */
  free = $state(false);
  /** Share of the editor in the room that editor and preview split. */
  divider = $state(0.5);
  dialog = $state<"none" | Open>("none");
  #timer: ReturnType<typeof setTimeout> | undefined;

  set(ui: UiState): void {
    this.libraryShown = ui.library_shown;
    this.outlineShown = ui.outline_shown;
    this.divider = Math.min(0.8, Math.max(0.2, ui.divider));
    formState.chosen = ui.details_shown;
  }

  toggleLibrary(): void {
    this.libraryShown = this.outlineShown || !this.libraryShown;
    this.outlineShown = false;
    this.remember();
  }

  showLibrary(): void {
    if (this.free) this.toggleFree();
    if (this.outlineShown || !this.libraryShown) this.toggleLibrary();
  }

  toggleOutline(): void {
    this.outlineShown = !this.outlineShown;
    this.remember();
  }

  /** Leaves nothing but the text on the whole screen, or brings the window back. */
  toggleFree(): void {
    this.free = !this.free;
    fillScreen(this.free).catch(tell);
    tick().then(() => desk.shown?.focus());
  }

  /** Hands the state to the core once things have settled. */
  remember(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const ui = {
        library_shown: this.libraryShown,
        outline_shown: this.outlineShown,
        divider: this.divider,
        details_shown: formState.chosen,
        open: desk.shown?.path ?? null,
      };
      call("set_ui_state", { ui }).catch(tell);
    }, SETTLED);
  }
}

export const layout = new Layout();
