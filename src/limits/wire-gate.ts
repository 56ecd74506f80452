import { SlidingSecond } from "./sliding-second.js";
import { WaitQueue } from "./wait-queue.js";

/** Meta's second, and what requests may be late against each other on the way to Meta. */
export const WIRE_WINDOW_MS = 1_020;

/**
 * The last look at the number's second, where a request leaves. Between its turn and the wire a send waits for the
 * ledger: when the disk stalls, the turns of 1.2 seconds arrive in one. What would be too many waits here, in order.
 */
export class WireGate {
  readonly #second = new SlidingSecond(WIRE_WINDOW_MS);
  readonly #queue = new WaitQueue(Number.POSITIVE_INFINITY);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Undefined: it may leave now, and is counted. Else when it may. Rejects with the signal's reason, or when closed. */
  pass(perSecond: number, signal?: AbortSignal): Promise<void> | undefined {
    const now = performance.now();
    if (this.#queue.size === 0 && !this.#queue.closed && this.#second.room(perSecond, now) > 0) {
      this.#second.add(1, now);
      return undefined;
    }
    const turn = this.#queue.wait({ signal }, perSecond);
    this.#wait(perSecond, now);
    return turn;
  }

  /** Counts what left, or came in, without asking. */
  spend(count: number): void {
    this.#second.add(count, performance.now());
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#queue.close();
  }

  #wait(perSecond: number, now: number): void {
    if (this.#queue.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const later = performance.now();
      const granted = this.#queue.grant(this.#second.room(perSecond, later));
      if (granted > 0) this.#second.add(granted, later);
      this.#wait(perSecond, later);
    }, this.#second.waitMs(now));
  }
}
