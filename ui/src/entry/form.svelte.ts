// How the form looks, for all entries alike.

import { MediaQuery } from "svelte/reactivity";

/** A low window keeps its room for the text. */
const roomy = new MediaQuery("(min-height: 640px)");

class FormState {
  /** What the author chose; nothing yet leaves it to the window's height. */
  chosen = $state<boolean | null>(null);
  /** Whether the keys without a place of their own show. */
  othersOpen = $state(false);

  /** Whether the details below the title show. */
  get open(): boolean {
    return this.chosen ?? roomy.current;
  }

  set open(shown: boolean) {
    this.chosen = shown;
  }
}

export const formState = new FormState();
