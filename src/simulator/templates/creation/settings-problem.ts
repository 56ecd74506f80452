import { badParameter, type GraphFailure } from "../../graph-failure.js";
import type { TemplateDraft } from "../template-draft.js";

const CATEGORIES = ["MARKETING", "UTILITY", "AUTHENTICATION"];
const SECONDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
};

/** Name, language, category and time to live. */
export function settingsProblem(draft: TemplateDraft): GraphFailure | undefined {
  const { name, language, category } = draft;
  if (!/^[a-z0-9_]{1,512}$/.test(name))
    return badParameter("Param name must be 1 to 512 lower-case letters, digits and underscores.");
  if (!/^[a-z]{2,3}(_[A-Z]{2,4})?$/.test(language))
    return badParameter(`Param language is not a supported language: "${language}".`);
  if (!CATEGORIES.includes(category))
    return badParameter(`Param category must be one of {${CATEGORIES.join(", ")}} - got "${category}".`);
  return ttlProblem(draft);
}

function ttlProblem({ category, ttlSeconds }: TemplateDraft): GraphFailure | undefined {
  const [least, most] = SECONDS[category] ?? [0, 0];
  if (ttlSeconds === undefined || (ttlSeconds === -1 && category !== "MARKETING")) return undefined;
  return typeof ttlSeconds === "number" &&
    Number.isInteger(ttlSeconds) &&
    ttlSeconds >= least &&
    ttlSeconds <= most
    ? undefined
    : badParameter(
        `Param message_send_ttl_seconds must be ${String(least)} to ${String(most)} for ${category}.`,
      );
}
