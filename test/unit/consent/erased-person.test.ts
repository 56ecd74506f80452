import { describe, expect, it } from "vitest";
import {
  admits,
  type ConsentEvent,
  type ErasureKey,
  erasedKey,
  erasureKeys,
  isErasedKey,
  isMark,
  keyIdOf,
  missingErasureKey,
} from "../../../src/consent/index.js";
import { erasureEvent } from "../../../src/consent/erasure/index.js";
import { seededRandom, ValidationError, virtualClock } from "../../../src/core/index.js";
import { BY_OPERATOR, event, iso, PERSON } from "./consent-events.js";

const secret = "a-secret-of-the-shop-that-is-long-enough";

describe("what may be stored of an erased person", () => {
  const erase = event("erase", 5, { scopes: "all" });
  const lets = (told: ConsentEvent, ...before: readonly ConsentEvent[]) => admits(before, told, PERSON);

  it.each(["grant", "request"] as const)("their own %s after the erasure", (action) => {
    expect(lets(event(action, 6), erase)).toBe(true);
  });

  it.each<[string, ConsentEvent]>([
    ["an opt-in from before", event("grant", 4, { recordedAt: iso(6) })],
    ["an opt-in of the very moment", event("grant", 5, { recordedAt: iso(6) })],
    ["an opt-in that was stored before", event("grant", 6, { recordedAt: iso(5) })],
    ["an opt-in by an operator", event("grant", 6, BY_OPERATOR)],
    ["a yes", event("confirm", 6)],
    ["an opt-out", event("withdraw", 6)],
  ])("not %s", (_what, told) => {
    expect(lets(told, erase)).toBe(false);
  });

  it("of several erasures the last one counts", () => {
    const again = event("erase", 9, { scopes: "all" });
    for (const erasures of [
      [erase, again],
      [again, erase],
    ]) {
      expect(lets(event("grant", 7), ...erasures)).toBe(false);
      expect(lets(event("grant", 10), ...erasures)).toBe(true);
    }
  });

  it("anything once they came back, and anything of who was never erased", () => {
    expect(lets(event("withdraw", 7), erase, event("grant", 6))).toBe(true);
    expect(lets(event("withdraw", 7, BY_OPERATOR), event("grant", 1))).toBe(true);
    expect(lets(event("grant", 1, BY_OPERATOR))).toBe(true);
  });
});

describe("the event that an erasure leaves", () => {
  const NOW = Date.parse(iso(0));
  const erased = (options: Parameters<typeof erasureEvent>[0]) =>
    erasureEvent(options, virtualClock(NOW), seededRandom(1));

  it("holds for every brand and names nobody", () => {
    const made = erased({});
    expect(made).toStrictEqual({
      id: made.id,
      namespace: "*",
      action: "erase",
      scopes: "all",
      occurredAt: iso(0),
      recordedAt: iso(0),
      actor: { kind: "user" },
      method: "api",
      basis: "consent",
    });
    expect(made.id).toMatch(/^cev_/);
  });

  it("says who asked, and why", () => {
    const actor = { kind: "operator", id: "meena" } as const;
    expect(erased({ actor, reason: "asked by mail" })).toMatchObject({
      actor,
      reason: "asked by mail",
    });
  });

  it.each(["asked by 98123", "asked by +91 (981) 23", "9.8-1 2+3", 12345 as unknown as string])(
    "takes no reason with a number in it: %s",
    (reason) => {
      const make = () => erased({ reason });
      expect(make).toThrowError(ValidationError);
      expect(make).toThrowError("reason: expected a text without a number: it outlives the erasure");
    },
  );

  it.each(["ticket 1234", "12 of 34 asked, 1 of 9 by phone"])("takes a short number: %s", (reason) => {
    expect(erased({ reason }).reason).toBe(reason);
  });

  it("is found again by a key that no number has", () => {
    expect(isErasedKey(erasedKey("cev_1"))).toBe(true);
    expect(erasedKey("cev_1")).not.toBe(erasedKey("cev_2"));
    for (const key of [PERSON, "IN.erased:1"]) expect(isErasedKey(key)).toBe(false);
  });
});

describe("the keys of a store", () => {
  const [current, old] = [
    { id: "2026", secret },
    { id: "2025-b_C", secret: `${secret}-old` },
  ];

  it("mark people by the first, and know them by all", () => {
    const keys = erasureKeys([current, old]);
    const [first, second] = keys.marks(PERSON);
    expect(keys.mark(PERSON)).toBe(first);
    expect(erasureKeys([old]).mark(PERSON)).toBe(second);
    expect(first).not.toBe(second);
    expect([first, second].map((mark) => keyIdOf(mark ?? ""))).toEqual(["2026", "2025-b_C"]);
    expect([keys.has("2026"), keys.has("2025-b_C"), keys.has("2024")]).toEqual([true, true, false]);
  });

  it("mark each person apart, and say nothing of the number", () => {
    const keys = erasureKeys([current]);
    expect(keys.mark(PERSON)).not.toBe(keys.mark("919812345679"));
    expect(keys.mark(PERSON)).not.toContain("98123");
    expect([isMark(keys.mark(PERSON) ?? ""), isMark(PERSON), isMark("IN.~")]).toEqual([true, false, false]);
  });

  it("make the same mark from version to version, or nobody who was erased is known again", () => {
    expect(erasureKeys([current]).mark(PERSON)).toBe("~2026:aGxkfAH4pRghCoMT9VYAc5P_y7atMMiD4NDaUfs8_RE");
  });

  it("are none where none are given", () => {
    const keys = erasureKeys();
    expect([keys.mark(PERSON), keys.marks(PERSON), keys.has("2026")]).toEqual([undefined, [], false]);
  });

  const ID = "expected letters, digits, - or _, once each";
  it.each<[string, string, readonly unknown[]]>([
    ["[0].id", ID, [{ id: "a b", secret }]],
    ["[0].id", ID, [{ id: "", secret }]],
    ["[0].id", ID, [{ id: "2026:", secret }]],
    ["[0].id", ID, [{ id: ":2026", secret }]],
    ["[0].id", ID, [{ id: "x".repeat(33), secret }]],
    ["[1].id", ID, [current, { ...old, id: "2026" }]],
    ["[0].secret", "expected at least 32 characters", [{ id: "a", secret: "x".repeat(31) }]],
    ["[1].secret", "expected at least 32 characters", [current, { id: "a", secret: undefined }]],
  ])("cannot be used where %s is wrong: %s", (field, problem, keys) => {
    const open = () => erasureKeys(keys as readonly ErasureKey[]);
    expect(open).toThrowError(ValidationError);
    expect(open).toThrowError(
      expect.objectContaining({
        code: "INVALID_OPTIONS",
        message: expect.stringContaining("The erasure keys of the store cannot be used."),
        fix: expect.stringContaining("openssl rand -hex 32"),
        problems: [{ field: `erasureKeys${field}`, problem }],
      }),
    );
  });

  it("may have ids and secrets as long and as short as is said", () => {
    expect(erasureKeys([{ id: "x".repeat(32), secret: "s".repeat(32) }]).has("x".repeat(32))).toBe(true);
  });

  it("that are missing are named", () => {
    const fix = expect.stringContaining("old ones included");
    expect(missingErasureKey([])).toMatchObject({ code: "ERASURE_KEY_MISSING", fix });
    expect(missingErasureKey([]).message).toContain("The store has no erasure key.");
    expect(missingErasureKey(["a", "b"]).message).toContain("The store lacks the erasure key a, b.");
  });
});
