import { describe, expect, it } from "vitest";
import {
  classifyKeyword,
  isKeywordSource,
  type KeywordInput,
  type KeywordMatch,
} from "../../../src/consent/keywords/index.js";

type Written = Omit<KeywordInput, "source">;
type Expected = Partial<Record<"kind" | "tier" | "keyword" | "language" | "scopeHint" | "argument", string>>;

const T1 = { kind: "opt_out", tier: "T1" };
const T2 = { kind: "opt_out_suspected", tier: "T2" };
const T3 = { kind: "opt_out_suspected", tier: "T3" };
const NONE = { kind: "none" };
const appointment = { ownedWords: ["CANCEL", "CONFIRM"] };

/** Every row of compliance 4.5, with the languages that the row takes for granted. */
const vectors: readonly (readonly [name: string, input: Written, expected: Expected])[] = [
  ["STOP", { text: "STOP" }, { ...T1, keyword: "stop", scopeHint: "marketing" }],
  ["' stop. '", { text: " stop. " }, T1],
  ["Stop!!", { text: "Stop!!" }, T1],
  ["*Stop*", { text: "*Stop*" }, T1],
  ["full width", { text: "ＳＴＯＰ" }, T1],
  ["courtesy behind", { text: "Stop. Thank you" }, T1],
  ["courtesy before", { text: "please stop" }, T1],
  ["with an emoji", { text: "stop 🙏" }, T1],
  ["stop stop stop", { text: "stop stop stop" }, { ...T1, keyword: "stop" }],
  ["stop messaging me", { text: "stop messaging me" }, { ...T3, language: "en" }],
  ["don't stop", { text: "don't stop" }, NONE],
  ["non-stop flight?", { text: "non-stop flight?" }, NONE],
  ["The End", { text: "The End" }, NONE],
  [
    "unsuscribe",
    { text: "unsuscribe" },
    { kind: "opt_out_suspected", tier: "fuzzy", keyword: "unsubscribe" },
  ],
  ["BAJA, Spanish", { text: "BAJA", languages: ["es_MX"] }, { ...T1, language: "es" }],
  ["BAJA, number from Spain", { text: "BAJA", callingCode: "34" }, { ...T1, language: "es" }],
  ["BAJA, Indonesian (step 10)", { text: "BAJA", languages: ["id"] }, NONE],
  ["talla baja", { text: "talla baja", languages: ["es"] }, NONE],
  ["alto", { text: "alto", languages: ["es"] }, { ...T2, language: "es" }],
  ["sair, not advertised", { text: "sair", languages: ["pt_BR"] }, { ...T2, language: "pt" }],
  [
    "SAIR after 'responda SAIR'",
    { text: "SAIR", languages: ["pt_BR"], advertisedWords: ["SAIR"] },
    { kind: "opt_out", tier: "advertised", keyword: "SAIR" },
  ],
  ["إلغاء", { text: "إلغاء", languages: ["ar"] }, { ...T2, language: "ar" }],
  ["إلغاء الاشتراك", { text: "إلغاء الاشتراك" }, { ...T1, language: "ar" }],
  ["الغاء الإشتراك", { text: "الغاء الإشتراك" }, { ...T1, language: "ar" }],
  ["إلغاء الطلب", { text: "إلغاء الطلب", languages: ["ar"] }, NONE],
  ["退订", { text: "退订" }, { ...T1, language: "zh-Hans" }],
  ["退 订", { text: "退 订" }, { ...T1, language: "zh-Hans" }],
  ["取消", { text: "取消", languages: ["zh_CN"] }, { ...T2, language: "zh-Hans" }],
  ["取消订单", { text: "取消订单", languages: ["zh_CN"] }, NONE],
  ["Dur", { text: "Dur", languages: ["tr"] }, { ...T2, language: "tr" }],
  ["RET on +90", { text: "RET", callingCode: "90" }, { ...T1, language: "tr" }],
  ["RET elsewhere", { text: "RET", callingCode: "44" }, NONE],
  ["ret policy", { text: "ret policy", languages: ["en"] }, NONE],
  ["Widerruf", { text: "Widerruf", languages: ["de"] }, { ...T2, language: "de" }],
  ["résilier", { text: "résilier", languages: ["fr"] }, { ...T2, language: "fr" }],
  ["STOP 12345", { text: "STOP 12345" }, { kind: "with_argument", keyword: "stop", argument: "12345" }],
  ["forwarded STOP", { text: "STOP", forwarded: true }, NONE],
  ["START after STOP", { text: "START", optedOut: true }, { kind: "opt_in", keyword: "start" }],
  ["unstop", { text: "unstop", optedOut: true }, { kind: "opt_in", keyword: "unstop" }],
  ["Cancel on +1", { text: "Cancel", callingCode: "1" }, { ...T1, keyword: "cancel" }],
  ["Cancel on +44", { text: "Cancel", callingCode: "44" }, { ...T2, keyword: "cancel" }],
  ["CANCEL while prompted", { text: "CANCEL", prompt: appointment }, { kind: "owned", keyword: "CANCEL" }],
  ["CANCEL while prompted, +1", { text: "CANCEL", prompt: appointment, callingCode: "1" }, { kind: "owned" }],
  ["STOP while prompted", { text: "STOP", prompt: { ownedWords: ["STOP"] } }, T1],
  ["cancel my order", { text: "cancel my order", callingCode: "1" }, NONE],
  ["please stop my order", { text: "please stop my order", callingCode: "1" }, NONE],
  ["when does the bus stop?", { text: "when does the bus stop?" }, NONE],
  ["we must STOP this bill", { text: "we must STOP this bill" }, NONE],
  ["end", { text: "end", callingCode: "44" }, { ...T2, keyword: "end" }],
  ["end on +1", { text: "end", country: "US" }, { ...T1, keyword: "end" }],
  ["no, no prompt", { text: "no" }, { ...T2, keyword: "no" }],
  ["no, prompt open", { text: "no", prompt: appointment }, { kind: "owned", keyword: "no" }],
  ["shop", { text: "shop" }, NONE],
  ["yes, no prompt", { text: "yes", optedOut: true }, NONE],
  [
    "yes to a double opt-in prompt",
    { text: "yes", prompt: { ownedWords: ["YES", "NO"], isDoubleOptIn: true } },
    { kind: "confirm", keyword: "yes" },
  ],
  [
    "no to a double opt-in prompt",
    { text: "no", prompt: { ownedWords: ["YES", "NO"], isDoubleOptIn: true } },
    { kind: "deny", keyword: "no" },
  ],
];

describe("test vectors of compliance 4.5", () => {
  it.each(vectors)("%s", (_name, input, expected) => {
    expect(classifyKeyword({ source: "text", ...input })).toMatchObject(expected);
  });

  it("button payload OPT_OUT", () => {
    const pressed = classifyKeyword({ source: "button", payload: "OPT_OUT", text: "No more offers" });
    expect(pressed).toEqual<KeywordMatch>({
      kind: "opt_out",
      tier: "payload",
      keyword: "OPT_OUT",
      normalised: "opt out",
      scopeHint: "marketing",
      method: "payload",
    });
  });

  it.each(["image", "video", "sticker", "reaction", "edit", "document"])(
    "a caption on %s is not read",
    (type) => {
      expect(isKeywordSource(type)).toBe(false);
    },
  );

  it.each(["text", "button", "interactive"])("%s is read", (type) => {
    expect(isKeywordSource(type)).toBe(true);
  });
});
