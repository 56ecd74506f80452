import {
  classifyKeyword,
  type ConsentAnswer,
  type ConsentView,
  OPT_OUT_BUTTONS,
  type OpenPrompt,
  type OpenQuestion,
  withKeywordScope,
} from "../consent/index.js";
import type { AskedQuestion } from "../conversations/index.js";
import type { Engine } from "./engine.js";
import { type Inbound, type KeywordSource, placeOf, surroundings } from "./inbound-words.js";
import type { OutboundContext } from "./outbound-context.js";

/** Payloads and reply ids that opt out: of our own question, and those that templates commonly carry. */
export const OPT_OUT_PAYLOADS: readonly string[] = [
  OPT_OUT_BUTTONS.stop,
  "OPT_OUT",
  "STOP_MARKETING",
  "STOP",
];

/** What the person meant, by the words, by where they are and by what they were asked. */
export function classify(
  engine: Engine,
  inbound: Inbound,
  source: KeywordSource,
  {
    optedOut,
    asked,
    awaited,
    sent,
    question,
    view,
  }: {
    readonly optedOut: boolean;
    readonly asked: boolean;
    readonly awaited: readonly string[];
    readonly sent: OutboundContext;
    readonly question: OpenQuestion | undefined;
    readonly view: ConsentView;
  },
): ConsentAnswer {
  if (source.payload === OPT_OUT_BUTTONS.keep) return { kind: "keep" };
  const promptOf = (): OpenPrompt | undefined => {
    if (question !== undefined) return { ownedWords: [], isDoubleOptIn: true };
    if (asked) return { ownedWords: [] };
    const answers = [...sent.ownedWords, ...awaited];
    return answers.length === 0 ? undefined : { ownedWords: answers };
  };
  const answer = classifyKeyword(
    {
      ...source,
      ...surroundings(engine, inbound, sent, view),
      // START and its kin only undo an opt-out: they never make a first opt-in out of nothing.
      optedOut,
      lastOutboundOffersOptIn: sent.confirmedOptOut,
      prompt: promptOf(),
    },
    engine.keywords,
  );
  return withKeywordScope(answer, placeOf(inbound), engine.keywordScope);
}

/** We asked "shall we stop?" and they wrote instead of tapping: another stop word says yes, a plain "no" says no. */
export function answerToOurQuestion(match: ConsentAnswer): ConsentAnswer {
  if (match.kind === "owned") return { kind: "keep" };
  if (match.kind !== "opt_out_suspected") return match;
  return { ...match, kind: "opt_out", tier: "T1", scopeHint: "marketing" };
}

/**
 * A question that takes any text takes ordinary words, too ("cancel", "no"): one word alone is no opt-out then. Stop words
 * and sentences that ask for an end are heard all the same.
 */
export function ownedByQuestion(match: ConsentAnswer, waiting: AskedQuestion | undefined): ConsentAnswer {
  if (waiting === undefined || waiting.choices.length > 0) return match;
  if (match.kind !== "opt_out_suspected" || match.tier !== "T2") return match;
  return {
    kind: "owned",
    keyword: match.keyword,
    language: match.language,
    normalised: match.normalised,
  };
}
