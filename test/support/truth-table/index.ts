/** The truth table of compliance 7.3, as far as the pure policy decides it; the rest is in test/scenario/truth-table.test.ts. */
import { ACCOUNT } from "./account.js";
import { AUTHENTICATION } from "./authentication.js";
import type { DecidedCase } from "./decided-case.js";
import { FREE_FORM } from "./free-form.js";
import { MARKETING } from "./marketing.js";
import { UTILITY } from "./utility.js";

export { type DecidedCase, outcomeOf, wordsOf } from "./decided-case.js";

export const DECIDED: readonly DecidedCase[] = [
  ...FREE_FORM,
  ...UTILITY,
  ...MARKETING,
  ...AUTHENTICATION,
  ...ACCOUNT,
];
