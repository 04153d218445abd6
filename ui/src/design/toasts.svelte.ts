// Short messages at the edge of the window.
import { asFailure, TREATMENT, type Treatment } from "../ipc/errors";

export interface Toast {
  id: number;
  tone: Treatment["tone"];
  message: string;
  hint: string | null;
}

/** How long a calm message stays, in milliseconds; others stay until they are closed. */
const CALM_STAYS = 6000;
const SHOWN = 4;

class Toasts {
  shown = $state<Toast[]>([]);
  #next = 1;

  add(tone: Treatment["tone"], message: string, hint: string | null = null): void {
    const same = this.shown.find((toast) => toast.message === message);
    if (same) this.close(same.id);
    const id = this.#next++;
    this.shown = [...this.shown.slice(1 - SHOWN), { id, tone, message, hint }];
    if (tone === "calm") setTimeout(() => this.close(id), CALM_STAYS);
  }

  close(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();

/** Tells the author of a failure. */
export function tell(reason: unknown): void {
  const failure = asFailure(reason);
  const { tone, place } = TREATMENT[failure.code];
  if (place !== "none") toasts.add(tone, failure.message, failure.hint);
}
