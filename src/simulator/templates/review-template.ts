import { type Json, text } from "../json.js";
import type { TemplateDraft } from "./creation-problem.js";
import { bodyText, buttonsOf, component } from "./simulated-template.js";

/** What Meta's review says. */
export type ReviewVerdict =
  | { readonly approved: true; readonly category: string }
  | {
      readonly approved: false;
      readonly reason: string;
      readonly info?: { readonly reason: string; readonly recommendation: string } | undefined;
    };

const PROMOTION =
  /\b(sale|discounts?|coupons?|vouchers?|promo(?:tion)?|cashback|limited time|last chance|don'?t miss|hurry|shop now|buy now|order now|special offers?|exclusive offers?|free gift|we miss you|new arrivals?)\b|\d+\s?% off/i;
const THREAT = /\b(legal action|lawsuit|arrest|police|will be sued)\b/i;
const SECRETS = /\b(card number|cvv|iban|aadhaar|social security|national id|your password|your pin)\b/i;
const ONE_TIME_CODE = /\b(otp|one[- ]time (?:code|password|passcode)|verification code|login code)\b/i;
const SHORTENED =
  /\b(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|cutt\.ly|rebrand\.ly|buff\.ly|wa\.me|api\.whatsapp\.com)\b/i;

/**
 * A believable review (compliance sheet 6.1 to 6.3): abusive, phishing and malformed templates are rejected; a
 * promotional utility template is approved as marketing, as since 9 April 2025. Pure.
 *
 * @param others - the account's other templates in the same language.
 */
export function reviewTemplate(
  draft: TemplateDraft,
  others: readonly { readonly components: readonly Json[] }[],
): ReviewVerdict {
  const content = draft.components.map((item) => text(item.text) ?? "").join("\n");
  const urls = buttonsOf(draft)
    .map((button) => text(button.url) ?? "")
    .join("\n");
  if (THREAT.test(content)) return { approved: false, reason: "ABUSIVE_CONTENT" };
  if (SECRETS.test(content)) return { approved: false, reason: "SCAM" };
  if (SHORTENED.test(content) || SHORTENED.test(urls))
    return invalidFormat(
      "The template holds a shortened or WhatsApp link.",
      "Use a link of your own domain.",
    );
  if (draft.category !== "AUTHENTICATION" && ONE_TIME_CODE.test(content))
    return { approved: false, reason: "INCORRECT_CATEGORY" };
  const footer = (template: { readonly components: readonly Json[] }): string =>
    text(component(template, "FOOTER")?.text) ?? "";
  const body = bodyText(draft);
  if (body !== "" && others.some((other) => bodyText(other) === body && footer(other) === footer(draft))) {
    return invalidFormat("Another template has the same body and footer.", "Use the existing template.");
  }
  const promotes =
    draft.category === "UTILITY" &&
    (PROMOTION.test(content) ||
      component(draft, "CAROUSEL") !== undefined ||
      component(draft, "LIMITED_TIME_OFFER") !== undefined);
  return { approved: true, category: promotes ? "MARKETING" : draft.category };
}

function invalidFormat(reason: string, recommendation: string): ReviewVerdict {
  return { approved: false, reason: "INVALID_FORMAT", info: { reason, recommendation } };
}
