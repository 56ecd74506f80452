import { describe, expect, it } from "vitest";
import { OPT_OUT_BUTTONS, optOutConfirmation, optOutQuestion } from "../../../src/consent/index.js";

const businessName = "Asha Stores";

describe.each(["en", "hi", "en-IN", "hi_IN", "xx"])("in %s", (language) => {
  it("confirms once, by 4.6: the business, what stopped, how to come back", () => {
    const marketing = optOutConfirmation({ businessName, language, scope: "marketing" });
    expect(marketing).toContain(businessName);
    expect(marketing).toContain("STOP ALL");
    expect(marketing).toContain("START");
    const all = optOutConfirmation({ businessName, language, scope: "all" });
    expect(all).toContain(businessName);
    expect(all).toContain("START");
    expect(all).not.toContain("STOP ALL");
  });

  it("asks with two buttons that fit Meta's 20 characters", () => {
    const question = optOutQuestion({ businessName, language });
    expect(question.body).toContain(businessName);
    for (const title of [question.stop, question.keep]) {
      expect(title.length).toBeGreaterThan(0);
      expect(title.length).toBeLessThanOrEqual(20);
    }
    expect(question.stop).not.toBe(question.keep);
  });
});

it("says it in English and Hindi", () => {
  expect(optOutQuestion({ businessName, language: "en" })).toMatchObject({
    stop: "Stop marketing",
    keep: "No, something else",
  });
  expect(optOutConfirmation({ businessName, language: "hi_IN", scope: "all" })).toMatch(/[\u0900-\u097f]/);
  expect(optOutConfirmation({ businessName, language: "xx", scope: "all" })).toBe(
    optOutConfirmation({ businessName, language: "en", scope: "all" }),
  );
});

it("keeps the ids of the buttons: stored conversations refer to them", () => {
  expect(OPT_OUT_BUTTONS).toEqual({ stop: "waypost.optout.stop", keep: "waypost.optout.keep" });
});

it("takes own texts, the nearer tag first, before the built-in ones", () => {
  const own = (word: string) => ({
    stoppedMarketing: () => word,
    stoppedAll: () => word,
    question: () => ({ body: word, stop: word, keep: word }),
  });
  const texts = { pt: own("pt"), "pt-BR": own("br"), en: own("own en") };
  const say = (language: string) => optOutConfirmation({ businessName, language, scope: "all", texts });
  expect([say("pt_BR"), say("pt-PT"), say("en-GB")]).toEqual(["br", "pt", "own en"]);
  expect(say("hi")).toContain(businessName);
});
