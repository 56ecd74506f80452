import type { ConsentAction, ConsentEvent } from "./types.js";

/** Actions that give consent. */
export const GIVES: readonly ConsentAction[] = ["grant", "confirm", "reconfirm"];
/** Actions that end it, whoever recorded them. */
export const ENDS: readonly ConsentAction[] = ["deny", "withdraw", "erase"];

/** At one instant, what ends consent comes after what gives it: a tie goes to the withdrawal (3.4 rule 2). */
const RANK: Readonly<Record<ConsentAction, number>> = {
  request: 0,
  grant: 1,
  reconfirm: 1,
  confirm: 2,
  release: 3,
  unsuppress: 3,
  expire: 4,
  invalidate: 4,
  hold: 5,
  suppress: 5,
  deny: 6,
  withdraw: 7,
  erase: 8,
};

/** What only permits comes first where its time cannot be read; what restricts comes last (uncertain order, 3.4 rule 2). */
const PERMITS: readonly ConsentAction[] = [
  "request",
  "grant",
  "reconfirm",
  "confirm",
  "release",
  "unsuppress",
];

/**
 * When the person acted, in milliseconds. Instants are compared as numbers: as strings, `...00Z` would sort after
 * `...00.500Z`.
 */
export function actedAt(event: Pick<ConsentEvent, "action" | "occurredAt">): number {
  const time = Date.parse(event.occurredAt);
  if (!Number.isNaN(time)) return time;
  return PERMITS.includes(event.action) ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Each event once, in the one order that any permutation of the same events leads to. */
export function inOrder(events: readonly ConsentEvent[]): readonly ConsentEvent[] {
  return distinct(events).sort(
    (a, b) => compare(actedAt(a), actedAt(b)) || RANK[a.action] - RANK[b.action] || compare(a.id, b.id),
  );
}

/**
 * A store keeps the first event of an id. Where two differ all the same, what restricts more counts, whatever the
 * order of the input.
 */
function distinct(events: readonly ConsentEvent[]): ConsentEvent[] {
  const byId = new Map<string, ConsentEvent>();
  for (const event of events) {
    const known = byId.get(event.id);
    if (known === undefined || (known !== event && isBefore(event, known))) byId.set(event.id, event);
  }
  return [...byId.values()];
}

function isBefore(a: ConsentEvent, b: ConsentEvent): boolean {
  return (
    (RANK[b.action] - RANK[a.action] ||
      compare(a.recordedAt, b.recordedAt) ||
      compare(JSON.stringify(a), JSON.stringify(b))) < 0
  );
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
