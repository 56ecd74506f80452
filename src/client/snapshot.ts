import type { AccountStanding } from "../account/index.js";
import { DAY, MINUTE } from "../core/index.js";
import type { NormalisedCause, PersonKey, TemplateCategory } from "../core/index.js";
import {
  NO_COUNTS,
  PERSON_LOOK_BACK_MS,
  personStanding,
  type PolicyCounts,
  type PolicySnapshot,
} from "../policy/index.js";
import type { SendOutcome } from "../ledger/index.js";
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
  const { template, person, phoneNumberId } = subject;
  const counted = template !== undefined || subject.cause !== undefined;
  const [view, window, standing, record, othersOfCause, past, conversation] = await Promise.all([
    store.consent.view(person, namespace),
    store.windows.get(person, phoneNumberId),
    engine.account.standing(subject),
    template === undefined ? undefined : engine.templates.current(template.name, template.language),
    counted ? countOthersOfCause(engine, subject) : 0,
    counted ? pastSends(engine, subject) : NOTHING_SENT,
    subject.freeForm === true ? store.conversations.get(person, phoneNumberId) : undefined,
  ]);
  const category = record?.category ?? template?.category;
  const account = category === "marketing" ? await freshStanding(engine, subject) : standing;
  const consent =
    engine.registers === undefined || category !== "marketing"
      ? view
      : await engine.registers.forMarketing(view, await store.identity.aliases(person));
  return {
    consent,
    window,
    handOff: conversation?.handOff,
    template: record,
    templateMismatches:
      template === undefined || record === undefined
        ? NO_MISMATCHES
        : compareWithRecord(template, record).map((mismatch) => mismatch.problem),
    counts: counted ? await countsOf(engine, subject, past, othersOfCause) : NO_COUNTS,
    guards: undefined,
    account,
    person: past.length === 0 ? undefined : personStanding(past),
  };
}

/** Most people got nothing in the time that is looked back: then there is nothing to count. */
function countsOf(
  engine: Engine,
  subject: SnapshotSubject,
  past: readonly SendOutcome[],
  causeOtherPersons: number,
): PolicyCounts | Promise<PolicyCounts> {
  if (past.length === 0 && engine.policy.causePeriodMs <= PERSON_LOOK_BACK_MS)
    return causeOtherPersons === 0 ? NO_COUNTS : { ...NO_COUNTS, causeOtherPersons };
  return countSends(engine, subject, causeOtherPersons);
}

const NO_MISMATCHES: readonly string[] = [];
const NOTHING_SENT: readonly SendOutcome[] = [];

/** Marketing wants to know the number's rating of today. */
async function freshStanding({ account }: Engine, subject: SnapshotSubject): Promise<AccountStanding> {
  await account.keepFresh(subject.phoneNumberId);
  return account.standing(subject);
}

/** Enough to see strikes in a row. */
const PAST_SENDS = 50;

function pastSends(
  { store, clock }: Engine,
  { person, sendId }: SnapshotSubject,
): Promise<readonly SendOutcome[]> {
  const since = clock.now() - PERSON_LOOK_BACK_MS;
  return store.ledger.outcomes({ person, since, exceptSendId: sendId, limit: PAST_SENDS });
}

function countOthersOfCause(engine: Engine, { person, cause }: SnapshotSubject): Promise<number> | number {
  if (cause === undefined) return 0;
  return engine.store.ledger.countPersons({
    cause: { kind: cause.kind, ref: cause.ref },
    namespace: engine.namespace,
    since: engine.clock.now() - engine.policy.causePeriodMs,
    exceptPerson: person,
  });
}

async function countSends(
  engine: Engine,
  subject: SnapshotSubject,
  causeOtherPersons: number,
): Promise<PolicyCounts> {
  const { person, cause, sendId } = subject;
  const now = engine.clock.now();
  const thisCause = cause && { kind: cause.kind, ref: cause.ref };
  const inCausePeriod = now - engine.policy.causePeriodMs;
  const since = (from: number, category?: TemplateCategory): Promise<number> => {
    const { namespace } = engine;
    return engine.store.ledger.count({ person, namespace, exceptSendId: sendId, category, since: from });
  };
  const [lately, marketing24h, marketing30d, utility24h, authentication10min, authentication24h, ofCause] =
    await Promise.all([
      since(Math.min(now - 30 * DAY, inCausePeriod)),
      since(now - DAY, "marketing"),
      since(now - 30 * DAY, "marketing"),
      since(now - DAY, "utility"),
      since(now - 10 * MINUTE, "authentication"),
      since(now - DAY, "authentication"),
      thisCause === undefined
        ? 0
        : engine.store.ledger.count({
            person,
            namespace: engine.namespace,
            exceptSendId: sendId,
            cause: thisCause,
            since: inCausePeriod,
          }),
    ]);
  return {
    causeOtherPersons,
    causeThisPerson: ofCause,
    marketing24h,
    marketing30d,
    utility24h,
    authentication10min,
    authentication24h,
    businessInitiated24h: marketing24h + utility24h + authentication24h,
    lately,
  };
}
