import { describe, expect, it } from "vitest";
import { type ConsentEvent, foldConsent, preferenceEvent, scopeStateAt } from "../../../src/consent/index.js";

const T0 = Date.UTC(2026, 0, 1);
const iso = (minute: number): string => new Date(T0 + minute * 60_000).toISOString();

/** WhatsApp's own control on one number of the business, or another opt-in of the person. */
function native(minute: number, value: "stop" | "resume" | "signup", phoneNumberId?: string): ConsentEvent {
  const facts = preferenceEvent({
    subject: "919812345678",
    namespace: "b",
    at: T0 + minute * 60_000,
    preference: { category: "marketing_messages", value, signupId: "7" },
    key: `k${String(minute)}`,
    phoneNumberId,
  });
  if (facts === undefined) throw new Error("expected an event");
  const { occurredAt: _occurredAt, expiresAt: _expiresAt, key: _key, ...rest } = facts;
  return {
    ...rest,
    id: `e${String(minute)}`,
    basis: "consent",
    occurredAt: iso(minute),
    recordedAt: iso(minute),
  };
}
const webForm = (minute: number): ConsentEvent => ({
  ...native(minute, "resume"),
  method: "web_form",
  evidence: {},
});

const state = (...events: readonly ConsentEvent[]) =>
  [events, [...events].reverse()].map(
    (list) => scopeStateAt(foldConsent(list, "919812345678", "b"), "marketing", T0 + 1e9).state,
  );

describe("WhatsApp's own stop is set on each number by itself", () => {
  it.each([
    ["a resume on the same number", [native(1, "stop", "A"), native(2, "resume", "A")], "granted"],
    ["a resume on another number", [native(1, "stop", "A"), native(2, "resume", "B")], "withdrawn"],
    [
      "one of two numbers resumed",
      [native(1, "stop", "A"), native(2, "stop", "B"), native(3, "resume", "A")],
      "withdrawn",
    ],
    [
      "both resumed",
      [native(1, "stop", "A"), native(2, "stop", "B"), native(3, "resume", "A"), native(4, "resume", "B")],
      "granted",
    ],
    ["a sign-up on another number", [native(1, "stop", "A"), native(2, "signup", "B")], "withdrawn"],
    ["the person's opt-in by any other way", [native(1, "stop", "A"), webForm(2)], "granted"],
    [
      "a stop again after it",
      [native(1, "stop", "A"), native(2, "resume", "A"), native(3, "stop", "A")],
      "withdrawn",
    ],
    [
      "a stop that Meta told as 131050, a resume elsewhere",
      [
        { ...native(1, "stop", "A"), method: "webhook_error", actor: { kind: "platform" } },
        native(2, "resume", "B"),
      ],
      "withdrawn",
    ],
    [
      "a stop word to one number, a resume on another",
      [{ ...native(1, "stop", "A"), method: "whatsapp_keyword" }, native(2, "resume", "B")],
      "granted",
    ],
    [
      "an opt-in by a word to another number",
      [native(1, "stop", "A"), { ...native(2, "resume", "B"), method: "whatsapp_keyword" }],
      "granted",
    ],
    [
      "an operator's opt-in beside the resume of the same number",
      [native(1, "stop", "A"), { ...webForm(2), actor: { kind: "operator" } }, native(3, "resume", "A")],
      "granted",
    ],
    [
      "an erasure after it, and a resume on another number",
      [
        native(1, "stop", "A"),
        { ...native(2, "stop"), action: "erase", scopes: "all" },
        native(3, "resume", "B"),
      ],
      "withdrawn",
    ],
    ["a resume whose number nobody told", [native(1, "stop", "A"), native(2, "resume")], "granted"],
    ["a stop whose number nobody told", [native(1, "stop"), native(2, "resume", "B")], "granted"],
  ] as const)("%s", (_name, events, expected) => {
    expect(state(...events)).toEqual([expected, expected]);
  });
});
