import { type Clock, DAY, HOUR, type Logger, MINUTE, WaypostError } from "../core/index.js";
import {
  applyTemplateFact,
  mergeTemplateRead,
  parseTemplateRecord,
  templateAt,
  type TemplateFact,
} from "./template-record.js";
import type { TemplateRecord, TemplateStore } from "./template-store.js";

/** The account's templates: status, quality and current category, kept true by reads and webhooks. */
export interface TemplateRegistry {
  /**
   * The template as the account has it. Read from Graph first when it is unknown, its content changed, or it was last
   * read more than a day ago; after six hours it is read again in the background. When Graph cannot be asked, what is
   * stored counts, and Graph is left alone for a minute; when nothing is stored, the failure is thrown.
   */
  current(name: string, language: string): Promise<TemplateRecord | undefined>;
  /** Stores what a listing of the whole account says; what it no longer has is DELETED. Returns how many it has. */
  sync(listing: AsyncIterable<unknown>): Promise<number>;
  /** Applies what a webhook told. */
  apply(fact: TemplateFact): Promise<void>;
  /** The account was changed from here: what concerns these is read again before the next send. */
  changed(which: TemplatesChanged): Promise<void>;
  list(): Promise<readonly TemplateRecord[]>;
  /** Resolves when no read is under way. */
  idle(): Promise<void>;
}

/** By name, or by Meta's ids. */
export interface TemplatesChanged {
  readonly name?: string | undefined;
  readonly ids?: readonly string[] | undefined;
}

const REFRESH_AFTER = 6 * HOUR;
const MAX_AGE = DAY;
/** For how long "the account has no such template" and "Graph does not answer" are believed. */
const RETRY_AFTER = MINUTE;

export function createTemplateRegistry(options: {
  readonly store: TemplateStore;
  readonly businessAccountId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Lists the account's templates whose name contains the given one. */
  readonly load: (name: string) => AsyncIterable<unknown>;
}): TemplateRegistry {
  const { store, businessAccountId, clock, logger, load } = options;
  // One look at Graph per name, however many sends wait for it.
  const loading = new Map<string, Promise<void>>();
  const absentUntil = createDeadlines(clock);
  const failedUntil = createDeadlines(clock);

  const read = async (listing: AsyncIterable<unknown>, covers: (record: TemplateRecord) => boolean) => {
    const startedAt = clock.now();
    const seen = new Set<string>();
    for await (const json of listing) {
      const record = parseTemplateRecord(json, businessAccountId, startedAt);
      if (record === undefined) continue;
      seen.add(keyOf(record.name, record.language));
      const stored = await store.get(businessAccountId, record.name, record.language);
      await store.put(mergeTemplateRead(stored, record));
    }
    for (const record of await store.list(businessAccountId)) {
      const heard = record.heard?.status ?? record.updatedAt;
      if (!covers(record) || seen.has(keyOf(record.name, record.language)) || heard > startedAt) continue;
      await store.put(mergeTemplateRead(record, { ...record, status: "DELETED", updatedAt: startedAt }));
    }
    return seen.size;
  };

  const loadOnce = (name: string): Promise<void> => {
    let pending = loading.get(name);
    if (pending === undefined) {
      pending = read(load(name), (record) => record.name === name)
        .then(() => {
          failedUntil.delete(name);
        })
        .catch((error: unknown) => {
          failedUntil.set(name, RETRY_AFTER);
          throw error;
        })
        .finally(() => loading.delete(name));
      loading.set(name, pending);
    }
    return pending;
  };

  const refresh = (name: string): void => {
    loadOnce(name).catch((error: unknown) => {
      logger.warn({ template: name, error }, "a template could not be read again; what is stored counts");
    });
  };

  return {
    sync: (listing) => read(listing, () => true),
    current: async (name, language) => {
      const stored = await store.get(businessAccountId, name, language);
      const now = clock.now();
      const key = keyOf(name, language);
      const known = stored !== undefined && stored.status !== "DELETED";
      if (known && stored.components !== undefined) {
        const age = now - (stored.readAt ?? stored.updatedAt);
        if (age >= REFRESH_AFTER && age < MAX_AGE && !failedUntil.has(name)) refresh(name);
        if (age < MAX_AGE) return templateAt(stored, now);
      }
      if (!known && absentUntil.has(key)) return stored;
      if (stored !== undefined && failedUntil.has(name)) return templateAt(stored, now);
      try {
        await loadOnce(name);
      } catch (error) {
        // A stale record is better than none: webhooks have kept its status.
        if (stored !== undefined && WaypostError.is(error)) return templateAt(stored, now);
        throw error;
      }
      const fresh = await store.get(businessAccountId, name, language);
      if (fresh === undefined || fresh.status === "DELETED") absentUntil.set(key, RETRY_AFTER);
      return fresh && templateAt(fresh, clock.now());
    },
    apply: async (fact) => {
      absentUntil.delete(keyOf(fact.name, fact.language));
      const record = await store.get(fact.businessAccountId, fact.name, fact.language);
      const next = applyTemplateFact(record, fact);
      if (next !== undefined && next !== record) await store.put(next);
    },
    changed: async ({ name, ids = [] }) => {
      absentUntil.clear();
      for (const record of await store.list(businessAccountId)) {
        if (record.name === name || (record.id !== undefined && ids.includes(record.id)))
          await store.put({ ...record, components: undefined });
      }
    },
    list: async () => {
      const now = clock.now();
      return (await store.list(businessAccountId)).map((record) => templateAt(record, now));
    },
    idle: async () => {
      await Promise.allSettled(loading.values());
    },
  };
}

function keyOf(name: string, language: string): string {
  return `${name}:${language}`;
}

/** Names that are remembered for a while. Bounded by what is asked for within that time. */
function createDeadlines(clock: Clock) {
  const until = new Map<string, number>();
  return {
    has: (key: string): boolean => (until.get(key) ?? 0) > clock.now(),
    set: (key: string, ms: number): void => {
      const now = clock.now();
      for (const [other, end] of until) if (end <= now) until.delete(other);
      until.set(key, now + ms);
    },
    delete: (key: string): void => void until.delete(key),
    clear: (): void => {
      until.clear();
    },
  };
}
