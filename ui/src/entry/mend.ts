// Has what was found in an entry put right.

import { tell } from "../design/toasts.svelte";
import { call } from "../ipc/client";
import type { Finding } from "../ipc/generated";
import type { OpenEntry } from "./open.svelte";

/** Puts a finding right, as one step of the undo history. */
export async function putRight(entry: OpenEntry, { code, line, message }: Finding): Promise<void> {
  try {
    await entry.settle();
    entry.edits.take(await call("fix_finding", { entry: entry.number, code, line, message }));
    await entry.settle();
  } catch (failure) {
    tell(failure);
  }
  await entry.checks.check();
}
