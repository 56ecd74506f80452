import { docsUrl, HeldError, RefusedError, TransportError } from "../core/index.js";
import { PRIORITY } from "./priority.js";

export interface AcquireOptions {
  /** `PRIORITY`: lower goes first. Default utility. */
  readonly priority?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which the send is of no use any more: it leaves the queue with `RefusedError` `DEADLINE_PASSED`. */
  readonly deadlineMs?: number | undefined;
}

interface Waiter {
  readonly grant: () => void;
  readonly reject: (reason: Error) => void;
}

/** Sends that wait for a number, first by priority, then by arrival. Bounded: the one too many is told so at once. */
export class WaitQueue {
  readonly #queues = new Map<number, Waiter[]>();
  readonly #max: number;
  #size = 0;
  #closed = false;

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#size;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Resolves when `grant` reaches this waiter.
   *
   * @throws HeldError `QUEUE_FULL`; RefusedError `DEADLINE_PASSED`; TransportError `ABORTED` when closed; the signal's reason.
   */
  wait(options: AcquireOptions, perSecond: number): Promise<void> {
    const { priority = PRIORITY.utility, signal, deadlineMs } = options;
    return new Promise((resolve, reject) => {
      if (this.#closed || signal?.aborted === true) {
        reject(this.#closed ? closedError() : (signal?.reason as Error));
        return;
      }
      if (deadlineMs !== undefined && deadlineMs <= 0) {
        reject(deadlinePassed());
        return;
      }
      if (this.#size >= this.#max) {
        reject(queueFull(this.#size, perSecond));
        return;
      }
      const queue = this.#queueOf(priority);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const settled = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
      };
      const leave = (reason: Error): void => {
        queue.splice(queue.indexOf(waiter), 1);
        this.#size--;
        waiter.reject(reason);
      };
      const onAbort = (): void => {
        leave(signal?.reason as Error);
      };
      const waiter: Waiter = {
        grant: () => {
          settled();
          resolve();
        },
        reject: (reason) => {
          settled();
          reject(reason);
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      if (deadlineMs !== undefined) {
        timer = setTimeout(
          () => {
            leave(deadlinePassed());
          },
          Math.min(deadlineMs, LONGEST_TIMER_MS),
        );
      }
      queue.push(waiter);
      this.#size++;
    });
  }

  /** Lets up to `count` waiters go. Returns how many went. */
  grant(count: number): number {
    let granted = 0;
    for (const queue of this.#queues.values()) {
      while (granted < count) {
        const waiter = queue.shift();
        if (waiter === undefined) break;
        this.#size--;
        granted++;
        waiter.grant();
      }
    }
    return granted;
  }

  /** Rejects everybody who waits. */
  reject(reason: () => Error): void {
    for (const queue of this.#queues.values()) for (const waiter of queue.splice(0)) waiter.reject(reason());
    this.#size = 0;
  }

  close(): void {
    this.#closed = true;
    this.reject(closedError);
  }

  #queueOf(priority: number): Waiter[] {
    let queue = this.#queues.get(priority);
    if (queue === undefined) {
      queue = [];
      this.#queues.set(priority, queue);
      // A Map keeps the order of insertion: sorted once here, walked in order of priority ever after.
      const sorted = [...this.#queues].sort(([a], [b]) => a - b);
      this.#queues.clear();
      for (const [key, value] of sorted) this.#queues.set(key, value);
    }
    return queue;
  }
}

/** What a Node timer can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function closedError(): TransportError {
  return new TransportError("ABORTED", "The client was closed before the send had its turn.", {
    fix: "Nothing was sent: send again with a client that is open.",
    requestLeft: false,
  });
}

/** The send waited longer than it is of use: a code that arrives late is worse than none. */
export function deadlinePassed(): RefusedError {
  return new RefusedError({
    action: "refuse",
    code: "DEADLINE_PASSED",
    rule: "row-49",
    message: "The deadline of this send passed before its turn came.",
    fix: "Nothing was sent. Send again with a later deadline, or with fresh content.",
    facts: {},
    warnings: [],
    docsUrl: docsUrl("DEADLINE_PASSED"),
  });
}

function queueFull(waiting: number, perSecond: number): HeldError {
  return new HeldError({
    action: "hold",
    code: "QUEUE_FULL",
    rule: "row-49",
    message: `${String(waiting)} sends already wait for this number.`,
    fix: "Send more slowly, or keep the work in a queue of your own.",
    facts: { waiting, perSecond },
    warnings: [],
    docsUrl: docsUrl("QUEUE_FULL"),
    retryAfterMs: Math.ceil((waiting / perSecond) * 1_000),
  });
}
