import { PRIORITY } from "../../limits/index.js";
import type { TemplateCategory } from "../../core/index.js";

interface Waiting {
  readonly priority: number;
  readonly go: () => void;
}

/**
 * Guard G24: how many business-initiated requests of one number may be under way in this process. It bounds what an
 * opt-out can no longer stop. Whoever waits goes in the order of the queue for tokens: codes before updates before
 * marketing.
 */
export class InFlight {
  readonly #most: number;
  readonly #active = new Map<string, number>();
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(most: number) {
    this.#most = most;
  }

  /** True when there is room at once. */
  tryEnter(phoneNumberId: string): boolean {
    const active = this.#active.get(phoneNumberId) ?? 0;
    if (active >= this.#most) return false;
    this.#active.set(phoneNumberId, active + 1);
    return true;
  }

  /** Resolves once there is room; rejects with the signal's reason. */
  async enter(phoneNumberId: string, category: TemplateCategory, signal?: AbortSignal): Promise<void> {
    if (this.tryEnter(phoneNumberId)) return;
    await new Promise<void>((resolve, reject) => {
      signal?.throwIfAborted();
      const queue = this.#waiting.get(phoneNumberId) ?? [];
      this.#waiting.set(phoneNumberId, queue);
      const giveUp = (): void => {
        queue.splice(queue.indexOf(waiting), 1);
        reject(signal?.reason as Error);
      };
      const waiting: Waiting = {
        priority: PRIORITY[category],
        go: () => {
          signal?.removeEventListener("abort", giveUp);
          resolve();
        },
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      const place = queue.findIndex(({ priority }) => priority > waiting.priority);
      queue.splice(place === -1 ? queue.length : place, 0, waiting);
    });
  }

  /** The place goes to whoever waits, else it is free. */
  leave(phoneNumberId: string): void {
    const next = this.#waiting.get(phoneNumberId)?.shift();
    if (next !== undefined) {
      next.go();
      return;
    }
    this.#waiting.delete(phoneNumberId);
    const active = (this.#active.get(phoneNumberId) ?? 1) - 1;
    if (active === 0) this.#active.delete(phoneNumberId);
    else this.#active.set(phoneNumberId, active);
  }
}
