import { expect, it } from "vitest";
import { buildEvent } from "../../src/consent/index.js";
import { seededRandom, virtualClock } from "../../src/core/index.js";

it("the ids of events tell 100,000 people with one key apart", () => {
  const [clock, random] = [virtualClock(Date.parse("2026-03-31T10:00:00.000Z")), seededRandom(7)];
  const ids = new Set(
    Array.from(
      { length: 100_000 },
      (_, i) =>
        buildEvent(
          {
            subject: String(919_800_000_000 + i),
            namespace: "brand",
            action: "withdraw",
            scopes: ["utility"],
            method: "web_form",
            actor: { kind: "user" },
            key: "k",
          },
          clock,
          random,
        ).id,
    ),
  );
  expect(ids.size).toBe(100_000);
});
