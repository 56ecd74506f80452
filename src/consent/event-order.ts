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

/** What takes away or holds back. An erasure is not among them: our own clock dates it, to the millisecond. */
const RESTRICTS: readonly ConsentAction[] = ["invalidate", "hold", "suppress", "deny", "withdraw"];

const SECOND_MS = 1_000;

/**
 * When the act counts, in milliseconds since the epoch: where it stands among the others. Instants are compared as
 * numbers: as strings, `...00Z` would sort after `...00.500Z`.
 *
 * What restricts and is known to the whole second only counts at the last millisecond of that second. A STOP written at
 * 10:00:00.9 reaches us as 10:00:00, because Meta's webhooks tell whole seconds, rounded down. It would else lose to a
 * grant that we dated 10:00:00.5 ourselves; doubt goes to the withdrawal (3.4 rule 2). What the person agrees to from the
 * next second on counts again; in the same second the withdrawal wins, also where they changed their mind within it.
 *
 * It is decided here and not where the event is built: the stored event then says what Meta said, a redelivery builds
 * the same one, and events that are stored already, imported or copied to a new number follow the same rule.
 */
export function actedAt(event: Act): number {
  const time = Date.parse(event.occurredAt);
  if (Number.isNaN(time))
    return PERMITS.includes(event.action) ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return RESTRICTS.includes(event.action) && time % SECOND_MS === 0 && isToldBySeconds(event)
    ? time + SECOND_MS - 1
    : time;
}

type Act = Pick<ConsentEvent, "action" | "occurredAt" | "method" | "actor">;

/** Told by Meta, or by a file. What our own clock dated has milliseconds, and the full second is then what it says. */
function isToldBySeconds({ method, actor }: Act): boolean {
  return (
    method.startsWith("whatsapp_") ||
    method === "webhook_error" ||
    method === "import" ||
    actor.kind === "platform"
  );
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
