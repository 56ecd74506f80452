import { type Clock, type PersonKey, StoreError, ValidationError } from "../../core/index.js";
import { countryOf, recipientOfKey } from "../../core/recipients.js";
import type { ConsentView } from "../types.js";
import type { SuppressionRegister } from "./suppression-register.js";

/** Answers kept in memory; beyond that the oldest go. */
const MOST_KEPT = 100_000;

export interface RegisterChecks {
  /**
   * The view of a person as a marketing message has to see it: suppressed when a register names one of their numbers.
   *
   * @throws StoreError `REGISTER_UNAVAILABLE` when a register cannot be asked and its last answer is too old, or when
   * the person is known by a user id alone and no number can be looked up.
   */
  forMarketing(view: ConsentView, aliases: readonly PersonKey[]): Promise<ConsentView>;
}

interface Kept {
  readonly listed: boolean;
  readonly checkedAt: number;
}

/**
 * Asks the registers, and keeps their answers as long as they may serve.
 *
 * @throws ValidationError `INVALID_OPTIONS` for a register without name, `check` or `maxAge`.
 */
export function createRegisterChecks(
  registers: readonly SuppressionRegister[],
  clock: Clock,
): RegisterChecks {
  checkRegisters(registers);
  const kept = new Map<string, Kept>();

  const ask = async (register: SuppressionRegister, key: PersonKey): Promise<Kept> => {
    const recipient = recipientOfKey(key);
    if (recipient.kind !== "phone") throw unavailable(register, undefined);
    const place = `${register.name}\n${key}`;
    const known = kept.get(place);
    if (known !== undefined && clock.now() - known.checkedAt < register.maxAge) return known;
    kept.delete(place);
    let answer: Kept;
    try {
      const given = await register.check(recipient.phone);
      const { listed, checkedAt = clock.now() } = typeof given === "boolean" ? { listed: given } : given;
      answer = { listed: listed !== false, checkedAt };
    } catch (cause) {
      throw unavailable(register, cause);
    }
    // Stale from the start: the register's own data is older than it may be.
    if (clock.now() - answer.checkedAt >= register.maxAge) throw unavailable(register, undefined);
    kept.set(place, answer);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return answer;
  };

  return {
    forMarketing: async (view, aliases) => {
      for (const register of registers) {
        const numbers = aliases.filter((alias) => recipientOfKey(alias).kind === "phone");
        // A user id tells its country: what speaks of that country cannot be asked about it.
        for (const key of numbers.length > 0 ? numbers : aliases) {
          if (!speaksOf(register, key)) continue;
          const { listed, checkedAt } = await ask(register, key);
          if (listed && view.suppression === undefined) {
            const since = new Date(checkedAt).toISOString();
            return {
              ...view,
              suppression: { kind: "registry", since, eventId: `register:${register.name}` },
            };
          }
        }
      }
      return view;
    },
  };
}

function speaksOf({ countries }: SuppressionRegister, key: PersonKey): boolean {
  if (countries === undefined) return true;
  const recipient = recipientOfKey(key);
  const country = recipient.kind === "phone" ? countryOf(recipient.phone) : key.slice(0, 2);
  return country === undefined || countries.includes(country);
}

function unavailable({ name }: SuppressionRegister, cause: unknown): StoreError {
  return new StoreError(
    "REGISTER_UNAVAILABLE",
    `The suppression register ${name} gave no answer that is fresh enough for this person.`,
    {
      fix: "Try again when the register answers. Marketing is not sent on doubt; other messages are not affected.",
      cause,
    },
  );
}

function checkRegisters(registers: readonly SuppressionRegister[]): void {
  const problems = registers.flatMap((register, index) => {
    const given = register as Partial<Record<keyof SuppressionRegister, unknown>>;
    const field = `suppressionRegisters[${String(index)}]`;
    return [
      ...(typeof given.name === "string" && given.name !== ""
        ? []
        : [{ field: `${field}.name`, problem: "expected a text" }]),
      ...(typeof given.check === "function"
        ? []
        : [{ field: `${field}.check`, problem: "expected a function" }]),
      ...(typeof given.maxAge === "number" && given.maxAge > 0
        ? []
        : [{ field: `${field}.maxAge`, problem: "expected milliseconds, more than 0" }]),
    ];
  });
  if (problems.length === 0) return;
  throw new ValidationError("INVALID_OPTIONS", "The suppression registers cannot be used.", {
    fix: "Give each register a name, a check and a maxAge.",
    problems,
  });
}
