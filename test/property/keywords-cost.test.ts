import fc from "../support/seeded-properties.js";
import { expect, it } from "vitest";
import { classifyKeyword } from "../../src/consent/index.js";
import { normaliseKeywordText } from "../../src/consent/keywords/normalise.js";

/** CPU time of this process, in milliseconds: what other processes do does not count. */
const cpu = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/**
 * Reading four times the text costs about four times as much, never sixteen times: no wall time, only how the cost grows.
 * What is too quick to be compared is quick enough.
 */
const growsWithItsLength = (read: (text: string) => void, unit: string): void => {
  const text = (size: number): string => unit.repeat(Math.ceil(size / unit.length));
  for (let attempt = 0; ; attempt++) {
    const small = cpu(() => read(text(10_000)));
    const large = cpu(() => read(text(40_000)));
    if (large < 100 || large < 10 * small) return;
    // The collector may have run in the one and not in the other.
    if (attempt === 3) expect(large, JSON.stringify(unit)).toBeLessThan(10 * small);
  }
};

it.each(["\u0301\u0323", "stop ", "请", "é", "न ", "🙏", "ﷺ", "no me envien mas ", "لا ", ". "])(
  "a text of many %j is normalised and read in a time that grows with its length",
  (unit) => {
    growsWithItsLength((text) => void normaliseKeywordText(text), unit);
    growsWithItsLength((text) => void classifyKeyword({ source: "text", text, callingCode: "1" }), unit);
  },
);

it("and so is a text of any few characters, over and over", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 12 }), (unit) => {
      growsWithItsLength((text) => void classifyKeyword({ source: "text", text, callingCode: "1" }), unit);
      growsWithItsLength(
        (text) => void classifyKeyword({ source: "text", text: text.slice(0, 8_192) }),
        unit,
      );
    }),
    { numRuns: 25 },
  );
});
