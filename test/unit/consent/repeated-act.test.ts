import { describe, expect, it } from "vitest";
import { buildEvent, type ConsentBasis, type EventFacts } from "../../../src/consent/index.js";
import { repeatedAct } from "../../../src/consent/repeated-act.js";
import { MINUTE, seededRandom, virtualClock } from "../../../src/core/index.js";

const NOW = Date.parse("2026-03-31T10:00:00.000Z");
const DAY_BEFORE = NOW - 86_400_000;
const clock = virtualClock(NOW);
const ROW: EventFacts = {
  subject: "919812345678",
  namespace: "brand",
  action: "grant",
  scopes: ["utility", "marketing"],
  method: "import",
  actor: { kind: "operator", id: "meena" },
  evidence: {
    batchId: "b1",
    source: "old shop",
    collectedFrom: "2025-01-01",
    collectedTo: "2025-12-31",
    attestedBy: "meena",
    saleRef: "s",
    optOutOffered: "yes",
  },
  occurredAt: DAY_BEFORE,
  key: "row",
};
const build = (other: Partial<EventFacts> = {}) => buildEvent({ ...ROW, ...other }, clock, seededRandom(1));
const repeat = (other: Partial<EventFacts> = {}) => repeatedAct(build(other), clock);

describe("the act of one row, told of another person at another time", () => {
  it.each<[string, Partial<EventFacts>]>([
    ["an opt-in", {}],
    ["a written one", { basis: "written" }],
    ["an opt-in given anew", { action: "reconfirm" }],
    ["an opt-out", { action: "withdraw", scopes: "all" }],
    ["a refusal, whatever the basis", { action: "deny", basis: "implied_purchase" }],
  ])("is the event that it would be by itself: %s", (_what, other) => {
    const act = repeat(other);
    for (const occurredAt of [DAY_BEFORE, Date.parse("2024-02-29T00:00:00.000Z"), NOW, DAY_BEFORE]) {
      const facts = { ...other, subject: "919812345679", occurredAt, key: `row ${String(occurredAt)}` };
      const event = act?.(facts.subject, occurredAt, facts.key);
      // Members alone: it knows its canonical text besides.
      expect({ ...event }).toStrictEqual(build(facts));
      // Members by name, as the chain writes them.
      expect(Object.keys(event ?? {})).toEqual(Object.keys(event ?? {}).sort());
    }
  });

  it("is stored when it is told, not when the first row was", async () => {
    const later = virtualClock(NOW);
    const act = repeatedAct(build(), later);
    await later.advance(MINUTE);
    expect(act?.("919812345679", DAY_BEFORE, "k")?.recordedAt).toBe("2026-03-31T10:01:00.000Z");
  });

  it("is none more than five minutes ahead of the clock: that is to be refused by name", () => {
    const act = repeat();
    expect(act?.("919812345679", NOW + 5 * MINUTE, "k")?.occurredAt).toBe("2026-03-31T10:05:00.000Z");
    expect(act?.("919812345679", NOW + 5 * MINUTE + 1, "k")).toBeUndefined();
  });
});

describe("no act can be repeated", () => {
  it.each<ConsentBasis>(["implied_purchase", "implied_enquiry", "request", "contract", "soft_opt_in"])(
    "where consent by %s may end by itself, and at another time for another person",
    (basis) => {
      expect(repeat({ basis })).toBeUndefined();
    },
  );

  it("where there is no evidence to share", () => {
    expect(repeat({ action: "withdraw", evidence: undefined })).toBeUndefined();
  });
});
