/** Ids of the two buttons that ask what an ambiguous word meant. */
export const OPT_OUT_BUTTONS = { stop: "waypost.optout.stop", keep: "waypost.optout.keep" } as const;

export interface OptOutQuestion {
  readonly body: string;
  /** Button titles, at most 20 characters (Meta, Interactive reply buttons). Their ids: `OPT_OUT_BUTTONS`. */
  readonly stop: string;
  readonly keep: string;
}

/** What is said about an opt-out in one language. No promotion: Meta and the law allow a confirmation, not an offer. */
export interface OptOutTexts {
  /** Marketing stopped: names the business, how to stop order updates too (STOP ALL), and how to come back (START). */
  readonly stoppedMarketing: (business: string) => string;
  /** Everything stopped: names the business and how to come back. */
  readonly stoppedAll: (business: string) => string;
  readonly question: (business: string) => OptOutQuestion;
}

const ENGLISH: OptOutTexts = {
  stoppedMarketing: (business) =>
    `You will get no more offers from ${business} on WhatsApp. Reply STOP ALL to also stop order updates, or START to get offers again.`,
  stoppedAll: (business) =>
    `You will get no more messages from ${business} on WhatsApp. Reply START to get them again.`,
  question: (business) => ({
    body: `Should ${business} stop sending you marketing messages on WhatsApp?`,
    stop: "Stop marketing",
    keep: "No, something else",
  }),
};

const HINDI: OptOutTexts = {
  stoppedMarketing: (business) =>
    `अब ${business} आपको WhatsApp पर ऑफ़र नहीं भेजेगा। ऑर्डर की सूचनाएँ भी बंद करने के लिए STOP ALL लिखें, ऑफ़र फिर से पाने के लिए START लिखें।`,
  stoppedAll: (business) => `अब ${business} आपको WhatsApp पर कोई संदेश नहीं भेजेगा। फिर से पाने के लिए START लिखें।`,
  question: (business) => ({
    body: `क्या ${business} आपको WhatsApp पर ऑफ़र भेजना बंद कर दे?`,
    stop: "ऑफ़र बंद करें",
    keep: "नहीं, कुछ और",
  }),
};

interface TextOptions {
  readonly businessName: string;
  /** BCP 47. English where there is no text in the language. */
  readonly language: string;
  /** Own texts by language (`mr`, or `pt-BR` before `pt`). They go before the built-in English and Hindi ones. */
  readonly texts?: Readonly<Record<string, OptOutTexts>> | undefined;
}

/**
 * The one confirmation of an opt-out: names the business, says what stopped and how to come back, promotes nothing.
 * Send it once, within five minutes of the opt-out. Pure. Source: compliance 4.6, truth table rows 38 and 39.
 */
export function optOutConfirmation(facts: TextOptions & { readonly scope: "marketing" | "all" }): string {
  const texts = textsIn(facts);
  return facts.scope === "all"
    ? texts.stoppedAll(facts.businessName)
    : texts.stoppedMarketing(facts.businessName);
}

/** The question after an ambiguous word, with the titles of its two buttons. Pure. Source: compliance 4.1, tier T2. */
export function optOutQuestion(facts: TextOptions): OptOutQuestion {
  return textsIn(facts).question(facts.businessName);
}

function textsIn({ language, texts = {} }: TextOptions): OptOutTexts {
  const tag = language.toLowerCase().replaceAll("_", "-");
  const [base = tag] = tag.split("-");
  const own = new Map(
    Object.entries(texts).map(([name, value]) => [name.toLowerCase().replaceAll("_", "-"), value]),
  );
  return own.get(tag) ?? own.get(base) ?? (base === "hi" ? HINDI : ENGLISH);
}
