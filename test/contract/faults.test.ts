import { describe, expect, it } from "vitest";
import { InDoubtError, memoryStore, Waypost } from "waypost";
import { createSimulator } from "waypost/simulator";
import { seededRandom } from "waypost/testing";
import { BUSINESS, orderShipped, somebody } from "../scenario/setup.js";
import { faultyProxy, type ProxyFault } from "../support/faulty-proxy.js";

/** In parts, each within the time that one test has, also on a busy machine. */
const PARTS = [0, 1, 2, 3];
const SENDS = 10_000 / PARTS.length;
const SEED = 20_261_123;
const FAULTS: readonly [ProxyFault, number][] = [
  ["reset_before", 0.03],
  ["reset_during", 0.03],
  ["reset_after", 0.03],
  ["half_answer", 0.03],
  ["delay", 0.1],
];

describe("10,000 sends through a proxy that loses requests and answers", () => {
  it.each(PARTS)("each is accepted once or reported, none twice (part %i)", sendThroughFaults);
});

async function sendThroughFaults(part: number): Promise<void> {
  const random = seededRandom(SEED + part);
  const sim = createSimulator({
    phoneNumbers: Array.from({ length: 100 }, (_unused, index) => ({
      id: String(1_000 + index),
      displayPhoneNumber: `+91 141 555 0${String(100 + index)}`,
      throughput: 1_000_000,
    })),
  });
  sim.templates.add(orderShipped);
  const proxy = await faultyProxy(sim.transport(), (path) => {
    if (!path.endsWith("/messages")) return "none";
    let left = random();
    for (const [fault, share] of FAULTS) if ((left -= share) < 0) return fault;
    return "none";
  });
  const waypost = new Waypost({
    ...sim.credentials,
    phoneNumberId: "1000",
    business: BUSINESS,
    store: memoryStore(),
    clock: sim.clock,
    baseUrl: proxy.url,
    messagesPerSecond: 1_000,
  });
  // Every webhook comes twice.
  await sim.deliverTo({
    fetch: async (request: Request) => {
      await waypost.webhooks.fetch(request.clone());
      return waypost.webhooks.fetch(request);
    },
  });
  await waypost.templates.sync();

  const accepted = new Set<string>();
  const doubted = new Set<string>();
  let next = 0;
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      for (let n = next++; n < SENDS; n = next++) {
        try {
          const receipt = await waypost.messages.sendTemplate({
            to: somebody(n),
            from: String(1_000 + (n % 100)),
            template: orderShipped,
            params: { name: "Ravi", order: `A-${String(n)}` },
            cause: { kind: "order", ref: `A-${String(n)}`, at: sim.now, basis: "contract" },
          });
          accepted.add(receipt.id);
        } catch (error) {
          if (!InDoubtError.is(error)) throw error;
          doubted.add(error.sendId);
        }
      }
    }),
  );
  expect(accepted.size + doubted.size).toBe(SENDS);
  expect(doubted.size).toBeGreaterThan(500 / PARTS.length);
  await sim.advance("1m");
  await waypost.webhooks.idle();

  const atMeta = sim.sent.map(({ callbackData }) => callbackData ?? "");
  expect(new Set(atMeta).size).toBe(atMeta.length);
  const reached = new Set(atMeta);
  const states = { accepted: 0, in_doubt: 0 };
  for await (const { id, state } of waypost.ledger.entries({ since: 0 })) {
    if (state !== "accepted" && state !== "in_doubt") throw new Error(`${id} is ${state}`);
    states[state]++;
    expect(reached.has(id)).toBe(state === "accepted");
  }
  expect(states.accepted).toBe(atMeta.length);
  expect(states.accepted + states.in_doubt).toBe(SENDS);
  expect(states.in_doubt).toBe(proxy.seen.reset_before + proxy.seen.reset_during);
  await waypost.close();
  await proxy.close();
}
