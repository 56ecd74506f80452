import fc from "../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import {
  classifyKeyword,
  KEYWORD_LISTS,
  type KeywordInput,
  type KeywordList,
  normaliseKeywordText,
} from "../../src/consent/keywords/index.js";

const lists: [string, KeywordList][] = Object.entries(KEYWORD_LISTS);
const wordsOf = (tier: "t1" | "t2"): [string, string][] =>
  lists.flatMap(([language, list]) =>
    list[tier].split(",").map((word): [string, string] => [language, word.trim()]),
  );

const languages = fc.subarray(lists.map(([language]) => language));
const t1 = fc.constantFrom(...wordsOf("t1"));
const t2 = fc.constantFrom(...wordsOf("t2"));

const noise = fc
  .array(
    fc.constantFrom(
      ...[
        "\u200B",
        "\u200C",
        "\u200D",
        "\u200E",
        "\u200F",
        "\u202A",
        "\u202E",
        "\u2060",
        "\u2066",
        "\u2069",
        "\uFEFF",
      ],
      ...["\u00AD", "\uFE0F", " ", "\n", "\t", "\u00A0", "\u3000", "\uD800", "\uDFFF"],
      ...["🙏", "🙏🏽", "👨‍👩‍👧", "🇮🇳", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️", "™", "ℹ️", "🛑", "㊙️"],
      ..."!?.,;:*_~-–—…'\"«»()[]{}/\\&@#%‼。、，！？؟،؛।॥+=<>|^`´€".split(""),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));
const hidden = fc.constantFrom("", "\u200B", "\u200D", "\u2067", "\uFEFF", "\u00AD", "\uFE0E");
const recase = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.charAt(0).toUpperCase() + text.slice(1),
  (text) => [...text].map((letter, at) => (at % 2 === 0 ? letter.toUpperCase() : letter)).join(""),
);
// Any sequence of code units: lone surrogates, unassigned points, controls.
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units)),
);
const outsidePlusOne = fc.record({
  languages,
  callingCode: fc.constantFrom(undefined, "44", "34", "49", "90", "91", "7"),
  country: fc.constantFrom(undefined, "GB", "ES", "DE", "TR", "IN", "RU"),
});

describe("P7: ambiguous words", () => {
  it("never withdraw outside +1", () => {
    fc.assert(
      fc.property(t2, outsidePlusOne, recase, noise, noise, (word, person, change, before, after) => {
        const text = before + change(word[1]) + after;
        expect(classifyKeyword({ source: "text", text, ...person }).kind).not.toBe("opt_out");
      }),
      { numRuns: 3000 },
    );
  });

  it("never withdraw, nor are suspected, while a prompt owns them, on +1 neither", () => {
    fc.assert(
      fc.property(t2, languages, recase, noise, fc.boolean(), (word, relevant, change, after, plusOne) => {
        const input: KeywordInput = {
          source: "text",
          text: change(word[1]) + after,
          languages: [word[0], ...relevant],
          callingCode: plusOne ? "1" : "44",
          prompt: { ownedWords: [word[1]] },
          advertisedWords: [word[1]],
        };
        expect(classifyKeyword(input).kind).toBe("owned");
      }),
      { numRuns: 3000 },
    );
  });

  it("withdraw on +1 only as the FCC's three", () => {
    for (const [language, text] of wordsOf("t2")) {
      const match = classifyKeyword({ source: "text", text, languages: [language], callingCode: "1" });
      const named = ["cancel", "end", "quit"].includes(text);
      expect(match.kind, text).toBe(named ? "opt_out" : "opt_out_suspected");
    }
  });
});

describe("strong words", () => {
  it("stay T1 under case, invisible characters, emoji and punctuation", () => {
    fc.assert(
      fc.property(
        t1,
        languages,
        recase,
        hidden,
        noise,
        noise,
        (word, relevant, change, inside, before, after) => {
          const written = [...change(word[1])].join(inside);
          const match = classifyKeyword({
            source: "text",
            text: before + written + after,
            languages: [word[0], ...relevant],
          });
          expect(match).toMatchObject({ kind: "opt_out", tier: "T1", keyword: word[1] });
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("stay T1 whatever the person's languages, if not bound to one", () => {
    fc.assert(
      fc.property(t1, outsidePlusOne, fc.boolean(), (word, person, optedOut) => {
        fc.pre(!["baja", "ret", "td"].includes(word[1]));
        const match = classifyKeyword({ source: "text", text: word[1], optedOut, ...person });
        expect(match).toMatchObject({ kind: "opt_out", tier: "T1" });
      }),
      { numRuns: 2000 },
    );
  });

  it("are nobody's when reserved", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("stop", "unsubscribe", "stopall", "stop all"),
        recase,
        noise,
        (word, change, after) => {
          const prompt = { ownedWords: [word], isDoubleOptIn: true };
          expect(classifyKeyword({ source: "text", text: change(word) + after, prompt }).kind).toBe(
            "opt_out",
          );
        },
      ),
    );
  });
});

describe("any string", () => {
  it("is classified without a throw, the same way twice", () => {
    fc.assert(
      fc.property(
        anything,
        anything,
        fc.constantFrom("text", "button", "interactive"),
        languages,
        (text, payload, source, tags) => {
          const input: KeywordInput = {
            source,
            text,
            payload,
            languages: [...tags, payload],
            country: payload,
            callingCode: text,
            prompt: { ownedWords: [payload], isDoubleOptIn: true },
            advertisedWords: [payload, ""],
            optedOut: true,
          };
          expect(classifyKeyword(input)).toEqual(classifyKeyword(input));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("normalises to a text that normalises to itself", () => {
    fc.assert(
      fc.property(fc.oneof(t1, t2), noise, ([, word], after) => {
        const { text } = normaliseKeywordText(word + after);
        expect(normaliseKeywordText(text).text).toBe(text);
      }),
    );
  });
});
