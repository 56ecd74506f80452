import { HOUR, type PersonKey } from "../core/index.js";
import type { EventFacts } from "./build-event.js";
import type { KeywordMatch } from "./keywords/index.js";
import type { ConsentMethod, Scope } from "./types.js";

/** How long marketing waits for the answer to our question (keyword tier T2). */
const HOLD_MS = 72 * HOUR;

interface InboundFact {
  readonly subject: PersonKey;
  readonly namespace: string;
  readonly at: number;
}

/** What the classifier found, or the person's "no, something else" to our question. */
export type ConsentAnswer = KeywordMatch | { readonly kind: "keep" };

/** The key under which the meaning of an inbound message is stored. */
export function keywordKey(messageId: string): string {
  return `wa:${messageId}`;
}

/** What a keyword, a button or an answer means for consent. Undefined when it means nothing. Pure. */
export function keywordEvent(
  fact: InboundFact & {
    readonly match: ConsentAnswer;
    readonly method: Extract<ConsentMethod, `whatsapp_${string}`>;
    readonly messageId: string;
    readonly inboundText?: string | undefined;
    readonly businessName: string;
    /** What an opt-in word gives back: the scopes that the person had stopped. */
    readonly restores: readonly Scope[];
  },
): EventFacts | undefined {
  const { match, subject, namespace, messageId, at, businessName } = fact;
  const common = {
    subject,
    namespace,
    occurredAt: at,
    actor: { kind: "user" },
    method: fact.method,
    evidence: { businessName, messageId, inboundText: fact.inboundText?.slice(0, 300) },
    // The message itself is the key: a redelivered webhook is the same act.
    key: keywordKey(messageId),
  } as const;
  switch (match.kind) {
    case "opt_out":
      return { ...common, action: "withdraw", scopes: match.scopeHint === "all" ? "all" : ["marketing"] };
    case "opt_out_suspected":
      return { ...common, action: "hold", scopes: ["marketing"], expiresAt: at + HOLD_MS };
    case "keep":
      return { ...common, action: "release", scopes: ["marketing"] };
    case "opt_in":
      return { ...common, action: "grant", scopes: fact.restores, ...inChat(common.evidence, match) };
    case "confirm":
    case "deny":
    case "owned":
    case "with_argument":
    case "none":
      return undefined;
  }
}

/** A keyword opt-in is its own disclosure: it takes back what the confirmation of the opt-out named. */
function inChat(
  evidence: NonNullable<EventFacts["evidence"]>,
  match: { readonly keyword: string; readonly language?: string | undefined },
): Pick<EventFacts, "evidence"> {
  return {
    evidence: {
      ...evidence,
      disclosureText: `Keyword "${match.keyword}" after an opt-out`,
      language: match.language ?? "en",
    },
  };
}

/** WhatsApp's own control: stop ends marketing for the whole brand; resume and sign-up are the person's later opt-in. */
export function preferenceEvent(
  fact: InboundFact & {
    readonly preference: {
      readonly category: string;
      readonly value: string;
      readonly signupId?: string | undefined;
    };
    readonly key: string;
  },
): EventFacts | undefined {
  const { preference, subject, namespace, at, key } = fact;
  if (preference.category !== "marketing_messages") return undefined;
  const common = {
    subject,
    namespace,
    occurredAt: at,
    actor: { kind: "user" },
    scopes: MARKETING,
    key,
  } as const;
  switch (preference.value) {
    case "stop":
      return { ...common, action: "withdraw", method: "whatsapp_native" };
    case "resume":
      return { ...common, action: "grant", method: "whatsapp_native" };
    case "signup":
      return {
        ...common,
        action: "grant",
        method: "in_app_signup",
        evidence: { signupId: preference.signupId ?? key },
      };
    default:
      return undefined;
  }
}

/** Meta refused a marketing message with 131050: the person used the stop button and the webhook is late or lost. */
export function nativeStopFromSendError(fact: InboundFact & { readonly sendId: string }): EventFacts {
  return {
    subject: fact.subject,
    namespace: fact.namespace,
    occurredAt: fact.at,
    action: "withdraw",
    scopes: MARKETING,
    method: "webhook_error",
    actor: { kind: "platform" },
    reason: "Meta answered 131050",
    key: `131050:${fact.sendId}`,
  };
}

const MARKETING: readonly Scope[] = ["marketing"];
