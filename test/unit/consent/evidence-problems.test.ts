import { describe, expect, it } from "vitest";
import {
  CONSENT_METHODS,
  type ConsentMethod,
  type Evidence,
  evidenceProblems,
} from "../../../src/consent/index.js";

const SCREEN: Evidence = {
  businessName: "Asha Stores",
  disclosureText: "I agree",
  language: "en",
  pageUrl: "https://a.example",
};
const IMPORT: Evidence = {
  batchId: "b",
  source: "crm",
  collectedFrom: "2025-01-01",
  collectedTo: "2025-02-01",
  attestedBy: "op-1",
};

/** The least that compliance 3.3 asks for, and what it is called when it is missing. */
const LEAST: readonly [ConsentMethod, Evidence, readonly string[]][] = [
  [
    "web_form",
    SCREEN,
    [
      "evidence.businessName",
      "evidence.disclosureText",
      "evidence.language",
      "evidence.pageUrl or evidence.formId",
    ],
  ],
  [
    "app",
    { ...SCREEN, pageUrl: undefined, formId: "f" },
    [
      "evidence.businessName",
      "evidence.disclosureText",
      "evidence.language",
      "evidence.pageUrl or evidence.formId",
    ],
  ],
  ["whatsapp_keyword", { messageId: "wamid.1" }, ["evidence.messageId"]],
  ["whatsapp_button", { messageId: "wamid.1" }, ["evidence.messageId"]],
  ["whatsapp_flow", { messageId: "wamid.1" }, ["evidence.messageId"]],
  ["whatsapp_native", { source: "user_preferences:1" }, ["evidence.messageId or evidence.source"]],
  ["in_app_signup", { signupId: "s" }, ["evidence.signupId"]],
  ["verbal", { agentId: "a" }, ["evidence.agentId or evidence.documentRef"]],
  ["ivr", { documentRef: "d" }, ["evidence.agentId or evidence.documentRef"]],
  ["pos", { agentId: "a" }, ["evidence.agentId or evidence.documentRef"]],
  ["paper", { documentRef: "d" }, ["evidence.agentId or evidence.documentRef"]],
  [
    "import",
    IMPORT,
    [
      "evidence.batchId",
      "evidence.source",
      "evidence.collectedFrom",
      "evidence.collectedTo",
      "evidence.attestedBy",
    ],
  ],
];

describe("the least evidence of each method", () => {
  it.each(LEAST)("%s", (method, least, missing) => {
    expect(evidenceProblems("grant", method, "consent", least)).toEqual([]);
    expect(evidenceProblems("grant", method, "consent", {}).map(({ field }) => field)).toEqual(missing);
  });

  it.each(LEAST)("%s: a blank text is none", (method, least, missing) => {
    const blank = Object.fromEntries(Object.keys(least).map((field) => [field, "  "]));
    expect(evidenceProblems("confirm", method, "consent", blank)).toHaveLength(missing.length);
  });

  it("asks a soft opt-in for the sale and for the chance to refuse", () => {
    expect(evidenceProblems("grant", "web_form", "soft_opt_in", SCREEN).map(({ field }) => field)).toEqual([
      "evidence.saleRef",
      "evidence.optOutOffered",
    ]);
    expect(evidenceProblems("grant", "web_form", "soft_opt_in", { ...SCREEN, saleRef: "A-1" })).toEqual([
      { field: "evidence.optOutOffered", problem: "needed for a soft opt-in" },
    ]);
    expect(
      evidenceProblems("grant", "paper", "soft_opt_in", { saleRef: "A-1", optOutOffered: "box" }),
    ).toEqual([
      { field: "evidence.agentId or evidence.documentRef", problem: "needed for an opt-in by paper" },
    ]);
    expect(
      evidenceProblems("grant", "web_form", "soft_opt_in", {
        ...SCREEN,
        saleRef: "A-1",
        optOutOffered: "box",
      }),
    ).toEqual([]);
  });

  it("lets no error of Meta give consent", () => {
    expect(evidenceProblems("grant", "webhook_error", "consent", { ...SCREEN, ...IMPORT })).toMatchObject([
      { field: "method" },
    ]);
  });

  it.each(["withdraw", "deny", "request", "hold", "release", "suppress"] as const)(
    "%s needs none",
    (action) => {
      for (const method of CONSENT_METHODS)
        expect(evidenceProblems(action, method, "consent", {})).toEqual([]);
    },
  );
});
