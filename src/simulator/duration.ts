import { DAY, HOUR, MINUTE, SECOND, ValidationError } from "../core/index.js";

/** Milliseconds, or a number with a unit: `"500ms"`, `"30s"`, `"5m"`, `"2h"`, `"2d"`. */
export type Duration = number | `${number}${"ms" | "s" | "m" | "h" | "d"}`;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** @throws ValidationError `INVALID_OPTIONS`. */
export function milliseconds(duration: Duration): number {
  const match = typeof duration === "number" ? undefined : /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration);
  const value =
    typeof duration === "number" ? duration : Number(match?.[1]) * (UNITS[match?.[2] ?? ""] ?? Number.NaN);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new ValidationError("INVALID_OPTIONS", "The duration cannot be read.", {
    fix: 'Give milliseconds or a text such as "30s", "5m", "2h" or "2d".',
    problems: [{ field: "duration", problem: "expected a number, or digits and ms, s, m, h or d" }],
  });
}
