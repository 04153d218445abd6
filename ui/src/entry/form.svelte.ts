// How the form looks, for all entries alike.

// A low window keeps its room for the text.
class FormState {
  /** Whether the details below the title show. */
  open = $state(window.innerHeight >= 640);
  /** Whether the keys without a place of their own show. */
  othersOpen = $state(false);
}

export const formState = new FormState();
