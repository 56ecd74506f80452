/** What the fold tells of the person beside their consent, and the version of its rule. */
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import {
  type ConsentAction,
  type ConsentEvent,
  FOLD_VERSION,
  foldConsent,
} from "../../../src/consent/index.js";
import { BY_IMPORT, BY_OPERATOR, event, fold } from "./consent-events.js";

const of = (...events: readonly ConsentEvent[]) => {
  const { timeZone, locale, jurisdiction } = fold(...events);
  return { timeZone, locale, jurisdiction };
};

it("tells the zone, the language and the law that the newest act names, each by itself", () => {
  const first = event("grant", 1, {
    evidence: { language: "pt-BR", timeZone: "America/Sao_Paulo" },
    jurisdiction: "BR",
  });
  const second = event("withdraw", 2, { jurisdiction: "DE" });
  const third = event("grant", 3, { evidence: { language: "de" } });
  expect(of(third, first, second)).toEqual({
    timeZone: "America/Sao_Paulo",
    locale: "de",
    jurisdiction: "DE",
  });
  expect(of(event("grant", 1))).toEqual({
    timeZone: undefined,
    locale: undefined,
    jurisdiction: undefined,
  });
  expect("locale" in fold(event("grant", 1))).toBe(false);
});

it("a word that a person wrote tells no language: START is English everywhere", () => {
  const asked = event("grant", 1, { evidence: { language: "hi" } });
  for (const method of ["whatsapp_keyword", "whatsapp_button"] as const)
    expect(of(asked, event("grant", 2, { method, evidence: { language: "en" } })).locale).toBe("hi");
  expect(of(asked, event("grant", 2, { method: "whatsapp_flow", evidence: { language: "en" } })).locale).toBe(
    "en",
  );
});

/**
 * Stores trust a view of today's version. Whoever changes what the fold makes of stored events sees this fail: raise
 * FOLD_VERSION, and write down what it is now.
 */
it("the rule of the fold is the one of its version", () => {
  const actions: readonly ConsentAction[] = [
    "request",
    "grant",
    "confirm",
    "deny",
    "withdraw",
    "expire",
    "invalidate",
    "suppress",
    "unsuppress",
    "erase",
    "reconfirm",
    "hold",
    "release",
  ];
  const hash = createHash("sha256");
  const scopes: readonly ConsentEvent["scopes"][] = [["marketing"], ["utility", "topic:news"], "all"];
  for (const first of actions)
    for (const second of actions)
      for (const some of scopes)
        for (const by of [{}, BY_OPERATOR, BY_IMPORT])
          for (const apart of [0, 100]) {
            const events = [
              event(first, 1, { scopes: some, evidence: { language: "de", timeZone: "Europe/Berlin" } }),
              event(second, 1 + apart, by),
              event("grant", 300, { scopes: ["utility"] }),
            ];
            hash.update(JSON.stringify(foldConsent(events, "919812345678", "brand")));
          }
  expect([FOLD_VERSION, hash.digest("hex").slice(0, 16)]).toEqual([1, "64dab56ab6be2f6e"]);
});
