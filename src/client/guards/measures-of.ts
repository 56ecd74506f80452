import { DAY, SECOND } from "../../core/index.js";
import { hashKey, stepsSince, type CounterReading, type FlagReading } from "../../counters/index.js";
import type { GuardReadings, PolicyConfig } from "../../policy/index.js";
import { readBreaker } from "./breaker-note.js";
import { contentMeasures } from "./content-measures.js";
import type { GuardSubject } from "./guard-subject.js";
import { KEYS } from "./keys.js";
import { GIVEN_BACK, type Measure, peopleMeasure } from "./measure.js";
import { neighbourhood } from "./number-neighbours.js";

const STRANGERS_MS = 15 * SECOND;
/** Days that tell how far a number has come. */
export const DAYS_KEPT_MS = 60 * DAY;
export const LIST_KEPT_MS = 30 * DAY;
/** Characters of a hash that tell apart what was said, and to whom, among the last sends of one template (G5). */
const SAID = 8;
/** Guards G17, G18. */
const NEW_PEOPLE = 100;
export const LIST_SENDS = 200;

/** What a template send has to count; nothing that its category, its window or the account's limit leaves out. */
export function templateMeasures(subject: GuardSubject, config: PolicyConfig): readonly Measure[] {
  const measures: Measure[] = [];
  if (subject.category === "marketing") measures.push(...marketingMeasures(subject, config));
  if (subject.category === "utility") measures.push(...utilityMeasures(subject, config));
  if (subject.stranger) measures.push(...strangerMeasures(subject, config));
  if (subject.newPerson) measures.push(...newPersonMeasures(subject));
  if (!subject.windowOpen) measures.push(...reachMeasures(subject, config));
  measures.push(...breakerMeasures(subject));
  return measures;
}

function marketingMeasures(subject: GuardSubject, { guards }: PolicyConfig): readonly Measure[] {
  const { content, person, now, consentEventId } = subject;
  const same =
    content === undefined
      ? []
      : contentMeasures({
          scope: "marketing",
          content,
          person,
          now,
          most: guards.marketing.maxSameContentPer24h + 1,
        });
  if (consentEventId === undefined) return same;
  return [
    ...same,
    flagMeasure(KEYS.grant(hashKey(consentEventId)), ({ value }) => ({
      grantedTogether: Number(value ?? 0),
    })),
  ];
}

function utilityMeasures(
  { template, content, causeKind, person }: GuardSubject,
  { guards }: PolicyConfig,
): readonly Measure[] {
  if (content?.particulars === undefined || causeKind === "incident" || causeKind === "consent") return [];
  const particulars = content.particulars();
  const own = hashKey(...particulars).slice(0, SAID);
  const read = Math.max(99, guards.utility.refuseAfter - 1);
  return [
    {
      op: {
        kind: "ring",
        key: KEYS.parameters(template),
        value: own + person.slice(0, SAID),
        keep: read + GIVEN_BACK,
        keepMs: DAY,
        read,
      },
      say: (reading) => {
        if (reading.kind !== "ring") return {};
        const all = [own + person.slice(0, SAID), ...reading.entries.map(({ value }) => value)];
        return {
          entropy: {
            // A name alone is a parameter that tells nothing: the template has to say more than that.
            hasParameters: particulars.length > 0 || (content.names?.length ?? 0) > 0,
            sends: all.length,
            distinct: new Set(all.map((value) => value.slice(0, SAID))).size,
            // An order that left and an order that arrived: the same person hears of the same thing again.
            repeats: all.length - new Set(all).size,
          },
        };
      },
    },
  ];
}

/** People who never wrote to this number. Codes go to them by nature. */
function strangerMeasures(subject: GuardSubject, { guards }: PolicyConfig): readonly Measure[] {
  const { phoneNumberId, sendId, now, category } = subject;
  if (category === "authentication") return [];
  const burst = (
    key: string,
    most: number,
    say: (sends: number, freeAt?: number) => GuardReadings,
  ): Measure => ({
    op: { kind: "set", key, member: sendId, keepMs: STRANGERS_MS, since: [now - STRANGERS_MS], most },
    say: (reading) =>
      reading.kind === "set"
        ? say(
            reading.counts[0] ?? 0,
            reading.oldest[0] === undefined ? undefined : reading.oldest[0] + STRANGERS_MS + 1,
          )
        : {},
  });
  const all = burst(KEYS.strangers(phoneNumberId), guards.strangers.per15s, (sends, freeAt) => ({
    strangers: { sends, freeAt },
  }));
  if (category !== "marketing") return [all];
  return [
    all,
    burst(KEYS.marketingStrangers(phoneNumberId), guards.strangers.marketingPer15s, (sends) => ({
      marketingStrangers: { sends },
    })),
    flagMeasure(KEYS.strangerPause(phoneNumberId), ({ until }) => ({
      // Its count comes from the measure before this one.
      marketingStrangers: { sends: 0, pausedUntil: until },
    })),
  ];
}

/** People who never wrote and got nothing for 30 days: lists that were made or bought show among them. */
function newPersonMeasures({ person, digits, phoneNumberId }: GuardSubject): readonly Measure[] {
  const sent: Measure = {
    op: {
      kind: "ring",
      key: KEYS.list(phoneNumberId),
      value: person,
      keep: LIST_SENDS,
      keepMs: LIST_KEPT_MS,
      read: 0,
    },
    say: () => ({ newPerson: true }),
  };
  if (digits === undefined) return [sent];
  const { value, adjacentIn } = neighbourhood(digits);
  return [
    sent,
    {
      op: {
        kind: "ring",
        key: KEYS.newPeople,
        value,
        keep: NEW_PEOPLE - 1 + GIVEN_BACK,
        keepMs: 7 * DAY,
        read: NEW_PEOPLE - 1,
      },
      say: (reading) => (reading.kind === "ring" ? { adjacent: adjacentIn(reading) } : {}),
    },
  ];
}

function reachMeasures(subject: GuardSubject, { guards }: PolicyConfig): readonly Measure[] {
  const { person, phoneNumberId, now, category, messagingLimit } = subject;
  const limit = messagingLimit ?? guards.reach.assumedLimit;
  const measures: Measure[] = [];
  if (Number.isFinite(limit)) {
    const most = Math.ceil(limit * guards.reach.share) + 1;
    measures.push(peopleMeasure({ key: KEYS.reach, member: person, now, most, say: (reach) => ({ reach }) }));
    if (category === "marketing")
      measures.push(
        peopleMeasure({
          key: KEYS.marketingReach,
          member: person,
          now,
          most,
          say: (marketingReach) => ({ marketingReach }),
        }),
      );
  }
  if ((messagingLimit ?? 0) >= guards.warmUp.establishedFrom) return measures;
  let bestCleanDay = 0;
  measures.push(
    {
      op: { kind: "tally", key: KEYS.numberDays(phoneNumberId), add: {}, stepMs: DAY, keepMs: DAYS_KEPT_MS },
      say: (reading) => {
        bestCleanDay = bestDay(reading, now);
        return {};
      },
    },
    peopleMeasure({
      key: KEYS.numberReach(phoneNumberId),
      member: person,
      now,
      most: Math.ceil(limit) + 1,
      say: (people) => ({ numberReach: { ...people, bestCleanDay } }),
    }),
  );
  return measures;
}

/** The most people on an earlier day without a complaint of Meta and with fewer than 1 % opt-outs (G9). */
function bestDay(reading: CounterReading, now: number): number {
  if (reading.kind !== "tally") return 0;
  const today = Math.floor(now / DAY) * DAY;
  const clean = stepsSince(reading.steps, now - DAYS_KEPT_MS, DAY).filter(
    ({ from, sums: { people = 0, complaints = 0, optOuts = 0 } }) =>
      from < today && complaints === 0 && optOuts < people / 100 + Number.EPSILON && people > 0,
  );
  return Math.max(0, ...clean.map(({ sums }) => sums.people ?? 0));
}

function breakerMeasures({ template, phoneNumberId, category, newPerson }: GuardSubject): readonly Measure[] {
  const measures: Measure[] = [];
  if (category === "authentication") return measures;
  if (category === "marketing" || newPerson)
    measures.push(
      flagMeasure(KEYS.listBreaker(phoneNumberId), (note) => ({ listQuality: readBreaker(note) })),
    );
  measures.push(flagMeasure(KEYS.optOutBreaker(template), (note) => ({ optOutRate: readBreaker(note) })));
  if (category === "marketing")
    measures.push(
      flagMeasure(KEYS.engagementBreaker(template), (note) => ({ engagement: readBreaker(note) })),
    );
  return measures;
}

function flagMeasure(key: string, say: (note: FlagReading) => GuardReadings): Measure {
  return { op: { kind: "flag", key }, say: (reading) => (reading.kind === "flag" ? say(reading) : {}) };
}
