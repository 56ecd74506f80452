import type { PhoneNumber } from "../../core/index.js";

/** Does a register name this number? */
export interface RegisterAnswer {
  readonly listed: boolean;
  /** When the register's data was current, milliseconds since the epoch. Default: now. */
  readonly checkedAt?: number | undefined;
}

/**
 * A do-not-disturb list outside Waypost: a national register, a list of your group. It is asked before each marketing
 * message; what it answered serves until it is too old. If it cannot be asked, marketing is not sent.
 */
export interface SuppressionRegister {
  /** For messages and errors, for example `"SG DNC"`. */
  readonly name: string;
  /** Looks the number up, or its hash. Throws when it cannot. */
  readonly check: (number: PhoneNumber) => Promise<RegisterAnswer | boolean> | RegisterAnswer | boolean;
  /** How long an answer serves, in milliseconds; Singapore's, for example, 21 days. */
  readonly maxAge: number;
  /** Countries (ISO 3166-1 alpha-2) whose numbers it speaks of. Default: all. */
  readonly countries?: readonly string[] | undefined;
}
