import { inspect } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { type ConsentRegistry, createConsentRegistry } from "../../../src/consent/index.js";
import { DAY, HOUR, seededRandom, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";

const RAVI = "+919812345678";
const SEEN = {
  disclosureText: "Asha Stores may message me",
  language: "en",
  pageUrl: "https://asha.example/join",
};

let consent: ConsentRegistry;
let clock: ReturnType<typeof virtualClock>;
beforeEach(() => {
  clock = virtualClock();
  consent = createConsentRegistry({
    store: memoryStore(),
    clock,
    random: seededRandom(1),
    namespace: "asha",
    businessName: "Asha Stores",
  });
});

describe("grant", () => {
  it("keeps the evidence and the business's name", async () => {
    const { eventId, effective } = await consent.grant({
      user: RAVI,
      scopes: ["utility"],
      method: "web_form",
      evidence: SEEN,
    });
    expect(effective).toBe(true);
    const [event] = await consent.history(RAVI);
    expect(event).toMatchObject({
      id: eventId,
      action: "grant",
      actor: { kind: "user" },
      evidence: { ...SEEN, businessName: "Asha Stores" },
    });
  });

  it.each([
    ["web_form", {}, ["evidence.disclosureText", "evidence.language", "evidence.pageUrl or evidence.formId"]],
    ["whatsapp_keyword", {}, ["evidence.messageId"]],
    ["in_app_signup", {}, ["evidence.signupId"]],
    ["verbal", {}, ["evidence.agentId or evidence.documentRef"]],
    ["paper", { agentId: " " }, ["evidence.agentId or evidence.documentRef"]],
    [
      "import",
      { batchId: "1" },
      ["evidence.source", "evidence.collectedFrom", "evidence.collectedTo", "evidence.attestedBy"],
    ],
  ] as const)(
    "by %s names what is missing from its evidence, and stores nothing",
    async (method, evidence, missing) => {
      await expect(
        consent.grant({ user: RAVI, scopes: ["utility"], method, evidence }),
      ).rejects.toMatchObject({
        code: "EVIDENCE_MISSING",
        problems: missing.map((field) => expect.objectContaining({ field }) as unknown),
      });
      expect((await consent.get(RAVI)).revision).toBe(0);
    },
  );

  it("soft opt-in needs the sale", async () => {
    await expect(
      consent.grant({
        user: RAVI,
        scopes: ["marketing"],
        method: "web_form",
        basis: "soft_opt_in",
        evidence: SEEN,
      }),
    ).rejects.toMatchObject({ code: "EVIDENCE_MISSING" });
  });

  it.each([
    ["no scope", { scopes: [] }],
    ["an unknown scope", { scopes: ["everything"] }],
    ["an unknown method", { method: "telepathy" }],
    ["a time ahead of the clock", { occurredAt: Date.UTC(2030, 0) }],
    ["a time that is none", { occurredAt: Number.NaN }],
  ])("refuses %s", async (_name, wrong) => {
    const input = { user: RAVI, scopes: ["utility"], method: "web_form", evidence: SEEN, ...wrong } as never;
    await expect(consent.grant(input)).rejects.toMatchObject({ code: "INVALID_CONSENT" });
  });

  it("takes one person only", async () => {
    const input = {
      user: [RAVI, "+919812345679"],
      scopes: ["utility"],
      method: "web_form",
      evidence: SEEN,
    } as never;
    await expect(consent.grant(input)).rejects.toMatchObject({ code: "MULTIPLE_RECIPIENTS" });
  });

  it("with one key is stored once", async () => {
    const input = {
      user: RAVI,
      scopes: ["utility"],
      method: "web_form",
      evidence: SEEN,
      key: "form-77",
    } as const;
    expect((await consent.grant(input)).accepted).toBe(true);
    expect((await consent.grant(input)).accepted).toBe(false);
  });

  it("by an operator after an opt-out is kept, does not count, and says why", async () => {
    await consent.withdraw({ user: RAVI, method: "verbal" });
    await clock.advance(DAY);
    const result = await consent.grant({
      user: RAVI,
      scopes: ["utility"],
      method: "verbal",
      evidence: { agentId: "meena" },
    });
    expect(result).toMatchObject({ accepted: true, effective: false });
    expect(result.why).toMatch(/only a later act of the person/);
    const own = await consent.grant({ user: RAVI, scopes: ["utility"], method: "web_form", evidence: SEEN });
    expect(own.effective).toBe(true);
  });
});

describe("withdraw and time", () => {
  it("ends everything by default, however they asked", async () => {
    await consent.grant({ user: RAVI, scopes: ["utility", "marketing"], method: "web_form", evidence: SEEN });
    await clock.advance(HOUR);
    await consent.withdraw({ user: RAVI, method: "email", reason: "wrote to us" });
    const status = await consent.get(RAVI);
    for (const scope of ["utility", "marketing", "calls", "topic:new"] as const)
      expect(status.state(scope).state).toBe("withdrawn");
  });

  it("a late record of an earlier opt-in does not bring it back", async () => {
    await consent.withdraw({ user: RAVI });
    const late = await consent.grant({
      user: RAVI,
      scopes: ["utility"],
      method: "web_form",
      evidence: SEEN,
      occurredAt: clock.now() - DAY,
    });
    expect(late.effective).toBe(false);
  });

  it("an implied opt-in expires, and consent is to be confirmed after 24 months", async () => {
    await consent.grant({
      user: RAVI,
      scopes: ["utility"],
      method: "web_form",
      basis: "implied_enquiry",
      evidence: SEEN,
    });
    await consent.grant({ user: RAVI, scopes: ["marketing"], method: "web_form", evidence: SEEN });
    await clock.advance(200 * DAY);
    expect((await consent.get(RAVI)).state("utility").state).toBe("expired");
    expect((await consent.get(RAVI)).state("marketing").state).toBe("granted");
    await clock.advance(600 * DAY);
    expect((await consent.get(RAVI)).state("marketing").state).toBe("expired");
  });

  it("brands are apart", async () => {
    await consent.withdraw({ user: RAVI });
    expect((await consent.get(RAVI, { namespace: "other" })).state("utility").state).toBe("unknown");
  });

  it("a suppression is taken back by name", async () => {
    await consent.suppress({ user: RAVI, kind: "complaint", reason: "ticket 7" });
    expect((await consent.get(RAVI)).suppression?.kind).toBe("complaint");
    await clock.advance(HOUR);
    await consent.unsuppress({ user: RAVI, reason: "withdrawn by them" });
    expect((await consent.get(RAVI)).suppression).toBeUndefined();
  });
});

it("what it returns may be printed: no whole number", async () => {
  await consent.grant({ user: RAVI, scopes: ["utility"], method: "web_form", evidence: SEEN });
  for (const value of [await consent.get(RAVI), await consent.history(RAVI)]) {
    expect(inspect(value, { depth: 9 }) + JSON.stringify(value)).not.toContain("9812345678");
  }
});

describe("taking one kind of suppression back", () => {
  it("leaves the others, and what is blocked on WhatsApp comes back by itself alone", async () => {
    const user = RAVI;
    await consent.suppress({ user, kind: "complaint", reason: "wrote to the regulator" });
    await consent.suppress({ user, kind: "blocked", reason: "insulted the staff" });
    expect((await consent.get(user)).suppression?.kind).toBe("blocked");
    await clock.advance(1_000);
    await consent.unsuppress({ user, kind: "blocked", reason: "unblocked" });
    expect((await consent.get(user)).suppression?.kind).toBe("complaint");
    await consent.unsuppress({ user, reason: "settled" });
    expect((await consent.get(user)).suppression).toBeUndefined();
    await expect(consent.unsuppress({ user, kind: "x" as "legal", reason: "r" })).rejects.toMatchObject({
      code: "INVALID_CONSENT",
    });
  });
});
