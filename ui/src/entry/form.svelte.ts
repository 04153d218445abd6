// How the form looks, for all entries alike.

class FormState {
  /** Whether the details below the title show. */
  open = $state(true);
}

export const formState = new FormState();
