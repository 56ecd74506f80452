import {
  type AccountFact,
  type AccountTopic,
  type Breaker,
  breakerOf,
  inForce,
  numberQuality,
  type NumberQuality,
  peopleOf,
  templateSubject,
} from "../account/index.js";
import { DAY, PhoneNumber, ValidationError } from "../core/index.js";
import type { Engine } from "./engine.js";

/** Something that stops or slows sends now. */
export interface AccountBreaker {
  readonly topic: AccountTopic;
  /** Type of restriction, country, `name language` of a template, number id; a number is masked. Empty where there is one only. */
  readonly subject: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** When it ends by itself. */
  readonly until?: number | undefined;
  /** Meta's error code, when one tripped it. */
  readonly code?: number | undefined;
  /** What it stops, in a sentence. */
  readonly stops: string;
  /** What ends it, in a sentence. */
  readonly ends: string;
}

/** What is known of the account, for dashboards and alarms. Safe to print. */
export interface AccountState {
  readonly breakers: readonly AccountBreaker[];
  /** By phone number id, as last read or flagged. */
  readonly numbers: Readonly<Record<string, { readonly quality: NumberQuality; readonly at: number }>>;
  /** People outside the window that the portfolio may reach in 24 hours; `Infinity` without a limit. */
  readonly messagingLimit?:
    { readonly tier: string; readonly people: number; readonly at: number } | undefined;
  /** Violations, announced disabling, reviews, alerts: what Meta told and nothing stops for. */
  readonly notices: readonly {
    readonly topic: AccountTopic;
    readonly subject: string;
    readonly at: number;
    readonly detail: Readonly<Record<string, string | number>>;
  }[];
  /** What was ended by hand, newest first. */
  readonly released: readonly {
    readonly topic: AccountTopic;
    readonly subject: string;
    readonly by: string;
    readonly reason: string;
    readonly at: number;
  }[];
}

/** What may be ended by hand. */
export type Releasable =
  | { readonly breaker: "ban" | "offboarded" | "template_classification" | "payment" | "marketing_route" }
  /** Not before 24 hours, and not while the number's quality is RED. Default: the client's own number. */
  | { readonly breaker: "spam_limit"; readonly phoneNumberId?: string | undefined }
  | { readonly breaker: "restriction"; readonly type: string }
  | { readonly breaker: "country"; readonly country: string }
  | { readonly breaker: "template_held"; readonly template: string; readonly language: string };

export type ReleaseInput = Releasable & {
  /** Who decided it: a person, not a machine. */
  readonly by: string;
  /** What was done, or what Meta said. */
  readonly reason: string;
};

/** The account's standing with Meta, beside its endpoints. */
export interface AccountStateApi {
  /** What is restricted, paused and limited now, and what ends it. */
  state(): Promise<AccountState>;
  /**
   * Ends a breaker by hand. The release is stored with its author and reason; webhooks of before it change nothing any more.
   *
   * @throws ValidationError `INVALID_OPTIONS` when nothing of the kind is tripped, or it may not be ended yet.
   */
  release(input: ReleaseInput): Promise<void>;
  /** Reads quality and messaging limit of all numbers from Meta. Throws GraphApiError, TransportError. */
  refresh(): Promise<void>;
}

export function createAccountStateApi(engine: Engine): AccountStateApi {
  const { account, clock, store } = engine;
  return {
    state: async () => {
      await store.init();
      return stateOf(await account.facts(), clock.now());
    },
    refresh: () => account.refresh(),
    release: async (input) => {
      await store.init();
      const facts = await account.facts();
      const now = clock.now();
      const subject = subjectOf(input, engine.phoneNumberId);
      const fact = facts.find((one) => one.topic === input.breaker && one.subject === subject);
      const problem = problemOf(input, fact, facts, now);
      if (problem !== undefined) {
        throw new ValidationError("INVALID_OPTIONS", `The breaker cannot be released: ${problem}.`, {
          fix: "account.state() shows what is tripped and what ends it.",
          problems: [{ field: "breaker", problem }],
        });
      }
      await account.learn([
        {
          businessAccountId: engine.businessAccountId,
          topic: input.breaker,
          subject,
          at: Math.max(now, fact?.at ?? now),
          active: false,
          released: { by: input.by, reason: input.reason },
        },
      ]);
    },
  };
}

function problemOf(
  input: ReleaseInput,
  fact: AccountFact | undefined,
  facts: readonly AccountFact[],
  now: number,
): string | undefined {
  const { by, reason } = input as { readonly by?: unknown; readonly reason?: unknown };
  if (typeof by !== "string" || by.trim() === "" || typeof reason !== "string" || reason.trim() === "")
    return "it needs by (who decided) and reason (why)";
  const breaker = breakerOf(fact);
  if (!RELEASABLE.includes(input.breaker) || !inForce(breaker, now)) return "nothing of this kind is tripped";
  if (input.breaker !== "spam_limit") return undefined;
  if (now - breaker.since < DAY) return "a spam limit stays for 24 hours";
  return numberQuality(facts, breaker.subject) === "RED" ? "the number's quality is RED" : undefined;
}

const RELEASABLE: readonly string[] = [
  "ban",
  "offboarded",
  "template_classification",
  "payment",
  "marketing_route",
  "spam_limit",
  "restriction",
  "country",
  "template_held",
] satisfies readonly Releasable["breaker"][];

function subjectOf(input: Releasable, phoneNumberId: string): string {
  switch (input.breaker) {
    case "spam_limit":
      return input.phoneNumberId ?? phoneNumberId;
    case "restriction":
      return input.type;
    case "country":
      return input.country;
    case "template_held":
      return templateSubject({ name: input.template, language: input.language });
    default:
      return "";
  }
}

/** Pure. */
export function stateOf(facts: readonly AccountFact[], now: number): AccountState {
  const limit = facts.find(({ topic }) => topic === "messaging_limit");
  const people = peopleOf(limit);
  return {
    breakers: facts
      .filter(({ topic }) => topic in STOPS)
      .flatMap((fact) => breakerOf(fact) ?? [])
      .filter((breaker) => inForce(breaker, now))
      .map(describe),
    numbers: Object.fromEntries(
      facts
        .filter(({ topic }) => topic === "number")
        .map(({ subject, at }) => [subject, { quality: numberQuality(facts, subject), at }]),
    ),
    ...(limit === undefined || people === undefined
      ? {}
      : { messagingLimit: { tier: String(limit.detail?.tier), people, at: limit.at } }),
    notices: facts
      .filter(isNotice)
      .map(({ topic, subject, at, detail }) => ({ topic, subject, at, detail: detail ?? {} })),
    released: facts
      .flatMap(({ topic, subject, at, released }) =>
        released === undefined ? [] : [{ topic, subject: shown(topic, subject), ...released, at }],
      )
      .sort((a, b) => b.at - a.at),
  };
}

function isNotice({ topic, active, detail }: AccountFact): boolean {
  if (topic === "ban") return detail?.state === "SCHEDULE_FOR_DISABLE";
  return active && (topic === "violation" || topic === "review" || topic === "alert");
}

const HAND = "Meta's word, or account.release().";

/** What each breaker stops, and what ends it. */
const STOPS: Readonly<Partial<Record<AccountTopic, readonly [stops: string, ends: string]>>> = {
  ban: ["Everything.", "Meta's REINSTATE, or account.release()."],
  offboarded: ["Everything.", "Meta's ACCOUNT_RECONNECTED, or account.release()."],
  number_removed: ["Everything from that number.", "Meta's webhook when the number comes back."],
  restriction: [
    "What the type of restriction names.",
    "Its end, or account.release() after a successful appeal.",
  ],
  template_classification: ["Utility templates and Direct Send.", HAND],
  spam_limit: [
    "Templates from that number.",
    "account.release(), after 24 hours and with a quality that is not RED.",
  ],
  country: ["Templates to that country.", "account.release()."],
  payment: ["Templates, for an hour at a time.", "The next send that passes, or account.release()."],
  marketing_route: ["Marketing over the Cloud API.", "The marketingMessages option, or account.release()."],
  template_marketing: ["Marketing with that template.", "A day."],
  template_held: [
    "Nothing; that template goes at a tenth of the pace.",
    "The first delivery, or Meta's pause.",
  ],
  number_flag: ["Marketing from that number.", "Meta's UNFLAGGED, or a better rating."],
};

function describe(breaker: Breaker): AccountBreaker {
  const { topic, subject, since, until, code } = breaker;
  const [stops, ends] = STOPS[topic] ?? ["", ""];
  return {
    topic,
    subject: shown(topic, subject),
    since,
    ...(until === undefined ? {} : { until }),
    ...(code === undefined ? {} : { code }),
    stops,
    ends,
  };
}

function shown(topic: AccountTopic, subject: string): string {
  if (topic === "number_flag" || topic === "number_removed")
    return PhoneNumber.fromWaId(subject)?.masked ?? "";
  return subject.replace("\n", " ");
}
