/** Meta's webhooks tell whole seconds, our own events milliseconds: no opt-out is lost to the difference. */
import fc from "../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import { memoryStore } from "waypost";
import {
  createConsentRegistry,
  type EventFacts,
  preferenceEvent,
  scopeStateAt,
} from "../../src/consent/index.js";
import { DAY, seededRandom, virtualClock } from "../../src/core/index.js";

const T0 = Date.UTC(2026, 2, 1, 10);
const RAVI = "919812345678";
const common = { subject: RAVI, namespace: "default", scopes: ["marketing"] } as const;
const proof = {
  businessName: "Asha Stores",
  disclosureText: "Asha Stores may send me offers",
  language: "en",
  agentId: "7",
  messageId: "wamid.form",
  pageUrl: "https://asha.example",
};
const batch = {
  source: "till",
  batchId: "b",
  attestedBy: "m",
  collectedFrom: "2026-01-01",
  collectedTo: "2026-03-01",
};

/** As a webhook tells it: rounded down. */
const told = (at: number): number => Math.floor(at / 1_000) * 1_000;

/** Each way in which Meta tells an opt-out. */
const STOPS: Readonly<Record<string, (at: number) => EventFacts>> = {
  keyword: (at) => whatsapp("withdraw", "whatsapp_keyword", at),
  button: (at) => whatsapp("withdraw", "whatsapp_button", at),
  "no in a Flow": (at) => whatsapp("deny", "whatsapp_flow", at),
  "WhatsApp's own control": (at) => {
    const preference = { category: "marketing_messages", value: "stop" };
    const fact = { ...common, at: told(at), preference, key: "stop", phoneNumberId: "1" };
    return preferenceEvent(fact) as EventFacts;
  },
  "131050 in a status": (at) => ({
    ...common,
    action: "withdraw",
    method: "webhook_error",
    actor: { kind: "platform" },
    occurredAt: told(at),
    key: "131050:snd",
  }),
  "line of a file": (at) => ({
    ...common,
    action: "withdraw",
    method: "import",
    actor: { kind: "operator" },
    evidence: batch,
    occurredAt: told(at),
    key: "line",
  }),
};

const whatsapp = (action: EventFacts["action"], method: EventFacts["method"], at: number): EventFacts => ({
  ...common,
  action,
  method,
  actor: { kind: "user" },
  evidence: { ...proof, messageId: `wamid.${action}.${String(at)}` },
  occurredAt: told(at),
});

const grantBy = (actor: "operator" | "system" | "user", at: number): EventFacts => ({
  ...common,
  action: "grant",
  method: actor === "user" ? "web_form" : "api",
  actor: { kind: actor },
  evidence: proof,
  occurredAt: at,
  key: `grant:${actor}:${String(at)}`,
});

async function standing(reports: readonly EventFacts[]): Promise<string> {
  const store = memoryStore();
  const clock = virtualClock(T0 + DAY);
  const registry = createConsentRegistry({
    store,
    clock,
    random: seededRandom(1),
    namespace: "default",
    businessName: "Asha Stores",
  });
  for (const facts of reports) await registry.record(facts);
  const view = await store.consent.view(RAVI, "default");
  expect((await registry.verify()).intact).toBe(true);
  expect(view.revision).toBe(new Set(reports).size);
  return scopeStateAt(view, "marketing", T0 + DAY).state;
}

const stop = fc.constantFrom(...Object.keys(STOPS));
const from = fc.integer({ min: T0, max: T0 + 5_000 });

describe("an opt-out that Meta tells to the whole second", () => {
  it("ends marketing that anybody had granted before it, whatever arrives first and how often", async () => {
    await fc.assert(
      fc.asyncProperty(
        stop,
        from,
        fc.integer({ min: 1, max: 1_500 }),
        fc.constantFrom("operator" as const, "system" as const, "user" as const),
        fc.boolean(),
        fc.boolean(),
        async (name, grantedAt, after, actor, stopFirst, again) => {
          const ended = STOPS[name]?.(grantedAt + after) as EventFacts;
          const given = grantBy(actor, grantedAt);
          const reports = [...(stopFirst ? [ended, given] : [given, ended]), ...(again ? [ended] : [])];
          expect(await standing(reports)).toMatch(/^(withdrawn|denied)$/);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is lifted by what the person agrees to from the next second on, not within the same", async () => {
    await fc.assert(
      fc.asyncProperty(
        stop,
        from,
        fc.integer({ min: 1, max: 2_500 }),
        fc.boolean(),
        fc.boolean(),
        async (name, stoppedAt, after, byKeyword, stopFirst) => {
          const ended = STOPS[name]?.(stoppedAt) as EventFacts;
          const start = byKeyword
            ? whatsapp("grant", "whatsapp_keyword", stoppedAt + after)
            : grantBy("user", stoppedAt + after);
          const lifted = told(stoppedAt + after) > told(stoppedAt);
          const state = await standing(stopFirst ? [ended, start] : [start, ended]);
          expect(state === "granted").toBe(lifted);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is stored with the time that Meta told", async () => {
    const store = memoryStore();
    const clock = virtualClock(T0 + 900);
    const registry = createConsentRegistry({
      store,
      clock,
      random: seededRandom(1),
      namespace: "default",
      businessName: "Asha Stores",
    });
    await registry.record(STOPS.keyword?.(T0 + 900) as EventFacts);
    expect((await store.consent.history(RAVI, "default"))[0]?.occurredAt).toBe("2026-03-01T10:00:00.000Z");
  });
});
