/** Turns that may be taken, one every `everyMs` from `at` on (process clock). */
export interface Turns {
  readonly at: number;
  readonly everyMs: number;
  readonly count: number;
}

/** Messages that may leave, each once, from `from` to `until` (process clock). */
export interface Permit {
  readonly from: number;
  readonly until: number;
  readonly count: number;
  /** For whoever gave it: in which state of the tokens, and until when they count if nobody tells of them. */
  readonly state: number;
  readonly ends: number;
}

/** Turns, with a permit for each, and permits besides. */
export interface Wanted {
  readonly turns: number;
  readonly permits: number;
}

export interface Granted {
  readonly turns: Turns | undefined;
  readonly permits: readonly Permit[];
  /** Below 1 after a warning of Meta to any process. */
  readonly pace: number;
}

/** Tokens of one number that several processes share. Turns and permits are given ahead of their time. */
export interface SharedTokens {
  /** One question. Rejects when nobody can be asked. */
  ask(wanted: Wanted, perSecond: number): Promise<Granted>;
  /** Messages left, with a permit or without, at `at` at the latest: told with the next question. */
  left(permit: Permit | undefined, count: number, at: number): void;
  /** Messages of a permit never left: told with the next question. */
  unused(permit: Permit, count: number): void;
  /** Counts messages that came in: told with the next question. */
  spend(count: number): void;
  /** Meta warned: told with the next question. */
  slowDown(): void;
  /** Whether something is to be told that cannot wait for the next send. */
  readonly urgent: boolean;
  close(): Promise<void>;
}
