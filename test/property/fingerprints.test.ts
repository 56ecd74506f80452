import fc from "../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import {
  fingerprint,
  hammingDistance,
  maskText,
  nameParameter,
  readSimHash,
  SIM_HASH_DISTANCE,
  simHash,
  simHashText,
} from "../../src/fingerprints/index.js";

const LETTER =
  "Dear customer, our workshop in Jaipur has finished the new collection of indigo quilts and cushions this week. " +
  "Come by and see them from Monday, or write to us and we keep one for you until you have the time to come. " +
  "We are open every day from ten to seven, and there is tea for everybody who comes through the door. Asha Stores";

describe("masked exact", () => {
  it("digits, link parameters and the name do not count", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.string({ unit: "grapheme-ascii", minLength: 0, maxLength: 20 }),
        (a, b, word) => {
          const text = (n: number, name: string): string =>
            `Hi ${name}, 20 % off ${word} today: https://asha.example/sale?id=${String(n)} code X${String(n)}`;
          const one = fingerprint(text(a, "Ravi"), ["Ravi"]);
          const two = fingerprint(text(b, "Meera Devi"), ["Meera Devi"]);
          expect(one.masked).toBe(two.masked);
          expect(one.sim).toEqual(two.sim);
          if (a !== b) expect(one.exact).not.toBe(two.exact);
        },
      ),
    );
  });

  it("case, width and spacing do not count; words do", () => {
    expect(fingerprint("  Big   SALE\ntoday ").exact).toBe(fingerprint("big sale today").exact);
    expect(fingerprint("Ｂｉｇ sale").exact).toBe(fingerprint("Big sale").exact);
    expect(fingerprint("big sale").masked).not.toBe(fingerprint("small sale").masked);
    expect(maskText("a\u200bb")).toBe("ab");
    expect(fingerprint("thanks").sim).toBeUndefined();
  });

  it("never throws, and masking twice is masking once", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.array(fc.string({ unit: "binary" }), { maxLength: 2 }),
        (text, names) => {
          fingerprint(text, names);
          expect(maskText(maskText(text))).toBe(maskText(text));
        },
      ),
    );
  });
});

describe("SimHash", () => {
  it("is undefined below 40 code points, and goes into a text and back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (text) => {
        const hash = simHash(text);
        expect(hash === undefined).toBe([...text].length < 40);
        if (hash === undefined) return;
        expect(readSimHash(simHashText(hash))).toEqual(hash);
        expect(hammingDistance(hash, hash)).toBe(0);
      }),
    );
    expect(readSimHash("no hash")).toBeUndefined();
  });

  it("the distance is symmetric, and obeys the triangle", () => {
    const part = fc.integer({ min: 0, max: 0xffff });
    const hash = fc.tuple(part, part, part, part);
    fc.assert(
      fc.property(hash, hash, hash, (a, b, c) => {
        expect(hammingDistance(a, b)).toBe(hammingDistance(b, a));
        expect(hammingDistance(a, c)).toBeLessThanOrEqual(hammingDistance(a, b) + hammingDistance(b, c));
        // Of two that differ in three bits at most, one part is equal: what the counters look under.
        if (hammingDistance(a, b) <= SIM_HASH_DISTANCE)
          expect(a.some((value, index) => value === b[index])).toBe(true);
      }),
    );
  });

  it("a letter with one character more is near it, another text is far", () => {
    const letter = simHash(maskText(LETTER));
    const near = simHash(maskText(`${LETTER}!`));
    const other = simHash(
      maskText(
        "Your parcel left our warehouse this morning and should be with you by the end of the week, at the latest.",
      ),
    );
    if (letter === undefined || near === undefined || other === undefined) throw new Error("expected hashes");
    expect(hammingDistance(letter, near)).toBeLessThanOrEqual(SIM_HASH_DISTANCE);
    expect(hammingDistance(letter, other)).toBeGreaterThan(10);
  });
});

describe("the parameter that is a name", () => {
  it.each([
    [{ name: "Ravi", order: "A-1001" }, "name"],
    [{ "1": "Ravi", "2": "A-1001" }, "1"],
    [{ product: "quilt", customer: "Meera Devi" }, "customer"],
    [{ order: "A-1001", amount: "₹499" }, undefined],
    // What is called a name is one, whatever stands in it.
    [{ name: "A-1001" }, "name"],
    [{}, undefined],
  ])("%j", (params, expected) => {
    expect(nameParameter(params as unknown as Record<string, string>)).toBe(expected);
  });
});
