import { DAY, HOUR, type PersonKey, SECOND } from "../../core/index.js";
import { type CounterOp, hashKey, readingOf, sumOf, type TallyOp } from "../../counters/index.js";
import type { ConsentActor } from "../../consent/index.js";
import type { SendRecord } from "../../ledger/index.js";
import type { Engine } from "../engine.js";
import { breakerNote } from "./breaker-note.js";
import { KEYS, templateKey } from "./keys.js";
import { DAYS_KEPT_MS, inList, LIST_KEPT_MS, LIST_SENDS } from "./measures-of.js";

type GuardEngine = Pick<Engine, "guards" | "policy" | "store" | "clock" | "logger">;

/** Until somebody acknowledges it. */
const FOR_GOOD_MS = 3_650 * DAY;
const ENGAGEMENT_MS = 7 * DAY;

const feedbackOp = (template: string, add: TallyOp["add"]): TallyOp => ({
  kind: "tally",
  key: KEYS.feedback(template),
  add,
  stepMs: HOUR,
  keepMs: DAY,
});
const engagementOp = (template: string, add: TallyOp["add"]): TallyOp => ({
  kind: "tally",
  key: KEYS.engagement(template),
  add,
  stepMs: DAY,
  keepMs: ENGAGEMENT_MS,
});
const daysOp = (phoneNumberId: string, add: TallyOp["add"]): TallyOp => ({
  kind: "tally",
  key: KEYS.numberDays(phoneNumberId),
  add,
  stepMs: DAY,
  keepMs: DAYS_KEPT_MS,
});

/** G9: the number reached one person more today. */
export async function noteNewPerson({ guards, clock }: GuardEngine, phoneNumberId: string): Promise<void> {
  await guards.counters.take([daysOp(phoneNumberId, { people: 1 })], clock.now());
}

/** G9: Meta complained about the number today (131048): the day is not clean. */
export async function noteComplaint({ guards, clock }: GuardEngine, phoneNumberId: string): Promise<void> {
  await guards.counters.take([daysOp(phoneNumberId, { complaints: 1 })], clock.now());
}

/** G19, G20: a message of a template was delivered or read. */
export async function noteStatus(
  engine: GuardEngine,
  record: SendRecord,
  status: "delivered" | "read",
): Promise<void> {
  const name = record.template?.name;
  if (name === undefined || (record.category !== "marketing" && record.category !== "utility")) return;
  const template = templateKey(name);
  const now = engine.clock.now();
  const ops: CounterOp[] = [];
  if (status === "delivered") ops.push(feedbackOp(template, { delivered: 1 }));
  if (record.category === "marketing")
    ops.push(engagementOp(template, status === "delivered" ? { delivered: 1 } : { reads: 1 }));
  if (ops.length === 0) return;
  await engine.guards.counters.take(ops, now);
  if (status === "delivered" && record.category === "marketing")
    await judgeEngagement(engine, template, name);
}

/** G20: a person who got marketing in the last seven days wrote. */
export async function noteReply(engine: GuardEngine, person: PersonKey): Promise<void> {
  const now = engine.clock.now();
  const sends = await engine.store.ledger.list({ person, limit: 5 });
  const send = sends.find(
    ({ category, createdAt, state }) =>
      category === "marketing" && state === "accepted" && now - createdAt < ENGAGEMENT_MS,
  );
  if (send?.template === undefined) return;
  const template = templateKey(send.template.name);
  if (await firstOf(engine, `replied:${template}`, person, ENGAGEMENT_MS))
    await engine.guards.counters.take([engagementOp(template, { replies: 1 })], now);
}

/** G19, G9: a person opted out after a message of a template. */
export async function noteOptOut(engine: GuardEngine, person: PersonKey): Promise<void> {
  const now = engine.clock.now();
  const sends = await engine.store.ledger.list({ person, limit: 5 });
  const send = sends.find(
    ({ category, createdAt, state }) =>
      (category === "marketing" || category === "utility") && state === "accepted" && now - createdAt < DAY,
  );
  if (send?.template === undefined) return;
  const template = templateKey(send.template.name);
  if (!(await firstOf(engine, `opted-out:${template}`, person, DAY))) return;
  await engine.guards.counters.take(
    [feedbackOp(template, { optOuts: 1 }), daysOp(send.phoneNumberId, { optOuts: 1 })],
    now,
  );
  await judgeOptOuts(engine, template, send);
}

/** G18: Meta could not deliver to the person (131026). */
export async function noteUndeliverable(
  engine: GuardEngine,
  phoneNumberId: string,
  person: PersonKey,
): Promise<void> {
  const { guards, policy, clock, logger } = engine;
  const now = clock.now();
  const value = inList(hashKey(person));
  const ring = { kind: "ring", keep: LIST_SENDS, keepMs: LIST_KEPT_MS, read: LIST_SENDS } as const;
  const readings = await guards.counters.take(
    [
      { ...ring, key: KEYS.list(phoneNumberId) },
      { ...ring, key: KEYS.undelivered(phoneNumberId), value },
    ],
    now,
  );
  // Earlier versions wrote the whole hash.
  const peopleIn = (ring: number): readonly string[] =>
    readingOf(readings, ring, "ring").entries.map((entry) => inList(entry.value));
  const sent = peopleIn(0);
  const failed = new Set([value, ...peopleIn(1)]);
  const { undeliverableMin, undeliverableTrip, undeliverableWarn } = policy.guards.lists;
  if (sent.length < undeliverableMin) return;
  const measured = sent.filter((one) => failed.has(one)).length / sent.length;
  if (measured < undeliverableWarn) return;
  const level = measured >= undeliverableTrip ? "trip" : "warn";
  logger.warn({ guard: "G18", phoneNumberId, measured, level }, "many new people cannot be reached");
  await note(engine, KEYS.listBreaker(phoneNumberId), breakerNote(level, measured), now + DAY);
}

/** G16: an opt-in to marketing was stored by a call. */
export async function noteGrant(
  engine: GuardEngine,
  grant: {
    readonly eventId: string;
    readonly actor: ConsentActor | undefined;
    readonly method: string;
  },
): Promise<void> {
  const { guards, policy, clock } = engine;
  const now = clock.now();
  const limit = policy.guards.consent.maxGrantsPerMinute;
  const own = hashKey(grant.eventId);
  const readings = await guards.counters.take(
    [
      {
        kind: "set",
        key: KEYS.grants(hashKey(actorOf(grant.actor), grant.method)),
        member: own,
        keepMs: 60 * SECOND,
        since: [now - 60 * SECOND],
        most: limit + 1,
        list: true,
      },
    ],
    now,
  );
  const { counts, members } = readingOf(readings, 0, "set");
  const together = (counts[0] ?? 0) + 1;
  if (together <= limit) return;
  const set = { value: String(together), until: now + DAY };
  // With the first one too many all of them are suspect; those that follow are noted one by one.
  const suspects = together === limit + 1 ? [own, ...members.map(({ member }) => member)] : [own];
  await guards.counters.take(
    suspects.map((one) => ({ kind: "flag", key: KEYS.grant(one), set })),
    now,
  );
}

/** A program that stores opt-ins "of the person" is one actor, whatever name it gives each person. */
function actorOf(actor: ConsentActor | undefined): string {
  return actor === undefined || actor.kind === "user" ? "user" : `${actor.kind}:${actor.id ?? ""}`;
}

/** Clears what tripped for a template; its measurements begin anew. */
export async function clearBreaker(
  engine: GuardEngine,
  guard: "OPT_OUT_RATE" | "NO_ENGAGEMENT",
  name: string,
): Promise<boolean> {
  const { guards, clock } = engine;
  const template = templateKey(name);
  const now = clock.now();
  const [key, tally] =
    guard === "OPT_OUT_RATE"
      ? [KEYS.optOutBreaker(template), feedbackOp(template, {})]
      : [KEYS.engagementBreaker(template), engagementOp(template, {})];
  const readings = await guards.counters.take([{ kind: "flag", key, set: null }, tally], now);
  for (const { from, sums } of readingOf(readings, 1, "tally").steps) {
    const less = Object.fromEntries(Object.entries(sums).map(([sum, by]) => [sum, -by]));
    await guards.counters.take([{ ...tally, add: less }], from);
  }
  return readingOf(readings, 0, "flag").value !== undefined;
}

async function judgeOptOuts(engine: GuardEngine, template: string, send: SendRecord): Promise<void> {
  const now = engine.clock.now();
  const tally = readingOf(await engine.guards.counters.peek([feedbackOp(template, {})], now), 0, "tally");
  const { marketingOptOutTrip, marketingOptOutWarn, utilityOptOutTrip, optOutMinDelivered } =
    engine.policy.guards.feedback;
  const delivered = sumOf(tally, "delivered");
  if (delivered < optOutMinDelivered) return;
  const measured = sumOf(tally, "optOuts") / delivered;
  const marketing = send.category === "marketing";
  const trips = measured >= (marketing ? marketingOptOutTrip : utilityOptOutTrip);
  if (!trips && !(marketing && measured >= marketingOptOutWarn)) return;
  const level = trips ? "trip" : "warn";
  engine.logger.warn(
    { guard: "G19", template: send.template?.name, measured, level },
    "many people opt out after this template",
  );
  await note(
    engine,
    KEYS.optOutBreaker(template),
    breakerNote(level, measured),
    now + (trips ? FOR_GOOD_MS : DAY),
  );
}

/** At the least number of deliveries it warns; if nothing changes, it refuses half as many later. */
async function judgeEngagement(engine: GuardEngine, template: string, name: string): Promise<void> {
  const now = engine.clock.now();
  const op = engagementOp(template, {});
  const tally = readingOf(await engine.guards.counters.peek([op], now), 0, "tally");
  const { engagementMinDelivered, minReplyShare, minReadShare } = engine.policy.guards.feedback;
  const delivered = sumOf(tally, "delivered");
  const step = Math.max(1, Math.floor(engagementMinDelivered / 2));
  if (delivered < engagementMinDelivered || delivered % step !== 0) return;
  const reads = sumOf(tally, "reads") / delivered;
  if (sumOf(tally, "replies") / delivered >= minReplyShare || reads >= minReadShare) return;
  const level = delivered >= engagementMinDelivered + step ? "trip" : "warn";
  engine.logger.warn(
    { guard: "G20", template: name, measured: reads, level },
    "hardly anybody reads this template",
  );
  await note(engine, KEYS.engagementBreaker(template), breakerNote(level, reads), now + ENGAGEMENT_MS);
}

async function note(
  { guards, clock }: GuardEngine,
  key: string,
  value: string,
  until: number,
): Promise<void> {
  await guards.counters.take([{ kind: "flag", key, set: { value, until } }], clock.now());
}

/** True for the first time that this person is counted for it. */
async function firstOf(
  { guards, clock }: GuardEngine,
  key: string,
  person: PersonKey,
  keepMs: number,
): Promise<boolean> {
  const now = clock.now();
  const op: CounterOp = { kind: "set", key, member: hashKey(person), keepMs, since: [now], most: 1 };
  return readingOf(await guards.counters.take([op], now), 0, "set").knownAt === undefined;
}
