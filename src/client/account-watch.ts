import {
  type AccountFact,
  type AccountStanding,
  templateSubject,
  accountStanding,
  type AccountTopic,
  GOOD_STANDING,
  limitDetail,
} from "../account/index.js";
import { type Clock, HOUR, type Logger, MINUTE, PhoneNumber } from "../core/index.js";
import type { GraphClient } from "../graph/index.js";
import type { Store } from "../ledger/index.js";
import { readLimit } from "../webhooks/index.js";

/** Something about the account changed: for an operator's alarm. */
export interface AccountNotice {
  readonly topic: AccountTopic;
  /** Type of restriction, country, template, number id; a number is masked. */
  readonly subject: string;
  /** True when it stops or slows sends from now on, false when it ended. */
  readonly active: boolean;
  readonly at: number;
}

/** What is known of the account, kept true by webhooks, answers and reads; shared by every process on the store. */
export interface AccountWatch {
  /** For one send. Throws `StoreError`: nothing is sent on half a picture. */
  standing(send: {
    readonly phoneNumberId: string;
    readonly template?: { readonly name: string; readonly language: string } | undefined;
  }): Promise<AccountStanding>;
  facts(): Promise<readonly AccountFact[]>;
  /** Stores what is newer than what is known. Returns how many were. */
  learn(facts: readonly AccountFact[]): Promise<number>;
  /** Reads quality and limit of every number. Throws GraphApiError, TransportError. */
  refresh(): Promise<void>;
  /** Reads them when what is known of this number is old. Never throws for Meta's sake: webhooks tell of what is bad. */
  keepFresh(phoneNumberId: string): Promise<void>;
  /**
   * Asks Meta for the messaging limit, at most every ten minutes: everybody who is about to be held waits for the one
   * answer. Never throws for Meta's sake. Returns what is known then.
   */
  askLimit(phoneNumberId: string): Promise<number | undefined>;
}

/** How long facts that were read serve further sends; own writes are seen at once. */
const SERVE_MS = 250;
/** How old a rating may be before marketing; one that slows or stops it is looked at sooner. */
const RATING_MS = 6 * HOUR;
const BAD_RATING_MS = HOUR;
const RETRY_MS = 10 * MINUTE;
const LIMIT_FIELD = "whatsapp_business_manager_messaging_limit";
const FIELDS = `id,display_phone_number,quality_rating,${LIMIT_FIELD}`;
const MOST_PAGES = 20;

export function createAccountWatch(options: {
  readonly store: Store;
  readonly graph: GraphClient;
  readonly businessAccountId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly notify: (notice: AccountNotice) => void;
}): AccountWatch {
  const { store, graph, businessAccountId, clock, logger, notify } = options;
  let read:
    | { readonly facts: Promise<readonly AccountFact[]>; readonly clock: number; readonly process: number }
    | undefined;
  let refreshing: Promise<void> | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;

  const facts = (): Promise<readonly AccountFact[]> => {
    const now = { clock: clock.now(), process: performance.now() };
    const serves =
      read !== undefined && now.clock - read.clock < SERVE_MS && now.process - read.process < SERVE_MS;
    if (read !== undefined && serves) return read.facts;
    const asked = { facts: store.account.list(businessAccountId), ...now };
    read = asked;
    asked.facts.catch(() => {
      if (read === asked) read = undefined;
    });
    return asked.facts;
  };

  const learn = async (told: readonly AccountFact[]): Promise<number> => {
    if (told.length === 0) return 0;
    const known = await store.account.list(businessAccountId);
    let taken = 0;
    for (const fact of told) {
      const before = known.find(({ topic, subject }) => topic === fact.topic && subject === fact.subject);
      // Every template's approval would leave a row otherwise.
      if (fact.topic === "template_held" && !fact.active && before?.active !== true) continue;
      if (!(await store.account.put(fact))) continue;
      taken++;
      if (before?.active !== fact.active && fact.businessAccountId === businessAccountId) tell(fact);
    }
    read = undefined;
    return taken;
  };

  const tell = (fact: AccountFact): void => {
    if (!ALARMING.includes(fact.topic)) return;
    const subject =
      fact.topic === "number_flag" || fact.topic === "number_removed"
        ? (PhoneNumber.fromWaId(fact.subject)?.masked ?? "")
        : fact.subject;
    const notice = { topic: fact.topic, subject, active: fact.active, at: fact.at };
    if (fact.active) logger.error(notice, "Meta restricts this account: sends stop or slow down");
    else logger.info(notice, "a restriction of this account ended");
    notify(notice);
  };

  const readNumbers = async (): Promise<void> => {
    let after: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = (await graph.get(`/${businessAccountId}/phone_numbers`, {
        query: { fields: FIELDS, limit: "100", ...(after === undefined ? {} : { after }) },
      })) as NumbersPage | undefined;
      const now = clock.now();
      await learn((answer?.data ?? []).flatMap((number) => factsOfNumber(number, businessAccountId, now)));
      after = answer?.paging?.next === undefined ? undefined : answer.paging.cursors?.after;
      if (after === undefined) return;
    }
  };

  const readLimitOf = async (phoneNumberId: string): Promise<void> => {
    try {
      const answer = (await graph.get(`/${phoneNumberId}`, { query: { fields: LIMIT_FIELD } })) as
        Readonly<Record<string, unknown>> | undefined;
      await learn(limitFacts(answer?.[LIMIT_FIELD], businessAccountId, clock.now()));
    } catch (error) {
      logger.warn({ error }, "Meta's messaging limit could not be read; the last known one counts");
    }
  };

  const refresh = (): Promise<void> => {
    refreshing ??= readNumbers().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  return {
    facts,
    learn,
    refresh: async () => {
      await store.init();
      await refresh();
    },
    standing: async (send) => {
      const known = await facts();
      return known.length === 0 ? GOOD_STANDING : standingOf(known, send);
    },
    keepFresh: async (phoneNumberId) => {
      const number = (await facts()).find(
        ({ topic, subject }) => topic === "number" && subject === phoneNumberId,
      );
      const now = clock.now();
      const quality = number?.detail?.quality;
      const maxAge = quality === "YELLOW" || quality === "RED" ? BAD_RATING_MS : RATING_MS;
      if (number !== undefined && now - number.at < maxAge) return;
      if (refreshing === undefined && now - triedAt < RETRY_MS) return;
      triedAt = now;
      await refresh().catch((error: unknown) => {
        logger.warn(
          { error },
          "the quality of the numbers could not be read; what webhooks told still counts",
        );
      });
    },
    askLimit: async (phoneNumberId) => {
      if (asking === undefined && clock.now() - askedAt >= RETRY_MS) {
        askedAt = clock.now();
        asking = readLimitOf(phoneNumberId).finally(() => {
          asking = undefined;
        });
      }
      await asking;
      return accountStanding(await facts(), { phoneNumberId }).messagingLimit;
    },
  };
}

/** By the facts that it was read from: they serve many sends. */
const standings = new WeakMap<readonly AccountFact[], Map<string, AccountStanding>>();

function standingOf(
  facts: readonly AccountFact[],
  { phoneNumberId, template }: Parameters<AccountWatch["standing"]>[0],
): AccountStanding {
  let known = standings.get(facts);
  if (known === undefined) standings.set(facts, (known = new Map<string, AccountStanding>()));
  const key = template === undefined ? phoneNumberId : `${phoneNumberId} ${templateSubject(template)}`;
  let standing = known.get(key);
  if (standing === undefined)
    known.set(key, (standing = accountStanding(facts, { phoneNumberId, template })));
  return standing;
}

/** Topics that stop or slow something. */
const ALARMING: readonly AccountTopic[] = [
  "ban",
  "offboarded",
  "restriction",
  "template_classification",
  "spam_limit",
  "country",
  "payment",
  "marketing_route",
  "template_marketing",
  "template_held",
  "number_flag",
  "number_removed",
  "violation",
];

interface NumbersPage {
  readonly data?: readonly unknown[];
  readonly paging?: { readonly cursors?: { readonly after?: string }; readonly next?: string };
}

/** One entry of the account's list of numbers, in Meta's names. */
function factsOfNumber(json: unknown, businessAccountId: string, at: number): readonly AccountFact[] {
  const number = (typeof json === "object" && json !== null ? json : {}) as Readonly<Record<string, unknown>>;
  if (typeof number.id !== "string") return [];
  const digits =
    typeof number.display_phone_number === "string" ? number.display_phone_number.replace(/\D/g, "") : "";
  const quality = typeof number.quality_rating === "string" ? number.quality_rating : "UNKNOWN";
  return [
    {
      businessAccountId,
      topic: "number",
      subject: number.id,
      at,
      active: true,
      detail: { quality, ...(digits === "" ? {} : { digits }) },
    },
    ...limitFacts(number[LIMIT_FIELD], businessAccountId, at),
  ];
}

function limitFacts(value: unknown, businessAccountId: string, at: number): readonly AccountFact[] {
  const limit = readLimit(value);
  if (limit?.people === undefined) return [];
  const detail = limitDetail(limit.tier, limit.people);
  return [{ businessAccountId, topic: "messaging_limit", subject: "", at, active: true, detail }];
}
