import { ValidationError, type ValidationProblem } from "../../core/index.js";
import { classifyKeyword, KEYWORD_LISTS } from "../keywords/index.js";
import type { Scope } from "../types.js";

interface Offer {
  readonly scopes: readonly Scope[];
  /** The words the person saw before they agreed, verbatim. */
  readonly disclosureText: string;
  /** BCP 47 language of these words. */
  readonly language: string;
  readonly policyUrl?: string | undefined;
  readonly noticeVersion?: string | undefined;
}

/**
 * A place where people opt in on WhatsApp. What they then send becomes the opt-in with its evidence by itself:
 * - `keyword`: they write a word that a poster, a web page or a click-to-chat link told them;
 * - `flow`: they tick an opt-in component of a Flow: `field` is its name in the response;
 * - `signup`: they use an in-app sign-up link of Meta; without `signupId` any of yours.
 */
export type OptInOffer =
  | (Offer & {
      readonly kind: "keyword";
      /** For example `"JOIN OFFERS"`. Compared as stop words are: case, accents, punctuation and courtesy aside. */
      readonly keyword: string;
      /** Where it was shown, for the evidence: a URL. */
      readonly pageUrl?: string | undefined;
    })
  | (Offer & { readonly kind: "flow"; readonly field: string })
  | (Offer & { readonly kind: "signup"; readonly signupId?: string | undefined });

/**
 * Checks the offers.
 *
 * @throws ValidationError `INVALID_OPTIONS` for an offer without its words, and for a keyword that opts out in any
 * language: nobody may own such a word.
 */
export function checkOptInOffers(offers: readonly OptInOffer[]): void {
  const problems = offers.flatMap((offer, index) =>
    problemsOf(offer).map(([field, problem]): ValidationProblem => ({
      field: `optInOffers[${String(index)}].${field}`,
      problem,
    })),
  );
  if (problems.length === 0) return;
  const text = problems.map(({ field, problem }) => `${field}: ${problem}`).join("; ");
  throw new ValidationError("INVALID_OPTIONS", `The opt-in offers cannot be used: ${text}.`, {
    fix: "Correct the offers named.",
    problems,
  });
}

function problemsOf(offer: OptInOffer): readonly (readonly [field: string, problem: string])[] {
  const given = offer as unknown as Readonly<Record<string, unknown>>;
  const problems: (readonly [string, string])[] = [];
  for (const field of ["disclosureText", "language"])
    if (!isText(given[field])) problems.push([field, "expected a text"]);
  if (!Array.isArray(given.scopes) || given.scopes.length === 0)
    problems.push(["scopes", "expected at least one"]);
  if (offer.kind === "flow" && !isText(offer.field))
    problems.push(["field", "expected the name of the component"]);
  if (offer.kind === "keyword") {
    if (!isText(offer.keyword)) problems.push(["keyword", "expected a word"]);
    else if (optsOut(offer.keyword)) problems.push(["keyword", "opts out in some language: choose another"]);
  }
  return problems;
}

function optsOut(keyword: string): boolean {
  const languages = Object.keys(KEYWORD_LISTS);
  const { kind } = classifyKeyword({ source: "text", text: keyword, languages });
  return kind === "opt_out" || kind === "opt_out_suspected";
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}
