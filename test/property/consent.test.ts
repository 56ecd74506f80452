import fc from "../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import {
  type ConsentEvent,
  CONSENT_METHODS,
  foldConsent,
  isUserOriginated,
  scopeStateAt,
} from "../../src/consent/index.js";

const START = Date.UTC(2026, 0, 1);
const NOW = START + 1_000_000;

const event: fc.Arbitrary<ConsentEvent> = fc
  .record({
    id: fc.integer({ min: 0, max: 40 }).map((n) => `e${String(n)}`),
    minute: fc.integer({ min: 0, max: 10 }),
    action: fc.constantFrom(
      "request",
      "grant",
      "confirm",
      "deny",
      "withdraw",
      "invalidate",
      "suppress",
      "unsuppress",
      "erase",
      "hold",
      "release",
    ),
    scopes: fc.oneof(
      fc.constant("all" as const),
      fc.uniqueArray(fc.constantFrom("utility", "marketing", "marketing_night", "topic:x"), { minLength: 1 }),
    ),
    method: fc.constantFrom(...CONSENT_METHODS),
    actor: fc.constantFrom("user", "operator", "system", "platform"),
    subject: fc.constantFrom("919812345678", "IN.a"),
  })
  .map(({ minute, actor, ...rest }) => ({
    ...rest,
    namespace: "b",
    occurredAt: new Date(START + minute * 60_000).toISOString(),
    recordedAt: new Date(START).toISOString(),
    actor: { kind: actor },
    basis: "consent",
    ...(rest.action === "hold"
      ? { expiresAt: new Date(START + minute * 60_000 + 259_200_000).toISOString() }
      : {}),
  }));

/** One act, one id. */
const events = fc.uniqueArray(event, { selector: ({ id }) => id, maxLength: 14 });
const fold = (list: readonly ConsentEvent[]) => foldConsent(list, "919812345678", "b");
const SCOPES = ["utility", "marketing", "marketing_night", "topic:x", "authentication"] as const;
const granted = (list: readonly ConsentEvent[]) =>
  SCOPES.filter((scope) => scopeStateAt(fold(list), scope, NOW).state === "granted");

describe("the fold of consent", () => {
  it("P3: any order and any repetition of the same events gives the same view", () => {
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (list, order) => {
        const shuffled = [...list, ...list.slice(0, 3)]
          .map((item) => ({ item, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item);
        expect(fold(shuffled)).toEqual(fold(list));
      }),
      { numRuns: 2_000 },
    );
  });

  it("P1: after a withdrawal nothing it covers is granted unless the person themselves opted in later", () => {
    fc.assert(
      fc.property(events, (list) => {
        for (const end of list.filter(({ action }) => action === "withdraw")) {
          const covers = (scope: (typeof SCOPES)[number]) =>
            end.scopes === "all" ||
            end.scopes.includes(scope) ||
            (end.scopes.includes("marketing") && scope === "marketing");
          const lifted = list.some(
            (other) =>
              isUserOriginated(other) &&
              ["grant", "confirm"].includes(other.action) &&
              other.occurredAt > end.occurredAt,
          );
          if (!lifted) expect(granted(list).filter(covers)).toEqual([]);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it("P2: an import never makes a withdrawn, denied or erased person granted", () => {
    fc.assert(
      fc.property(events, event, (list, extra) => {
        const imported: ConsentEvent = {
          ...extra,
          id: "import",
          action: "grant",
          method: "import",
          actor: { kind: "operator" },
        };
        const stopped = SCOPES.filter((scope) =>
          ["withdrawn", "denied"].includes(scopeStateAt(fold(list), scope, NOW).state),
        );
        const after = granted([...list, imported]);
        expect(stopped.filter((scope) => after.includes(scope))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it("adding a withdrawal never grants anything, and adding any event raises the revision by one", () => {
    fc.assert(
      fc.property(events, event, (list, extra) => {
        const withdrawal: ConsentEvent = { ...extra, id: "extra", action: "withdraw" };
        const before = granted(list);
        expect(granted([...list, withdrawal]).filter((scope) => !before.includes(scope))).toEqual([]);
        expect(fold([...list, withdrawal]).revision).toBe(list.length + 1);
      }),
      { numRuns: 2_000 },
    );
  });

  it("a suppression holds until it is taken back, whatever else happens", () => {
    fc.assert(
      fc.property(events, event, (list, extra) => {
        const block: ConsentEvent = {
          ...extra,
          id: "block",
          action: "suppress",
          suppression: "legal",
          occurredAt: new Date(NOW - 1).toISOString(),
        };
        expect(fold([...list, block]).suppression).toBeDefined();
      }),
    );
  });
});
