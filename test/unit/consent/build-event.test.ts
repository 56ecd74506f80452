import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { buildEvent, type EventFacts } from "../../../src/consent/index.js";
import { seededRandom, ValidationError, virtualClock } from "../../../src/core/index.js";

const NOW = Date.parse("2026-03-31T10:00:00.000Z");
const clock = virtualClock(NOW);
const random = seededRandom(7);

const FACTS: EventFacts = {
  subject: "919812345678",
  namespace: "brand",
  action: "grant",
  scopes: ["utility"],
  method: "web_form",
  actor: { kind: "user" },
  evidence: {
    businessName: "Asha Stores",
    disclosureText: "I agree",
    language: "en",
    pageUrl: "https://a.example",
  },
};
const build = (other: Partial<EventFacts> = {}, options?: { readonly country?: string }) =>
  buildEvent({ ...FACTS, ...other }, clock, random, options);

function refusal(run: () => unknown): ValidationError {
  try {
    run();
  } catch (error) {
    if (ValidationError.is(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("when an opt-in ends (3.4 rule 7)", () => {
  it.each([
    ["consent", undefined, "2028-03-31T10:00:00.000Z"],
    ["written", undefined, "2028-03-31T10:00:00.000Z"],
    ["implied_purchase", "2028-03-31T10:00:00.000Z", undefined],
    ["request", "2026-04-01T10:00:00.000Z", undefined],
    ["contract", undefined, undefined],
  ] as const)("%s", (basis, expiresAt, reconfirmBy) => {
    const event = build({ basis });
    expect([event.expiresAt, event.reconfirmBy]).toEqual([expiresAt, reconfirmBy]);
  });

  it("an enquiry: seven days in India, six months elsewhere, by the person's number before the business's country", () => {
    const enquiry = { basis: "implied_enquiry" } as const;
    expect(build(enquiry).expiresAt).toBe("2026-04-07T10:00:00.000Z");
    expect(build({ ...enquiry, subject: "IN.abc123" }).expiresAt).toBe("2026-04-07T10:00:00.000Z");
    expect(build({ ...enquiry, subject: "16505551234" }, { country: "IN" }).expiresAt).toBe(
      "2026-09-30T10:00:00.000Z",
    );
    expect(build({ ...enquiry, subject: "999999999" }, { country: "IN" }).expiresAt).toBe(
      "2026-04-07T10:00:00.000Z",
    );
    expect(build({ ...enquiry, jurisdiction: "CA-ON" }).expiresAt).toBe("2026-09-30T10:00:00.000Z");
    expect(build({ ...enquiry, subject: "16505551234", jurisdiction: "in-mh" }).expiresAt).toBe(
      "2026-04-07T10:00:00.000Z",
    );
  });

  it("counts from the act, and what the caller says goes first", () => {
    const at = Date.parse("2025-01-01T00:00:00.000Z");
    expect(build({ basis: "implied_purchase", occurredAt: at }).expiresAt).toBe("2027-01-01T00:00:00.000Z");
    expect(build({ expiresAt: new Date(NOW + 1_000) }).expiresAt).toBe("2026-03-31T10:00:01.000Z");
  });

  it("gives a withdrawal no end, and a hold 72 hours", () => {
    expect(build({ action: "withdraw" })).not.toHaveProperty("reconfirmBy");
    expect(build({ action: "withdraw" })).not.toHaveProperty("expiresAt");
    expect(build({ action: "hold", scopes: ["marketing"] }).expiresAt).toBe("2026-04-03T10:00:00.000Z");
  });
});

describe("the id of an event", () => {
  const keyed = build({ key: "order-7" });

  it("is the same for the same key, whenever it is told", () => {
    expect(build({ key: "order-7", occurredAt: NOW - 5 }).id).toBe(keyed.id);
    expect(build().id).not.toBe(build().id);
  });

  it.each<[string, Partial<EventFacts>]>([
    ["another person", { subject: "919812345679" }],
    ["another brand", { namespace: "other" }],
    ["another act", { action: "withdraw" }],
    ["other scopes", { scopes: "all", action: "withdraw" }],
    ["another key", { key: "order-8" }],
  ])("differs for %s, so that a key used twice swallows no opt-out", (_what, other) => {
    expect(build({ key: "order-7", ...other }).id).not.toBe(keyed.id);
  });

  it("does not hang on the order of the scopes", () => {
    const ids = [
      ["utility", "marketing"],
      ["marketing", "utility"],
    ] as const;
    expect(new Set(ids.map((scopes) => build({ key: "k", scopes }).id)).size).toBe(1);
  });

  it("is the message's on WhatsApp: a redelivered webhook is one act", () => {
    const facts = {
      action: "withdraw",
      method: "whatsapp_keyword",
      evidence: { messageId: "wamid.1" },
    } as const;
    expect(build(facts).id).toBe(build({ ...facts, occurredAt: NOW - 1 }).id);
    expect(build({ ...facts, method: "whatsapp_button" }).id).not.toBe(build(facts).id);
    expect(build({ ...facts, evidence: { messageId: "wamid.2" } }).id).not.toBe(build(facts).id);
    expect(build({ ...facts, method: "email" }).id).not.toBe(build({ ...facts, method: "email" }).id);
  });

  it("stays what it is from version to version, or an act that is told again would be stored twice", () => {
    const known = (...parts: readonly string[]) =>
      `cev_${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 26)}`;
    const facts = { namespace: 'the "brand"', subject: "919812345678", key: "order 7" } as const;
    expect(build({ ...facts, scopes: ["utility", "marketing"] }).id).toBe(
      known("key", facts.namespace, facts.subject, "grant", "marketing utility", facts.key),
    );
    expect(build({ ...facts, action: "withdraw", scopes: "all" }).id).toBe(
      known("key", facts.namespace, facts.subject, "withdraw", "all", facts.key),
    );
    const told = { method: "whatsapp_keyword", evidence: { messageId: "wamid.1" } } as const;
    expect(build({ ...facts, ...told, key: undefined, scopes: ["utility"] }).id).toBe(
      known("message", facts.namespace, facts.subject, "grant", "utility", "whatsapp_keyword", "wamid.1"),
    );
  });

  it("shows no number and no message id", () => {
    expect(keyed.id).toMatch(/^cev_[0-9a-f]{26}$/);
  });
});

describe("what cannot be stored", () => {
  const wrong: readonly [field: string, other: Record<string, unknown>][] = [
    ["scopes", { scopes: [] }],
    ["scopes", { scopes: ["offers"] }],
    ["scopes", { scopes: ["topic:"] }],
    ["scopes", { scopes: "marketing" }],
    ["scopes", { scopes: "all" }],
    ["method", { method: "telepathy" }],
    ["method", { method: "webhook_error" }],
    ["basis", { basis: "vibes" }],
    ["actor.kind", { actor: { kind: "robot" } }],
    ["actor.kind", { actor: null }],
    ["namespace", { namespace: " " }],
    ["key", { key: "" }],
    ["reason", { reason: 7 }],
    ["jurisdiction", { jurisdiction: 91 }],
    ["occurredAt", { occurredAt: "yesterday" }],
    ["occurredAt", { occurredAt: new Date(Number.NaN) }],
    ["occurredAt", { occurredAt: 1e300 }],
    ["occurredAt", { occurredAt: NOW + 300_001 }],
    ["expiresAt", { expiresAt: NOW }],
    ["kind", { action: "suppress", suppression: "mood" }],
    ["evidence", { evidence: ["x"] }],
    ["evidence.pageUrl", { evidence: { pageUrl: { href: "x" } } }],
    ["evidence.collectedFrom", { evidence: { collectedFrom: "2026-02-01", collectedTo: "2026-01-01" } }],
    ["evidence.collectedFrom", { evidence: { collectedFrom: "long ago", collectedTo: "2026-01-01" } }],
  ];

  it.each(wrong)("%s: %o", (field, other) => {
    const error = refusal(() => build(other));
    expect(error.code).toBe("INVALID_CONSENT");
    expect(error.problems.map((problem) => problem.field)).toContain(field);
  });

  it("names everything that is wrong at once", () => {
    const error = refusal(() => build({ scopes: [], method: "x" as never, basis: "y" as never }));
    expect(error.problems.map(({ field }) => field)).toEqual(["scopes", "method", "basis"]);
  });

  it("allows five minutes between two clocks", () => {
    expect(build({ occurredAt: NOW + 300_000 }).occurredAt).toBe("2026-03-31T10:05:00.000Z");
  });

  it("names each missing field of the evidence", () => {
    const error = refusal(() => build({ evidence: { businessName: "Asha Stores" } }));
    expect(error.code).toBe("EVIDENCE_MISSING");
    expect(error.message).toContain(
      "evidence.disclosureText; evidence.language; evidence.pageUrl or evidence.formId",
    );
  });

  it("repeats no value that may be personal", () => {
    const wrongPlaces: Record<string, unknown> = { scopes: ["+919812345678"], method: "+919812345678" };
    const error = refusal(() => build(wrongPlaces));
    expect(JSON.stringify(error) + error.message).not.toContain("9812345678");
  });
});
