import { hashKey } from "../../counters/index.js";

/** Names of the counters. People and templates stand in them as hashes. */
export const KEYS = {
  /** Scope of the portfolio: spreading over several numbers gains nothing. */
  reach: "reach",
  marketingReach: "reach:marketing",
  newPeople: "new",
  numberReach: (number: string) => `reach:${number}`,
  numberDays: (number: string) => `days:${number}`,
  strangers: (number: string) => `strangers:${number}`,
  marketingStrangers: (number: string) => `strangers:marketing:${number}`,
  strangerPause: (number: string) => `pause:${number}`,
  list: (number: string) => `list:${number}`,
  undelivered: (number: string) => `undelivered:${number}`,
  listBreaker: (number: string) => `breaker:list:${number}`,
  unanswered: (number: string, person: string) => `unanswered:${number}:${person}`,
  parameters: (template: string) => `parameters:${template}`,
  feedback: (template: string) => `feedback:${template}`,
  engagement: (template: string) => `engagement:${template}`,
  optOutBreaker: (template: string) => `breaker:opt-out:${template}`,
  engagementBreaker: (template: string) => `breaker:engagement:${template}`,
  grants: (who: string) => `grants:${who}`,
  grant: (hashOfEventId: string) => `grant:${hashOfEventId}`,
} as const;

/** What stands for a template: of every language, because an offer in two languages is one offer. */
export function templateKey(name: string): string {
  let key = templateKeys.get(name);
  if (key === undefined) {
    if (templateKeys.size >= MOST_KEYS) templateKeys.clear();
    templateKeys.set(name, (key = hashKey("template", name)));
  }
  return key;
}

/** Every send asks for its template's. More than an account may have. */
const MOST_KEYS = 10_000;
const templateKeys = new Map<string, string>();
