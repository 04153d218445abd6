// Short messages at the edge of the window.
import { asFailure, TREATMENT, type Treatment } from "../ipc/errors";

export interface Toast {
  id: number;
  tone: Treatment["tone"];
  message: string;
  hint: string | null;
}

/** How long a message stays, in milliseconds; errors stay until they are closed. */
const STAYS = { calm: 6000, warning: 15_000, error: Number.POSITIVE_INFINITY };
const SHOWN = 4;

class Toasts {
  shown = $state<Toast[]>([]);
  #next = 1;

  add(tone: Treatment["tone"], message: string, hint: string | null = null): void {
    const same = this.shown.find((toast) => toast.message === message);
    if (same) this.close(same.id);
    const id = this.#next++;
    this.shown = [...this.shown.slice(1 - SHOWN), { id, tone, message, hint }];
    const stays = STAYS[tone];
    if (Number.isFinite(stays)) setTimeout(() => this.close(id), stays);
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
