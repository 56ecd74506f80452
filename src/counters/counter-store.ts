/**
 * Port: what the guards count. It holds hashes with an end, never a text and never a number; keys and members are the
 * caller's, already hashed where they stand for a person or a content.
 *
 * `take` is atomic: of two processes that ask for the last place, one comes first, and the other one's reading has it.
 * So a send takes its places first, decides on the readings, and gives the places back when it does not go out.
 */
export interface CounterStore {
  /**
   * Applies every operation at the instant `at` (milliseconds since the epoch), all or none, and returns the reading of
   * each, in order: what stood there before it.
   */
  take(ops: readonly CounterOp[], at: number): Promise<readonly CounterReading[]>;
  /** The same readings; nothing is changed. */
  peek(ops: readonly CounterOp[], at: number): Promise<readonly CounterReading[]>;
  /** Gives back what `take` of the same operations at the same instant took, and nothing that others took since. */
  release(taken: readonly CounterOp[], readings: readonly CounterReading[], at: number): Promise<void>;
  /** Deletes up to `limit` counters that ended before `now`. Returns how many went. */
  prune(query: { readonly now: number; readonly limit: number }): Promise<number>;
}

/** One thing that is counted: people in a set, the last values, sums over time, or a note with an end. */
export type CounterOp = SetOp | RingOp | TallyOp | FlagOp;
/** What stood in a counter before the operation. */
export type CounterReading = SetReading | RingReading | TallyReading | FlagReading;

/** Adds a member to a set of distinct members, each with the instant at which it was last added. */
export interface SetOp {
  readonly kind: "set";
  readonly key: string;
  readonly member: string;
  /** Milliseconds after which a member is forgotten. */
  readonly keepMs: number;
  /** Instants: the reading counts the other members added at or after each. */
  readonly since: readonly number[];
  /** Counting may stop at this number: more is not asked for. */
  readonly most: number;
  /** Lists up to `most` of the others instead of only counting them, newest first. */
  readonly list?: boolean | undefined;
}

export interface SetReading {
  readonly kind: "set";
  /** When the member itself was last added; undefined when it is new. */
  readonly knownAt?: number | undefined;
  /** Other members per instant of `since`, at most `most`. */
  readonly counts: readonly number[];
  /** When the oldest of the others was added, per instant of `since`: a place gets free when it ends. */
  readonly oldest: readonly (number | undefined)[];
  /** Others since the earliest instant, newest first; empty unless `list` was asked for. */
  readonly members: readonly { readonly member: string; readonly at: number }[];
}

/** Puts a value at the front of the last `keep` values. */
export interface RingOp {
  readonly kind: "ring";
  readonly key: string;
  /** Without comma and colon, at most 64 characters. Left out, the ring is only read. */
  readonly value?: string | undefined;
  readonly keep: number;
  readonly keepMs: number;
  /** How many values the reading has; 0 reads none. */
  readonly read: number;
}

export interface RingReading {
  readonly kind: "ring";
  /** Newest first. */
  readonly entries: readonly { readonly value: string; readonly at: number }[];
}

/** Adds to named sums in steps of time. */
export interface TallyOp {
  readonly kind: "tally";
  readonly key: string;
  /** Without comma and colon. Empty: the tally is only read. */
  readonly add: Readonly<Record<string, number>>;
  /** Milliseconds of one step, aligned to the epoch. */
  readonly stepMs: number;
  readonly keepMs: number;
}

export interface TallyReading {
  readonly kind: "tally";
  /** Sums per step, oldest first, before the addition. */
  readonly steps: readonly { readonly from: number; readonly sums: Readonly<Record<string, number>> }[];
}

/** Reads one note, and writes or clears it. */
export interface FlagOp {
  readonly kind: "flag";
  readonly key: string;
  /** `until`: milliseconds since the epoch, after which it is gone. `null` clears it. */
  readonly set?: { readonly value: string; readonly until: number } | null | undefined;
}

export interface FlagReading {
  readonly kind: "flag";
  readonly value?: string | undefined;
  readonly until?: number | undefined;
}
