// Short messages at the edge of the window.
import { asFailure, TREATMENT, type Treatment } from "../ipc/errors";

export interface Toast {
  id: number;
  tone: Treatment["tone"];
  message: string;
  hint: string | null;
}

/** How long a message stays, in milliseconds; errors stay until they are closed. */
const STAYS = { calm: 6000, warning: 8000, error: Number.POSITIVE_INFINITY };
const SHOWN = 4;

class Toasts {
  shown = $state<Toast[]>([]);
  #next = 1;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  add(tone: Treatment["tone"], message: string, hint: string | null = null): void {
    const same = this.shown.find((toast) => toast.message === message);
    if (same) this.close(same.id);
    const id = this.#next++;
    this.shown = [...this.shown.slice(1 - SHOWN), { id, tone, message, hint }];
    this.#expire(id, STAYS[tone]);
  }

  /** Keeps all messages while the author is on one; afterwards they stay as long as new ones. */
  hold(held: boolean): void {
    for (const { id, tone } of this.shown) {
      clearTimeout(this.#timers.get(id));
      if (!held) this.#expire(id, STAYS[tone]);
    }
  }

  closeLast(): void {
    const last = this.shown.at(-1);
    if (last) this.close(last.id);
  }

  close(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }

  #expire(id: number, stays: number): void {
    if (!Number.isFinite(stays)) return;
    this.#timers.set(
      id,
      setTimeout(() => this.close(id), stays),
    );
  }
}

export const toasts = new Toasts();

/** Tells the author of a failure. */
export function tell(reason: unknown): void {
  const failure = asFailure(reason);
  const { tone, place } = TREATMENT[failure.code];
  if (place !== "none") toasts.add(tone, failure.message, failure.hint);
}
