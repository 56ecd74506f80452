import { findPromotion } from "../../templates/index.js";
import { holdsBankAccount } from "./bank-account.js";
import { holdsCardNumber } from "./card-number.js";
import { holdsOneTimeCode } from "./one-time-code.js";

/** What stands in the words of a message; never the words themselves. */
export interface ContentReading {
  readonly promotion?: "strong" | "weak" | undefined;
  readonly cardNumber?: true | undefined;
  readonly bankAccount?: true | undefined;
  readonly oneTimeCode?: true | undefined;
}

const NOTHING: ContentReading = {};

/** Reads the words of a free-form message once; rules then look at the result. Pure. */
export function readContent(texts: readonly string[]): ContentReading {
  const text = texts.join("\n");
  const promotion = text === "" ? undefined : findPromotion(text)?.strength;
  return promotion === undefined ? numbersIn(text) : { promotion, ...numbersIn(text) };
}

/**
 * Reads the values of a template. Its own words were read by the linter and by Meta; they only count beside a number that
 * may be a code. Names, numbers and dates are left alone: this runs at every send, and an offer takes words. Pure.
 */
export function readTemplateContent(values: readonly string[], render: () => string): ContentReading {
  const wordy = values.filter((value) => OFFER_LIKE.test(value));
  const promotion = wordy.length === 0 ? undefined : findPromotion(wordy.join("\n"))?.strength;
  const numbers = values.some((value) => NUMBER_LIKE.test(value)) ? numbersIn(render()) : NOTHING;
  return promotion === undefined ? numbers : { promotion, ...numbers };
}

/** Three words or more, a per-cent sign, or a script without spaces. */
const OFFER_LIKE = /\S\s+\S+\s+\S|[%٪]|[\u0E00-\u0E7F\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/;
/** A code or a part of a card or account number. */
const NUMBER_LIKE = /\d{4}|\d{3}[- ]\d{3}/;

function numbersIn(text: string): ContentReading {
  if (!NUMBER_LIKE.test(text)) return NOTHING;
  return {
    ...(holdsCardNumber(text) ? { cardNumber: true } : {}),
    ...(holdsBankAccount(text) ? { bankAccount: true } : {}),
    ...(holdsOneTimeCode(text) ? { oneTimeCode: true } : {}),
  };
}
