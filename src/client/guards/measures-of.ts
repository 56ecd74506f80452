import { DAY, SECOND } from "../../core/index.js";
import {
  hashKey,
  stepsSince,
  type CounterReading,
  type FlagReading,
  type SetReading,
} from "../../counters/index.js";
import type { PolicyConfig } from "../../policy/index.js";
import { readBreaker } from "./breaker-note.js";
import { contentMeasures } from "./content-measures.js";
import type { GuardSubject } from "./guard-subject.js";
import { KEYS } from "./keys.js";
import { GIVEN_BACK, type Measure, peopleMeasure, type Said } from "./measure.js";
import { neighbourhood } from "./number-neighbours.js";
import { SAID, variety } from "./variety.js";

const STRANGERS_MS = 15 * SECOND;
/** Days that tell how far a number has come. */
export const DAYS_KEPT_MS = 60 * DAY;
export const LIST_KEPT_MS = 30 * DAY;
/** Guards G17, G18. */
const NEW_PEOPLE = 100;
export const LIST_SENDS = 200;

/** What stands for a person among the last sends of a number: enough to tell so few apart, and a row that is written often stays short. */
export function inList(hashOfPerson: string): string {
  return hashOfPerson.slice(0, 8);
}

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
    flagMeasure(KEYS.grant(hashKey(consentEventId)), ({ value }, said) => {
      said.grantedTogether = Number(value ?? 0);
    }),
  ];
}

function utilityMeasures(
  { template, content, causeKind, person }: GuardSubject,
  { guards }: PolicyConfig,
): readonly Measure[] {
  if (content?.particulars === undefined || causeKind === "incident" || causeKind === "consent") return [];
  const particulars = content.particulars();
  const { refuseAfter, minDistinctShare, minDistinctShareAppointment } = guards.utility;
  const mine = hashKey(...particulars).slice(0, SAID) + person.slice(0, SAID);
  const read = Math.max(99, refuseAfter - 1);
  const enough = Math.max(minDistinctShare, minDistinctShareAppointment);
  return [
    {
      op: {
        kind: "ring",
        key: KEYS.parameters(template),
        value: mine,
        keep: read + GIVEN_BACK,
        keepMs: DAY,
        read,
      },
      say: (reading, said) => {
        if (reading.kind !== "ring") return;
        said.entropy = {
          // A name alone is a parameter that tells nothing: the template has to say more than that.
          hasParameters: particulars.length > 0 || (content.names?.length ?? 0) > 0,
          ...variety(mine, reading.entries, enough),
        };
      },
    },
  ];
}

/** People who never wrote to this number. Codes go to them by nature. */
function strangerMeasures(subject: GuardSubject, { guards }: PolicyConfig): readonly Measure[] {
  const { phoneNumberId, sendId, now, category } = subject;
  if (category === "authentication") return [];
  const burst = (key: string, most: number, say: (reading: SetReading, said: Said) => void): Measure => ({
    op: { kind: "set", key, member: sendId, keepMs: STRANGERS_MS, since: [now - STRANGERS_MS], most },
    say: (reading, said) => {
      if (reading.kind === "set") say(reading, said);
    },
  });
  const all = burst(KEYS.strangers(phoneNumberId), guards.strangers.per15s, ({ counts, oldest }, said) => {
    const [first] = oldest;
    said.strangers = {
      sends: counts[0] ?? 0,
      freeAt: first === undefined ? undefined : first + STRANGERS_MS + 1,
    };
  });
  if (category !== "marketing") return [all];
  return [
    all,
    burst(KEYS.marketingStrangers(phoneNumberId), guards.strangers.marketingPer15s, ({ counts }, said) => {
      said.marketingStrangers = { sends: counts[0] ?? 0 };
    }),
    flagMeasure(KEYS.strangerPause(phoneNumberId), ({ until }, said) => {
      said.marketingStrangers = { sends: said.marketingStrangers?.sends ?? 0, pausedUntil: until };
    }),
  ];
}

/** People who never wrote and got nothing for 30 days: lists that were made or bought show among them. */
function newPersonMeasures({ person, digits, phoneNumberId }: GuardSubject): readonly Measure[] {
  const sent: Measure = {
    op: {
      kind: "ring",
      key: KEYS.list(phoneNumberId),
      value: inList(person),
      keep: LIST_SENDS,
      keepMs: LIST_KEPT_MS,
      read: 0,
    },
    say: (_reading, said) => {
      said.newPerson = true;
    },
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
      say: (reading, said) => {
        if (reading.kind === "ring") said.adjacent = adjacentIn(reading);
      },
    },
  ];
}

function reachMeasures(subject: GuardSubject, { guards }: PolicyConfig): readonly Measure[] {
  const { person, phoneNumberId, now, category, messagingLimit } = subject;
  const limit = messagingLimit ?? guards.reach.assumedLimit;
  const measures: Measure[] = [];
  if (Number.isFinite(limit)) {
    const most = Math.ceil(limit * guards.reach.share) + 1;
    measures.push(
      peopleMeasure({
        key: KEYS.reach,
        member: person,
        now,
        most,
        say: (people, said) => {
          said.reach = people;
        },
      }),
    );
    if (category === "marketing")
      measures.push(
        peopleMeasure({
          key: KEYS.marketingReach,
          member: person,
          now,
          most,
          say: (people, said) => {
            said.marketingReach = people;
          },
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
      },
    },
    peopleMeasure({
      key: KEYS.numberReach(phoneNumberId),
      member: person,
      now,
      most: Math.ceil(limit) + 1,
      say: ({ known, people, freeAt }, said) => {
        said.numberReach = { known, people, freeAt, bestCleanDay };
      },
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
      flagMeasure(KEYS.listBreaker(phoneNumberId), (note, said) => {
        said.listQuality = readBreaker(note);
      }),
    );
  measures.push(
    flagMeasure(KEYS.optOutBreaker(template), (note, said) => {
      said.optOutRate = readBreaker(note);
    }),
  );
  if (category === "marketing")
    measures.push(
      flagMeasure(KEYS.engagementBreaker(template), (note, said) => {
        said.engagement = readBreaker(note);
      }),
    );
  return measures;
}

function flagMeasure(key: string, say: (note: FlagReading, said: Said) => void): Measure {
  return {
    op: { kind: "flag", key },
    say: (reading, said) => {
      if (reading.kind === "flag") say(reading, said);
    },
  };
}
