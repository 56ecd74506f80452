import { describe, expect, it } from "vitest";
import {
  type ConsentEvent,
  type ConsentMethod,
  foldConsent,
  type Scope,
} from "../../../src/consent/index.js";
import { BY_IMPORT, BY_OPERATOR, event, fold, iso, PERSON, stateAt } from "./consent-events.js";

describe("rule 1: suppression, then withdrawal, then grant", () => {
  it("shows a suppression beside a standing grant", () => {
    const view = fold(event("grant", 1), event("suppress", 2, { scopes: "all", suppression: "legal" }));
    expect(view.suppression).toMatchObject({ kind: "legal", since: iso(2) });
  });

  it("is lifted by taking it back, not by a grant, and not by an earlier or simultaneous taking back", () => {
    const suppress = event("suppress", 2, { scopes: "all", suppression: "objection" });
    expect(fold(suppress, event("grant", 3)).suppression).toBeDefined();
    expect(fold(suppress, event("unsuppress", 1)).suppression).toBeDefined();
    expect(fold(suppress, event("unsuppress", 2)).suppression).toBeDefined();
    expect(fold(suppress, event("unsuppress", 3)).suppression).toBeUndefined();
  });

  it("keeps an erasure when a later objection is taken back", () => {
    const events = [
      event("erase", 1, { scopes: "all" }),
      event("suppress", 2, { suppression: "objection" }),
      event("unsuppress", 3),
    ];
    expect(fold(...events).suppression?.kind).toBe("erased");
  });

  it("keeps an objection when a later erasure is lifted", () => {
    const events = [
      event("suppress", 1, { suppression: "objection" }),
      event("erase", 2, { scopes: "all" }),
      event("grant", 3),
    ];
    expect(fold(...events).suppression?.kind).toBe("objection");
  });

  it("shows the strictest of several", () => {
    const events = [
      event("suppress", 1, { suppression: "legal" }),
      event("suppress", 2, { suppression: "objection" }),
    ];
    expect(fold(...events).suppression?.kind).toBe("legal");
  });

  it("`all` covers scopes that no event names", () => {
    const events = [event("grant", 1), event("withdraw", 2, { scopes: "all" })];
    for (const scope of ["utility", "marketing", "authentication", "calls", "topic:new"] as const) {
      expect(stateAt(events, 3, scope), scope).toMatchObject({ state: "withdrawn", withdrawnScope: "all" });
    }
  });

  it("keeps the widest withdrawal: a later narrow one does not shrink it", () => {
    const events = [event("withdraw", 1, { scopes: "all" }), event("withdraw", 2), event("deny", 3)];
    expect(stateAt(events, 4)).toMatchObject({ state: "withdrawn", withdrawnScope: "all", since: iso(3) });
  });
});

describe("rule 2: the time of the act decides, and a tie goes to the withdrawal", () => {
  it.each(["withdraw", "deny", "erase"] as const)("%s at the instant of a grant wins", (action) => {
    expect(stateAt([event(action, 5), event("grant", 5)], 6).state).not.toBe("granted");
  });

  it("compares instants, not strings: without milliseconds, with an offset", () => {
    const withdraw = event("withdraw", 0, { occurredAt: "2026-03-01T00:00:00.500Z" });
    expect(stateAt([event("grant", 0, { occurredAt: "2026-03-01T00:00:00Z" }), withdraw], 1).state).toBe(
      "withdrawn",
    );
    expect(stateAt([event("grant", 0, { occurredAt: "2026-03-01T05:30:00+05:30" }), withdraw], 1).state).toBe(
      "withdrawn",
    );
  });

  it("gives an unreadable instant to the withdrawal", () => {
    expect(stateAt([event("grant", 5), event("withdraw", 0, { occurredAt: "?" })], 6).state).toBe(
      "withdrawn",
    );
    expect(stateAt([event("withdraw", 5), event("grant", 0, { occurredAt: "?" })], 6).state).toBe(
      "withdrawn",
    );
    expect(stateAt([event("grant", 5), event("hold", 0, { occurredAt: "?" })], 6).state).toBe("withdrawn");
  });
});

describe("rule 3: a grant not later than the last withdrawal is history only", () => {
  it.each([4, 5])("given at hour %i, withdrawn at hour 5, told afterwards", (hours) => {
    const late = event("grant", hours, { recordedAt: iso(50) });
    expect(stateAt([event("withdraw", 5), late], 60).state).toBe("withdrawn");
  });
});

describe("rule 4: only the person lifts", () => {
  const lift: readonly [ConsentMethod, Partial<ConsentEvent>, boolean][] = [
    ...(
      [
        "web_form",
        "app",
        "whatsapp_keyword",
        "whatsapp_button",
        "whatsapp_flow",
        "whatsapp_native",
        "in_app_signup",
        "sms",
        "email",
      ] as const
    ).map((method) => [method, {}, true] as [ConsentMethod, Partial<ConsentEvent>, boolean]),
    ["paper", { evidence: { documentRef: "form-7" } }, true],
    ["paper", {}, false],
    ["paper", { evidence: { documentRef: " " } }, false],
    ...(["verbal", "ivr", "qr", "pos", "api", "import", "webhook_error"] as const).map(
      (method) => [method, {}, false] as [ConsentMethod, Partial<ConsentEvent>, boolean],
    ),
  ];

  it.each(lift)("by the person, %s, %o: %s", (method, other, lifts) => {
    const events = [event("withdraw", 1), event("grant", 2, { method, ...other })];
    expect(stateAt(events, 3).state).toBe(lifts ? "granted" : "withdrawn");
  });

  it.each(["operator", "system", "platform", "registry"] as const)(
    "an actor %s lifts nothing, even by a web form",
    (kind) => {
      expect(stateAt([event("withdraw", 1), event("grant", 2, { actor: { kind } })], 3).state).toBe(
        "withdrawn",
      );
    },
  );

  it.each(["user", "operator", "platform"] as const)("whoever recorded the withdrawal (%s)", (kind) => {
    const events = [
      event("withdraw", 1, { actor: { kind }, method: "verbal" }),
      event("grant", 2, BY_OPERATOR),
    ];
    expect(stateAt(events, 3).state).toBe("withdrawn");
  });

  it("keeps an erased person's old grants dead when they come back for one scope", () => {
    const events = [
      event("grant", 1, { scopes: ["utility", "marketing"] }),
      event("erase", 2, { scopes: "all" }),
      event("grant", 3),
    ];
    expect(fold(...events).suppression).toBeUndefined();
    expect(stateAt(events, 4, "marketing").state).toBe("granted");
    expect(stateAt(events, 4, "utility").state).toBe("withdrawn");
  });

  it("needs a record that was stored after the tombstone", () => {
    const erase = event("erase", 2, { scopes: "all", recordedAt: iso(5) });
    const early = event("grant", 3, { recordedAt: iso(4) });
    expect(fold(erase, early).suppression?.kind).toBe("erased");
    expect(stateAt([erase, early], 9).state).toBe("withdrawn");
  });
});

describe("rule 6: how far a withdrawal goes", () => {
  const both: readonly Scope[] = ["utility", "marketing", "topic:new", "marketing_night", "authentication"];
  const agreed = event("grant", 1, { scopes: both });

  it("marketing ends its topics and night hours and leaves the rest", () => {
    const events = [agreed, event("withdraw", 2)];
    const states = Object.fromEntries(both.map((scope) => [scope, stateAt(events, 3, scope).state]));
    expect(states).toEqual({
      utility: "granted",
      marketing: "withdrawn",
      "topic:new": "withdrawn",
      marketing_night: "withdrawn",
      authentication: "granted",
    });
  });

  it("utility ends marketing too, also where nobody named marketing", () => {
    const events = [agreed, event("withdraw", 2, { scopes: ["utility"] })];
    expect(stateAt(events, 3, "marketing")).toMatchObject({
      state: "withdrawn",
      withdrawnScope: "marketing",
    });
    expect(stateAt(events, 3, "topic:new").state).toBe("withdrawn");
    expect(stateAt(events, 3, "authentication").state).toBe("granted");
    expect(stateAt([event("withdraw", 2, { scopes: ["utility"] })], 3, "marketing").state).toBe("withdrawn");
  });

  it("a topic ends alone", () => {
    const events = [agreed, event("withdraw", 2, { scopes: ["topic:new"] })];
    expect(stateAt(events, 3, "topic:new").state).toBe("withdrawn");
    expect(stateAt(events, 3, "topic:other").state).toBe("granted");
    expect(stateAt(events, 3, "marketing").state).toBe("granted");
  });

  it("a question about a topic changes nothing for who agreed to marketing", () => {
    const events = [event("grant", 1), event("request", 2, { scopes: ["topic:x"] })];
    expect(stateAt(events, 3, "topic:x").state).toBe("granted");
    expect(stateAt([event("request", 2, { scopes: ["topic:x"] })], 3, "topic:x").state).toBe("pending");
  });

  it("topics fall back to marketing; night hours need a consent of their own", () => {
    expect(stateAt([event("grant", 1)], 2, "topic:x").state).toBe("granted");
    expect(stateAt([event("grant", 1)], 2, "marketing_night").state).toBe("unknown");
    expect(stateAt([event("withdraw", 1)], 2, "marketing_night").state).toBe("withdrawn");
  });
});

describe("the fold", () => {
  it("holds a stop on one alias for all", () => {
    const events = [event("grant", 1, { subject: "IN.abc123" }), event("withdraw", 2, { subject: PERSON })];
    expect(stateAt(events, 3).state).toBe("withdrawn");
  });

  it("counts distinct events as the revision: two linked people exceed both", () => {
    const mine = [event("grant", 1), event("withdraw", 2)];
    const theirs = [event("grant", 3, { subject: "IN.abc123" })];
    expect(fold(...mine, ...mine).revision).toBe(2);
    expect(fold(...mine, ...theirs).revision).toBe(3);
    expect(fold().revision).toBe(0);
  });

  it("sees one brand only", () => {
    const events = [event("grant", 1), event("withdraw", 2, { namespace: "other" })];
    expect(stateAt(events, 3).state).toBe("granted");
    expect(foldConsent(events, PERSON, "other").scopes.marketing?.state).toBe("withdrawn");
    expect(foldConsent(events, PERSON, "third")).toEqual({
      person: PERSON,
      namespace: "third",
      revision: 0,
      scopes: {},
    });
  });

  it("does not hang on the order when two events claim one id", () => {
    const a = event("grant", 1, { id: "x" });
    const b = event("withdraw", 2, { id: "x" });
    expect(fold(a, b)).toEqual(fold(b, a));
    expect(fold(a, b).revision).toBe(1);
    expect(stateAt([a, b], 3).state).toBe("withdrawn");
  });

  it("refreshes the evidence by a later grant, and keeps a double opt-in", () => {
    const events = [event("request", 1), event("confirm", 2), event("grant", 3, { id: "later" })];
    expect(stateAt(events, 4)).toMatchObject({ eventId: "later", verification: "confirmed" });
    expect(stateAt([...events, event("invalidate", 5), event("grant", 6)], 7).verification).toBe("single");
    expect(stateAt([...events, event("withdraw", 5), event("grant", 6)], 7).verification).toBe("single");
  });

  it("does not let an import replace better evidence, nor be a double opt-in", () => {
    const own = event("grant", 1, { id: "own" });
    expect(stateAt([own, event("grant", 2, BY_IMPORT)], 3)).toMatchObject({
      eventId: "own",
      verification: "single",
    });
    expect(stateAt([event("request", 1), event("confirm", 2, BY_IMPORT)], 3).verification).toBe("none");
    expect(stateAt([event("request", 1), event("confirm", 2, BY_OPERATOR)], 3).verification).toBe("single");
  });

  it("confirms an imported consent that stands, and lets no import supply the question to a stray yes", () => {
    const imported = event("grant", 1, BY_IMPORT);
    expect(stateAt([imported, event("confirm", 2)], 3)).toMatchObject({
      state: "granted",
      verification: "confirmed",
    });
    expect(stateAt([event("withdraw", 1), event("grant", 2, BY_IMPORT), event("confirm", 3)], 4).state).toBe(
      "withdrawn",
    );
    expect(stateAt([imported, event("hold", 2), event("confirm", 3)], 100).state).toBe("withdrawn");
    expect(stateAt([event("erase", 1), event("request", 2, BY_IMPORT), event("confirm", 3)], 4).state).toBe(
      "withdrawn",
    );
  });

  it("lets no grant of everything speak for night hours past an end of marketing", () => {
    const all = event("grant", 1, { scopes: "all" });
    expect(stateAt([all], 2, "marketing_night").state).toBe("granted");
    const events = [all, event("withdraw", 2, { scopes: ["utility"] }), event("grant", 3)];
    expect(stateAt(events, 4, "marketing").state).toBe("granted");
    expect(stateAt(events, 4, "marketing_night").state).toBe("withdrawn");
  });

  it("renews by reconfirming, with the verification there was", () => {
    const events = [
      event("request", 1),
      event("confirm", 2, { reconfirmBy: iso(10) }),
      event("reconfirm", 20),
    ];
    expect(stateAt(events, 21)).toMatchObject({ state: "granted", verification: "confirmed" });
  });

  it("closes by an explicit expiry or invalidation, never over an opt-out", () => {
    expect(stateAt([event("grant", 1), event("expire", 2)], 3).state).toBe("expired");
    expect(stateAt([event("request", 1), event("expire", 2)], 3).state).toBe("unknown");
    expect(
      stateAt(
        [event("withdraw", 1), event("invalidate", 2), event("expire", 3), event("grant", 4, BY_IMPORT)],
        5,
      ).state,
    ).toBe("withdrawn");
    expect(
      stateAt([event("grant", 1, { scopes: ["topic:a"] }), event("invalidate", 2)], 3, "topic:a").state,
    ).toBe("invalidated");
  });
});
