import type { ContentAction } from "./content/content-config.js";

/** One thing that may be set to one of a few values: which of them, and what it decides. */
export interface PolicyChoiceInfo {
  /** Guard or row that it belongs to. */
  readonly guard: string;
  /** Every value that the configuration takes, from the strictest to the loosest. */
  readonly values: readonly (boolean | ContentAction)[];
  /** Why there is no looser value than the last. */
  readonly ceiling?: string | undefined;
  /** What it decides. */
  readonly what: string;
}

const ACTIONS = ["refuse", "warn", "ignore"] as const satisfies readonly ContentAction[];

/** Every choice that may be set, beside the thresholds of `POLICY_SETTINGS`. */
export const POLICY_CHOICES = {
  "quietHours.enabled": {
    guard: "G22",
    values: [true, false],
    what: "marketing waits for the day of the person",
  },
  "quietHours.allowSunday": {
    guard: "G22",
    values: [false, true],
    what: "marketing on Sundays too, where the country's entry says nothing of them",
  },
  "content.promotion": {
    guard: "row 6",
    values: ACTIONS,
    what: "offers in a chat with somebody who did not agree to marketing; doubtful ones only warn",
  },
  "content.promotionInTemplates": {
    guard: "row 43",
    values: ACTIONS,
    what: "offers in the values of a utility or authentication template",
  },
  "content.cardNumbers": {
    guard: "row 43, policy-data",
    values: ["refuse", "warn"],
    ceiling: "WhatsApp's policy on data forbids whole card numbers",
    what: "whole payment card numbers",
  },
  "content.bankAccounts": {
    guard: "row 43, policy-data",
    values: ACTIONS,
    what: "bank account numbers (IBAN)",
  },
  "content.oneTimeCodes": {
    guard: "row 43, policy-data",
    values: ACTIONS,
    what: "one-time codes outside authentication templates",
  },
} as const satisfies Readonly<Record<string, PolicyChoiceInfo>>;

/** Name of a choice. */
export type PolicyChoice = keyof typeof POLICY_CHOICES;

/** The values of one choice. */
export type PolicyChoiceValue<Choice extends PolicyChoice> =
  (typeof POLICY_CHOICES)[Choice]["values"][number];

/** True for a name of the table. */
export function isPolicyChoice(name: string): name is PolicyChoice {
  return Object.hasOwn(POLICY_CHOICES, name);
}
