import { actedAt } from "./event-order.js";
import type { ConsentEvent, ConsentView, SuppressionKind } from "./types.js";
import { isUserOriginated } from "./user-originated.js";

type Suppression = NonNullable<ConsentView["suppression"]>;

/** Strictest first: of several that stand, the one shown must not allow what another forbids. */
const STRICTEST: readonly SuppressionKind[] = [
  "erased",
  "legal",
  "reassigned",
  "registry",
  "blocked",
  "complaint",
  "objection",
];

/** The suppression that stands. Each is lifted on its own: taking back an objection does not undo an erasure, nor the reverse. */
export function foldSuppression(ordered: readonly ConsentEvent[]): Suppression | undefined {
  const standing = ordered
    .filter((event) => isBlock(event) && !ordered.some((other) => lifts(other, event)))
    .map(toSuppression);
  return standing.reduce<Suppression | undefined>(
    (worst, one) => (worst === undefined || isStricter(one, worst) ? one : worst),
    undefined,
  );
}

function isBlock(event: ConsentEvent): boolean {
  return event.action === "suppress" || event.action === "erase";
}

/** An erasure ends with a new record that the person made and we stored after it; the others when they are taken back. */
function lifts(event: ConsentEvent, block: ConsentEvent): boolean {
  if (actedAt(event) <= actedAt(block)) return false;
  if (kindOf(block) !== "erased")
    return event.action === "unsuppress" && (event.suppression ?? kindOf(block)) === kindOf(block);
  return (
    event.action === "grant" &&
    isUserOriginated(event) &&
    Date.parse(event.recordedAt) > Date.parse(block.recordedAt)
  );
}

function toSuppression(event: ConsentEvent): Suppression {
  return {
    kind: kindOf(event),
    since: event.occurredAt,
    eventId: event.id,
    ...(event.action === "suppress" && event.expiresAt !== undefined ? { until: event.expiresAt } : {}),
  };
}

function kindOf(event: ConsentEvent): SuppressionKind {
  return event.action === "erase" ? "erased" : (event.suppression ?? "objection");
}

/** One without an end beats one with; among those with an end, the later one; else the kind; else the newer. */
function isStricter(a: Suppression, b: Suppression): boolean {
  const endOf = ({ until }: Suppression): number =>
    until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
  if (endOf(a) !== endOf(b)) return !(endOf(a) < endOf(b));
  const byKind = STRICTEST.indexOf(a.kind) - STRICTEST.indexOf(b.kind);
  return byKind === 0 ? a.since >= b.since : byKind < 0;
}
