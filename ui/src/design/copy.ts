import { tell } from "./toasts.svelte";

/** Puts a text on the clipboard; tells the author where the system refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without leave for the clipboard a selection can still be copied.
    if (copySelected(text)) return true;
    tell({
      code: "author",
      message: "The system did not take the text for the clipboard.",
      hint: "Select it and press Ctrl+C.",
    });
    return false;
  }
}

function copySelected(text: string): boolean {
  const take = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", take, { capture: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", take, { capture: true });
  return done;
}
