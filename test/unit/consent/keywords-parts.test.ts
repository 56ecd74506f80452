import { describe, expect, it } from "vitest";
import { countryLanguages, isPlusOne } from "../../../src/consent/keywords/country-languages.js";
import { stripCourtesy } from "../../../src/consent/keywords/courtesy.js";
import { foldLetters, foldText } from "../../../src/consent/keywords/fold-text.js";
import { fuzzyKeyword } from "../../../src/consent/keywords/fuzzy.js";
import { classifyKeyword, normaliseKeywordText } from "../../../src/consent/keywords/index.js";
import { type KeywordEntry, keywordIndex } from "../../../src/consent/keywords/keyword-index.js";
import { listLanguages, relevantLanguages } from "../../../src/consent/keywords/relevant-languages.js";

describe("a slip of one letter", () => {
  const entry = (keyword: string, language: string, tier: KeywordEntry["tier"] = "T1"): KeywordEntry => ({
    keyword,
    language,
    tier,
  });
  const index = new Map<string, readonly KeywordEntry[]>([
    ["stop", [entry("stop", "en")]],
    ["unsubscribe", [entry("unsubscribe", "en")]],
    ["arret", [entry("arret", "fr")]],
    ["cancelar", [entry("cancelar", "pt", "T2"), entry("cancelar", "fr"), entry("cancelar", "es")]],
    ["desistir", [entry("desistir", "es", "T2")]],
    ["отписаться", [entry("отписаться", "ru")]],
    ["मैसेजबंद", [entry("मैसेजबंद", "hi")]],
  ]);
  const find = (text: string, ...languages: readonly string[]) =>
    fuzzyKeyword(text, new Set(languages), index);

  it.each([
    ["cancela", "dropped at the end"],
    ["ancelar", "dropped at the start"],
    ["canclar", "dropped within"],
    ["cancelarr", "added at the end"],
    ["xcancelar", "added at the start"],
    ["canceular", "added within"],
    ["cancelas", "another at the end"],
    ["kancelar", "another at the start"],
    ["cancilar", "another within"],
    ["cacnelar", "two neighbours changed"],
    ["acncelar", "the first two changed"],
    ["cancelra", "the last two changed"],
  ])("%s: %s", (text) => {
    expect(find(text, "es")).toEqual({ entry: entry("cancelar", "es"), method: "edit_distance" });
  });

  it.each([
    ["cancel", "two dropped"],
    ["cancelarse", "two added"],
    ["cincilar", "two others"],
    ["cnacelra", "two pairs changed"],
    ["lancecar", "two that are no neighbours changed"],
    ["canlecar", "two with one between changed"],
    ["acncelas", "a pair changed and another letter"],
    ["cancelar", "the word itself"],
    ["desisti", "a word that only may mean a stop"],
    ["", "nothing"],
  ])("%s is none: %s", (text) => {
    expect(find(text, "es")).toBeUndefined();
  });

  it("is one in the person's languages only, and names theirs", () => {
    expect(find("cancelas", "fr", "es")?.entry.language).toBe("fr");
    expect(find("cancelas", "pt")).toBeUndefined();
    expect(find("cancelas")).toBeUndefined();
    expect(find("отписатся", "ru")?.entry.keyword).toBe("отписаться");
  });

  it("is none in a short word, nor where a sign is more than a letter", () => {
    expect(find("arre", "fr")?.entry.keyword).toBe("arret");
    expect(find("arrett", "fr")?.entry.keyword).toBe("arret");
    expect(find("stob", "en")).toBeUndefined();
    expect(find("मैसेजबं", "hi")).toBeUndefined();
  });

  it("that everybody makes is known whatever the language, unless the word was taken away", () => {
    expect(find("stp")).toEqual({ entry: entry("stop", "en"), method: "misspelling" });
    expect(find("unsuscribe", "fr")?.method).toBe("misspelling");
    expect(fuzzyKeyword("stp", new Set(["en"]), new Map())).toBeUndefined();
    expect(
      fuzzyKeyword("stp", new Set(["en"]), new Map([["stop", [entry("stop", "en", "T2")]]])),
    ).toBeUndefined();
  });

  it.each(["step", "shop", "top", "spot", "atop", "stock", "store", "start"])(
    "%s is a word of its own",
    (text) => {
      const near = new Map([
        ...index,
        ["stopp", [entry("stopp", "en")]],
        ["starts", [entry("starts", "en")]],
      ]);
      expect(fuzzyKeyword(text, new Set(["en"]), near)).toBeUndefined();
    },
  );
});

describe("courtesy", () => {
  it.each([
    ["please stop", "stop"],
    ["stop thanks", "stop"],
    ["thank you stop", "stop"],
    ["stop s il vous plait", "stop"],
    ["s il vous plait stop", "stop"],
    ["ok stop now", "stop"],
    ["请退订", "退订"],
    ["退订谢谢", "退订"],
    ["请 退订", "退订"],
    ["취소해주세요", "취소"],
    ["配信停止をお願いします", "配信停止"],
    ["หยุดครับ", "หยุด"],
  ])("is taken off %j", (text, bare) => {
    expect(stripCourtesy(text)).toBe(bare);
  });

  it.each([
    "please",
    "thank you",
    "s il vous plait",
    "谢谢",
    "お願いします",
    "stop it",
    "pleased stop",
    "ok",
  ])("is all there is, or none, in %j", (text) => {
    expect(stripCourtesy(text)).toBe(text);
  });
});

describe("the languages of a place", () => {
  it.each<[string | undefined, string | undefined, string | undefined]>([
    ["DE", undefined, "de"],
    [" de ", undefined, "de"],
    ["IN", undefined, "hi"],
    [undefined, "49", "de"],
    [undefined, "+49", "de"],
    ["XX", "49", "de"],
    ["DE", "33", "de"],
  ])("in %s with the calling code %s one is %s", (country, callingCode, language) => {
    expect(countryLanguages(country, callingCode)).toContain(language);
  });

  it("are none where nothing is known", () => {
    for (const place of [undefined, "", " ", "XX"]) {
      expect(countryLanguages(place, undefined)).toEqual([]);
      expect(countryLanguages(place, "")).toEqual([]);
    }
    expect(countryLanguages(undefined, "999")).toEqual([]);
  });

  it.each<[string | undefined, string | undefined, boolean]>([
    ["US", undefined, true],
    [" us ", undefined, true],
    ["JM", undefined, true],
    ["IN", undefined, false],
    [undefined, "1", true],
    [undefined, "+1", true],
    ["IN", "1", true],
    ["US", "91", false],
    [undefined, undefined, false],
    ["", "", false],
  ])("%s with the calling code %s is under +1: %s", (country, callingCode, expected) => {
    expect(isPlusOne(country, callingCode)).toBe(expected);
  });
});

describe("the lists of a language", () => {
  it.each<[string, readonly string[]]>([
    ["de", ["de"]],
    [" DE_at ", ["de"]],
    ["iw", ["he"]],
    ["in", ["id"]],
    ["zh", ["zh-Hans", "zh-Hant"]],
    ["zh-CN", ["zh-Hans"]],
    ["zh-Hans", ["zh-Hans"]],
    ["zh-Hans-HK", ["zh-Hans"]],
    ["zh-Hant", ["zh-Hant"]],
    ["zh_TW", ["zh-Hant"]],
    ["zh-HK", ["zh-Hant"]],
    ["zh-MO", ["zh-Hant"]],
    ["", []],
    [" ", []],
  ])("of %j are %j", (tag, lists) => {
    expect(listLanguages(tag)).toEqual(lists);
  });

  it("English is always among those of a person", () => {
    expect([...relevantLanguages({})]).toEqual(["en"]);
    expect([...relevantLanguages({ languages: ["hi", "hi"], country: "DE" })]).toEqual(["hi", "de", "en"]);
  });
});

describe("a word that is spelled out or said again", () => {
  it.each([
    ["s t o p", "stop"],
    ["stop stop", "stop"],
  ])("%j is %j", (text, word) => {
    expect(normaliseKeywordText(text).variants).toContain(word);
  });

  it.each([
    ["s top", "stop"],
    ["a b cde", "abcde"],
    ["stop it stop", "stop"],
    ["stop stop it", "stop"],
  ])("%j is not %j", (text, word) => {
    expect(normaliseKeywordText(text).variants).not.toContain(word);
  });
});

describe("folding", () => {
  it("drops an umlaut, or spells it where that is asked for", () => {
    expect([foldText("für"), foldText("für", "spelled")]).toEqual(["fur", "fuer"]);
    expect([foldLetters("Öl"), foldLetters("Öl", "spelled")]).toEqual(["ol", "oel"]);
  });

  it("keeps thirty marks of a run, which nobody needs more of", () => {
    expect(foldText(`क${"ि".repeat(40)}`)).toBe(`क${"ि".repeat(30)}`);
    expect(foldText(`क${"ि".repeat(30)}`)).toBe(`क${"ि".repeat(30)}`);
  });
});

describe("the index of the words", () => {
  it("holds each word without the space about it", () => {
    for (const [spelling, entries] of keywordIndex({}))
      for (const { keyword } of entries) {
        expect(keyword).toBe(keyword.trim());
        expect(spelling).not.toBe("");
      }
  });

  it("keeps a word of the business that it took from the lists", () => {
    const index = keywordIndex({ extraOptOut: { en: ["quit"] }, removeOptOut: { en: ["quit"] } });
    expect(index.get("quit")?.filter(({ language }) => language === "en")).toEqual([
      { tier: "T1", language: "en", keyword: "quit" },
    ]);
    expect(keywordIndex({ removeOptOut: { en: ["quit"] } }).get("quit") ?? []).not.toContainEqual(
      expect.objectContaining({ language: "en" }),
    );
  });

  it("finds words of up to six parts", () => {
    const classify = (text: string) =>
      classifyKeyword(
        { source: "text", text },
        { extraOptOut: { en: ["aa bb cc dd ee ff", "aa bb cc dd ee ff gg"] } },
      ).kind;
    expect([classify("aa bb cc dd ee ff"), classify("aa bb cc dd ee ff gg")]).toEqual(["opt_out", "none"]);
  });
});
