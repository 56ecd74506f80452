import { beforeEach, describe, expect, it } from "vitest";
import {
  type ConsentAction,
  createConsentRegistry,
  type EventFacts,
  type GrantInput,
} from "../../../src/consent/index.js";
import { DAY, HOUR, seededRandom, ValidationError, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";

const RAVI = "+919812345678";
const T0 = "2026-03-01T10:00:00.000Z";
const NOW = Date.parse(T0);
const evidence = {
  disclosureText: "Asha Stores may message me",
  language: "en",
  pageUrl: "https://a.example",
};
const optIn: GrantInput = { user: RAVI, scopes: ["utility"], method: "web_form", evidence };

let clock: ReturnType<typeof virtualClock>;
let consent: ReturnType<typeof createConsentRegistry>;
let store: ReturnType<typeof memoryStore>;
const open = (country?: string) =>
  createConsentRegistry({
    store,
    clock,
    random: seededRandom(1),
    namespace: "brand",
    businessName: "Asha Stores",
    country,
  });
beforeEach(() => {
  clock = virtualClock(NOW);
  store = memoryStore();
  consent = open();
});

const stored = async (user = RAVI) => (await consent.history(user)).at(-1);

async function problemsOf(call: Promise<unknown>) {
  const failure = await call.catch((error: unknown) => error);
  if (!ValidationError.is(failure)) throw failure;
  expect(failure.code).toBe("INVALID_CONSENT");
  return failure.problems;
}

describe("who acted", () => {
  it("is whom the caller names", async () => {
    const actor = { kind: "operator", id: "meena" } as const;
    for (const act of [
      () => consent.grant({ ...optIn, actor }),
      () => consent.withdraw({ user: RAVI, method: "email", actor }),
      () => consent.deny({ user: RAVI, scopes: ["calls"], method: "email", actor }),
      () => consent.request({ user: RAVI, scopes: ["calls"], method: "email", actor }),
    ]) {
      await act();
      expect((await stored())?.actor).toEqual(actor);
    }
  });

  it.each([
    ["web_form", "user"],
    ["verbal", "operator"],
  ] as const)("is else told by the way: by %s a %s", async (method, kind) => {
    for (const act of [
      () => consent.withdraw({ user: RAVI, method }),
      () => consent.request({ user: RAVI, scopes: ["calls"], method }),
      () => consent.hold({ user: RAVI, method }),
      () => consent.release({ user: RAVI, method }),
    ]) {
      await act();
      expect(await stored()).toMatchObject({ method, actor: { kind } });
    }
  });

  it("is the person on paper that they signed", async () => {
    const paper = { user: RAVI, method: "paper", evidence: { documentRef: "f-7" } } as const;
    await consent.withdraw(paper);
    expect((await stored())?.actor).toEqual({ kind: "user" });
    await consent.hold(paper);
    expect((await stored())?.actor).toEqual({ kind: "user" });
  });

  it("is an operator for what only a business does, by its API", async () => {
    const reason = "letter of 1 March";
    for (const act of [
      () => consent.suppress({ user: RAVI, kind: "legal", reason }),
      () => consent.unsuppress({ user: RAVI, kind: "legal", reason }),
      () => consent.invalidate({ user: RAVI, reason }),
    ]) {
      await act();
      expect(await stored()).toMatchObject({
        method: "api",
        actor: { kind: "operator" },
        scopes: "all",
        reason,
      });
    }
  });
});

describe("what is stored where the caller leaves it out", () => {
  it("a withdrawal told by phone, of everything", async () => {
    await consent.withdraw({ user: RAVI });
    expect(await stored()).toMatchObject({
      action: "withdraw",
      scopes: "all",
      method: "verbal",
      occurredAt: T0,
    });
  });

  it("a question about marketing told by phone, and its answer", async () => {
    await consent.hold({ user: RAVI, reason: "wrote: enough" });
    expect(await stored()).toMatchObject({
      action: "hold",
      scopes: ["marketing"],
      method: "verbal",
      reason: "wrote: enough",
    });
    await consent.release({ user: RAVI });
    expect(await stored()).toMatchObject({ action: "release", scopes: ["marketing"], method: "verbal" });
  });

  it("a double opt-in question by the API", async () => {
    await consent.request({ user: RAVI, scopes: ["marketing"] });
    expect(await stored()).toMatchObject({ action: "request", method: "api", actor: { kind: "operator" } });
  });

  it.each([
    [undefined, "Asha Stores"],
    [" ", "Asha Stores"],
    ["Asha Outlet", "Asha Outlet"],
  ])("the name of the business: %j is %s", async (businessName, expected) => {
    await consent.grant({ ...optIn, evidence: { ...evidence, businessName } });
    expect((await stored())?.evidence).toEqual({ ...evidence, businessName: expected });
  });

  it("the law of the business for a number that tells no country", async () => {
    consent = open("IN");
    const { eventId } = await consent.record({
      subject: "999999999",
      namespace: "brand",
      action: "grant",
      scopes: ["utility"],
      method: "whatsapp_keyword",
      actor: { kind: "user" },
      basis: "implied_enquiry",
      evidence: { messageId: "wamid.1" },
    });
    expect(
      (await store.consent.history("999999999", "brand")).map(({ id, expiresAt }) => [id, expiresAt]),
    ).toEqual([[eventId, new Date(NOW + 7 * DAY).toISOString()]]);
  });
});

describe("what the caller says goes first", () => {
  it("when it happened, until when it holds, and its key", async () => {
    await consent.suppress({
      user: RAVI,
      kind: "registry",
      reason: "listed",
      occurredAt: NOW - HOUR,
      until: new Date(NOW + DAY),
    });
    expect(await stored()).toMatchObject({
      suppression: "registry",
      occurredAt: new Date(NOW - HOUR).toISOString(),
      expiresAt: new Date(NOW + DAY).toISOString(),
    });
    const broken = {
      user: RAVI,
      reason: "broken form",
      scopes: ["utility"],
      occurredAt: NOW - HOUR,
    } as const;
    expect((await consent.invalidate({ ...broken, key: "form" })).accepted).toBe(true);
    expect(await stored()).toMatchObject({
      action: "invalidate",
      scopes: ["utility"],
      occurredAt: new Date(NOW - HOUR).toISOString(),
    });
    expect((await consent.invalidate({ ...broken, key: "form" })).accepted).toBe(false);
    expect((await consent.invalidate({ ...broken, key: "form 2" })).accepted).toBe(true);
  });

  it("the brand, for acts and for what is read", async () => {
    await consent.grant({ ...optIn, namespace: "other" });
    const namespace = "other";
    expect(await consent.history(RAVI)).toEqual([]);
    expect(await consent.history(RAVI, { namespace })).toHaveLength(1);
    expect((await consent.health()).people).toBe(0);
    expect(await consent.health({ namespace })).toMatchObject({ namespace, people: 1 });
    await consent.request({ user: RAVI, scopes: ["marketing"], namespace });
    expect((await consent.doubleOptIn(RAVI)).state).toBe("not_asked");
    expect((await consent.doubleOptIn(RAVI, { namespace })).state).toBe("waiting");
    expect((await consent.doubleOptIn(RAVI, { namespace, scopes: ["utility"] })).state).toBe("granted");
  });
});

describe("whether an opt-in counts", () => {
  it("is said with the reason only where it does not", async () => {
    expect(await consent.grant(optIn)).not.toHaveProperty("why");
    await consent.withdraw({ user: RAVI, scopes: ["marketing"] });
    const operator = { user: RAVI, method: "verbal", evidence: { agentId: "m" } } as const;
    const { why, effective } = await consent.reconfirm({ ...operator, scopes: ["utility", "marketing"] });
    expect(effective).toBe(false);
    expect(why).toBe("An opt-out stands for marketing: only a later act of the person themselves lifts it.");
  });

  it("one that had run out already says so", async () => {
    const { why } = await consent.grant({
      ...optIn,
      scopes: ["utility", "calls"],
      basis: "request",
      occurredAt: NOW - 2 * DAY,
    });
    expect(why).toBe("It had run out already when it was stored: utility, calls.");
  });

  it("one that a refusal stands against says so", async () => {
    await consent.request({ user: RAVI, scopes: ["marketing"] });
    await consent.deny({ user: RAVI, scopes: ["marketing"], method: "web_form" });
    const operator = { user: RAVI, method: "verbal", evidence: { agentId: "m" } } as const;
    const { why } = await consent.grant({ ...operator, scopes: ["marketing"] });
    expect(why).toBe("An opt-out stands for marketing: only a later act of the person themselves lifts it.");
  });

  it("one of which a part had run out, and a part was never asked, says both", async () => {
    const yes = { user: RAVI, method: "whatsapp_button", evidence: { messageId: "wamid.1" } } as const;
    await consent.grant({ ...optIn, basis: "request", occurredAt: NOW - 2 * DAY });
    const { why } = await consent.confirm({
      ...yes,
      scopes: ["utility", "calls"],
      occurredAt: NOW - 3 * DAY,
    });
    expect(why).toContain("utility is expired, calls is unknown");
  });

  it("a yes to nothing says what is known of each scope", async () => {
    const { why } = await consent.confirm({
      user: RAVI,
      scopes: ["utility", "calls"],
      method: "whatsapp_button",
      evidence: { messageId: "wamid.1" },
    });
    expect(why).toBe(
      "Nothing was asked or agreed before, or it was ended since: utility is unknown, calls is unknown.",
    );
  });

  it("of several scopes it counts only for all", async () => {
    await consent.grant({ ...optIn, scopes: ["utility"] });
    await consent.deny({ user: RAVI, scopes: ["calls"], method: "web_form" });
    const { effective, why } = await consent.grant({
      user: RAVI,
      scopes: ["utility", "calls"],
      method: "verbal",
      evidence: { agentId: "m" },
    });
    expect([effective, why?.includes("stands for calls:")]).toEqual([false, true]);
  });
});

describe("where a person stands", () => {
  it("is told under the name the caller gave, and is data: what it can do is not printed with it", async () => {
    await consent.withdraw({ user: "IN.abc123" });
    const status = await consent.get("IN.abc123");
    expect(status.user).toBe("IN.abc123");
    expect(String((await consent.get(RAVI)).user)).toBe("+91********78");
    expect(Object.keys(status)).not.toContain("state");
    expect(status.state("utility").state).toBe("withdrawn");
  });

  it("in a receipt, is where they stand now", async () => {
    await consent.grant({ ...optIn, basis: "request" });
    const controller = { contact: "M", address: "J", email: "a@b.example", phone: "1", policyUrl: "p" };
    const kantara = { format: "kantara-1.1", controller, jurisdiction: "IN" } as const;
    const stands = async () => (await consent.receipt(RAVI)).pii_processing.purposes[0]?.state;
    expect([await stands(), (await consent.receipt(RAVI, kantara)) === undefined]).toEqual([
      "granted",
      false,
    ]);
    await clock.advance(DAY);
    expect([await stands(), (await consent.receipt(RAVI, kantara)) === undefined]).toEqual(["expired", true]);
  });
});

describe("what cannot be an act", () => {
  it.each(["grant", "withdraw", "hold", "suppress", "request", "deny", "invalidate", "unsuppress"] as const)(
    "%s of nothing says what is expected",
    async (call) => {
      for (const input of [undefined, null, "+919812345678"])
        expect(await problemsOf((async () => consent[call](input as never))())).toEqual([
          { field: "input", problem: "expected an object with { user, ... }" },
        ]);
    },
  );

  it.each([undefined, "", "  ", 7])("what an operator does without a reason: %j", async (reason) => {
    const input = { user: RAVI, kind: "legal", reason } as never;
    for (const call of ["suppress", "unsuppress", "invalidate"] as const)
      expect(await problemsOf(consent[call](input))).toEqual([{ field: "reason", problem: "say why" }]);
    expect(await consent.history(RAVI)).toEqual([]);
  });

  it("an erasure as a suppression, and a no to nothing", async () => {
    const erased = { user: RAVI, kind: "erased", reason: "asked" } as never;
    expect(await problemsOf(consent.suppress(erased))).toEqual([
      { field: "kind", problem: "an erasure is no suppression of an operator" },
    ]);
    expect(await problemsOf(consent.deny({ user: RAVI } as never))).toEqual([
      { field: "scopes", problem: "name what they said no to" },
    ]);
  });
});

describe("when an act that a webhook told happened", () => {
  const told = (action: ConsentAction, occurredAt: number | Date | undefined) => {
    const facts: EventFacts = {
      subject: "919812345678",
      namespace: "brand",
      action,
      scopes: ["marketing"],
      method: "whatsapp_keyword",
      actor: { kind: "user" },
      evidence: { messageId: `wamid.${action}` },
      occurredAt,
      ...(action === "suppress" ? { suppression: "complaint" } : {}),
    };
    return consent.record(facts).then(async () => (await stored())?.occurredAt);
  };
  const EPOCH = new Date(0).toISOString();

  it.each(["withdraw", "deny", "hold", "suppress", "invalidate"] as const)(
    "a %s without a readable time counts from now",
    async (action) => {
      expect(await told(action, 0)).toBe(T0);
    },
  );

  it.each(["grant", "confirm", "request", "release", "unsuppress"] as const)(
    "a %s without one counts from the beginning of time: it lifts nothing",
    async (action) => {
      expect(await told(action, 0)).toBe(EPOCH);
    },
  );

  it.each([
    [-1, T0],
    [1, "1970-01-01T00:00:00.001Z"],
    [Number.POSITIVE_INFINITY, T0],
    [NOW + 300_000, "2026-03-01T10:05:00.000Z"],
    [NOW + 300_001, T0],
    [new Date(NOW - 5), "2026-03-01T09:59:59.995Z"],
    [undefined, T0],
  ])("told as %s it is %s", async (occurredAt, expected) => {
    expect(await told("withdraw", occurredAt)).toBe(expected);
  });

  it("an opt-in from the future counts from now", async () => {
    expect(await told("grant", NOW + HOUR)).toBe(T0);
  });
});

describe("the chain of what was stored", () => {
  it("is checked against a head that was kept", async () => {
    await consent.withdraw({ user: RAVI });
    const report = await consent.verify();
    if (!report.intact) throw new Error("broken");
    await consent.withdraw({ user: RAVI, reason: "again" });
    expect(await consent.verify(report.head)).toMatchObject({ intact: true, entries: 2 });
    expect(await consent.verify({ ...report.head, hash: "0".repeat(64) })).toMatchObject({
      intact: false,
      problem: "head_mismatch",
    });
  });
});
