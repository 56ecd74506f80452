import type { PersonKey } from "../core/index.js";
import type { EventFacts } from "./event-facts.js";
import type { KeywordMatch } from "./keywords/index.js";
import { HOLD_LASTS_MS } from "./time-applied.js";
import type { ConsentMethod, Evidence, Scope } from "./types.js";

/** What happened to whom, towards which brand, and when (milliseconds since the epoch). */
export interface InboundFact {
  readonly subject: PersonKey;
  readonly namespace: string;
  readonly at: number;
}

/** What the classifier found, or the person's "no, something else" to our question. */
export type ConsentAnswer = KeywordMatch | { readonly kind: "keep" };

/** Marks the events that were read from a message, against those that a bot stored about one. */
export const READ_AS_KEYWORD = "read from the message";

/**
 * What a keyword, a button or an answer means for consent. Undefined when it means nothing. Pure.
 *
 * A clear stop withdraws; an ambiguous word only ever holds (property P7). The event is known by its message, so that a
 * redelivered webhook is the same act. Source: compliance 4.1.
 */
export function keywordEvent(
  fact: InboundFact & {
    readonly match: ConsentAnswer;
    readonly method: Extract<ConsentMethod, `whatsapp_${string}`>;
    readonly messageId: string;
    readonly inboundText?: string | undefined;
    readonly businessName: string;
    /** What an opt-in word gives back: the scopes that the person had stopped. */
    readonly restores: readonly Scope[];
    /** Scopes that our open double opt-in question asks for; without one, yes and no mean nothing here. */
    readonly asked?: readonly Scope[] | undefined;
  },
): EventFacts | undefined {
  const { match, subject, namespace, messageId, at, businessName } = fact;
  const evidence: Evidence = { businessName, messageId, inboundText: fact.inboundText?.slice(0, 300) };
  const common = {
    subject,
    namespace,
    occurredAt: at,
    actor: { kind: "user" },
    method: fact.method,
    evidence,
    reason: READ_AS_KEYWORD,
  } as const;
  switch (match.kind) {
    case "opt_out":
      return { ...common, action: "withdraw", scopes: match.scopeHint === "all" ? "all" : MARKETING };
    case "opt_out_suspected":
      return { ...common, action: "hold", scopes: MARKETING, expiresAt: at + HOLD_LASTS_MS };
    case "keep":
      return { ...common, action: "release", scopes: MARKETING };
    case "opt_in":
      return {
        ...common,
        action: "grant",
        scopes: fact.restores,
        evidence: { ...evidence, ...ownDisclosure(match) },
      };
    case "confirm":
      return fact.asked && { ...common, action: "confirm", scopes: fact.asked };
    case "deny":
      return fact.asked && { ...common, action: "deny", scopes: fact.asked };
    case "owned":
    case "with_argument":
    case "in_caption":
    case "none":
      return undefined;
  }
}

/** A keyword opt-in is its own disclosure: it takes back what the confirmation of the opt-out named. */
function ownDisclosure(match: {
  readonly keyword: string;
  readonly language?: string | undefined;
}): Evidence {
  return { disclosureText: `Keyword "${match.keyword}" after an opt-out`, language: match.language ?? "en" };
}

/**
 * WhatsApp's own control: `stop` ends marketing for the whole brand; `resume` and `signup` are the person's opt-in, which
 * counts once no other number of the brand is still stopped. Both are ordered by the time of the act: an opt-out that came later, by whatever way, stands. Unknown categories and
 * values mean nothing. Pure. Source: compliance 1.3; Meta, user_preferences webhook reference.
 */
export function preferenceEvent(
  fact: InboundFact & {
    readonly preference: {
      readonly category: string;
      readonly value: string;
      readonly signupId?: string | undefined;
    };
    /** The webhook event's own key. */
    readonly key: string;
    /** Number of the business on which the control was used. */
    readonly phoneNumberId?: string | undefined;
  },
): EventFacts | undefined {
  const { preference, subject, namespace, at, key, phoneNumberId } = fact;
  if (preference.category !== "marketing_messages") return undefined;
  const common = {
    subject,
    namespace,
    occurredAt: at,
    actor: { kind: "user" },
    scopes: MARKETING,
    key,
  } as const;
  const evidence: Evidence = { source: key, phoneNumberId };
  switch (preference.value) {
    case "stop":
      return { ...common, action: "withdraw", method: "whatsapp_native", evidence };
    case "resume":
      return { ...common, action: "grant", method: "whatsapp_native", evidence };
    case "signup":
      return {
        ...common,
        action: "grant",
        method: "in_app_signup",
        evidence: { ...evidence, signupId: preference.signupId ?? key },
      };
    default:
      return undefined;
  }
}

/**
 * Meta refused a marketing message with 131050: the person used the stop button and the webhook is late or lost. Pure.
 * Source: compliance 1.3, truth table row 23.
 */
export function nativeStopFromSendError(
  fact: InboundFact & { readonly sendId: string; readonly phoneNumberId?: string | undefined },
): EventFacts {
  return {
    subject: fact.subject,
    namespace: fact.namespace,
    occurredAt: fact.at,
    action: "withdraw",
    scopes: MARKETING,
    method: "webhook_error",
    actor: { kind: "platform" },
    reason: "Meta answered 131050",
    ...(fact.phoneNumberId === undefined ? {} : { evidence: { phoneNumberId: fact.phoneNumberId } }),
    key: `131050:${fact.sendId}`,
  };
}

/** Meta refused a message with 130403: the business blocked the person, on another device or before this registry knew. Pure. */
export function blockFromSendError(fact: InboundFact & { readonly sendId: string }): EventFacts {
  return {
    subject: fact.subject,
    namespace: fact.namespace,
    occurredAt: fact.at,
    action: "suppress",
    suppression: "blocked",
    scopes: "all",
    method: "webhook_error",
    actor: { kind: "platform" },
    reason: "Meta answered 130403",
    key: `130403:${fact.sendId}`,
  };
}

const MARKETING: readonly Scope[] = ["marketing"];
