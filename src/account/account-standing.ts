import { type AccountFact, type AccountTopic, templateSubject } from "./account-fact.js";

/** Something that stops or slows sends, from `since`, to `until` or until it is ended. */
export interface Breaker {
  readonly topic: AccountTopic;
  readonly subject: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly until?: number | undefined;
  /** Meta's error code, when one tripped it. */
  readonly code?: number | undefined;
}

export type NumberQuality = "GREEN" | "YELLOW" | "RED" | "UNKNOWN";

/** What the account's state means for one send. Instants are compared by the rules, which know the time. */
export interface AccountStanding {
  /** Disabled, locked, deleted or taken from this app: nothing goes out. */
  readonly closed?: Breaker | undefined;
  readonly restrictions: readonly Breaker[];
  readonly classification?: Breaker | undefined;
  readonly spamLimit?: Breaker | undefined;
  readonly payment?: Breaker | undefined;
  readonly marketingRoute?: Breaker | undefined;
  /** By country. */
  readonly countries: readonly Breaker[];
  readonly quality: NumberQuality;
  /** People outside the window that the portfolio may reach in 24 hours; `Infinity` without a limit. */
  readonly messagingLimit?: number | undefined;
  /** Of the send's template. */
  readonly templateMarketing?: Breaker | undefined;
  readonly templateHeld?: Breaker | undefined;
}

/** Nothing is known against the account. */
export const GOOD_STANDING: AccountStanding = { restrictions: [], countries: [], quality: "UNKNOWN" };

/** A breaker that is tripped at `now`. */
export function inForce(breaker: Breaker | undefined, now: number): breaker is Breaker {
  return breaker !== undefined && (breaker.until === undefined || breaker.until > now);
}

/** Restrictions of messages, which explain an answer 368. */
const MESSAGING = ["RESTRICTED_BIZ_INITIATED_MESSAGING", "RESTRICTED_CUSTOMER_INITIATED_MESSAGING"];
const UTILITY = ["RESTRICTED_UTILITY_TEMPLATES"];

/** Reads the facts for one sender and template. Pure. */
export function accountStanding(
  facts: readonly AccountFact[],
  send: {
    readonly phoneNumberId: string;
    readonly template?: { readonly name: string; readonly language: string } | undefined;
  },
): AccountStanding {
  if (facts.length === 0) return GOOD_STANDING;
  const of = (topic: AccountTopic, subject = ""): AccountFact | undefined =>
    facts.find((fact) => fact.topic === topic && fact.subject === subject);
  const trippedOf = (topic: AccountTopic, subject?: string): Breaker | undefined =>
    breakerOf(of(topic, subject));
  const all = (topic: AccountTopic): readonly Breaker[] =>
    facts.filter((fact) => fact.topic === topic).flatMap((fact) => breakerOf(fact) ?? []);
  const restrictions = all("restriction");
  const template = send.template && templateSubject(send.template);
  return {
    closed: closedBy(facts, restrictions, send.phoneNumberId),
    restrictions,
    classification: endingWith(trippedOf("template_classification"), restrictions, UTILITY),
    spamLimit: trippedOf("spam_limit", send.phoneNumberId),
    payment: trippedOf("payment"),
    marketingRoute: trippedOf("marketing_route"),
    countries: all("country"),
    quality: numberQuality(facts, send.phoneNumberId),
    messagingLimit: peopleOf(of("messaging_limit")),
    templateMarketing: template === undefined ? undefined : trippedOf("template_marketing", template),
    templateHeld: template === undefined ? undefined : trippedOf("template_held", template),
  };
}

export function breakerOf(fact: AccountFact | undefined): Breaker | undefined {
  if (fact?.active !== true) return undefined;
  const { topic, subject, at, until, detail } = fact;
  const code = detail?.code;
  return { topic, subject, since: at, until, code: typeof code === "number" ? code : undefined };
}

/** People of a `messaging_limit` fact. */
export function peopleOf(fact: AccountFact | undefined): number | undefined {
  const people = fact?.detail?.people;
  if (typeof people !== "number") return undefined;
  return people < 0 ? Number.POSITIVE_INFINITY : people;
}

function closedBy(
  facts: readonly AccountFact[],
  restrictions: readonly Breaker[],
  phoneNumberId: string,
): Breaker | undefined {
  const ban = breakerOf(facts.find(({ topic }) => topic === "ban"));
  // An answer 368 is explained by a restriction that is known: that one says what it stops, and until when.
  const explained =
    ban?.code === 368 &&
    restrictions.some(
      ({ subject, until }) => MESSAGING.includes(subject) && (until === undefined || until > ban.since),
    );
  if (ban !== undefined && !explained) return ban;
  const digits = digitsOfNumber(facts, phoneNumberId);
  return (
    breakerOf(facts.find(({ topic }) => topic === "offboarded")) ??
    breakerOf(facts.find(({ topic, subject }) => topic === "number_removed" && subject === digits))
  );
}

/** A breaker that an error tripped ends with the restriction that goes with it, when one is known. */
function endingWith(
  breaker: Breaker | undefined,
  restrictions: readonly Breaker[],
  types: readonly string[],
): Breaker | undefined {
  if (breaker === undefined) return undefined;
  const until = restrictions.find(
    ({ subject, until: end }) => types.includes(subject) && end !== undefined && end > breaker.since,
  )?.until;
  return until === undefined ? breaker : { ...breaker, until };
}

/** The newer of what was read and what was flagged. */
export function numberQuality(facts: readonly AccountFact[], phoneNumberId: string): NumberQuality {
  const read = facts.find(({ topic, subject }) => topic === "number" && subject === phoneNumberId);
  const digits = digitsOfNumber(facts, phoneNumberId);
  const readAt = read?.at ?? Number.NEGATIVE_INFINITY;
  // While it is not known which number this is, a flag of any of them counts.
  const flags = facts.filter(
    ({ topic, subject, at }) =>
      topic === "number_flag" && (digits === undefined || subject === digits) && at >= readAt,
  );
  const rating = ratingOf(read?.detail?.quality);
  if (flags.some(({ active }) => active)) return "RED";
  return flags.length > 0 && rating === "RED" ? "YELLOW" : rating;
}

function digitsOfNumber(facts: readonly AccountFact[], phoneNumberId: string): string | undefined {
  const digits = facts.find(({ topic, subject }) => topic === "number" && subject === phoneNumberId)?.detail
    ?.digits;
  return digits === undefined ? undefined : String(digits);
}

function ratingOf(value: string | number | undefined): NumberQuality {
  return value === "GREEN" || value === "YELLOW" || value === "RED" ? value : "UNKNOWN";
}
