// Pictures that are dropped on the text or pasted into it.
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** Takes files for a place in the text, in units. */
export type TakePictures = (files: File[], at: number) => void;

/** Hands dropped files and pasted pictures to `take`; text is left to CodeMirror. */
export function pictures(take: TakePictures): Extension {
  return EditorView.domEventHandlers({
    dragover(event) {
      if (!carriesFiles(event.dataTransfer)) return false;
      event.preventDefault();
      return true;
    },
    drop(event, view) {
      const files = filesOf(event.dataTransfer);
      if (files.length === 0) return false;
      event.preventDefault();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      take(files, at ?? view.state.selection.main.head);
      return true;
    },
    paste(event, view) {
      const files = filesOf(event.clipboardData).filter((file) => file.type.startsWith("image/"));
      const hasText = event.clipboardData?.types.includes("text/plain") ?? false;
      if (files.length === 0 || hasText) return false;
      event.preventDefault();
      take(files, view.state.selection.main.head);
      return true;
    },
  });
}

/** Whether something dragged is files, before it is dropped. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes("Files") ?? false;
}

/** The files of a drop or paste. */
export function filesOf(transfer: DataTransfer | null): File[] {
  return transfer ? Array.from(transfer.files) : [];
}

/** A file's bytes in base64. */
export function toBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error ?? new Error(`${file.name} cannot be read`));
    reader.readAsDataURL(file);
  });
}
