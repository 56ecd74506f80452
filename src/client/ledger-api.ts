import { type PersonKey, type RecipientInput, type SettledSend, ValidationError } from "../core/index.js";
import { parseRecipient } from "../core/recipients.js";
import {
  type Charged,
  type CostSummary,
  type RateCard,
  type SendRecord,
  type Store,
  tallyCost,
} from "../ledger/index.js";
import { countryOfPerson } from "./country-of-person.js";
import type { Settlement } from "./settlement.js";

/** One send as the ledger has it, without the person. */
export type LedgerEntry = Omit<SendRecord, "person" | "idempotencyKey" | "namespace">;

/** A period, as Dates or milliseconds since the epoch: from `since` (inclusive) to `until` (exclusive; default now). */
export interface LedgerPeriod {
  readonly since: Date | number;
  readonly until?: Date | number | undefined;
}

/** What was sent, refused, held, failed, and what became of it. */
export interface LedgerApi {
  get(sendId: string): Promise<LedgerEntry | undefined>;
  /** Newest first; of one person when `user` is given. `limit` defaults to 100. */
  list(query?: {
    readonly user?: RecipientInput | undefined;
    readonly limit?: number | undefined;
  }): Promise<readonly LedgerEntry[]>;
  /** Every send of a period, oldest first, read in pages: for exports and reports. */
  entries(period: LedgerPeriod): AsyncIterable<LedgerEntry>;
  /**
   * What Meta charges for the sends of a period, from the pricing in status webhooks: messages by category, country and
   * type, and amounts where `rate` knows the price of one message.
   *
   * @throws ValidationError `INVALID_OPTIONS` when the period is none.
   */
  cost(period: LedgerPeriod & { readonly rate?: RateCard | undefined }): Promise<CostSummary>;
  /** Resolves when a status webhook, or the end of its doubt, tells what became of the send. */
  settled(sendId: string): Promise<SettledSend>;
}

const PAGE = 1_000;

export function createLedgerApi(engine: {
  readonly store: Store;
  readonly settlement: Settlement;
  readonly clock: { now(): number };
}): LedgerApi {
  const { store, settlement, clock } = engine;
  async function* recordsOf(period: LedgerPeriod): AsyncIterable<SendRecord> {
    const { since, until } = instantsOf(period, clock.now());
    await store.init();
    let after: SendRecord | undefined;
    for (;;) {
      const page = await store.ledger.page({ since, until, after, limit: PAGE });
      yield* page;
      after = page.at(-1);
      if (page.length < PAGE) return;
    }
  }
  return {
    get: async (sendId) => {
      await store.init();
      const record = await store.ledger.get(sendId);
      return record && entryOf(record);
    },
    list: async (query = {}) => {
      await store.init();
      let person: PersonKey | undefined;
      if (query.user !== undefined) person = await store.identity.resolve(parseRecipient(query.user).key);
      const records = await store.ledger.list({ person, limit: query.limit ?? 100 });
      return records.map(entryOf);
    },
    entries: async function* (period) {
      for await (const record of recordsOf(period)) yield entryOf(record);
    },
    cost: async ({ rate, ...period }) => {
      const charged: Charged[] = [];
      for await (const { state, status, pricing, person } of recordsOf(period))
        charged.push({ state, status, pricing, country: countryOfPerson(person) });
      return tallyCost(charged, rate);
    },
    settled: async (sendId) => {
      await store.init();
      return settlement.settled(sendId);
    },
  };
}

function instantsOf(period: LedgerPeriod, now: number): { since: number; until: number } {
  const since = Number(period.since);
  const until = period.until === undefined ? now + 1 : Number(period.until);
  if (Number.isFinite(since) && Number.isFinite(until)) return { since, until };
  throw new ValidationError("INVALID_OPTIONS", "The period is none: since and until are instants.", {
    fix: "Give Dates, or milliseconds since the epoch.",
    problems: [{ field: "since", problem: "expected a Date or a number" }],
  });
}

/** Leaves out what names the person: entries may be printed. */
export function entryOf(record: SendRecord): LedgerEntry {
  const { person: _person, idempotencyKey: _key, namespace: _namespace, ...entry } = record;
  return entry;
}
