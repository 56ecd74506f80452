import { type Clock, HeldError, type PersonKey, systemClock, type TemplateCategory } from "../core/index.js";
import {
  type BucketSnapshot,
  type HourlyQuota,
  type LimitsBackend,
  type ManagementPace,
  type NumberBucket,
  type PairLimiter,
  PRIORITY,
  type QuotaReading,
  SlowLanes,
} from "../limits/index.js";
import { hold } from "../policy/index.js";

/** The state of every limit, for dashboards and health checks. */
export interface LimitsSnapshot {
  /** `local`, or `redis` when processes share their tokens. */
  readonly backend: string;
  /** By phone number id; only numbers that were used since the start. */
  readonly numbers: Readonly<Record<string, BucketSnapshot>>;
  /** People whose pace this process remembers. */
  readonly pairs: number;
  /** Percent of Graph's quota for management calls that is used, when Meta last said it (within five minutes). */
  readonly graphQuota?: QuotaReading | undefined;
  /** Templates that this process created within the hour. */
  readonly templates: { readonly used: number; readonly of: number };
}

/** A kind of sends that goes at a share of the number's rate. */
export interface SlowLane {
  readonly lane: string;
  readonly share: number;
}

/** Who would wait longer than this for a slow lane is told to come again. */
const LONGEST_WAIT_MS = 60_000;

/** The limits that a send waits for: throughput of the number, pace towards one person. */
export interface SendLimits {
  /**
   * Waits for a token of the number. Throws `HeldError` `PAIR_RATE` (row 48) when this person got too many messages
   * in too short a time, `QUEUE_FULL` when too many sends wait already; `RefusedError` `DEADLINE_PASSED`.
   */
  acquire(send: {
    readonly phoneNumberId: string;
    readonly person: PersonKey;
    readonly category: TemplateCategory | undefined;
    readonly slow?: readonly SlowLane[] | undefined;
    readonly signal?: AbortSignal | undefined;
    /** Milliseconds since the epoch. */
    readonly deadline?: number | undefined;
  }): Promise<void>;
  /**
   * Right before the request leaves, and before each repetition: counts it in the number's second. Undefined when it
   * may leave at once. Throws `HeldError` `LIMITS_UNAVAILABLE`; the signal's reason.
   */
  depart(phoneNumberId: string, signal?: AbortSignal): Promise<void> | undefined;
  /** A message came in: Meta counts it against the same throughput. */
  inbound(phoneNumberId: string): void;
  /** Meta answered 130429. */
  slowDown(phoneNumberId: string): void;
  /** Meta granted the number another throughput. */
  setRate(phoneNumberId: string, messagesPerSecond: number): void;
  /** Meta may have granted another throughput: reads it again for every number in use, where it is read from Meta. */
  reread(): Promise<void>;
  /** Meta answered 131056. */
  penalise(phoneNumberId: string, person: PersonKey): Promise<void>;
  snapshot(): LimitsSnapshot;
  close(): Promise<void>;
}

/** Reads what Meta grants a number; undefined when it cannot be read. */
export type ReadThroughput = (phoneNumberId: string) => Promise<number | undefined>;

export function createSendLimits(options: {
  readonly clock: Clock;
  readonly backend: LimitsBackend;
  readonly messagesPerSecond: number;
  /** Asked once per number, when it is first used. */
  readonly readThroughput?: ReadThroughput | undefined;
  readonly pace: ManagementPace;
  readonly templateQuota: HourlyQuota;
}): SendLimits {
  const { clock, backend, readThroughput } = options;
  const buckets = new Map<string, NumberBucket>();
  const lanes = new SlowLanes();
  const pairs: PairLimiter = backend.pairLimiter({ clock });
  const read = async (phoneNumberId: string, bucket: NumberBucket): Promise<void> => {
    // When it cannot be read, what it was stays; at first the default, the least that Meta grants.
    const perSecond = await readThroughput?.(phoneNumberId).catch(() => undefined);
    if (perSecond !== undefined) bucket.setRate(perSecond);
  };
  const bucketOf = (phoneNumberId: string): NumberBucket => {
    let bucket = buckets.get(phoneNumberId);
    if (bucket === undefined) {
      const made = backend.numberBucket(phoneNumberId, { perSecond: options.messagesPerSecond });
      bucket = made;
      buckets.set(phoneNumberId, made);
      void read(phoneNumberId, made);
    }
    return bucket;
  };
  const inSlowLane = async (
    phoneNumberId: string,
    { lane, share }: SlowLane,
    signal: AbortSignal | undefined,
  ): Promise<void> => {
    const name = `${phoneNumberId} ${lane}`;
    const ahead = lanes.wait(name, performance.now());
    if (ahead > LONGEST_WAIT_MS) throw slowLaneFull(ahead);
    const wait = lanes.take(name, bucketOf(phoneNumberId).snapshot().perSecond * share, performance.now());
    // On the process clock, as the number's bucket is.
    if (wait > 0) await systemClock.sleep(wait, signal);
  };
  return {
    acquire: async ({ phoneNumberId, person, category, signal, deadline, slow = [] }) => {
      const asked = pairs.tryAcquire(phoneNumberId, person);
      const pair = asked instanceof Promise ? await asked : asked;
      if (!pair.ok) throw pairRate(pair.retryAfterMs);
      for (const one of slow) await inSlowLane(phoneNumberId, one, signal);
      await bucketOf(phoneNumberId).acquire({
        priority: PRIORITY[category ?? "reply"],
        signal,
        deadlineMs: deadline === undefined ? undefined : deadline - clock.now(),
      });
    },
    depart: (phoneNumberId, signal) => bucketOf(phoneNumberId).depart(signal),
    inbound: (phoneNumberId) => {
      buckets.get(phoneNumberId)?.spend();
    },
    slowDown: (phoneNumberId) => {
      bucketOf(phoneNumberId).slowDown();
    },
    setRate: (phoneNumberId, messagesPerSecond) => {
      bucketOf(phoneNumberId).setRate(messagesPerSecond);
    },
    reread: async () => {
      await Promise.all([...buckets].map(([id, bucket]) => read(id, bucket)));
    },
    penalise: async (phoneNumberId, person) => {
      await pairs.penalise(phoneNumberId, person);
    },
    snapshot: () => ({
      backend: backend.name,
      numbers: Object.fromEntries([...buckets].map(([id, bucket]) => [id, bucket.snapshot()])),
      pairs: pairs.size,
      graphQuota: options.pace.reading(),
      templates: options.templateQuota.snapshot(),
    }),
    close: async () => {
      await Promise.all([...buckets.values()].map((bucket) => bucket.close()));
      await backend.close();
    },
  };
}

function pairRate(retryAfterMs: number): HeldError {
  return new HeldError(
    hold("PAIR_RATE", "row-48", {
      message: "This person got many messages within seconds, more than Meta lets through.",
      fix: "Send the rest a little later; one message every six seconds always passes. Meta would answer 131056.",
      retryAfterMs,
    }),
  );
}

function slowLaneFull(retryAfterMs: number): HeldError {
  return new HeldError(
    hold("QUEUE_FULL", "G21", {
      message: "Too many sends of this kind wait: Meta's ratings slow it down.",
      fix: "Send more slowly. account.state() says what is slowed down, and why.",
      retryAfterMs,
    }),
  );
}
