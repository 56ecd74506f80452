import { type RecipientInput, type PersonKey } from "../core/index.js";
import { parseRecipient } from "../core/recipients.js";
import type { SendRecord, Store } from "../ledger/index.js";

/** One send as the ledger has it, without the person. */
export type LedgerEntry = Omit<SendRecord, "person" | "idempotencyKey" | "namespace">;

/** What was sent, refused, held, failed, and what became of it. */
export interface LedgerApi {
  get(sendId: string): Promise<LedgerEntry | undefined>;
  /** Newest first; of one person when `user` is given. `limit` defaults to 100. */
  list(query?: {
    readonly user?: RecipientInput | undefined;
    readonly limit?: number | undefined;
  }): Promise<readonly LedgerEntry[]>;
}

export function createLedgerApi(store: Store): LedgerApi {
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
  };
}

/** Leaves out what names the person: entries may be printed. */
function entryOf(record: SendRecord): LedgerEntry {
  const { person: _person, idempotencyKey: _key, namespace: _namespace, ...entry } = record;
  return entry;
}
