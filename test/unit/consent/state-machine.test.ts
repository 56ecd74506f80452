import { describe, expect, it } from "vitest";
import { type ConsentEvent, suppressionAt } from "../../../src/consent/index.js";
import { BY_IMPORT, BY_OPERATOR, DAY, event, fold, HOUR, iso, stateAt, T0 } from "./consent-events.js";

/** Histories that lead to each state of compliance 3.4; all end at hour 10, and the next event comes at hour 20. */
const FROM = {
  unknown: [],
  pending: [event("request", 10, BY_OPERATOR)],
  granted: [event("grant", 10)],
  denied: [event("request", 9), event("deny", 10)],
  withdrawn: [event("grant", 9), event("withdraw", 10)],
  expired: [event("grant", 9, { expiresAt: iso(10) })],
  invalidated: [event("grant", 9), event("invalidate", 10, BY_OPERATOR)],
  tombstone: [event("grant", 9), event("erase", 10, { scopes: "all" })],
} as const satisfies Record<string, readonly ConsentEvent[]>;

type From = keyof typeof FROM;
const at = (action: ConsentEvent["action"], by: Partial<ConsentEvent> = {}) => event(action, 20, by);

describe("the histories that the table starts from", () => {
  it.each(["unknown", "pending", "granted", "denied", "withdrawn", "expired", "invalidated"] as const)(
    "%s",
    (from) => {
      expect(stateAt(FROM[from], 20).state).toBe(from);
    },
  );

  it("tombstone", () => {
    expect(fold(...FROM.tombstone).suppression).toMatchObject({ kind: "erased" });
    expect(stateAt(FROM.tombstone, 20)).toMatchObject({ state: "withdrawn", withdrawnScope: "all" });
  });
});

describe("every cell of compliance 3.4", () => {
  const cells: readonly [
    from: From,
    next: string,
    event: ConsentEvent,
    state: string,
    verification: string,
  ][] = [
    ["unknown", "request", at("request", BY_OPERATOR), "pending", "none"],
    ["unknown", "grant", at("grant", BY_OPERATOR), "granted", "single"],
    ["unknown", "grant by import", at("grant", BY_IMPORT), "granted", "none"],
    ["unknown", "confirm", at("confirm"), "unknown", "none"],
    ["unknown", "deny", at("deny"), "denied", "none"],
    ["unknown", "withdraw", at("withdraw"), "withdrawn", "none"],

    ["pending", "request", at("request"), "pending", "none"],
    ["pending", "grant", at("grant", BY_OPERATOR), "granted", "single"],
    ["pending", "confirm", at("confirm"), "granted", "confirmed"],
    ["pending", "deny", at("deny"), "denied", "none"],
    ["pending", "withdraw", at("withdraw"), "withdrawn", "none"],

    ["granted", "request", at("request"), "granted", "single"],
    ["granted", "grant", at("grant"), "granted", "single"],
    ["granted", "confirm", at("confirm"), "granted", "confirmed"],
    ["granted", "deny", at("deny"), "withdrawn", "none"],
    ["granted", "withdraw", at("withdraw"), "withdrawn", "none"],

    ["denied", "request by the person", at("request"), "pending", "none"],
    ["denied", "request by an operator", at("request", BY_OPERATOR), "denied", "none"],
    ["denied", "grant by the person", at("grant"), "granted", "single"],
    ["denied", "grant by an operator", at("grant", BY_OPERATOR), "denied", "none"],
    ["denied", "confirm by the person", at("confirm"), "granted", "confirmed"],
    ["denied", "confirm by an operator", at("confirm", BY_OPERATOR), "denied", "none"],
    ["denied", "deny", at("deny"), "denied", "none"],
    ["denied", "withdraw", at("withdraw"), "withdrawn", "none"],

    ["withdrawn", "request by the person", at("request"), "pending", "none"],
    ["withdrawn", "request by an operator", at("request", BY_OPERATOR), "withdrawn", "none"],
    ["withdrawn", "grant by the person", at("grant"), "granted", "single"],
    ["withdrawn", "grant by an operator", at("grant", BY_OPERATOR), "withdrawn", "none"],
    ["withdrawn", "confirm by the person", at("confirm"), "granted", "confirmed"],
    ["withdrawn", "confirm by an operator", at("confirm", BY_OPERATOR), "withdrawn", "none"],
    ["withdrawn", "deny", at("deny"), "withdrawn", "none"],
    ["withdrawn", "withdraw", at("withdraw"), "withdrawn", "none"],

    ["expired", "request", at("request", BY_OPERATOR), "pending", "none"],
    ["expired", "grant", at("grant", BY_OPERATOR), "granted", "single"],
    ["expired", "confirm", at("confirm"), "granted", "confirmed"],
    ["expired", "deny", at("deny"), "denied", "none"],
    ["expired", "withdraw", at("withdraw"), "withdrawn", "none"],

    ["invalidated", "request", at("request", BY_OPERATOR), "pending", "none"],
    ["invalidated", "grant", at("grant", BY_OPERATOR), "granted", "single"],
    ["invalidated", "confirm", at("confirm"), "granted", "confirmed"],
    ["invalidated", "deny", at("deny"), "denied", "none"],
    ["invalidated", "withdraw", at("withdraw"), "withdrawn", "none"],

    ["tombstone", "request by an operator", at("request", BY_OPERATOR), "withdrawn", "none"],
    ["tombstone", "grant by an operator", at("grant", BY_OPERATOR), "withdrawn", "none"],
    ["tombstone", "grant by import", at("grant", BY_IMPORT), "withdrawn", "none"],
    ["tombstone", "grant by the person", at("grant"), "granted", "single"],
    ["tombstone", "confirm", at("confirm"), "withdrawn", "none"],
    ["tombstone", "withdraw", at("withdraw"), "withdrawn", "none"],
    ["tombstone", "erase", at("erase", { scopes: "all" }), "withdrawn", "none"],
  ];

  it.each(cells)("%s, %s", (from, _next, next, state, verification) => {
    expect(stateAt([...FROM[from], next], 21)).toMatchObject({ state, verification });
  });

  it.each(Object.keys(FROM) as From[])("%s, suppress: blocked whatever was agreed", (from) => {
    const blocked = [
      ...FROM[from],
      at("suppress", { ...BY_OPERATOR, scopes: "all", suppression: "complaint" }),
    ];
    expect(fold(...blocked).suppression?.kind).toBe(from === "tombstone" ? "erased" : "complaint");
    expect(fold(...blocked, event("grant", 30)).suppression?.kind).toBe("complaint");
  });

  it.each(Object.keys(FROM) as From[])("%s, erase: tombstone, and nothing stands", (from) => {
    const erased = [...FROM[from], at("erase", { scopes: "all" })];
    expect(fold(...erased).suppression?.kind).toBe("erased");
    expect(stateAt(erased, 21).state).toBe("withdrawn");
  });
});

describe("what time does", () => {
  it("forgets a request after seven days, to the millisecond", () => {
    const view = fold(...FROM.pending);
    const end = 10 + 7 * 24;
    expect(stateAt(FROM.pending, end - 1e-6).state).toBe("pending");
    expect(stateAt(FROM.pending, end).state).toBe("unknown");
    expect(view.scopes.marketing?.state).toBe("pending");
  });

  it.each(["denied", "withdrawn", "expired", "invalidated"] as const)(
    "lapses an unanswered request back to %s",
    (from) => {
      expect(stateAt([...FROM[from], at("request")], 20 + 7 * 24).state).toBe(from);
    },
  );

  it("does not let a reminder prolong the question", () => {
    expect(stateAt([...FROM.pending, event("request", 100)], 10 + 7 * 24).state).toBe("unknown");
  });

  it.each([
    ["expiresAt", { expiresAt: iso(20) }],
    ["reconfirmBy", { reconfirmBy: iso(20) }],
  ])("expires a consent at its %s", (_name, end) => {
    const history = [event("grant", 10, end)];
    expect(stateAt(history, 19.99).state).toBe("granted");
    expect(stateAt(history, 20).state).toBe("expired");
  });

  it("takes an end that cannot be read as past", () => {
    expect(stateAt([event("grant", 10, { expiresAt: "next spring" })], 11).state).toBe("expired");
  });

  it("lets a user-originated request after a withdrawal not open the door for an operator", () => {
    expect(stateAt([...FROM.withdrawn, at("request"), event("grant", 21, BY_OPERATOR)], 22).state).toBe(
      "pending",
    );
    expect(
      stateAt([...FROM.withdrawn, at("request"), event("grant", 21, BY_IMPORT)], 22 + 7 * 24).state,
    ).toBe("withdrawn");
  });

  it("ends a suppression with its own date only", () => {
    const view = fold(
      event("suppress", 1, {
        ...BY_OPERATOR,
        scopes: "all",
        suppression: "registry",
        expiresAt: iso(21 * 24),
      }),
    );
    expect(suppressionAt(view, T0 + 21 * DAY - 1)).toMatchObject({ kind: "registry" });
    expect(suppressionAt(view, T0 + 21 * DAY)).toBeUndefined();
    expect(
      suppressionAt(
        fold(event("suppress", 1, { scopes: "all", suppression: "registry" })),
        T0 + 9_999 * HOUR,
      ),
    ).toBeDefined();
  });
});
