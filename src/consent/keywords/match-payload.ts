import type { KeywordMatch } from "./keyword-match.js";
import type { KeywordInput } from "./keyword-input.js";
import type { KeywordOptions } from "./keyword-options.js";
import { readKeywordText } from "./keyword-reading.js";
import { matchOwned } from "./match-owned.js";
import { matchStrong, scopeHintOf } from "./match-strong.js";
import { DEFAULT_OPT_IN_PAYLOADS, DEFAULT_OPT_OUT_PAYLOADS, isRegisteredPayload } from "./payloads.js";

/**
 * What a pressed button means by its payload alone: registered ids first, then a payload that is itself a T1 word
 * (buttons of templates often carry their text as payload). An opt-in id is held to the rule of opt-in words: it acts
 * only on a person who gets nothing. Source: compliance 4.1, 4.3 steps 11 and 12.
 */
export function matchPayload(input: KeywordInput, options: KeywordOptions): KeywordMatch | undefined {
  const { payload } = input;
  const reading = readKeywordText(payload, input, options);
  if (payload === undefined || reading === undefined) return undefined;
  const found = { keyword: payload, normalised: reading.normalised, method: "payload" } as const;
  if (isRegisteredPayload(payload, options.optOutPayloads ?? DEFAULT_OPT_OUT_PAYLOADS)) {
    return { kind: "opt_out", tier: "payload", scopeHint: scopeHintOf(reading.variants), ...found };
  }
  if (isRegisteredPayload(payload, options.optInPayloads ?? DEFAULT_OPT_IN_PAYLOADS)) {
    if (input.prompt?.isDoubleOptIn === true) return { kind: "confirm", ...found };
    if (input.optedOut === true) return { kind: "opt_in", ...found };
  }
  return matchOwned(reading) === undefined ? matchStrong(reading) : undefined;
}
