import { describe, expect, it } from "vitest";
import { classifyKeyword, KEYWORD_LISTS, type KeywordList } from "../../../src/consent/keywords/index.js";
import { keywordIndex } from "../../../src/consent/keywords/keyword-index.js";

const lists: [string, KeywordList][] = Object.entries(KEYWORD_LISTS);
const words = (line: string): string[] => line.split(",").map((word) => word.trim());
const strong = lists.flatMap(([language, list]) =>
  words(list.t1).map((word): [string, string] => [language, word]),
);
const BOUND = ["baja", "ret", "td"];

describe("word lists", () => {
  it("cover the 30 languages of compliance 4.2", () => {
    expect(lists.map(([language]) => language).sort()).toEqual(
      "af ar bn de en es fr gu he hi id it ja ko mr ms nl pl pt ru sw ta te th tr uk ur vi zh-Hans zh-Hant".split(
        " ",
      ),
    );
  });

  it("have no word that is strong in one language and anything else in another", () => {
    const torn = [...keywordIndex({})].filter(
      ([, entries]) => new Set(entries.map(({ tier }) => tier === "T1")).size > 1,
    );
    expect(torn.map(([word]) => word)).toEqual([]);
  });

  it("have every plain no among the ambiguous words", () => {
    for (const [, list] of lists) expect(words(list.t2)).toEqual(expect.arrayContaining(words(list.no)));
  });
});

describe.each(lists)("%s", (language, list) => {
  it.each(words(list.t1))("T1 %s", (text) => {
    expect(classifyKeyword({ source: "text", text, languages: [language] })).toMatchObject({
      kind: "opt_out",
      tier: "T1",
      language,
    });
  });

  it.each(words(list.t2))("T2 %s", (text) => {
    expect(classifyKeyword({ source: "text", text, languages: [language] })).toMatchObject({
      kind: "opt_out_suspected",
      tier: "T2",
      language,
    });
  });

  it.each(words(list.optIn))("opt-in %s", (text) => {
    const input = { source: "text", text, languages: [language], lastOutboundOffersOptIn: true } as const;
    expect(classifyKeyword({ ...input, optedOut: true })).toMatchObject({ kind: "opt_in", language });
    expect(classifyKeyword({ ...input, optedOut: false })).toEqual({ kind: "none" });
  });

  it("yes and no answer a double opt-in prompt, and yes nothing else", () => {
    const prompt = { ownedWords: [], isDoubleOptIn: true };
    for (const text of words(list.yes)) {
      const input = { source: "text", text, languages: [language] } as const;
      expect(classifyKeyword({ ...input, prompt })).toMatchObject({ kind: "confirm", language });
      expect(classifyKeyword({ ...input, optedOut: true })).toEqual({ kind: "none" });
    }
    for (const text of words(list.no)) {
      const match = classifyKeyword({ source: "text", text, languages: [language], prompt });
      expect(match).toMatchObject({ kind: "deny", language });
    }
  });
});

describe("language selection", () => {
  it("takes T1 of every language without knowing the person's", () => {
    for (const [language, word] of strong) {
      const match = classifyKeyword({ source: "text", text: word });
      if (BOUND.includes(word)) expect(match, word).toEqual({ kind: "none" });
      else expect(match, `${language} ${word}`).toMatchObject({ kind: "opt_out", tier: "T1" });
    }
  });

  it.each([
    ["a language tag", { languages: ["hi_IN"] }],
    ["the country", { country: "IN" }],
    ["the calling code", { callingCode: "91" }],
  ])("makes बंद suspected by %s", (_name, place) => {
    expect(classifyKeyword({ source: "text", text: "बंद", ...place })).toMatchObject({
      kind: "opt_out_suspected",
      tier: "T2",
      language: "hi",
    });
  });

  it("leaves बंद alone where Hindi is not relevant", () => {
    expect(classifyKeyword({ source: "text", text: "बंद", country: "BR" })).toEqual({ kind: "none" });
  });

  it.each([
    ["td", { callingCode: "86" }, "zh-Hans"],
    ["TD", { country: "CN" }, "zh-Hans"],
    ["td", { languages: ["zh_HK"] }, "zh-Hans"],
    ["ret", { country: "tr" }, "tr"],
    ["baja", { country: "MX" }, "es"],
  ])("lets %s act for %o", (text, place, language) => {
    expect(classifyKeyword({ source: "text", text, ...place })).toMatchObject({ kind: "opt_out", language });
  });

  it.each([
    ["zh_TW", "刪除", "T2"],
    ["zh-Hant-HK", "刪除", "T2"],
    ["zh", "刪除", "T2"],
    ["zh", "删除", "T2"],
    ["iw", "די", "T2"],
    ["in", "batal", "T2"],
    ["pt-PT", "chega", "T2"],
  ])("reads the tag %s", (tag, text, tier) => {
    expect(classifyKeyword({ source: "text", text, languages: [tag] })).toMatchObject({ tier });
  });

  it("names the person's own language when two share a word", () => {
    expect(classifyKeyword({ source: "text", text: "стоп", languages: ["uk"] })).toMatchObject({
      language: "uk",
    });
    expect(classifyKeyword({ source: "text", text: "стоп", languages: ["ru"] })).toMatchObject({
      language: "ru",
    });
  });
});
