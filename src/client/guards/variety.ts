import type { RingReading } from "../../counters/index.js";
import type { GuardReadings } from "../../policy/index.js";

/** Characters of a hash that tell apart what was said, and to whom, among the last sends of one template (G5). */
export const SAID = 8;

/**
 * How much the last sends of a template differ (G5). A value is what was said and to whom, `SAID` characters each; `mine` is
 * the send's own. Counted no further than tells: once `enough` of all are known to differ, no rule asks for more.
 */
export function variety(
  mine: string,
  others: RingReading["entries"],
  enough: number,
): Omit<NonNullable<GuardReadings["entropy"]>, "hasParameters"> {
  const sends = others.length + 1;
  const different = new Set([mine.slice(0, SAID)]);
  for (const { value } of others) {
    if (different.size >= enough * sends) return { sends, distinct: different.size, repeats: 0 };
    different.add(value.slice(0, SAID));
  }
  const all = new Set([mine]);
  for (const { value } of others) all.add(value);
  // An order that left and an order that arrived: the same person hears of the same thing again.
  return { sends, distinct: different.size, repeats: sends - all.size };
}
