import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  type ConsentMethod,
  createConsentRegistry,
  type EventFacts,
  type GrantInput,
} from "../../../src/consent/index.js";
import { RefusedError, seededRandom, ValidationError, virtualClock } from "../../../src/core/index.js";
import type { Store } from "../../../src/ledger/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";
import { registryOnStore } from "./registry-on-store.js";

const NOW = Date.parse("2026-03-01T10:00:00.000Z");
const HOUR = 3_600_000;
const RAVI = "+919812345678";
const DIGITS = "919812345678";
const evidence = {
  disclosureText: "Asha Stores may message me",
  language: "en",
  pageUrl: "https://a.example",
};
const optIn: GrantInput = { user: RAVI, scopes: ["utility", "marketing"], method: "web_form", evidence };

function setUp(store: Store = memoryStore()) {
  const clock = virtualClock(NOW);
  const registry = createConsentRegistry({
    store,
    clock,
    random: seededRandom(1),
    namespace: "brand",
    businessName: "Asha Stores",
  });
  return { store, clock, registry };
}

registryOnStore("memory", () => memoryStore());

describe("defaults", () => {
  it("fills in the business, also for an empty or undefined name, and keeps a given one", async () => {
    const { registry } = setUp();
    await registry.grant({ ...optIn, evidence: { ...evidence, businessName: undefined } });
    await registry.grant({ ...optIn, evidence: { ...evidence, businessName: " " } });
    await registry.grant({ ...optIn, evidence: { ...evidence, businessName: "Asha Outlet" } });
    const names = (await registry.history(RAVI)).map((entry) => entry.evidence?.businessName);
    expect(names).toEqual(["Asha Stores", "Asha Stores", "Asha Outlet"]);
  });

  it.each<[ConsentMethod, object, string]>([
    ["web_form", evidence, "user"],
    ["whatsapp_flow", { messageId: "wamid.1" }, "user"],
    ["paper", { documentRef: "d-1" }, "user"],
    ["paper", { agentId: "a-1" }, "operator"],
    ["verbal", { agentId: "a-1" }, "operator"],
    [
      "import",
      {
        batchId: "b",
        source: "crm",
        collectedFrom: "2025-01-01",
        collectedTo: "2025-02-01",
        attestedBy: "op",
      },
      "operator",
    ],
  ])("takes an opt-in by %s with %o for an act of the %s", async (method, given, actor) => {
    const { registry } = setUp();
    await registry.grant({ user: RAVI, scopes: ["utility"], method, evidence: given });
    expect((await registry.history(RAVI))[0]?.actor).toEqual({ kind: actor });
  });

  it("withdraws everything where no scope is named, as told to an operator", async () => {
    const { registry } = setUp();
    await registry.withdraw({ user: RAVI });
    expect((await registry.history(RAVI))[0]).toMatchObject({
      scopes: "all",
      method: "verbal",
      actor: { kind: "operator" },
    });
  });
});

describe("double opt-in", () => {
  it("asks, is confirmed by the person, and counts as confirmed", async () => {
    const { registry } = setUp();
    await registry.request({ user: RAVI, scopes: ["marketing"] });
    expect((await registry.get(RAVI)).state("marketing").state).toBe("pending");
    const result = await registry.confirm({
      user: RAVI,
      scopes: ["marketing"],
      method: "whatsapp_button",
      evidence: { messageId: "wamid.1" },
    });
    expect(result.effective).toBe(true);
    expect(result.view.state("marketing")).toMatchObject({ state: "granted", verification: "confirmed" });
  });

  it("stores a yes to nothing as history, and says so", async () => {
    const { registry } = setUp();
    const result = await registry.confirm({
      user: RAVI,
      scopes: ["marketing"],
      method: "whatsapp_button",
      evidence: { messageId: "wamid.1" },
    });
    expect(result).toMatchObject({
      accepted: true,
      effective: false,
      why: expect.stringContaining("Nothing was asked"),
    });
  });

  it("takes a no for a denial, of what was asked only", async () => {
    const { registry } = setUp();
    await registry.request({ user: RAVI, scopes: ["marketing"] });
    await registry.deny({ user: RAVI, scopes: ["marketing"], method: "whatsapp_button" });
    const status = await registry.get(RAVI);
    expect([status.state("marketing").state, status.state("utility").state]).toEqual(["denied", "unknown"]);
    await expect(registry.deny({ user: RAVI } as never)).rejects.toMatchObject({ code: "INVALID_CONSENT" });
  });
});

describe("hold, release, suppress", () => {
  it("holds marketing for 72 hours, and withdraws it by silence", async () => {
    const { registry, clock } = setUp();
    await registry.grant(optIn);
    await clock.advance(1);
    const { view } = await registry.hold({ user: RAVI });
    expect(view.marketingHold?.until).toBe(new Date(NOW + 1 + 72 * HOUR).toISOString());
    await clock.advance(72 * HOUR - 1);
    expect(view.state("marketing").state).toBe("granted");
    await clock.advance(1);
    expect(view.state("marketing").state).toBe("withdrawn");
  });

  it("lets marketing go on after a release in time", async () => {
    const { registry, clock } = setUp();
    await registry.grant(optIn);
    await clock.advance(1);
    await registry.hold({ user: RAVI });
    await clock.advance(1);
    await registry.release({ user: RAVI });
    await clock.advance(100 * HOUR);
    expect((await registry.get(RAVI)).state("marketing").state).toBe("granted");
  });

  it("suppresses whatever was agreed, makes a grant ineffective, and is taken back", async () => {
    const { registry, clock } = setUp();
    await registry.suppress({ user: RAVI, kind: "objection", reason: "letter of 1 March" });
    await clock.advance(1);
    const result = await registry.grant(optIn);
    expect(result).toMatchObject({ effective: false, why: "This person is suppressed (objection)." });
    await registry.unsuppress({ user: RAVI, reason: "wrong person" });
    expect((await registry.get(RAVI)).suppression).toBeUndefined();
  });

  it("wants the operator's reason, and leaves erasure to its own path", async () => {
    const { registry } = setUp();
    await expect(registry.suppress({ user: RAVI, kind: "legal" } as never)).rejects.toMatchObject({
      code: "INVALID_CONSENT",
    });
    await expect(registry.unsuppress({ user: RAVI, reason: " " })).rejects.toMatchObject({
      code: "INVALID_CONSENT",
    });
    await expect(
      registry.suppress({ user: RAVI, kind: "erased" as never, reason: "x" }),
    ).rejects.toMatchObject({ code: "INVALID_CONSENT" });
  });
});

describe("why a grant does not count", () => {
  it("because it had run out", async () => {
    const { registry } = setUp();
    const result = await registry.grant({ ...optIn, basis: "request", occurredAt: NOW - 48 * HOUR });
    expect(result).toMatchObject({ effective: false, why: expect.stringContaining("run out") });
  });
});

describe("bad input", () => {
  const calls = [
    "grant",
    "withdraw",
    "request",
    "confirm",
    "deny",
    "hold",
    "release",
    "suppress",
    "unsuppress",
  ] as const;

  it.each(calls)(
    "%s refuses what is no input, several people, and no number; nothing is written",
    async (call) => {
      const { registry } = setUp();
      const run = (input: unknown): Promise<unknown> => registry[call](input as never);
      const rest = { ...optIn, kind: "legal", reason: "r" };
      await expect(run(undefined)).rejects.toSatisfy(ValidationError.is.bind(ValidationError));
      await expect(run({ ...rest, user: [RAVI, RAVI] })).rejects.toSatisfy(
        RefusedError.is.bind(RefusedError),
      );
      await expect(run({ ...rest, user: "12" })).rejects.toMatchObject({ code: "INVALID_PHONE_NUMBER" });
      await expect(run({ ...rest, namespace: 7 })).rejects.toMatchObject({ code: "INVALID_CONSENT" });
      expect((await registry.get(RAVI)).revision).toBe(0);
    },
  );

  it("refuses an opt-in without evidence, before anything is written", async () => {
    const { registry } = setUp();
    await expect(registry.grant({ ...optIn, evidence: undefined as never })).rejects.toMatchObject({
      code: "EVIDENCE_MISSING",
    });
    await expect(registry.grant({ ...optIn, evidence: null as never })).rejects.toMatchObject({
      code: "EVIDENCE_MISSING",
    });
    expect((await registry.get(RAVI)).revision).toBe(0);
  });
});

describe("what a user may print", () => {
  it("holds no whole number, however it is printed", async () => {
    const { registry } = setUp();
    const results = [
      await registry.request({ user: RAVI, scopes: ["marketing"] }),
      await registry.grant({ ...optIn, key: "k" }),
      await registry.confirm(optIn),
      await registry.hold({ user: RAVI }),
      await registry.release({ user: RAVI }),
      await registry.deny({ user: RAVI, scopes: "all" }),
      await registry.withdraw({ user: RAVI }),
      await registry.suppress({ user: RAVI, kind: "legal", reason: "r" }),
      await registry.unsuppress({ user: RAVI, reason: "r" }),
      await registry.get(RAVI),
      await registry.history(RAVI),
      await registry.receipt(RAVI),
    ];
    for (const result of results) {
      const printed = inspect(result, { depth: null, showHidden: true }) + JSON.stringify(result);
      expect(printed).not.toContain("9812345678");
    }
    expect(JSON.stringify(await registry.get(RAVI))).toContain("+91********78");
  });

  it("is a copy: changing it changes nothing stored", async () => {
    const { registry } = setUp();
    const { view } = await registry.grant(optIn);
    (view.scopes as Record<string, unknown>).marketing = undefined;
    ((await registry.get(RAVI)).scopes.utility as unknown as Record<string, unknown>).state = "withdrawn";
    const status = await registry.get(RAVI);
    expect([status.state("marketing").state, status.state("utility").state]).toEqual(["granted", "granted"]);
  });
});

describe("acts that a webhook told", () => {
  const stop: EventFacts = {
    subject: DIGITS,
    namespace: "brand",
    action: "withdraw",
    scopes: "all",
    method: "whatsapp_keyword",
    actor: { kind: "user" },
  };

  it.each([
    ["from the future", NOW + HOUR],
    ["without a time", 0],
    ["with an unreadable time", Number.NaN],
  ])("keeps an opt-out %s, as of now", async (_what, occurredAt) => {
    const { registry, clock } = setUp();
    await registry.grant(optIn);
    await clock.advance(1);
    expect((await registry.record({ ...stop, occurredAt })).accepted).toBe(true);
    expect((await registry.get(RAVI)).state("utility")).toMatchObject({
      state: "withdrawn",
      since: new Date(NOW + 1).toISOString(),
    });
  });

  it("does not let an opt-in without a time lift anything", async () => {
    const { registry } = setUp();
    await registry.record(stop);
    await registry.record({
      ...stop,
      action: "grant",
      scopes: ["marketing"],
      evidence: { messageId: "wamid.1" },
      occurredAt: 0,
    });
    expect((await registry.get(RAVI)).state("marketing").state).toBe("withdrawn");
  });

  it("is one act when it is delivered twice", async () => {
    const { registry } = setUp();
    const told = { ...stop, evidence: { messageId: "wamid.1" }, occurredAt: NOW };
    expect((await registry.record(told)).accepted).toBe(true);
    expect(await registry.record(told)).toMatchObject({ accepted: false, view: { revision: 1 } });
  });
});

describe("the receipt", () => {
  it("says who, what for, on what ground, how to withdraw, and every act", async () => {
    const { registry, clock } = setUp();
    await registry.grant(optIn);
    await clock.advance(1);
    await registry.withdraw({ user: RAVI, scopes: ["marketing"] });
    const receipt = await registry.receipt(RAVI);
    expect(receipt).toMatchObject({
      schema: "iso-ts-27560-shaped",
      issued_at: new Date(NOW + 1).toISOString(),
      record: { record_revision: 2, pii_principal_id: "+91********78" },
      party_identification: [{ party_name: "Asha Stores", party_role: "pii_controller", namespace: "brand" }],
      suppression: null,
    });
    expect(receipt.pii_processing.purposes.map(({ purpose, state }) => [purpose, state])).toEqual([
      ["utility", "granted"],
      ["marketing", "withdrawn"],
    ]);
    expect(receipt.events[0]?.notice).toEqual({ businessName: "Asha Stores", ...evidence });
    expect(receipt.events.map((entry) => entry.event_type)).toEqual(["grant", "withdraw"]);
    expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt);
  });
});
