import type { Wanted } from "./shared-tokens.js";

/** What a process asks the shared tokens for: as many turns as sends wait for, and permits for those at the wire. Pure. */
export function wantedOf(state: {
  /** Sends that wait for their turn. */
  readonly waiting: number;
  /** Turns that are held for them. */
  readonly turns: number;
  /** Sends that stand at the wire. */
  readonly atWire: number;
  /** Permits that are held for them, and for those who are on their way to the wire. */
  readonly permits: number;
  /** More than so many at the wire without a permit: nobody is sent after them. */
  readonly lease: number;
}): Wanted {
  const bare = Math.max(0, state.atWire - state.permits);
  return {
    turns: bare > state.lease ? 0 : Math.max(0, state.waiting - state.turns),
    permits: bare,
  };
}
