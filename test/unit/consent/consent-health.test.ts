import { expect, it } from "vitest";
import { createConsentRegistry } from "../../../src/consent/index.js";
import { DAY, seededRandom, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";

const user = (n: number): string => `+9198123456${String(10 + n)}`;
const evidence = { disclosureText: "Offers", language: "en", pageUrl: "https://asha.example" };
const NOW = Date.UTC(2026, 5, 1);

function openRegistry(namespace = "default") {
  const clock = virtualClock(NOW);
  const parts = { clock, random: seededRandom(1), namespace, businessName: "Asha Stores" };
  return { clock, consent: createConsentRegistry({ store: memoryStore(), ...parts }) };
}

it("counts what is granted and on what, how old it is, and how the rest ended", async () => {
  const { consent } = openRegistry();
  const grant = (n: number, daysAgo: number, scopes: readonly ("marketing" | "utility")[] = ["marketing"]) =>
    consent.grant({
      user: user(n),
      scopes,
      method: "web_form",
      evidence,
      occurredAt: NOW - daysAgo * DAY,
    });
  await grant(1, 10);
  await grant(2, 20);
  await consent.request({ user: user(2), scopes: ["marketing"] });
  await consent.confirm({
    user: user(2),
    scopes: ["marketing"],
    method: "web_form",
    evidence,
    occurredAt: NOW - 15 * DAY,
  });
  // 24 months are over in fewer than 60 days: to be given anew; and long over: expired.
  await grant(3, 700);
  await grant(4, 800);
  await grant(5, 30, ["utility"]);
  await grant(6, 30);
  await consent.withdraw({ user: user(6), method: "email" });
  await grant(7, 30);
  await consent.withdraw({ user: user(7), scopes: ["marketing"], method: "verbal" });
  await consent.suppress({ user: user(7), kind: "complaint", reason: "wrote to the regulator" });
  await grant(8, 40);
  await consent.hold({ user: user(8) });
  await consent.import(`user,scopes,occurredAt\n${user(9)},marketing,2025-12-01\n`, {
    format: "csv",
    batch: {
      id: "b",
      source: "old shop",
      collectedFrom: "2025-01-01",
      collectedTo: "2025-12-31",
      attestedBy: "m",
    },
  });
  await consent.grant({
    user: user(10),
    namespace: "other",
    scopes: ["marketing"],
    method: "web_form",
    evidence,
  });

  const health = await consent.health();
  expect(health).toEqual({
    namespace: "default",
    people: 9,
    marketing: { granted: 5, expired: 1, unknown: 1, withdrawn: 2 },
    suppressed: 1,
    onHold: 1,
    granted: {
      unverified: 1,
      unverifiedShare: 0.2,
      confirmed: 1,
      toReconfirm: 1,
      ageDays: { median: 40, p90: 700, oldest: 700 },
    },
    withdrawnBy: { email: 1, verbal: 1 },
  });
  expect(await consent.health({ namespace: "other" })).toMatchObject({
    people: 1,
    granted: { unverifiedShare: 0, ageDays: { median: 0 } },
  });
});

it("of nobody is nothing, and of many is everybody", async () => {
  const { consent } = openRegistry();
  expect(await consent.health()).toMatchObject({
    people: 0,
    granted: { unverifiedShare: 0, ageDays: { median: 0, p90: 0, oldest: 0 } },
  });
  const rows = Array.from({ length: 1_200 }, (_, n) => `+9198123${String(10_000 + n)},marketing`);
  await consent.import(`user,scopes\n${rows.join("\n")}\n`, {
    format: "csv",
    batch: {
      id: "b",
      source: "old shop",
      collectedFrom: "2026-05-01",
      collectedTo: "2026-05-31",
      attestedBy: "m",
    },
  });
  expect(await consent.health()).toMatchObject({ people: 1_200, granted: { unverifiedShare: 1 } });
});
