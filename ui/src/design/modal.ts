/** Shows a dialog above the window; the keyboard goes back to where it was. */
export function modal(dialog: HTMLDialogElement) {
  const before = document.activeElement;
  dialog.showModal();
  const first = dialog.querySelector<HTMLElement>("[data-first]");
  (first ?? dialog).focus();
  return {
    destroy() {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    },
  };
}
