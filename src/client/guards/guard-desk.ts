import { type Clock, DAY, type Logger, MINUTE } from "../../core/index.js";
import { type CounterStore, hashKey, readingOf } from "../../counters/index.js";
import type { GraphClient } from "../../graph/index.js";
import type { PolicyConfig } from "../../policy/index.js";
import type { GuardSubject } from "./guard-subject.js";
import { KEYS } from "./keys.js";
import { peopleOfTier } from "./messaging-limit.js";
import { type Reservation, reserve } from "./reservation.js";

/** Where sends take their places, and what is known of Meta's messaging limit. */
export interface GuardDesk {
  readonly counters: CounterStore;
  /** `look`: nothing is taken. */
  reserve(
    subject: Omit<GuardSubject, "messagingLimit">,
    options: { readonly look: boolean },
  ): Promise<Reservation>;
  /** Meta told the limit; `Infinity` for none. */
  learnLimit(people: number): Promise<void>;
  /** Asks Meta, at most every ten minutes. True when the limit is another now than the one that was used. */
  askLimit(phoneNumberId: string, used: number | undefined): Promise<boolean>;
  /** People a day outside their window; undefined while Meta has not told. */
  limit(): number | undefined;
}

/** A webhook may have told another process. */
const LOOK_AGAIN_MS = MINUTE;
const ASK_AGAIN_MS = 10 * MINUTE;
const LIMIT_HOLDS_MS = 3_650 * DAY;

export function createGuardDesk(options: {
  readonly counters: CounterStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly config: PolicyConfig;
  readonly graph: GraphClient;
}): GuardDesk {
  const { counters, clock, logger, config, graph } = options;
  let limit: number | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  const look = (): Promise<void> | undefined => {
    const now = clock.now();
    if (now - lookedAt < LOOK_AGAIN_MS) return undefined;
    lookedAt = now;
    return readLimit(now);
  };
  const readLimit = async (now: number): Promise<void> => {
    const readings = await counters.peek([{ kind: "flag", key: KEYS.messagingLimit }], now);
    const { value } = readingOf(readings, 0, "flag");
    if (value !== undefined) limit = Number(value);
  };

  const learn = async (people: number): Promise<void> => {
    const now = clock.now();
    limit = people;
    lookedAt = now;
    const set = { value: String(people), until: now + LIMIT_HOLDS_MS };
    await counters.take([{ kind: "flag", key: KEYS.messagingLimit, set }], now);
  };

  const ask = async (phoneNumberId: string): Promise<void> => {
    try {
      const answer = (await graph.get(`/${phoneNumberId}`, {
        query: { fields: "whatsapp_business_manager_messaging_limit" },
      })) as { readonly whatsapp_business_manager_messaging_limit?: unknown } | undefined;
      const people = peopleOfTier(answer?.whatsapp_business_manager_messaging_limit);
      if (people !== undefined) await learn(people);
    } catch (error) {
      logger.warn({ error }, "Meta's messaging limit could not be read; the last known one counts");
    }
  };

  return {
    counters,
    reserve: async (subject, { look: lookOnly }) => {
      const looking = subject.category === undefined || subject.windowOpen ? undefined : look();
      if (looking !== undefined) await looking;
      const person = hashKey(subject.person);
      return reserve({ ...subject, person, messagingLimit: limit }, { counters, config, look: lookOnly });
    },
    learnLimit: learn,
    askLimit: async (phoneNumberId, used) => {
      if (asking === undefined && clock.now() - askedAt >= ASK_AGAIN_MS) {
        askedAt = clock.now();
        asking = ask(phoneNumberId).finally(() => {
          asking = undefined;
        });
      }
      // Everybody who was about to be held waits for the one answer.
      await asking;
      return limit !== used;
    },
    limit: () => limit,
  };
}
