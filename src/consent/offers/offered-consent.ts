import type { EventFacts } from "../event-facts.js";
import type { InboundFact } from "../inbound-consent.js";
import { normaliseKeywordText } from "../keywords/index.js";
import type { ConsentMethod, Evidence } from "../types.js";
import type { OptInOffer } from "./opt-in-offer.js";

/** What a person sent, as far as an offer looks at it. */
export interface OfferAnswer {
  readonly messageId: string;
  /** A text, or the title of a button. */
  readonly text?: string | undefined;
  readonly forwarded?: boolean | undefined;
  /** The reply of a completed Flow (`nfm_reply`), as it came: `response_json` holds what was ticked. */
  readonly flowReply?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The opt-ins in an inbound message: a keyword of an offer, or ticked components of a Flow. A box that is not ticked
 * means nothing. Pure. Source: compliance 1.3.
 */
export function offeredConsent(
  offers: readonly OptInOffer[],
  fact: InboundFact & { readonly businessName: string; readonly answer: OfferAnswer },
): readonly EventFacts[] {
  const { answer } = fact;
  const flow = readFlow(answer.flowReply);
  return offers.flatMap((offer) => {
    if (offer.kind === "keyword" && answer.forwarded !== true && isSame(offer.keyword, answer.text)) {
      const evidence = { inboundText: answer.text?.slice(0, 300), pageUrl: offer.pageUrl };
      return [grant(offer, fact, "whatsapp_keyword", evidence)];
    }
    if (offer.kind === "flow" && flow?.[offer.field] === true)
      return [
        grant(offer, fact, "whatsapp_flow", { flowToken: textOf(flow.flow_token), formId: offer.field }),
      ];
    return [];
  });
}

/** The offer behind a sign-up link: its scopes and its words go into the evidence of the sign-up. Pure. */
export function signupConsent(
  offers: readonly OptInOffer[],
  facts: EventFacts,
  businessName: string,
): EventFacts {
  if (facts.method !== "in_app_signup") return facts;
  const signups = offers.filter((offer) => offer.kind === "signup");
  const offer =
    signups.find(({ signupId }) => signupId !== undefined && signupId === facts.evidence?.signupId) ??
    signups.find(({ signupId }) => signupId === undefined);
  if (offer === undefined) return facts;
  return { ...facts, scopes: offer.scopes, evidence: { ...facts.evidence, businessName, ...wordsOf(offer) } };
}

function grant(
  offer: OptInOffer,
  fact: InboundFact & { readonly businessName: string; readonly answer: OfferAnswer },
  method: ConsentMethod,
  evidence: Evidence,
): EventFacts {
  const { subject, namespace, at, businessName, answer } = fact;
  return {
    subject,
    namespace,
    occurredAt: at,
    action: "grant",
    scopes: offer.scopes,
    method,
    actor: { kind: "user" },
    evidence: { businessName, messageId: answer.messageId, ...wordsOf(offer), ...evidence },
  };
}

function wordsOf({ disclosureText, language, policyUrl, noticeVersion }: OptInOffer): Evidence {
  return { disclosureText, language, policyUrl, noticeVersion };
}

function isSame(keyword: string, text: string | undefined): boolean {
  if (text === undefined) return false;
  const wanted = normaliseKeywordText(keyword).variants;
  return normaliseKeywordText(text).variants.some((variant) => wanted.includes(variant));
}

/** Meta gives the answers of a Flow as a text of JSON. */
function readFlow(reply: OfferAnswer["flowReply"]): Readonly<Record<string, unknown>> | undefined {
  const text = reply?.response_json;
  if (typeof text !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
