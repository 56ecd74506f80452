/** What the view of a scope says, member by member. */
import { describe, expect, it } from "vitest";
import { type ConsentEvent, foldConsent } from "../../../src/consent/index.js";
import { BY_IMPORT, BY_OPERATOR, event, fold, iso, PERSON, stateAt } from "./consent-events.js";

const marketing = (...events: readonly ConsentEvent[]) => fold(...events).scopes.marketing;

describe("the view of a person", () => {
  it("of whom nothing is known in the brand has no member beside them", () => {
    const empty = { person: PERSON, namespace: "brand", revision: 0, scopes: {} };
    expect(fold()).toStrictEqual(empty);
    expect(fold(event("grant", 1, { namespace: "other" }))).toStrictEqual(empty);
  });

  it("who agreed has what they agreed to, and nothing else", () => {
    const grant = event("grant", 1);
    expect(fold(grant)).toStrictEqual({
      person: PERSON,
      namespace: "brand",
      revision: 1,
      scopes: {
        marketing: {
          state: "granted",
          since: iso(1),
          eventId: grant.id,
          verification: "single",
          basis: "consent",
          method: "web_form",
        },
      },
    });
  });

  it("who was erased counts more events than are left: the revision never falls", () => {
    const erase = event("erase", 5, { scopes: "all", namespace: "*", erases: [1, 2, 3] });
    expect(fold(erase).revision).toBe(4);
    expect(fold(erase, event("grant", 6)).revision).toBe(5);
  });

  it("has no scope of which only a suppression speaks", () => {
    const view = fold(event("suppress", 1, { suppression: "legal", scopes: ["calls"] }));
    expect(view.scopes).toStrictEqual({});
    expect(view).not.toHaveProperty("all");
  });

  it("who ended utility has marketing ended too, beside other scopes", () => {
    const view = fold(
      event("grant", 1, { scopes: ["calls"] }),
      event("withdraw", 2, { scopes: ["utility"] }),
    );
    expect(view.scopes.marketing).toMatchObject({ state: "withdrawn", since: iso(2) });
    expect(view.scopes.calls?.state).toBe("granted");
  });
});

describe("until when consent holds", () => {
  const terms = { expiresAt: iso(90), reconfirmBy: iso(80) };

  it("is told by what gave it", () => {
    for (const action of ["grant", "reconfirm"] as const)
      expect(marketing(event(action, 1, terms))).toMatchObject(terms);
    expect(marketing(event("grant", 1))).not.toHaveProperty("expiresAt");
    expect(marketing(event("grant", 1))).not.toHaveProperty("reconfirmBy");
  });

  it.each(["withdraw", "deny", "request", "invalidate"] as const)("is no matter of a %s", (action) => {
    const view = marketing(event(action, 1, terms));
    expect(view).not.toHaveProperty("expiresAt");
    expect(view).not.toHaveProperty("reconfirmBy");
  });

  it("ended early, keeps the basis and the way of the consent, and an open question", () => {
    const grant = event("grant", 1, { basis: "written", method: "paper" });
    const hold = event("hold", 2, { method: "whatsapp_keyword" });
    const expire = event("expire", 3, { method: "api", actor: { kind: "system" } });
    expect(marketing(grant, hold, expire)).toStrictEqual({
      state: "expired",
      since: iso(3),
      eventId: expire.id,
      verification: "none",
      basis: "written",
      method: "paper",
      hold: { since: iso(2), until: iso(2 + 72), eventId: hold.id, method: "whatsapp_keyword" },
    });
    expect(marketing(grant, expire)).not.toHaveProperty("hold");
  });
});

describe("how well consent is verified", () => {
  const asked = event("request", 1, BY_OPERATOR);
  const yes = event("confirm", 2, { method: "whatsapp_button" });

  it("stays confirmed while it stands, whatever is granted beside it", () => {
    expect(marketing(asked, yes, event("grant", 3))?.verification).toBe("confirmed");
    expect(marketing(asked, yes, event("grant", 3, BY_IMPORT))).toMatchObject({
      verification: "confirmed",
      eventId: yes.id,
    });
  });

  it("is not taken over from a consent that had run out, but by one that is given anew", () => {
    const shortly = { ...yes, expiresAt: iso(5) };
    expect(marketing(asked, shortly, event("grant", 9))?.verification).toBe("single");
    expect(marketing(asked, shortly, event("reconfirm", 9))?.verification).toBe("confirmed");
  });

  it("is not taken over from what was ended or made void", () => {
    for (const action of ["withdraw", "invalidate"] as const)
      for (const again of ["grant", "reconfirm"] as const)
        expect(marketing(asked, yes, event(action, 3), event(again, 9))?.verification).toBe("single");
  });

  it("an import takes the place of an import only", () => {
    const [first, second] = [event("grant", 1, BY_IMPORT), event("grant", 2, BY_IMPORT)];
    expect(marketing(first, second)).toMatchObject({ verification: "none", eventId: second.id });
    const own = event("grant", 1);
    expect(marketing(own, second)).toMatchObject({ verification: "single", eventId: own.id });
    expect(marketing(first, event("grant", 3))?.verification).toBe("single");
  });
});

describe("an end and what comes after it", () => {
  it("a no to a question after a yes is a withdrawal, after nothing a denial", () => {
    const request = event("request", 3, { method: "api" });
    expect(stateAt([request, event("deny", 4)], 5).state).toBe("denied");
    const ranOut = event("grant", 1, { expiresAt: iso(2) });
    expect(stateAt([ranOut, request, event("deny", 4)], 5).state).toBe("denied");
    expect(stateAt([event("withdraw", 1), request, event("deny", 4)], 5).state).toBe("withdrawn");
  });

  it("a question that is withdrawn in time lapses to what stood before", () => {
    const before = event("grant", 1, { expiresAt: iso(2) });
    const request = event("request", 3, { method: "api" });
    const expire = event("expire", 4, { actor: { kind: "system" }, method: "api" });
    expect(stateAt([before, request, expire], 5)).toMatchObject({ state: "expired", eventId: before.id });
    expect(stateAt([request, expire], 5).state).toBe("unknown");
  });

  it("who was erased is asked anew: an old question does not make a yes of a confirmation", () => {
    const events = [event("request", 1), event("erase", 2, { scopes: "all" }), event("confirm", 3)];
    expect(stateAt(events, 4).state).toBe("withdrawn");
  });

  it("an opt-in that was stored in the very millisecond of the erasure does not pass it", () => {
    const erase = event("erase", 2, { scopes: "all", recordedAt: iso(5) });
    expect(stateAt([erase, event("grant", 3, { recordedAt: iso(5) })], 9).state).toBe("withdrawn");
    expect(stateAt([erase, event("grant", 3, { recordedAt: iso(6) })], 9).state).toBe("granted");
  });

  it("an end of one scope after an end of everything says so for that scope only where it is known", () => {
    const view = foldConsent([event("withdraw", 1, { scopes: ["calls"] })], PERSON, "brand");
    expect(view.scopes.calls).not.toHaveProperty("all");
    expect(stateAt([event("withdraw", 1, { scopes: ["calls"] })], 2, "calls").withdrawnScope).toBe("utility");
  });

  it("of two open questions about marketing the one that ends first counts, whichever was put first", () => {
    const long = event("hold", 2, { expiresAt: iso(150) });
    const short = event("hold", 3, { expiresAt: iso(75) });
    expect(marketing(event("grant", 1), long, short)?.hold).toMatchObject({
      until: iso(75),
      eventId: short.id,
    });
    const early = event("hold", 2, { expiresAt: iso(60) });
    expect(marketing(event("grant", 1), early, short)?.hold).toMatchObject({
      until: iso(60),
      eventId: early.id,
    });
    // A yes to marketing answers nothing for a topic: an import once came between the two ends and opened the topic.
    const events = [
      long,
      event("reconfirm", 3),
      short,
      event("grant", 100, { ...BY_IMPORT, scopes: ["topic:quilts"] }),
    ];
    expect(stateAt(events, 101, "topic:quilts").state).toBe("withdrawn");
  });

  it("a question about a topic changes nothing for who agreed to marketing, also where it was put while a hold was open", () => {
    const ambiguous = event("hold", 2);
    const question = event("request", 3, { scopes: ["topic:quilts"] });
    const all = [event("grant", 1), ambiguous, question, event("release", 4)];
    expect([5, 400].map((at) => stateAt(all, at, "topic:quilts").state)).toEqual(["granted", "granted"]);
    // Nobody answered the hold: then marketing ended, and the topic with it.
    const silent = [event("grant", 1), ambiguous, question];
    expect(stateAt(silent, 400, "topic:quilts").state).toBe("withdrawn");
  });
});
