/** The events of an import are written down from what they share: it must be the text that the chain would write. */
import fc from "../../support/seeded-properties.js";
import { expect, it } from "vitest";
import { canonicalJson, writtenEvent } from "../../../src/consent/chain/index.js";
import { SharedText, ToldEvent } from "../../../src/consent/chain/told-event.js";
import type { ConsentEvent, Scope } from "../../../src/consent/index.js";

const instant = fc
  .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
  .map((date) => date.toISOString());
const scopes: fc.Arbitrary<ConsentEvent["scopes"]> = fc.oneof(
  fc.constant("all" as const),
  fc.subarray<Scope>(["utility", "marketing"]),
);
const shared = fc.record({
  action: fc.constantFrom("grant" as const, "withdraw" as const),
  actor: fc.record({ id: fc.string({ unit: "binary" }), kind: fc.constant("operator" as const) }),
  basis: fc.constant("consent" as const),
  evidence: fc.record(
    { source: fc.string({ unit: "binary" }), batchId: fc.string(), attestedBy: fc.string() },
    { requiredKeys: [] },
  ),
  method: fc.constant("import" as const),
  namespace: fc.string({ unit: "binary" }),
  scopes,
});
const own = fc.record({
  id: fc.string({ unit: fc.constantFrom("a", "7", "_") }),
  occurredAt: instant,
  reconfirmBy: fc.option(instant, { nil: undefined }),
  recordedAt: instant,
  subject: fc.string({ unit: "binary" }),
});

it("is what the chain writes of a plain event with these members, in their order", () => {
  fc.assert(
    fc.property(shared, own, (members, { reconfirmBy, ...rest }) => {
      const told = new ToldEvent(new SharedText(members), { ...rest, reconfirmBy });
      const plain = { ...members, ...rest, ...(reconfirmBy === undefined ? {} : { reconfirmBy }) };
      expect(writtenEvent(told).text).toBe(canonicalJson(plain));
      expect({ ...told }).toStrictEqual(plain);
      expect(Object.keys(told)).toEqual(Object.keys(told).sort());
    }),
  );
});

it("is not that of a copy, which may differ", () => {
  const [members] = fc.sample(shared, 1);
  const [rest] = fc.sample(own, 1);
  if (members === undefined || rest === undefined) throw new Error("no sample");
  const told = new ToldEvent(new SharedText(members), rest);
  const copy: ConsentEvent = { ...told, subject: "somebody else" };
  expect(writtenEvent(copy).text).toBe(canonicalJson(copy));
  expect(writtenEvent(copy).text).not.toBe(writtenEvent(told).text);
});
