import { describe, expect, it } from "vitest";
import { advertisedWords, namedWords, ownableWords } from "../../../src/consent/keywords/index.js";

describe("words that a message tells people to answer with", () => {
  it.each([
    ["Reply CANCEL to cancel.", ["CANCEL"]],
    ['Responda "sair" para parar', ["sair"]],
    ["Envoyez « ARRET » au", ["ARRET"]],
    ["Antworten Sie „Ende“ oder ‘Stopp’", ["Ende", "Stopp"]],
    ["Say 'no' or don't", ["no"]],
    ["回复「退订」即可", ["退订"]],
    ["返信『停止』で", ["停止"]],
    ["Reply *END* or `quit`", ["END", "quit"]],
    ["लिखें “बंद”", ["बंद"]],
    ["ОТВЕТЬТЕ СТОП", ["ОТВЕТЬТЕ", "ОТВЕТЬТЕ СТОП", "СТОП"]],
    ["A or B, not C", []],
    ["no capitals, no marks, 123", []],
    ["empty “ ” and 「 」", []],
    ["Reply YES, or NO", ["YES", "NO"]],
  ])("%s", (text, words) => {
    expect([...namedWords(text)].sort()).toEqual([...words].sort());
  });

  it("phrases in capitals have four words at most, and each word is named once", () => {
    const words = namedWords("AA BB CC DD EE AA");
    expect(words).toContain("AA BB CC DD");
    expect(words).not.toContain("AA BB CC DD EE");
    expect(words.filter((word) => word === "AA")).toHaveLength(1);
  });
});

describe("the ways out among them", () => {
  it("are words of the opt-out lists, also ambiguous ones, and never a plain no", () => {
    expect(advertisedWords("BIG SALE. Responda SAIR ou STOP. SAY NO TO DULL QUILTS")).toEqual(
      expect.arrayContaining(["SAIR", "STOP"]),
    );
    expect(advertisedWords("BIG SALE ends soon. SAY NO TO DULL QUILTS")).toEqual([]);
  });

  it("know the business's own words and those it took away", () => {
    const options = { extraOptOut: { en: ["zip zap"] }, removeOptOut: { en: ["quit"] } };
    expect(advertisedWords("Reply ZIP ZAP or QUIT", options)).toEqual(["ZIP ZAP"]);
    expect(advertisedWords("Reply ZIP ZAP or QUIT")).toEqual(expect.arrayContaining(["QUIT"]));
  });
});

describe("the answers that a message may own", () => {
  it("are all but those that clearly stop messages", () => {
    expect(ownableWords("Reply CANCEL, YES, UNSUBSCRIBE or BAJA")).toEqual(["CANCEL", "YES"]);
  });
});
