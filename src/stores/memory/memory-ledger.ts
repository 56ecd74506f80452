import {
  applyStatusFact,
  CLAIM_EXPIRED_FAILURE,
  COUNTED_STATES,
  outcomeOf,
  withoutEmptyFields,
  STOPPED_STATES,
  UNSETTLED_STATES as UNSETTLED,
  type LedgerStore,
  type SendIntent,
  type SendRecord,
  type StatusFact,
} from "../../ledger/index.js";
import type { PersonKey, Writable } from "../../core/index.js";
import { canonical, type MemoryState, pair, seen, viewOf } from "./memory-state.js";

/** Statuses of messages that others sent on this number never find their send: the oldest are dropped. */
const MOST_EARLY = 10_000;

function keepEarly(early: Map<string, StatusFact[]>, fact: StatusFact): void {
  early.set(fact.messageId, [...(early.get(fact.messageId) ?? []), fact]);
  const [oldest] = early.keys();
  if (early.size > MOST_EARLY && oldest !== undefined) early.delete(oldest);
}

const NO_IDS: readonly string[] = [];

function shownOrNone(record: SendRecord | undefined): SendRecord | undefined {
  return record && shown(record);
}

type Draft = Writable<SendRecord>;

/** With every field that a send ever gets, so that all records have one shape. */
function claimed(intent: SendIntent, person: PersonKey): SendRecord {
  return {
    id: intent.id,
    idempotencyKey: intent.idempotencyKey,
    phoneNumberId: intent.phoneNumberId,
    namespace: intent.namespace,
    person,
    kind: intent.kind,
    category: intent.category,
    template: intent.template,
    cause: intent.cause,
    createdAt: intent.createdAt,
    state: "claimed",
    updatedAt: intent.createdAt,
    decision: undefined,
    messageId: undefined,
    messageStatus: undefined,
    failure: undefined,
    status: undefined,
    statusAt: undefined,
    pricing: undefined,
  };
}

type Created = Pick<SendRecord, "id" | "createdAt">;

function shown(record: SendRecord): SendRecord {
  return Object.freeze(withoutEmptyFields(record));
}

function byCreation(a: Created, b: Created): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : Number(a.id > b.id));
}

export function memoryLedger(state: MemoryState): LedgerStore {
  const byKey = state.sendsByKey;
  const byMessage = new Map<string, string>();
  const byCause = new Map<string, string[]>();

  // Replaced by a copy that differs, never changed: who outside gets a record gets a frozen one without empty fields.
  const set = (record: SendRecord): SendRecord => {
    state.sends.set(record.id, record);
    if (record.messageId !== undefined) byMessage.set(record.messageId, record.id);
    return record;
  };
  const update = (sendId: string, at: number, change: (copy: Draft) => SendRecord | void): void => {
    const record = state.sends.get(sendId);
    if (record === undefined) return;
    const copy: Draft = { ...record };
    copy.updatedAt = at;
    set(change(copy) ?? copy);
  };
  const free = (record: SendRecord): void => {
    if (byKey.get(record.idempotencyKey) === record.id) byKey.delete(record.idempotencyKey);
  };
  const causeKey = (cause: { readonly kind: string; readonly ref: string }): string =>
    pair(cause.kind, cause.ref);
  // Lists: nearly every person and every cause has one send.
  const addTo = (index: Map<string, string[]>, key: string, id: string): void => {
    const ids = index.get(key);
    if (ids === undefined) index.set(key, [id]);
    else ids.push(id);
  };
  const removeFrom = (index: Map<string, string[]>, key: string, id: string): void => {
    const ids = index.get(key);
    const place = ids?.indexOf(id) ?? -1;
    if (ids === undefined || place === -1) return;
    if (ids.length === 1) index.delete(key);
    else ids.splice(place, 1);
  };
  const recordsOf = (ids: Iterable<string> | undefined): SendRecord[] => {
    const records: SendRecord[] = [];
    for (const id of ids ?? NO_IDS) {
      const record = state.sends.get(id);
      if (record !== undefined) records.push(record);
    }
    return records;
  };

  const drop = (record: SendRecord): void => {
    free(record);
    state.sends.delete(record.id);
    if (record.messageId !== undefined) byMessage.delete(record.messageId);
    removeFrom(state.sendsByPerson, record.person, record.id);
    if (record.cause !== undefined) removeFrom(byCause, causeKey(record.cause), record.id);
  };

  return {
    claim: async (intent, { staleBefore }) => {
      const holder = byKey.get(intent.idempotencyKey);
      const existing = holder === undefined ? undefined : state.sends.get(holder);
      if (existing !== undefined) {
        if (existing.state !== "claimed" || existing.updatedAt >= staleBefore)
          return { claimed: false, existing: shown(existing) };
        free(
          set({
            ...existing,
            state: "failed",
            failure: CLAIM_EXPIRED_FAILURE,
          }),
        );
      }
      const person = canonical(state, intent.person);
      seen(state, person);
      byKey.set(intent.idempotencyKey, intent.id);
      set(claimed(intent, person));
      addTo(state.sendsByPerson, person, intent.id);
      if (intent.cause !== undefined) addTo(byCause, causeKey(intent.cause), intent.id);
      return { claimed: true };
    },
    expireClaims: async ({ before, at, limit }) => {
      const old = [...state.sends.values()]
        .filter((record) => record.state === "claimed" && record.updatedAt < before)
        .sort((a, b) => a.updatedAt - b.updatedAt)
        .slice(0, limit);
      for (const record of old) {
        free(record);
        set({ ...record, state: "failed", failure: CLAIM_EXPIRED_FAILURE, updatedAt: at });
      }
      return old.length;
    },
    dispatch: async ({ sendId, consentRevision, unlessHandedOff, category, decision, at }) => {
      const record = state.sends.get(sendId);
      if (record?.state !== "claimed") return "lost";
      const revision = viewOf(state, record.person, record.namespace).revision;
      if (revision !== consentRevision) return "consent_changed";
      const chat = state.conversations.get(pair(record.person, record.phoneNumberId));
      if (unlessHandedOff === true && chat?.handOff?.active === true) return "consent_changed";
      update(sendId, at, (copy) => {
        copy.state = "dispatching";
        copy.category = category;
        copy.decision = decision;
      });
      return "dispatched";
    },
    accept: async ({ sendId, messageId, messageStatus, at }) => {
      update(sendId, at, (copy) => {
        copy.state = "accepted";
        copy.messageId = messageId;
        copy.messageStatus = messageStatus;
        const early = state.earlyStatuses.get(messageId);
        if (early === undefined) return;
        state.earlyStatuses.delete(messageId);
        return early.reduce<SendRecord>(applyStatusFact, copy);
      });
    },
    stop: async ({ sendId, decision, at }) => {
      update(sendId, at, (copy) => {
        free(copy);
        copy.state = decision.action === "hold" ? "held" : "refused";
        copy.decision = decision;
      });
    },
    fail: async ({ sendId, failure, at }) => {
      update(sendId, at, (copy) => {
        free(copy);
        copy.state = "failed";
        copy.failure = failure;
      });
    },
    doubt: async ({ sendId, failure, at }) => {
      update(sendId, at, (copy) => {
        copy.state = "in_doubt";
        copy.failure = failure;
      });
    },
    unsettled: async ({ before, limit }) =>
      [...state.sends.values()]
        .filter((record) => UNSETTLED.includes(record.state) && record.updatedAt < before)
        .sort((a, b) => a.updatedAt - b.updatedAt)
        .slice(0, limit)
        .map(shown),
    expireDoubt: async ({ sendId, failure, at }) => {
      const record = state.sends.get(sendId);
      if (record === undefined || !UNSETTLED.includes(record.state)) return false;
      free(record);
      set({ ...record, state: "failed", failure, updatedAt: at });
      return true;
    },
    applyStatus: async (fact) => {
      const id = byMessage.get(fact.messageId) ?? fact.sendId;
      const record = id === undefined ? undefined : state.sends.get(id);
      if (record === undefined) {
        keepEarly(state.earlyStatuses, fact);
        return undefined;
      }
      return shown(set(applyStatusFact(record, fact)));
    },
    get: async (sendId) => shownOrNone(state.sends.get(sendId)),
    getByMessageId: async (messageId) => shownOrNone(state.sends.get(byMessage.get(messageId) ?? "")),
    list: async ({ person, limit }) => {
      const records =
        person === undefined
          ? [...state.sends.values()]
          : recordsOf(state.sendsByPerson.get(canonical(state, person)));
      return records
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
        .slice(0, limit)
        .map(shown);
    },
    page: async ({ since, until, after, limit }) =>
      [...state.sends.values()]
        .filter((record) => record.createdAt >= since && record.createdAt < until)
        .sort(byCreation)
        .filter((record) => after === undefined || byCreation(record, after) > 0)
        .slice(0, limit)
        .map(shown),
    prune: async ({ stoppedBefore, sentBefore, limit }) => {
      const old = [...state.sends.values()]
        .filter(
          (record) => record.createdAt < (STOPPED_STATES.includes(record.state) ? stoppedBefore : sentBefore),
        )
        .sort(byCreation)
        .slice(0, limit);
      for (const record of old) drop(record);
      return old.length;
    },
    outcomes: async ({ person, template, category, since, exceptSendId, limit }) =>
      recordsOf(person === undefined ? state.sends.keys() : state.sendsByPerson.get(canonical(state, person)))
        .filter(
          (record) =>
            record.id !== exceptSendId &&
            record.state !== "refused" &&
            record.state !== "held" &&
            record.createdAt >= since &&
            (category === undefined || record.category === category) &&
            (template === undefined ||
              (record.template?.name === template.name && record.template.language === template.language)),
        )
        .sort((a, b) => byCreation(b, a))
        .slice(0, limit)
        .map(outcomeOf),
    count: async (query) => {
      const ids =
        query.person !== undefined
          ? state.sendsByPerson.get(canonical(state, query.person))
          : query.cause !== undefined
            ? byCause.get(causeKey(query.cause))
            : state.sends.keys();
      if (ids === undefined) return 0;
      return recordsOf(ids).filter(
        (record) =>
          COUNTED_STATES.includes(record.state) &&
          record.createdAt >= query.since &&
          record.id !== query.exceptSendId &&
          (query.namespace === undefined || record.namespace === query.namespace) &&
          (query.category === undefined || (record.category ?? "free_form") === query.category) &&
          (query.cause === undefined ||
            (record.cause !== undefined && causeKey(record.cause) === causeKey(query.cause))),
      ).length;
    },
    countPersons: async ({ cause, namespace, since, exceptPerson }) => {
      const except = canonical(state, exceptPerson);
      const persons = recordsOf(byCause.get(causeKey(cause)))
        .filter(
          (record) =>
            COUNTED_STATES.includes(record.state) &&
            record.createdAt >= since &&
            (namespace === undefined || record.namespace === namespace) &&
            record.person !== except,
        )
        .map((record) => record.person);
      return new Set(persons).size;
    },
  };
}
