import { type Clock, type Logger, MINUTE, type Random, SECOND } from "../core/index.js";
import type { InboxStore } from "../webhooks/index.js";

/** How often a process looks for what another one left behind; up to a quarter sooner, so that they do not all look at once. */
const LOOK_EVERY_MS = MINUTE;
/** What waits for less than this is left to the process that has it: it may be about to handle it. */
const OVERDUE_MS = 30 * SECOND;

export interface TakeOver {
  /** Begins to look from time to time, if it has not begun. Keeps no process alive. */
  start(): void;
  stop(): Promise<void>;
}

/**
 * Notices events that wait and that nobody handles, because the process that stored them, or that waited for their retry, died. Without
 * it they would wait until this process gets a webhook of its own. Does nothing on a store that one process has for itself.
 */
export function createTakeOver(options: {
  readonly inbox: InboxStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Whether this process handles webhooks, and does not do so at the moment. */
  readonly mayLook: () => boolean;
  readonly found: () => void;
}): TakeOver {
  const { inbox, clock, random, logger } = options;
  const ended = new AbortController();
  let looking: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    try {
      if ((await inbox.overdue?.(clock.now() - OVERDUE_MS)) === true) options.found();
    } catch (error) {
      logger.warn({ error }, "the webhook inbox could not be looked through; the next look tries again");
    }
  };

  const lookOn = async (): Promise<void> => {
    for (;;) {
      const pauseMs = Math.round(LOOK_EVERY_MS * (1 - random() / 4));
      await clock.sleep(pauseMs, ended.signal, { background: true });
      if (options.mayLook()) await look();
    }
  };

  return {
    start: () => {
      if (inbox.overdue === undefined || ended.signal.aborted) return;
      // Only the end of the client ends it.
      looking ??= lookOn().catch(() => undefined);
    },
    stop: async () => {
      ended.abort();
      await looking;
    },
  };
}
