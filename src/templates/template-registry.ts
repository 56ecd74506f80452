import { type Clock, DAY, WaypostError } from "../core/index.js";
import { applyTemplateFact, parseTemplateRecord, type TemplateFact } from "./template-record.js";
import type { TemplateRecord, TemplateStore } from "./template-store.js";

/** The account's templates: status, quality and current category, kept true by reads and webhooks. */
export interface TemplateRegistry {
  /**
   * The template as the account has it, read from Graph when it is unknown or was last heard of more than a day ago.
   * When Graph cannot be asked, what is stored counts; when nothing is stored, the failure is thrown.
   */
  current(name: string, language: string): Promise<TemplateRecord | undefined>;
  /** Stores what an account's listing says. Returns how many. */
  sync(listing: AsyncIterable<unknown>): Promise<number>;
  /** Applies what a webhook told. */
  apply(fact: TemplateFact): Promise<void>;
  list(): Promise<readonly TemplateRecord[]>;
}

export function createTemplateRegistry(options: {
  readonly store: TemplateStore;
  readonly businessAccountId: string;
  readonly clock: Clock;
  /** Lists the account's templates whose name contains the given one. */
  readonly load: (name: string) => AsyncIterable<unknown>;
  readonly maxAgeMs?: number | undefined;
}): TemplateRegistry {
  const { store, businessAccountId, clock, load, maxAgeMs = DAY } = options;
  // One look at Graph per name, however many sends wait for it; "unknown" is remembered for a minute.
  const loading = new Map<string, Promise<void>>();
  const absentUntil = new Map<string, number>();

  const sync = async (listing: AsyncIterable<unknown>): Promise<number> => {
    let count = 0;
    for await (const json of listing) {
      const record = parseTemplateRecord(json, businessAccountId, clock.now());
      if (record === undefined) continue;
      await store.put(record);
      count++;
    }
    return count;
  };

  const loadOnce = (name: string): Promise<void> => {
    let pending = loading.get(name);
    if (pending === undefined) {
      pending = sync(load(name)).then(
        () => undefined,
        (error: unknown) => {
          throw error;
        },
      );
      pending = pending.finally(() => loading.delete(name));
      loading.set(name, pending);
    }
    return pending;
  };

  return {
    sync,
    current: async (name, language) => {
      const stored = await store.get(businessAccountId, name, language);
      const now = clock.now();
      if (stored !== undefined && now - stored.updatedAt < maxAgeMs && stored.components !== undefined)
        return stored;
      const key = `${name}:${language}`;
      if (stored === undefined && (absentUntil.get(key) ?? 0) > now) return undefined;
      try {
        await loadOnce(name);
      } catch (error) {
        // A stale record is better than none: webhooks have kept its status.
        if (stored !== undefined && WaypostError.is(error)) return stored;
        throw error;
      }
      const fresh = await store.get(businessAccountId, name, language);
      if (fresh === undefined) absentUntil.set(key, now + 60_000);
      return fresh;
    },
    apply: async (fact) => {
      absentUntil.delete(`${fact.name}:${fact.language}`);
      const record = await store.get(fact.businessAccountId, fact.name, fact.language);
      const next = applyTemplateFact(record, fact);
      if (next !== undefined && next !== record) await store.put(next);
    },
    list: () => store.list(businessAccountId),
  };
}
