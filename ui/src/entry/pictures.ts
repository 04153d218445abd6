// Takes pictures into the posts folder and puts them into the entry.

import { tell } from "../design/toasts.svelte";
import { toBase64 } from "../editor/pictures";
import { call } from "../ipc/client";
import type { ImageRole } from "../ipc/generated";
import type { OpenEntry } from "./open.svelte";

/** Takes in dropped or pasted files, one after another. */
export async function takePictures(
  entry: OpenEntry,
  role: ImageRole,
  files: File[],
  at: number,
): Promise<void> {
  if (entry.readOnly !== null) return;
  let place = at;
  for (const file of role === "cover" ? files.slice(0, 1) : files) {
    try {
      const data = await toBase64(file);
      await entry.settle();
      const added = await call("add_image", {
        entry: entry.number,
        role,
        at: Math.min(place, entry.editor.doc.length),
        name: file.name,
        data,
      });
      const before = entry.editor.doc.length;
      entry.edits.take(added.edit);
      place += entry.editor.doc.length - before;
    } catch (failure) {
      tell(failure);
    }
  }
}

/** Asks for a picture with the system's dialog. */
export async function pickPicture(entry: OpenEntry, role: ImageRole): Promise<void> {
  try {
    await entry.settle();
    const added = await call("pick_image", { entry: entry.number, role, at: entry.caret });
    if (added) entry.edits.take(added.edit);
  } catch (failure) {
    tell(failure);
  }
}
