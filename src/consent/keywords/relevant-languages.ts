import { countryLanguages } from "./country-languages.js";
import type { KeywordInput } from "./keyword-input.js";

/**
 * The languages whose ambiguous words count for this person: those given, those of the country, and English.
 * Source: compliance 4.3 step 10.
 */
export function relevantLanguages(
  input: Pick<KeywordInput, "languages" | "country" | "callingCode">,
): ReadonlySet<string> {
  const given = (input.languages ?? []).flatMap(listLanguages);
  return new Set([...given, ...countryLanguages(input.country, input.callingCode), "en"]);
}

const OLD_TAGS: Readonly<Record<string, string>> = { iw: "he", in: "id" };

/**
 * The list languages of a tag as Meta (`pt_BR`, `zh_HK`) or BCP 47 (`zh-Hant-TW`) writes it. Chinese without script or
 * region is both; an unknown language stays itself, for words the business added.
 */
export function listLanguages(tag: string): readonly string[] {
  const [language = "", ...subtags] = tag.trim().toLowerCase().split(/[-_]/);
  if (language !== "zh") return language === "" ? [] : [OLD_TAGS[language] ?? language];
  if (subtags.includes("hans")) return ["zh-Hans"];
  if (subtags.some((subtag) => ["hant", "tw", "hk", "mo"].includes(subtag))) return ["zh-Hant"];
  return subtags.length === 0 ? ["zh-Hans", "zh-Hant"] : ["zh-Hans"];
}
