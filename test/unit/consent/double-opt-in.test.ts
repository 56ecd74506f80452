import { describe, expect, it } from "vitest";
import { type ConsentEvent, createConsentRegistry, doubleOptIn } from "../../../src/consent/index.js";
import { DAY, HOUR, seededRandom, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";

const RAVI = "+919812345678";
const SEEN = {
  disclosureText: "Asha Stores may message me",
  language: "en",
  pageUrl: "https://asha.example",
};

function open() {
  const clock = virtualClock(Date.UTC(2026, 0, 1));
  const consent = createConsentRegistry({
    store: memoryStore({ erasureKeys: [{ id: "k", secret: "s".repeat(40) }] }),
    clock,
    random: seededRandom(1),
    namespace: "default",
    businessName: "Asha Stores",
  });
  return { clock, consent, ask: () => consent.request({ user: RAVI, scopes: ["marketing"] }) };
}

describe("a double opt-in question", () => {
  it("is asked once, gets one reminder, and lapses after seven days", async () => {
    const { clock, consent, ask } = open();
    const askedAt = clock.now();
    expect(await consent.doubleOptIn(RAVI)).toEqual({ state: "not_asked" });
    await ask();
    const waiting = { state: "waiting", askedAt, lapsesAt: askedAt + 7 * DAY };
    expect(await consent.doubleOptIn(RAVI)).toEqual({
      ...waiting,
      reminder: { from: askedAt + DAY, due: false },
    });
    await clock.advance(DAY);
    expect(await consent.doubleOptIn(RAVI)).toMatchObject({ reminder: { due: true } });
    await ask();
    expect(await consent.doubleOptIn(RAVI)).toEqual(waiting);
    await clock.advance(6 * DAY);
    expect(await consent.doubleOptIn(RAVI)).toEqual({ state: "not_asked" });
    await ask();
    expect(await consent.doubleOptIn(RAVI)).toMatchObject({ state: "waiting", reminder: { due: false } });
  });

  it("no reminder goes out when little time is left to answer", async () => {
    const { clock, consent, ask } = open();
    await ask();
    await clock.advance(7 * DAY - 6 * HOUR);
    expect(await consent.doubleOptIn(RAVI)).toMatchObject({ state: "waiting", reminder: { due: false } });
  });

  it.each([
    [
      "a yes",
      "granted",
      async ({ consent }: ReturnType<typeof open>) =>
        consent.confirm({
          user: RAVI,
          scopes: ["marketing"],
          method: "whatsapp_button",
          evidence: { messageId: "w" },
        }),
    ],
    [
      "a no",
      "closed",
      async ({ consent }: ReturnType<typeof open>) => consent.deny({ user: RAVI, scopes: ["marketing"] }),
    ],
    [
      "an opt-out",
      "closed",
      async ({ consent }: ReturnType<typeof open>) => consent.withdraw({ user: RAVI }),
    ],
    [
      "a suppression",
      "closed",
      async ({ consent }: ReturnType<typeof open>) =>
        consent.suppress({ user: RAVI, kind: "complaint", reason: "wrote to us" }),
    ],
    ["an erasure", "closed", async ({ consent }: ReturnType<typeof open>) => consent.erase(RAVI)],
  ])("%s: %s", async (_name, state, act) => {
    const world = open();
    await world.ask();
    await world.clock.advance(HOUR);
    await act(world);
    expect((await world.consent.doubleOptIn(RAVI)).state).toBe(state);
  });

  it("an own pace, and other brands and scopes do not count", () => {
    const request = (id: string, minute: number, over: Partial<ConsentEvent> = {}): ConsentEvent => ({
      id,
      subject: "919812345678",
      namespace: "default",
      action: "request",
      scopes: ["marketing"],
      occurredAt: new Date(minute * 60_000).toISOString(),
      recordedAt: new Date(minute * 60_000).toISOString(),
      actor: { kind: "operator" },
      method: "api",
      basis: "consent",
      ...over,
    });
    const events = [
      request("a", 0),
      request("b", 5, { namespace: "other" }),
      request("c", 6, { scopes: ["utility"] }),
    ];
    const facts = { events, namespace: "default", scopes: ["marketing"], now: 2 * HOUR } as const;
    expect(doubleOptIn({ ...facts, remindAfterMs: HOUR })).toMatchObject({ reminder: { due: true } });
    expect(
      doubleOptIn({ ...facts, events: [...events, request("d", 60)], remindAfterMs: HOUR }),
    ).not.toHaveProperty("reminder");
  });
});

describe("what a person and an auditor get", () => {
  const controller = {
    contact: "Meena Rao",
    address: "12 MI Road, Jaipur",
    email: "privacy@asha.example",
    phone: "+91 141 555 0100",
    policyUrl: "https://asha.example/privacy",
  };

  it("a Kantara receipt has every required member, and one for nothing is none", async () => {
    const { consent } = open();
    const options = { format: "kantara-1.1", controller, jurisdiction: "IN" } as const;
    expect(await consent.receipt(RAVI, options)).toBeUndefined();
    await consent.grant({ user: RAVI, scopes: ["utility", "marketing"], method: "web_form", evidence: SEEN });
    const receipt = await consent.receipt(RAVI, options);
    expect(receipt).toMatchObject({
      version: "KI-CR-v1.1.0",
      jurisdiction: "IN",
      consentTimestamp: Date.UTC(2026, 0, 1) / 1_000,
      collectionMethod: "web_form",
      language: "en",
      piiPrincipalId: "+91********78",
      policyUrl: controller.policyUrl,
      sensitive: false,
      spiCat: [],
    });
    expect(receipt?.consentReceiptID).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(receipt?.services[0]?.purposes.map(({ purpose, consentType }) => [purpose, consentType])).toEqual([
      ["utility", "EXPLICIT"],
      ["marketing", "EXPLICIT"],
    ]);
    expect(await consent.receipt(RAVI, options)).toEqual(receipt);
  });

  it("subject access holds every brand, event and name", async () => {
    const { consent } = open();
    await consent.grant({ user: RAVI, scopes: ["utility"], method: "web_form", evidence: SEEN });
    await consent.withdraw({ user: RAVI, namespace: "other", reason: "called" });
    const access = await consent.subjectAccess(RAVI);
    expect(access).toMatchObject({
      issuedAt: "2026-01-01T00:00:00.000Z",
      identifiers: [RAVI],
      brands: [
        { namespace: "default", record: { schema: "iso-ts-27560-shaped" }, events: [{ evidence: SEEN }] },
        { namespace: "other", events: [{ action: "withdraw", reason: "called" }] },
      ],
    });
    expect(JSON.parse(JSON.stringify(access))).toEqual(access);
    await consent.erase(RAVI);
    expect(await consent.subjectAccess(RAVI)).toMatchObject({ identifiers: [], brands: [] });
  });

  it("a consent is given anew before it runs out, and void consent is no opt-out", async () => {
    const { clock, consent } = open();
    const grant = {
      user: RAVI,
      scopes: ["marketing"],
      method: "verbal",
      evidence: { agentId: "m" },
    } as const;
    await consent.grant(grant);
    await clock.advance(700 * DAY);
    expect(await consent.reconfirm(grant)).toMatchObject({ effective: true });
    await clock.advance(100 * DAY);
    expect((await consent.get(RAVI)).state("marketing").state).toBe("granted");
    await consent.invalidate({ user: RAVI, reason: "the form was pre-ticked" });
    expect((await consent.get(RAVI)).state("marketing").state).toBe("invalidated");
    await clock.advance(1_000);
    expect(await consent.grant(grant)).toMatchObject({ effective: true });
  });
});
