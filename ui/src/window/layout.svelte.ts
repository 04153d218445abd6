// What the window looks like: panes, divider, and which dialog is open.
import { tell } from "../design/toasts.svelte";
import { desk } from "../entry/desk.svelte";
import { formState } from "../entry/form.svelte";
import { call } from "../ipc/client";
import type { UiState } from "../ipc/generated";

/** Remembered this long after the last change, in milliseconds. */
const SETTLED = 400;

class Layout {
  libraryShown = $state(true);
  /** Share of the editor in the room that editor and preview split. */
  divider = $state(0.5);
  dialog = $state<"none" | "new" | "export" | "history">("none");
  #timer: ReturnType<typeof setTimeout> | undefined;

  set(ui: UiState): void {
    this.libraryShown = ui.library_shown;
    this.divider = Math.min(0.8, Math.max(0.2, ui.divider));
    formState.chosen = ui.details_shown;
  }

  toggleLibrary(): void {
    this.libraryShown = !this.libraryShown;
    this.remember();
  }

  /** Hands the state to the core once things have settled. */
  remember(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const ui = {
        library_shown: this.libraryShown,
        divider: this.divider,
        details_shown: formState.chosen,
        open: desk.shown?.path ?? null,
      };
      call("set_ui_state", { ui }).catch(tell);
    }, SETTLED);
  }
}

export const layout = new Layout();
