/** Ids of the two buttons that ask what an ambiguous word meant. */
export const OPT_OUT_BUTTONS = { stop: "waypost.optout.stop", keep: "waypost.optout.keep" } as const;

export interface OptOutQuestion {
  readonly body: string;
  /** Button titles, at most 20 characters. */
  readonly stop: string;
  readonly keep: string;
}

interface Texts {
  readonly stoppedMarketing: (business: string) => string;
  readonly stoppedAll: (business: string) => string;
  readonly question: (business: string) => OptOutQuestion;
}

const ENGLISH: Texts = {
  stoppedMarketing: (business) =>
    `You will get no more offers from ${business} on WhatsApp. Reply STOP ALL to also stop order updates, or START to get offers again.`,
  stoppedAll: (business) =>
    `You will get no more messages from ${business} on WhatsApp. Reply START to get them again.`,
  question: (business) => ({
    body: `Shall ${business} stop sending you offers on WhatsApp?`,
    stop: "Stop offers",
    keep: "No, something else",
  }),
};

const TEXTS: Readonly<Record<string, Texts>> = {
  en: ENGLISH,
  hi: {
    stoppedMarketing: (business) =>
      `अब ${business} आपको WhatsApp पर ऑफ़र नहीं भेजेगा। ऑर्डर की सूचनाएँ भी बंद करने के लिए STOP ALL लिखें, ऑफ़र फिर से पाने के लिए START लिखें।`,
    stoppedAll: (business) => `अब ${business} आपको WhatsApp पर कोई संदेश नहीं भेजेगा। फिर से पाने के लिए START लिखें।`,
    question: (business) => ({
      body: `क्या ${business} आपको WhatsApp पर ऑफ़र भेजना बंद कर दे?`,
      stop: "ऑफ़र बंद करें",
      keep: "नहीं, कुछ और",
    }),
  },
};

/**
 * The one confirmation of an opt-out (compliance 4.6): names the business, says what stopped and how to come back,
 * promotes nothing. English where there is no text in the language.
 */
export function optOutConfirmation(facts: {
  readonly businessName: string;
  readonly language: string;
  readonly scope: "marketing" | "all";
}): string {
  const texts = textsIn(facts.language);
  return facts.scope === "all"
    ? texts.stoppedAll(facts.businessName)
    : texts.stoppedMarketing(facts.businessName);
}

/** The question after an ambiguous word, with its two buttons. */
export function optOutQuestion(facts: {
  readonly businessName: string;
  readonly language: string;
}): OptOutQuestion {
  return textsIn(facts.language).question(facts.businessName);
}

function textsIn(language: string): Texts {
  return TEXTS[language.toLowerCase().split(/[-_]/)[0] ?? "en"] ?? ENGLISH;
}
