import { type Clock, type Logger, MINUTE, type SettledSend, SECOND, TransportError } from "../core/index.js";
import { publishDoubt } from "../telemetry/index.js";
import { DOUBT_EXPIRED, type LedgerStore, type SendRecord } from "../ledger/index.js";

/** What becomes of a send that left and that nobody answered. */
export interface InDoubtOptions {
  /** Milliseconds to wait for its status webhook. Default ten minutes. */
  readonly afterMs?: number | undefined;
  /**
   * Then: `"keep"` (default) leaves it in doubt and its key taken; `"fail"` calls it failed and frees the key;
   * `"resend"` sends one-time codes (authentication templates) once more, in the process that sent them, and fails the
   * rest. Both take the risk that a person gets a message twice: Meta has no idempotency key.
   */
  readonly then: "keep" | "fail" | "resend";
}

/** Waits for, gives up and tells of sends in doubt. */
export interface Settlement {
  /** Resolves when the first status webhook or the end of the doubt tells what became of the send. */
  settled(sendId: string): Promise<SettledSend>;
  /** A send was accepted, failed or told of by a status webhook. */
  tell(record: SendRecord): void;
  /** A send is in doubt; `resend` sends it again if that is asked for and allowed. */
  doubted(sendId: string, resend?: () => Promise<unknown>): void;
  /** Looks for sends that an earlier process left in doubt. */
  start(): void;
  stop(): Promise<void>;
}

/** How often a wait looks into the store: the status webhook may have reached another process. */
const LOOK_EVERY_MS = 2 * SECOND;
const PAGE = 100;
/** Doubts whose end is told of. */
const MOST_DOUBTS = 10_000;

export function createSettlement(options: {
  readonly ledger: LedgerStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly inDoubt: InDoubtOptions | undefined;
}): Settlement {
  const { ledger, clock, logger } = options;
  const { afterMs = 10 * MINUTE, then = "keep" } = options.inDoubt ?? {};
  const waiters = new Map<string, Set<Waiter>>();
  const resends = new Map<string, () => Promise<unknown>>();
  /** Sends of this process that are in doubt. */
  const doubts = new Set<string>();
  const ended = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  let sweeping: Promise<void> | undefined;

  const tell = (record: SendRecord): void => {
    const outcome = outcomeOf(record);
    if (outcome === undefined) return;
    resends.delete(record.id);
    if (doubts.delete(record.id))
      publishDoubt({
        sendId: record.id,
        change: record.failure?.code === DOUBT_EXPIRED ? "given_up" : "accepted",
      });
    for (const waiter of waiters.get(record.id) ?? []) waiter.resolve(outcome);
    waiters.delete(record.id);
  };

  const look = async (sendId: string): Promise<void> => {
    while (waiters.has(sendId) && !ended.signal.aborted) {
      const record = await ledger.get(sendId);
      if (record !== undefined) tell(record);
      if (waiters.has(sendId)) await clock.sleep(LOOK_EVERY_MS, ended.signal).catch(() => undefined);
    }
  };

  const giveUp = async (record: SendRecord): Promise<void> => {
    const resend = resends.get(record.id);
    const again = then === "resend" && record.category === "authentication" ? resend : undefined;
    const expired = await ledger.expireDoubt({
      sendId: record.id,
      failure: {
        code: DOUBT_EXPIRED,
        message:
          again === undefined ? "No status webhook came in time." : "Sent again: no status webhook came.",
      },
      at: clock.now(),
    });
    if (!expired) return;
    logger.warn({ sendId: record.id, resent: again !== undefined }, "the doubt of a send was given up");
    const now = await ledger.get(record.id);
    if (now !== undefined) tell(now);
    if (again === undefined) return;
    // Not awaited: it may wait for its turn, and others are overdue too.
    const resending = again()
      .catch((error: unknown) => {
        logger.error({ sendId: record.id, error }, "a send in doubt could not be sent again");
      })
      .finally(() => underWay.delete(resending));
    underWay.add(resending);
  };

  /** Ends when nothing is in doubt any more, so that no timer outlives its reason. */
  const sweep = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      const overdue = await ledger.unsettled({ before: clock.now() - afterMs + 1, limit: PAGE });
      for (const record of overdue) await giveUp(record);
      if (overdue.length === PAGE) continue;
      const [next] = await ledger.unsettled({ before: Number.MAX_SAFE_INTEGER, limit: 1 });
      if (next === undefined) return;
      const pauseMs = Math.max(next.updatedAt + afterMs - clock.now(), SECOND);
      await clock.sleep(pauseMs, ended.signal).catch(() => undefined);
    }
  };

  const startSweep = (): void => {
    if (then === "keep") return;
    sweeping ??= sweep()
      .catch((error: unknown) => {
        // The store is away: the next send in doubt, or the next start, tries again.
        logger.error({ error }, "sends in doubt could not be looked through");
      })
      .finally(() => {
        sweeping = undefined;
      });
  };

  return {
    settled: (sendId) =>
      new Promise((resolve, reject) => {
        if (ended.signal.aborted) {
          reject(closed());
          return;
        }
        const others = waiters.get(sendId) ?? new Set();
        waiters.set(sendId, others.add({ resolve, reject }));
        if (others.size === 1) look(sendId).catch(reject);
      }),
    tell,
    doubted: (sendId, resend) => {
      doubts.add(sendId);
      // Those that other processes settle are not heard of here.
      for (const oldest of doubts) {
        if (doubts.size <= MOST_DOUBTS) break;
        doubts.delete(oldest);
      }
      publishDoubt({ sendId, change: "began" });
      if (resend !== undefined && then === "resend") resends.set(sendId, resend);
      startSweep();
    },
    start: startSweep,
    stop: async () => {
      ended.abort();
      for (const all of waiters.values()) for (const { reject } of all) reject(closed());
      waiters.clear();
      await sweeping;
      await Promise.all(underWay);
    },
  };
}

interface Waiter {
  readonly resolve: (outcome: SettledSend) => void;
  readonly reject: (reason: Error) => void;
}

function closed(): TransportError {
  return new TransportError("ABORTED", "The client was closed before it was known what became of the send.", {
    fix: "Ask another client: waypost.ledger.settled(sendId).",
    requestLeft: true,
  });
}

/** Undefined while nobody knows. */
function outcomeOf(record: SendRecord): SettledSend | undefined {
  if (record.state === "failed")
    return { state: "failed", failure: record.failure ?? { code: "UNKNOWN", message: "It failed." } };
  if (record.state !== "accepted" || record.status === undefined || record.messageId === undefined)
    return undefined;
  return {
    state: "accepted",
    messageId: record.messageId,
    status: record.status,
    ...(record.failure === undefined ? {} : { failure: record.failure }),
  };
}
