import { describe, expect, it } from "vitest";
import {
  blockFromSendError,
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

describe("what is stored of an act on WhatsApp", () => {
  const who = { subject: fact.subject, namespace: "brand", occurredAt: NOW };
  const own = { ...who, actor: { kind: "user" }, scopes: ["marketing"] };

  it("an opt-in word is its own disclosure, in the language of the word", () => {
    const evidence = { businessName: "Asha Stores", messageId: "wamid.1" };
    expect(keyword({ ...found, kind: "opt_in", keyword: "start" })).toMatchObject({
      ...own,
      method: "whatsapp_keyword",
      reason: "read from the message",
      evidence: { ...evidence, disclosureText: 'Keyword "start" after an opt-out', language: "en" },
    });
    expect(keyword({ ...found, kind: "opt_in", language: "hi" })?.evidence?.language).toBe("hi");
  });

  it("a word in a caption means nothing", () => {
    expect(keyword({ ...found, kind: "in_caption" })).toBeUndefined();
  });

  it.each([
    ["stop", { action: "withdraw", method: "whatsapp_native" }, {}],
    ["resume", { action: "grant", method: "whatsapp_native" }, {}],
    ["signup", { action: "grant", method: "in_app_signup" }, { signupId: "s-1" }],
  ])("WhatsApp's own %s, with the number on which it was used", (value, act, proof) => {
    const told = {
      ...fact,
      preference: { category: "marketing_messages", value, signupId: "s-1" },
      key: "p:1",
      phoneNumberId: "1055",
    };
    expect(preferenceEvent(told)).toEqual({
      ...own,
      ...act,
      key: "p:1",
      evidence: { source: "p:1", phoneNumberId: "1055", ...proof },
    });
  });

  it("a refusal of Meta for an opt-out, with the number that it was about where that is known", () => {
    const stopped = {
      ...who,
      action: "withdraw",
      scopes: ["marketing"],
      method: "webhook_error",
      actor: { kind: "platform" },
      reason: "Meta answered 131050",
      key: "131050:snd_1",
    };
    expect(nativeStopFromSendError({ ...fact, sendId: "snd_1" })).toStrictEqual(stopped);
    expect(nativeStopFromSendError({ ...fact, sendId: "snd_1", phoneNumberId: "1055" })).toStrictEqual({
      ...stopped,
      evidence: { phoneNumberId: "1055" },
    });
  });

  it("a refusal of Meta for a block of the business is a suppression of everything", () => {
    const blocked = blockFromSendError({ ...fact, sendId: "snd_1" });
    expect(blocked).toStrictEqual({
      ...who,
      action: "suppress",
      suppression: "blocked",
      scopes: "all",
      method: "webhook_error",
      actor: { kind: "platform" },
      reason: "Meta answered 130403",
      key: "130403:snd_1",
    });
    expect(() => store(blocked)).not.toThrow();
  });
});
