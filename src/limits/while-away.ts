import { systemClock } from "../core/index.js";
import { limitsUnavailable } from "./limits-unavailable.js";
import { createNumberBucket, type NumberBucket } from "./number-bucket.js";
import type { Pace } from "./pace.js";
import type { WaitQueue } from "./wait-queue.js";

/** What a process does while the shared tokens cannot be reached. */
export interface WhenAway {
  /** Milliseconds that sends wait for it to come back. */
  readonly waitMs: number;
  /** After that: undefined refuses (`LIMITS_UNAVAILABLE`); 0.25 lets this process have a quarter of the limit. */
  readonly share: number | undefined;
}

interface Surroundings extends WhenAway {
  readonly backend: string;
  readonly pace: Pace;
  /** Sends that wait for their turn. */
  readonly queue: WaitQueue;
  /** Sends that stand at the wire. */
  readonly wire: WaitQueue;
  /** One left without a permit. */
  readonly left: () => void;
}

/** Nobody could be asked: waits a little, then refuses who waits, or lets them go on a share of our own. */
export class WhileAway {
  readonly #options: Surroundings;
  #since: number | undefined;
  #share: NumberBucket | undefined;

  constructor(options: Surroundings) {
    this.#options = options;
  }

  /** Resolves when the shared tokens are worth another question. */
  async bridge(): Promise<void> {
    const { waitMs, share, backend, queue, wire } = this.#options;
    const now = performance.now();
    this.#since ??= now;
    if (now - this.#since < waitMs) {
      await systemClock.sleep(RETRY_MS);
    } else if (share === undefined) {
      for (const line of [queue, wire]) line.reject(() => limitsUnavailable(backend));
    } else {
      // Rejected when closed: then nobody waits any more.
      await this.#liveOn(share).catch(() => undefined);
    }
  }

  /** They answered. */
  over(): void {
    this.#since = undefined;
  }

  async close(): Promise<void> {
    await this.#share?.close();
  }

  async #liveOn(part: number): Promise<void> {
    const { pace, queue, wire, left } = this.#options;
    this.#share ??= createNumberBucket({ perSecond: Math.max(1, Math.floor(pace.perSecond * part)) });
    const share = this.#share;
    const turn = async (): Promise<void> => {
      if (queue.size === 0) return;
      await share.acquire();
      queue.grant(1);
    };
    const departure = async (): Promise<void> => {
      if (wire.size === 0) return;
      await share.depart();
      if (wire.grant(1) > 0) left();
    };
    await Promise.all([turn(), departure()]);
  }
}

const RETRY_MS = 100;
