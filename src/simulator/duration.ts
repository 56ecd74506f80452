import { DAY, HOUR, MINUTE, SECOND, ValidationError } from "../core/index.js";

/** Milliseconds, or a number with its unit: `"30s"`, `"15m"`, `"2d"`. */
export type Duration = number | `${number}${"ms" | "s" | "m" | "h" | "d"}`;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/**
 * A duration in milliseconds.
 *
 * @throws ValidationError `INVALID_OPTIONS` for anything that is not a finite time forward.
 */
export function parseDuration(input: Duration): number {
  const match = typeof input === "string" ? /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(input) : undefined;
  const ms = typeof input === "number" ? input : Number(match?.[1]) * (UNITS[match?.[2] ?? ""] ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  throw new ValidationError("INVALID_OPTIONS", "The simulator cannot read this duration.", {
    fix: 'Give milliseconds, or a number with ms, s, m, h or d, for example "30s" or "2d". Time only goes forward.',
    problems: [{ field: "duration", problem: 'expected milliseconds or a text such as "2d"' }],
  });
}
