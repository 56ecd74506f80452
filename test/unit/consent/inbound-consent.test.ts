import { describe, expect, it } from "vitest";
import {
  buildEvent,
  classifyKeyword,
  type ConsentAnswer,
  type EventFacts,
  foldConsent,
  keywordEvent,
  nativeStopFromSendError,
  preferenceEvent,
  scopeStateAt,
} from "../../../src/consent/index.js";
import { seededRandom, virtualClock } from "../../../src/core/index.js";

const NOW = Date.parse("2026-03-01T10:00:00.000Z");
const fact = { subject: "919812345678", namespace: "brand", at: NOW };
const found = { keyword: "stop", normalised: "stop", method: "exact" } as const;

const keyword = (match: ConsentAnswer, other: { asked?: readonly "marketing"[]; at?: number } = {}) =>
  keywordEvent({
    ...fact,
    match,
    method: "whatsapp_keyword",
    messageId: "wamid.1",
    inboundText: "x".repeat(999),
    businessName: "Asha Stores",
    restores: ["marketing"],
    ...other,
  });
const preference = (value: string, at = NOW, category = "marketing_messages") =>
  preferenceEvent({
    ...fact,
    at,
    preference: { category, value, signupId: value === "signup" ? "s-1" : undefined },
    key: `p:${value}:${String(at)}`,
  });

/** Every event here must be one that the registry takes. */
function store(...facts: readonly (EventFacts | undefined)[]) {
  const events = facts.map((one) =>
    buildEvent(one as EventFacts, virtualClock(NOW + 1_000_000), seededRandom(1)),
  );
  return scopeStateAt(foldConsent(events, fact.subject, "brand"), "marketing", NOW + 1_000_000);
}

describe("a keyword", () => {
  it.each([
    [{ ...found, kind: "opt_out", tier: "T1", scopeHint: "marketing" }, "withdraw", ["marketing"]],
    [{ ...found, kind: "opt_out", tier: "T1", scopeHint: "all" }, "withdraw", "all"],
    [{ ...found, kind: "opt_out_suspected", tier: "T2" }, "hold", ["marketing"]],
    [{ kind: "keep" }, "release", ["marketing"]],
    [{ ...found, kind: "opt_in" }, "grant", ["marketing"]],
  ] as const satisfies readonly (readonly [ConsentAnswer, string, unknown])[])(
    "%o means %s",
    (match, action, scopes) => {
      const event = keyword(match);
      expect(event).toMatchObject({
        action,
        scopes,
        actor: { kind: "user" },
        occurredAt: NOW,
        evidence: { messageId: "wamid.1" },
      });
      expect(event?.evidence?.inboundText).toHaveLength(300);
      expect(() => store(event)).not.toThrow();
    },
  );

  it("holds for 72 hours", () => {
    expect(keyword({ ...found, kind: "opt_out_suspected", tier: "T2" })?.expiresAt).toBe(
      NOW + 72 * 3_600_000,
    );
  });

  it.each(["owned", "with_argument", "none", "confirm", "deny"] as const)(
    "%s means nothing by itself",
    (kind) => {
      expect(keyword({ ...found, kind, argument: "1" })).toBeUndefined();
    },
  );

  it.each([
    ["confirm", "confirm"],
    ["deny", "deny"],
  ] as const)("%s answers our own question, for what it asked", (kind, action) => {
    expect(keyword({ ...found, kind }, { asked: ["marketing"] })).toMatchObject({
      action,
      scopes: ["marketing"],
    });
  });

  it.each(["cancel", "end", "quit", "बंद"])("P7: the ambiguous %s never withdraws outside +1", (text) => {
    const match = classifyKeyword({
      source: "text",
      text,
      languages: ["hi"],
      country: "IN",
      callingCode: "91",
    });
    expect(keyword(match)?.action).not.toBe("withdraw");
  });
});

describe("WhatsApp's own control", () => {
  it("stop ends marketing for the whole brand, as the person's act", () => {
    expect(preference("stop")).toMatchObject({
      action: "withdraw",
      method: "whatsapp_native",
      scopes: ["marketing"],
      actor: { kind: "user" },
    });
  });

  it("resume lifts an earlier stop, by whatever way it came; a later one stands", () => {
    const keywordStop = (at: number) =>
      keyword({ ...found, kind: "opt_out", tier: "T1", scopeHint: "marketing" }, { at });
    expect(
      store(preference("stop", NOW), keywordStop(NOW + 1_000), preference("resume", NOW + 2_000)).state,
    ).toBe("granted");
    expect(
      store(preference("stop", NOW), preference("resume", NOW + 1_000), keywordStop(NOW + 2_000)).state,
    ).toBe("withdrawn");
    expect(store(preference("stop", NOW), preference("resume", NOW)).state).toBe("withdrawn");
  });

  it("signup is an opt-in with its signup id, also where Meta left it out", () => {
    expect(preference("signup")).toMatchObject({
      action: "grant",
      method: "in_app_signup",
      evidence: { signupId: "s-1" },
    });
    const bare = preferenceEvent({
      ...fact,
      preference: { category: "marketing_messages", value: "signup" },
      key: "p:1",
    });
    expect(store(bare).state).toBe("granted");
  });

  it("ignores what Meta may add", () => {
    expect(preference("snooze")).toBeUndefined();
    expect(preference("stop", NOW, "utility_messages")).toBeUndefined();
  });
});

it("131050 ends marketing as an act of the platform, once for each send", () => {
  const facts = nativeStopFromSendError({ ...fact, sendId: "snd_1" });
  expect(facts).toMatchObject({
    action: "withdraw",
    scopes: ["marketing"],
    method: "webhook_error",
    actor: { kind: "platform" },
  });
  expect(store(facts).state).toBe("withdrawn");
  const ids = [0, 5].map(
    (later) =>
      buildEvent(
        nativeStopFromSendError({ ...fact, at: NOW + later, sendId: "snd_1" }),
        virtualClock(NOW + 9),
        seededRandom(later),
      ).id,
  );
  expect(new Set(ids).size).toBe(1);
});
