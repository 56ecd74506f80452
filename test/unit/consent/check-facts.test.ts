import { describe, expect, it } from "vitest";
import { buildEvent, type EventFacts } from "../../../src/consent/index.js";
import { seededRandom, ValidationError, virtualClock } from "../../../src/core/index.js";

const NOW = Date.parse("2026-03-01T10:00:00.000Z");
const STOP: EventFacts = {
  subject: "919812345678",
  namespace: "brand",
  action: "withdraw",
  scopes: "all",
  method: "verbal",
  actor: { kind: "operator" },
};
const take = (other: Readonly<Record<string, unknown>>) =>
  buildEvent({ ...STOP, ...other }, virtualClock(NOW), seededRandom(1));

function problemsWith(other: Readonly<Record<string, unknown>>) {
  try {
    take(other);
  } catch (error) {
    if (ValidationError.is(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const SCOPES =
  "expected at least one of utility, marketing, marketing_night, authentication, calls or topic:NAME";
const INSTANT = "expected a Date or milliseconds since the epoch";
const BRAND = "expected the name of the brand";

describe("what is wrong with an act is said of the member that is wrong, and of no other", () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["namespace", BRAND, { namespace: " " }],
    ["namespace", BRAND, { namespace: undefined }],
    ["namespace", BRAND, { namespace: "*" }],
    ["scopes", SCOPES, { scopes: [] }],
    ["scopes", SCOPES, { scopes: "marketing" }],
    ["scopes", SCOPES, { scopes: ["utility", "offers"] }],
    ["scopes", SCOPES, { scopes: ["utility", 7] }],
    ["scopes", SCOPES, { scopes: ["topic:"] }],
    ["scopes", SCOPES, { scopes: ["topic: quilts"] }],
    ["scopes", SCOPES, { scopes: ["my topic:quilts"] }],
    [
      "scopes",
      'an opt-in names its scopes, for example ["utility"]; "all" only ends consent',
      { action: "grant" },
    ],
    ["occurredAt", INSTANT, { occurredAt: "yesterday" }],
    ["occurredAt", INSTANT, { occurredAt: Number.NaN }],
    ["occurredAt", INSTANT, { occurredAt: new Date(Number.NaN) }],
    ["occurredAt", INSTANT, { occurredAt: -8.64e15 - 2 }],
    ["expiresAt", INSTANT, { expiresAt: null }],
    ["reason", "expected a text", { reason: "" }],
    ["jurisdiction", "expected a country such as DE", { jurisdiction: " " }],
    ["key", "expected a text", { key: 7 }],
    ["evidence", "expected an object", { evidence: "a form" }],
    ["evidence", "expected an object", { evidence: null }],
    ["evidence", "expected an object", { evidence: ["a form"] }],
    ["evidence.pageUrl", "expected a text", { evidence: { pageUrl: 7 } }],
    ["evidence.pageUrl", "expected a text", { evidence: { pageUrl: ["a"] } }],
    ["evidence.channelsNamed", "expected texts", { evidence: { channelsNamed: ["sms", 7] } }],
    ["evidence.channelsNamed", "expected texts", { evidence: { channelsNamed: { sms: true } } }],
    [
      "evidence.collectedFrom",
      "expected two dates, collectedFrom not after collectedTo",
      { evidence: { collectedFrom: "2026-02-01", collectedTo: "2026-01-31" } },
    ],
    ["occurredAt", "lies more than five minutes in the future", { occurredAt: NOW + 300_001 }],
    ["expiresAt", "must be later than occurredAt", { expiresAt: NOW }],
    ["expiresAt", "must be later than occurredAt", { occurredAt: NOW - 1, expiresAt: NOW - 2 }],
  ])("%s: %s (%o)", (field, problem, other) => {
    const error = problemsWith(other);
    expect(error.problems).toEqual([{ field, problem }]);
    expect(error.message).toContain(`The consent event cannot be stored: ${field}: ${problem}.`);
    expect(error.fix).toBe(`Correct ${field}.`);
  });

  it.each<[string, RegExp, Record<string, unknown>]>([
    ["method", /^expected one of web_form, app, paper, .*, webhook_error$/, { method: "telepathy" }],
    [
      "actor.kind",
      /^expected one of user, operator, system, platform, registry$/,
      { actor: { kind: "robot" } },
    ],
    ["actor.kind", /^expected one of user, /, { actor: undefined }],
    ["basis", /^expected one of consent, written, .*, request$/, { basis: "vibes" }],
    [
      "kind",
      /^expected one of objection, complaint, .*, erased$/,
      { action: "suppress", suppression: "mood" },
    ],
    ["kind", /^expected one of /, { action: "suppress" }],
    ["kind", /^expected one of /, { action: "unsuppress", suppression: "mood" }],
  ])("%s: %s (%o)", (field, problem, other) => {
    expect(problemsWith(other).problems).toEqual([{ field, problem: expect.stringMatching(problem) }]);
  });

  it("several at once are told in one go", () => {
    const error = problemsWith({ key: "", reason: "" });
    expect(error.message).toContain("reason: expected a text; key: expected a text.");
    expect(error.fix).toBe("Correct reason, key.");
  });
});

describe("what may be said of an act", () => {
  it.each<[string, Record<string, unknown>]>([
    ["a topic", { scopes: ["topic:quilts"] }],
    ["an instant long ago", { occurredAt: -8.64e15 }],
    ["a time of birth of the epoch", { occurredAt: 0 }],
    ["a Date", { occurredAt: new Date(NOW) }],
    ["an end a millisecond after it", { expiresAt: NOW + 1 }],
    ["channels", { evidence: { channelsNamed: ["sms", "whatsapp"] } }],
    ["evidence with members left out", { evidence: { pageUrl: undefined } }],
    ["one day of collecting", { evidence: { collectedFrom: "2026-01-01", collectedTo: "2026-01-01" } }],
    ["the first day of collecting alone", { evidence: { collectedFrom: "2026-01-01" } }],
    ["the kind that is taken back", { action: "unsuppress", suppression: "legal" }],
  ])("%s", (_what, other) => {
    expect(() => take(other)).not.toThrow();
  });

  it("is stored as it was said, without empty members and each scope once", () => {
    const event = take({
      scopes: ["utility", "marketing", "utility"],
      occurredAt: new Date(NOW - 1),
      reason: "called us",
      jurisdiction: "DE",
      actor: { kind: "operator", id: undefined },
      evidence: { pageUrl: undefined, agentId: "m" },
    });
    expect(event.id).toMatch(/^cev_/);
    expect(Object.keys(event)).toEqual(Object.keys(event).sort());
    expect(event).toStrictEqual({
      id: event.id,
      action: "withdraw",
      actor: { kind: "operator" },
      basis: "consent",
      evidence: { agentId: "m" },
      jurisdiction: "DE",
      method: "verbal",
      namespace: "brand",
      occurredAt: new Date(NOW - 1).toISOString(),
      reason: "called us",
      recordedAt: new Date(NOW).toISOString(),
      scopes: ["utility", "marketing"],
      subject: "919812345678",
    });
  });

  it("keeps of a suppression its kind and its end", () => {
    const event = take({ action: "suppress", suppression: "registry", expiresAt: NOW + 5 });
    expect(event).toMatchObject({ suppression: "registry", expiresAt: new Date(NOW + 5).toISOString() });
    expect(take({})).not.toHaveProperty("suppression");
    expect(take({})).not.toHaveProperty("evidence");
  });
});

describe("evidence that an import gives with each row", () => {
  it("is checked, although the same object was taken before", () => {
    const evidence: Record<string, unknown> = { agentId: "m" };
    take({ evidence });
    evidence.agentId = 7;
    expect(problemsWith({ evidence }).problems).toEqual([
      { field: "evidence.agentId", problem: "expected a text" },
    ]);
  });

  it("is stored as it is now, where the same object changed since", () => {
    const evidence: Record<string, unknown> = { pageUrl: "https://a.example", agentId: "m" };
    const first = take({ evidence });
    evidence.agentId = "n";
    expect(take({ evidence }).evidence?.agentId).toBe("n");
    expect(first.evidence?.agentId).toBe("m");
    // Members by name, as the chain writes them.
    expect(Object.keys(first.evidence ?? {})).toEqual(["agentId", "pageUrl"]);
  });

  it("is the same each time where it cannot change", () => {
    const evidence = Object.freeze({ agentId: "m", pageUrl: undefined });
    const [first, second] = [take({ evidence }), take({ evidence })];
    expect(second.evidence).toBe(first.evidence);
    expect(first.evidence).toStrictEqual({ agentId: "m" });
    expect(Object.isFrozen(first.evidence)).toBe(true);
  });

  it("that is wrong is refused each time", () => {
    const evidence = Object.freeze({ collectedFrom: "2026-02-01", collectedTo: "2026-01-01" });
    for (let time = 0; time < 2; time++)
      expect(problemsWith({ evidence }).problems[0]?.field).toBe("evidence.collectedFrom");
    const channels = Object.freeze({ channelsNamed: ["sms"] as unknown[] });
    take({ evidence: channels });
    channels.channelsNamed.push(7);
    expect(problemsWith({ evidence: channels }).problems[0]?.field).toBe("evidence.channelsNamed");
  });
});

describe("an opt-in without its proof", () => {
  const grant = { action: "grant", scopes: ["utility"], method: "verbal" };

  it("is told what it lacks and what to do", () => {
    const error = problemsWith({ ...grant, evidence: {} });
    expect(error).toMatchObject({
      code: "EVIDENCE_MISSING",
      fix: "Keep what proves it: the words the person saw, their language, and where they agreed.",
    });
    expect(error.message).toContain(
      "An opt-in by verbal needs its evidence: evidence.agentId or evidence.documentRef.",
    );
    expect(problemsWith(grant).code).toBe("EVIDENCE_MISSING");
  });

  it("by an error of Meta is none", () => {
    const error = problemsWith({ ...grant, method: "webhook_error" });
    expect(error.code).toBe("INVALID_CONSENT");
    expect(error.problems).toEqual([
      { field: "method", problem: "an error of Meta can end consent, never give it" },
    ]);
  });
});
