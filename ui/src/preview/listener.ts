// What an open entry tells the preview that shows it.
import type { BlockPatch } from "../ipc/generated";
import type { Follow } from "./scroll";

/** What the preview of the shown entry follows. */
export interface PreviewListener {
  patched(patches: BlockPatch[], revision: number, follow: Follow): void;
  replaced(): void;
  /** Pictures on disk are others. */
  pictures(): void;
  caret(at: number): void;
}
