/** What past sends tell of one person: strikes of 131049 and 131026, whatever the order in which they are read. */
import fc from "../../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import { DAY, HOUR } from "../../../src/core/index.js";
import { PERSON_LOOK_BACK_MS, type PastSend, personStanding } from "../../../src/policy/index.js";

const AT = Date.UTC(2026, 5, 15, 12);
/** One send a day, whose outcome came a minute later. */
const sends = (...outcomes: readonly Partial<PastSend>[]): readonly PastSend[] =>
  outcomes.map((outcome, day) => ({
    createdAt: AT + day * DAY,
    at: AT + day * DAY + 60_000,
    category: "marketing",
    status: "failed",
    ...outcome,
  }));
const LIMITED = { failureCode: 131049 };
const UNDELIVERED = { failureCode: 131026 };
/** How long marketing is held after the last strike; undefined: not at all. */
const holdOf = (past: readonly PastSend[]): number | undefined => {
  const { marketingHeldUntil } = personStanding(past);
  return marketingHeldUntil === undefined
    ? undefined
    : (marketingHeldUntil - Math.max(...past.map(({ at }) => at))) / HOUR;
};

describe("131049", () => {
  it("nothing known, nothing held", () => {
    expect(personStanding([])).toEqual({ marketingHeldUntil: undefined, undeliverable: undefined });
    expect(holdOf(sends({ status: "sent" }, { status: "failed" }, { failureCode: 131047 }))).toBeUndefined();
  });

  it.each([
    [1, 24],
    [2, 72],
    [3, 7 * 24],
    [4, 14 * 24],
    [5, 28 * 24],
    [6, 28 * 24],
    [20, 28 * 24],
  ])("after strike %i marketing waits %i hours", (strikes, hours) => {
    expect(holdOf(sends(...Array.from({ length: strikes }, () => LIMITED)))).toBe(hours);
  });

  it.each(["delivered", "read", "played"])("what is %s ends the row of strikes", (status) => {
    expect(holdOf(sends(LIMITED, LIMITED, { status }))).toBeUndefined();
    expect(holdOf(sends(LIMITED, LIMITED, { status }, LIMITED))).toBe(24);
  });

  it.each(["sent", "accepted", undefined])("what is %s does not", (status) => {
    expect(personStanding(sends(LIMITED, { status }, LIMITED)).marketingHeldUntil).toBe(
      AT + 2 * DAY + 60_000 + 72 * HOUR,
    );
  });

  it("what left before the answer came is part of the same strike", () => {
    const one = { createdAt: AT, at: AT + HOUR, category: "marketing", ...LIMITED } as const;
    expect(holdOf([one, { ...one, createdAt: AT + HOUR - 1, at: AT + 2 * HOUR }])).toBe(24);
    expect(holdOf([one, { ...one, createdAt: AT + HOUR, at: AT + 2 * HOUR }])).toBe(72);
    // The hold counts from the newest answer, whichever send it is about.
    const late = { ...one, at: AT + 5 * HOUR };
    const early = { ...one, createdAt: AT + 1, at: AT + 2 * HOUR };
    expect(personStanding([late, early]).marketingHeldUntil).toBe(AT + 29 * HOUR);
  });

  it("only marketing counts, and only marketing ends it", () => {
    expect(holdOf(sends({ ...LIMITED, category: "utility" }))).toBeUndefined();
    expect(holdOf(sends({ ...LIMITED, category: undefined }))).toBeUndefined();
    expect(
      personStanding(sends(LIMITED, { category: "utility", status: "delivered" })).marketingHeldUntil,
    ).toBe(AT + 60_000 + 24 * HOUR);
  });
});

describe("131026", () => {
  it("counts failures in a row, of any category, and remembers the last", () => {
    const past = sends(
      UNDELIVERED,
      { ...UNDELIVERED, category: "utility" },
      { ...UNDELIVERED, category: undefined },
    );
    expect(personStanding(past).undeliverable).toEqual({ times: 3, lastAt: AT + 2 * DAY + 60_000 });
    const answersCross = [
      { createdAt: AT, at: AT + HOUR, ...UNDELIVERED },
      { createdAt: AT + 1, at: AT + 2, ...UNDELIVERED },
    ];
    expect(personStanding(answersCross).undeliverable).toEqual({ times: 2, lastAt: AT + HOUR });
  });

  it("what arrives ends it; another failure does not count", () => {
    expect(personStanding(sends(UNDELIVERED, { status: "delivered" })).undeliverable).toBeUndefined();
    expect(personStanding(sends(UNDELIVERED, { status: "read" }, UNDELIVERED)).undeliverable?.times).toBe(1);
    expect(personStanding(sends(UNDELIVERED, LIMITED)).undeliverable?.times).toBe(1);
    expect(personStanding(sends(LIMITED)).undeliverable).toBeUndefined();
  });
});

it("sends are looked at for longer than the longest hold", () => {
  expect(PERSON_LOOK_BACK_MS).toBeGreaterThan(28 * DAY);
});

it("property: the order in which sends are read makes no difference, and what is given stays as it is", () => {
  const send = fc.record({
    createdAt: fc.integer({ min: 0, max: 20 }),
    at: fc.integer({ min: 0, max: 40 }),
    category: fc.constantFrom("marketing" as const, "utility" as const, undefined),
    status: fc.constantFrom("delivered", "failed", undefined),
    failureCode: fc.constantFrom(131049, 131026, undefined),
  });
  // Two sends of one instant with one answer each have no order: they are told apart by both instants.
  const distinct = fc.uniqueArray(send, {
    selector: ({ createdAt, at }) => createdAt * 100 + at,
    maxLength: 8,
  });
  fc.assert(
    fc.property(
      distinct.chain((past) =>
        fc.tuple(fc.constant(past), fc.shuffledSubarray(past, { minLength: past.length })),
      ),
      ([past, shuffled]) => {
        const before = structuredClone(shuffled);
        expect(personStanding(shuffled)).toEqual(personStanding(past));
        expect(shuffled).toEqual(before);
      },
    ),
  );
});
