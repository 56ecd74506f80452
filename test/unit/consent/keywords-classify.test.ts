import { describe, expect, it } from "vitest";
import {
  classifyCaption,
  classifyKeyword,
  type KeywordInput,
  type KeywordMatch,
  type KeywordOptions,
} from "../../../src/consent/keywords/index.js";

const say = (text: string, rest: Partial<KeywordInput> = {}, options?: KeywordOptions): KeywordMatch =>
  classifyKeyword({ source: "text", text, ...rest }, options);
const press = (
  payload: string | undefined,
  text?: string,
  rest: Partial<KeywordInput> = {},
  options?: KeywordOptions,
) => classifyKeyword({ source: "interactive", payload, text, ...rest }, options);
const NONE = { kind: "none" };

describe("scope", () => {
  it.each(["stop all", "STOPALL", "Stop-all, please", "opt out all"])("%s asks for everything", (text) => {
    const options = { extraOptOut: { en: ["opt out all"] } };
    expect(say(text, {}, options)).toMatchObject({ kind: "opt_out", scopeHint: "all" });
  });

  it("is marketing otherwise, on +1 too: the wider default is the caller's", () => {
    expect(say("stop", { callingCode: "1" })).toMatchObject({ scopeHint: "marketing" });
  });

  it("follows the payload", () => {
    expect(press("STOP_ALL")).toMatchObject({ tier: "payload", scopeHint: "all" });
  });
});

describe("+1 numbers", () => {
  it.each(["cancel", "End", "QUIT!"])("%s withdraws", (text) => {
    for (const place of [{ callingCode: "1" }, { callingCode: "+1" }, { country: "CA" }, { country: "pr" }]) {
      expect(say(text, place)).toMatchObject({ kind: "opt_out", tier: "T1", scopeHint: "marketing" });
    }
  });

  it.each(["exit", "no", "remove", "pause"])("%s stays ambiguous", (text) => {
    expect(say(text, { country: "US" })).toMatchObject({ kind: "opt_out_suspected", tier: "T2" });
  });

  it("a sentence withdraws there and is suspected elsewhere", () => {
    expect(say("please stop texting me", { country: "US" })).toMatchObject({ kind: "opt_out", tier: "T3" });
    expect(say("please stop texting me", { country: "GB" })).toMatchObject({
      kind: "opt_out_suspected",
      tier: "T3",
    });
  });

  it("believes the calling code before the country", () => {
    expect(say("cancel", { country: "US", callingCode: "44" })).toMatchObject({ kind: "opt_out_suspected" });
  });
});

describe("prompts", () => {
  it.each(["stop", "Unsubscribe", "STOP ALL", "stopall", "stop please"])("nobody owns %s", (text) => {
    const ownedWords = ["stop", "unsubscribe", "stop all", "stopall"];
    expect(say(text, { prompt: { ownedWords } })).toMatchObject({ kind: "opt_out", tier: "T1" });
    expect(say(text, { prompt: { ownedWords, isDoubleOptIn: true } })).toMatchObject({ kind: "opt_out" });
  });

  it("own every other word, strong, advertised, ambiguous or plain", () => {
    for (const text of ["abmelden", "sair", "cancel", "start", "blue"]) {
      const rest = {
        prompt: { ownedWords: [text] },
        advertisedWords: [text],
        optedOut: true,
        callingCode: "1",
      };
      expect(say(`${text.toUpperCase()}!`, rest)).toMatchObject({ kind: "owned", keyword: text });
    }
  });

  it("own long answers and those with courtesy in them", () => {
    const answer =
      "Yes, please cancel my appointment on Monday and call me back about the next free one, thanks";
    expect(say(answer, { prompt: { ownedWords: [answer] } })).toMatchObject({ kind: "owned" });
    expect(say("no", { prompt: { ownedWords: ["No, thanks"] } })).toMatchObject({ kind: "owned" });
  });

  it("do not own what they did not list", () => {
    expect(say("cancel", { prompt: { ownedWords: ["yes"] } })).toMatchObject({ tier: "T2" });
    expect(say("nein", { prompt: { ownedWords: [] }, languages: ["de"] })).toMatchObject({ kind: "owned" });
    expect(say("yes", { prompt: { ownedWords: [] } })).toEqual(NONE);
  });

  it("of a double opt-in: pressed, asked in another language, answered with an opt-in word or the way out", () => {
    const prompt = { ownedWords: [], isDoubleOptIn: true };
    expect(press("btn-1", "Yes", { prompt })).toMatchObject({ kind: "confirm", method: "exact" });
    expect(press("OPT_IN", "Yes", { prompt })).toMatchObject({ kind: "confirm", method: "payload" });
    expect(press("btn-2", "No", { prompt })).toMatchObject({ kind: "deny" });
    expect(say("ja", { prompt })).toEqual(NONE);
    expect(say("ja", { prompt, languages: ["de"] })).toMatchObject({ kind: "confirm", language: "de" });
    expect(say("subscribe", { prompt })).toMatchObject({ kind: "confirm" });
    expect(say("unsub", { prompt })).toMatchObject({ kind: "opt_out" });
    expect(say("cancel", { prompt })).toMatchObject({ kind: "opt_out_suspected" });
  });
});

describe("buttons", () => {
  it("read the registered payload before everything", () => {
    expect(press(" opt_out ", "Yes", { prompt: { ownedWords: ["OPT_OUT", "Yes"] } })).toMatchObject({
      tier: "payload",
    });
    expect(press("bye", undefined, {}, { optOutPayloads: ["BYE"] })).toMatchObject({
      kind: "opt_out",
      keyword: "bye",
    });
    expect(press("OPT_OUT", undefined, {}, { optOutPayloads: [] })).toMatchObject({ tier: "T1" });
    expect(press("SUBSCRIBE", "Keep me posted")).toEqual(NONE);
    expect(press("SUBSCRIBE", "Keep me posted", { optedOut: true })).toMatchObject({
      kind: "opt_in",
      method: "payload",
    });
    expect(press("JOIN_VIP", undefined, { optedOut: true }, { optInPayloads: ["join_vip"] })).toMatchObject({
      kind: "opt_in",
    });
  });

  it("take a payload that is a strong word, unless it is owned", () => {
    expect(press("Abmelden", "Tschüss")).toMatchObject({ kind: "opt_out", tier: "T1", language: "de" });
    expect(press("Abmelden", "Tschüss", { prompt: { ownedWords: ["abmelden"] } })).toEqual(NONE);
    expect(press("cancel", "x", { callingCode: "1" })).toEqual(NONE);
  });

  it("then the title: strong words and sentences count, ambiguous ones answer the message with the button", () => {
    expect(press("x", "Stop promotions")).toMatchObject({ kind: "opt_out", tier: "T1" });
    expect(press(undefined, "Stop messaging me")).toMatchObject({ kind: "opt_out_suspected", tier: "T3" });
    expect(press("x", "Cancel", { callingCode: "1" })).toMatchObject({ kind: "owned", keyword: "cancel" });
    expect(press("x", "unsuscribe")).toEqual(NONE);
    expect(press("x", "Details")).toEqual(NONE);
    expect(press(undefined, undefined)).toEqual(NONE);
  });

  it("ignore the payload of a typed text", () => {
    expect(classifyKeyword({ source: "text", payload: "OPT_OUT", text: "hello there" })).toEqual(NONE);
  });

  it("say nothing when forwarded", () => {
    expect(press("OPT_OUT", "Stop", { forwarded: true })).toEqual(NONE);
  });
});

describe("opting in", () => {
  it("needs a person who gets nothing", () => {
    expect(say("start")).toEqual(NONE);
    expect(say("start", { optedOut: false })).toEqual(NONE);
    expect(say("Start, please", { optedOut: true })).toMatchObject({ kind: "opt_in", language: "en" });
  });

  it.each([
    ["resume", "en"],
    ["devam", "tr"],
    ["lanjutkan", "id"],
    ["endelea", "sw"],
    ["tiếp tục", "vi"],
    ["恢复", "zh-Hans"],
    ["再開", "ja"],
    ["reanudar", "es"],
  ])("takes %s only when our last message offered it", (text, language) => {
    const person = { languages: [language], optedOut: true };
    expect(say(text, person)).toEqual(NONE);
    expect(say(text, { ...person, lastOutboundOffersOptIn: true })).toMatchObject({
      kind: "opt_in",
      language,
    });
  });

  it("keeps opt-in words of other languages out", () => {
    expect(say("alta", { optedOut: true })).toEqual(NONE);
  });
});

describe("arguments", () => {
  it.each([
    ["STOP 12345", "12345"],
    ["stop #A-12", "a 12"],
    ["stop all 7", "7"],
    ["unsubscribe 2 3 4", "2 3 4"],
    ["अनसब्सक्राइब १२", "१२"],
  ])("%s", (text, argument) => {
    expect(say(text)).toMatchObject({ kind: "with_argument", argument });
  });

  it.each(["stop 1 2 3 4", "stop a", "stop in 5 minutes", "cancel 12345", "12345"])("%s is none", (text) => {
    expect(say(text)).toEqual(NONE);
  });
});

describe("misspellings", () => {
  it.each(
    "stp sto stpo sotp stoop unsubcribe unsubscibe unsubsribe usubscribe unsubscribed un-subscribe".split(
      " ",
    ),
  )("%s is suspected", (text) => {
    expect(say(text)).toMatchObject({ kind: "opt_out_suspected", tier: "fuzzy" });
    expect(say(text, {}, { fuzzy: false })).toEqual(NONE);
    expect(say(text, { callingCode: "1" })).toMatchObject({ kind: "opt_out_suspected" });
  });

  it.each("step shop top spot atop stock store start stops subscribe".split(" "))("%s is not", (text) => {
    expect(say(text)).toEqual(NONE);
  });

  it("stopp is German, not a slip", () => {
    expect(say("stopp")).toMatchObject({ kind: "opt_out", language: "de" });
  });

  it("knows relevant languages, and words that are right as they are", () => {
    expect(say("abmedlen", { languages: ["de"] })).toMatchObject({
      tier: "fuzzy",
      keyword: "abmelden",
      method: "edit_distance",
    });
    expect(say("abmedlen", { languages: ["fr"] })).toEqual(NONE);
    expect(say("anmelden", { languages: ["de"] })).toEqual(NONE);
    expect(say("otpout")).toMatchObject({ tier: "fuzzy", keyword: "optout" });
    expect(say("отписаца", { languages: ["ru"] })).toEqual(NONE);
    expect(say("отписатся", { languages: ["ru"] })).toMatchObject({ keyword: "отписаться" });
  });
});

describe("order and gates", () => {
  it("puts T1 before advertised, advertised before T2", () => {
    expect(say("stop", { advertisedWords: ["stop"] })).toMatchObject({ tier: "T1" });
    expect(say("cancel", { advertisedWords: ["Cancel"] })).toMatchObject({ tier: "advertised" });
    expect(say("Please SAIR", { advertisedWords: ["sair"], languages: ["pt"] })).toMatchObject({
      tier: "advertised",
      language: "pt",
    });
  });

  it("reads no keyword in seven words or in sixty-one letters", () => {
    const options = {
      extraOptOut: { en: ["one two three four five six seven", "a".repeat(61), "b".repeat(60)] },
    };
    expect(say("one two three four five six seven", {}, options)).toEqual(NONE);
    expect(say("a".repeat(61), {}, options)).toEqual(NONE);
    expect(say("b".repeat(60), {}, options)).toMatchObject({ tier: "T1" });
  });

  it("reads no sentence beyond 240 letters, and nothing beyond what WhatsApp carries", () => {
    const tail = (length: number): string => `stop messaging me ${"x".repeat(length)}`;
    expect(say(tail(222))).toMatchObject({ tier: "T3" });
    expect(say(tail(223))).toEqual(NONE);
    expect(say(`stop${"!".repeat(8188)}`)).toMatchObject({ tier: "T1" });
    expect(say(`stop${"!".repeat(8189)}`)).toEqual(NONE);
  });

  it("takes no text, and text of nothing", () => {
    expect(classifyKeyword({ source: "text" })).toEqual(NONE);
    expect(say("🙏")).toEqual(NONE);
  });
});

describe("words of the business", () => {
  it("adds strong words in any spelling, also in languages without a list", () => {
    const options = { extraOptOut: { el: ["Σταμάτα"], de: ["Schlüss machen"], ko: ["알림 끄기"] } };
    expect(say("ΣΤΑΜΑΤΑ!", {}, options)).toMatchObject({ tier: "T1", language: "el", keyword: "Σταμάτα" });
    expect(say("schluess machen", {}, options)).toMatchObject({ tier: "T1", language: "de" });
    expect(say("알림끄기", {}, options)).toMatchObject({ tier: "T1", language: "ko" });
    expect(say("알림끄기")).toEqual(NONE);
  });

  it("frees an added short word from the language rule of its namesake", () => {
    expect(say("ret", {}, { extraOptOut: { da: ["ret"] } })).toMatchObject({ tier: "T1", language: "da" });
  });

  it("removes words of one language, never the reserved ones", () => {
    const options = {
      removeOptOut: { en: ["Leave", "revoke", "stop", "unsubscribe", "stop all", "start"], es: ["no"] },
    };
    expect(say("leave", {}, options)).toEqual(NONE);
    expect(say("revoke", {}, options)).toEqual(NONE);
    expect(say("leave")).toMatchObject({ tier: "T2" });
    for (const text of ["stop", "unsubscribe", "stop all"])
      expect(say(text, {}, options)).toMatchObject({ tier: "T1" });
    expect(say("start", { optedOut: true }, options)).toMatchObject({ kind: "opt_in" });
    expect(say("no", { languages: ["es"] }, options)).toMatchObject({ tier: "T2", language: "en" });
  });

  it("folds the words of one options object once", () => {
    const options = { extraOptOut: { en: ["enough of this"] } };
    expect(say("Enough of this!", {}, options)).toEqual(say("Enough of this!", {}, options));
  });
});

describe("what a match says of itself", () => {
  const read = (text: string, more: Partial<KeywordInput> = {}) =>
    classifyKeyword({ source: "text", text, ...more });
  const asked = { prompt: { ownedWords: [], isDoubleOptIn: true } } as const;

  it("an equal word was found exactly, whatever it means", () => {
    expect(read("stop")).toMatchObject({ kind: "opt_out", tier: "T1", method: "exact", language: "en" });
    expect(read("no", asked)).toMatchObject({ kind: "deny", method: "exact" });
    expect(read("yes", asked)).toMatchObject({ kind: "confirm", method: "exact" });
    expect(read("start", { optedOut: true })).toMatchObject({ kind: "opt_in", method: "exact" });
  });

  it("a word that only our own message named has no language", () => {
    expect(read("Quilts!", { advertisedWords: ["QUILTS"] })).toEqual({
      kind: "opt_out",
      tier: "advertised",
      keyword: "QUILTS",
      language: undefined,
      scopeHint: "marketing",
      method: "exact",
      normalised: "quilts",
    });
  });

  it("a reference keeps its parts apart, and a keyword of two words is one keyword", () => {
    expect(read("STOP 12 34 a")).toMatchObject({
      kind: "with_argument",
      keyword: "stop",
      argument: "12 34 a",
    });
    expect(read("stop all 12345")).toMatchObject({
      kind: "with_argument",
      keyword: "stop all",
      argument: "12345",
    });
    expect(read("stop 1 2 3 4").kind).toBe("none");
    expect(read("12345").kind).toBe("none");
  });

  it("a sentence ends marketing on a +1 number", () => {
    expect(read("please stop texting me", { callingCode: "1" })).toMatchObject({
      kind: "opt_out",
      tier: "T3",
      scopeHint: "marketing",
    });
  });

  it("a named word is the same word however its umlaut is written", () => {
    expect(read("kuendigen", { advertisedWords: ["Kündigen"] })).toMatchObject({ tier: "advertised" });
    expect(read("kündigen", { advertisedWords: ["KUENDIGEN"] })).toMatchObject({ tier: "advertised" });
  });

  it("a button without a readable payload speaks by its title", () => {
    for (const payload of ["  ", "!?", undefined])
      expect(classifyKeyword({ source: "button", payload, text: "Stop" })).toMatchObject({
        kind: "opt_out",
        tier: "T1",
      });
  });
});

describe("a caption", () => {
  it.each([
    ["Stop!", { kind: "in_caption", keyword: "stop", language: "en", normalised: "stop" }],
    ["cancel", { kind: "in_caption", keyword: "cancel", language: "en", normalised: "cancel" }],
    ["please stop texting me", { kind: "in_caption", language: "en" }],
    ["start", NONE],
    ["stop 12345", NONE],
    ["is this the right size?", NONE],
  ])("%s is told at most, and opts nobody out", (text, expected) => {
    expect(classifyCaption({ text, optedOut: true })).toMatchObject(expected);
  });

  it("is no word of the person's own when it was forwarded, and knows the business's words", () => {
    expect(classifyCaption({ text: "stop", forwarded: true })).toEqual(NONE);
    expect(classifyCaption({ text: "silence hereafter" })).toEqual(NONE);
    expect(
      classifyCaption({ text: "silence hereafter" }, { extraOptOut: { en: ["silence hereafter"] } }),
    ).toMatchObject({
      kind: "in_caption",
      keyword: "silence hereafter",
    });
  });
});
