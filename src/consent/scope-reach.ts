import { ENDS, GIVES } from "./event-order.js";
import type { ConsentEvent, Scope } from "./types.js";

/** Marketing and what lives under it: topics and night hours. */
export function isMarketing(scope: Scope | "all"): boolean {
  return scope === "marketing" || scope === "marketing_night" || scope.startsWith("topic:");
}

/**
 * Does an event reach this scope? `"all"` stands for every scope that no event names.
 *
 * Giving consent reaches what it names; everything reaches topics by way of marketing alone, so that a topic that was
 * ended by name comes back by name. Ending or voiding marketing reaches its topics and night hours, and ending utility
 * also ends marketing (3.4 rule 6). A hold is always about marketing. An erasure reaches everything.
 */
export function reaches(event: Pick<ConsentEvent, "action" | "scopes">, scope: Scope | "all"): boolean {
  if (event.action === "hold" || event.action === "release") return isMarketing(scope);
  if (event.action === "erase") return true;
  if (event.scopes === "all") return !(GIVES.includes(event.action) && scope.startsWith("topic:"));
  if (scope === "all") return false;
  if (event.scopes.includes(scope)) return true;
  if (!isMarketing(scope)) return false;
  if (ENDS.includes(event.action))
    return event.scopes.includes("marketing") || event.scopes.includes("utility");
  return event.action === "invalidate" && event.scopes.includes("marketing");
}
