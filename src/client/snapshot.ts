import type { AccountStanding } from "../account/index.js";
import { DAY, MINUTE } from "../core/index.js";
import type { NormalisedCause, PersonKey } from "../core/index.js";
import {
  NO_COUNTS,
  PERSON_LOOK_BACK_MS,
  personStanding,
  type PersonStanding,
  type PolicyCounts,
  type PolicySnapshot,
} from "../policy/index.js";
import { compareWithRecord, type TemplateDefinition } from "../templates/index.js";
import type { Engine } from "./engine.js";

/** What a snapshot is taken of. */
export interface SnapshotSubject {
  readonly sendId: string;
  readonly person: PersonKey;
  readonly phoneNumberId: string;
  /** Whether a hand-off matters. */
  readonly freeForm?: boolean | undefined;
  readonly template?: TemplateDefinition | undefined;
  readonly cause?: NormalisedCause | undefined;
}

/** Gathers everything that `decide` looks at. Any store failure rejects: nothing is sent on half a picture (row 54). */
export async function takeSnapshot(engine: Engine, subject: SnapshotSubject): Promise<PolicySnapshot> {
  const { store, namespace } = engine;
  const { template } = subject;
  const [view, window, standing, record, counts, person, conversation] = await Promise.all([
    store.consent.view(subject.person, namespace),
    store.windows.get(subject.person, subject.phoneNumberId),
    engine.account.standing(subject),
    template === undefined ? undefined : engine.templates.current(template.name, template.language),
    template === undefined && subject.cause === undefined ? NO_COUNTS : countSends(engine, subject),
    template === undefined && subject.cause === undefined ? undefined : pastSends(engine, subject),
    subject.freeForm === true ? store.conversations.get(subject.person, subject.phoneNumberId) : undefined,
  ]);
  const category = record?.category ?? template?.category;
  const account = category === "marketing" ? await freshStanding(engine, subject) : standing;
  const consent =
    engine.registers === undefined || category !== "marketing"
      ? view
      : await engine.registers.forMarketing(view, await store.identity.aliases(subject.person));
  return {
    consent,
    window,
    handOff: conversation?.handOff,
    template: record,
    templateMismatches:
      template === undefined || record === undefined
        ? []
        : compareWithRecord(template, record).map((mismatch) => mismatch.problem),
    counts,
    account,
    person,
  };
}

/** Marketing wants to know the number's rating of today. */
async function freshStanding({ account }: Engine, subject: SnapshotSubject): Promise<AccountStanding> {
  await account.keepFresh(subject.phoneNumberId);
  return account.standing(subject);
}

/** Enough to see strikes in a row. */
const PAST_SENDS = 50;

async function pastSends(
  { store, clock }: Engine,
  { person }: SnapshotSubject,
): Promise<PersonStanding | undefined> {
  const since = clock.now() - PERSON_LOOK_BACK_MS;
  const sends = await store.ledger.outcomes({ person, since, limit: PAST_SENDS });
  return sends.length === 0 ? undefined : personStanding(sends);
}

async function countSends(engine: Engine, subject: SnapshotSubject): Promise<PolicyCounts> {
  const { ledger } = engine.store;
  const { person, cause, sendId } = subject;
  const now = engine.clock.now();
  const base = { person, namespace: engine.namespace, exceptSendId: sendId };
  const since = now - engine.policy.causePeriodMs;
  const causeKey = cause === undefined ? undefined : { kind: cause.kind, ref: cause.ref };
  const [lately, causeOtherPersons] = await Promise.all([
    ledger.count({ ...base, since: Math.min(now - 30 * DAY, since) }),
    causeKey === undefined
      ? 0
      : ledger.countPersons({ cause: causeKey, namespace: engine.namespace, since, exceptPerson: person }),
  ]);
  // Most people got nothing lately: one question instead of six.
  if (lately === 0) return { ...NO_COUNTS, causeOtherPersons };
  const [marketing24h, marketing30d, utility24h, authentication10min, authentication24h, causeThisPerson] =
    await Promise.all([
      ledger.count({ ...base, category: "marketing", since: now - DAY }),
      ledger.count({ ...base, category: "marketing", since: now - 30 * DAY }),
      ledger.count({ ...base, category: "utility", since: now - DAY }),
      ledger.count({ ...base, category: "authentication", since: now - 10 * MINUTE }),
      ledger.count({ ...base, category: "authentication", since: now - DAY }),
      causeKey === undefined ? 0 : ledger.count({ ...base, cause: causeKey, since }),
    ]);
  return {
    causeOtherPersons,
    causeThisPerson,
    marketing24h,
    marketing30d,
    utility24h,
    authentication10min,
    authentication24h,
    businessInitiated24h: marketing24h + utility24h + authentication24h,
    lately,
  };
}
