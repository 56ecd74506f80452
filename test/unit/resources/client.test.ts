import { expect, it } from "vitest";
import { createSimulator } from "../../../src/simulator/index.js";
import { type GraphUsage, memoryStore, Waypost } from "../../../src/index.js";
import { RESOURCES } from "../../../src/resources/index.js";

const client = (more: { onUsage?: (usage: GraphUsage) => void } = {}) => {
  const sim = createSimulator();
  const waypost = new Waypost({
    ...sim.credentials,
    business: { name: "Asha Stores", escalation: { kind: "email", value: "help@asha.example" } },
    store: memoryStore(),
    transport: sim.transport(),
    clock: sim.clock,
    ...more,
  });
  return { sim, waypost };
};

it("every resource hangs on the client", async () => {
  const { sim, waypost } = client();
  for (const [name, { endpoints }] of Object.entries(RESOURCES)) {
    const resource = (waypost as unknown as Record<string, object>)[name];
    expect(Object.keys(resource ?? {}).sort()).toEqual(expect.arrayContaining(Object.keys(endpoints).sort()));
  }
  const { data } = await waypost.phoneNumbers.list();
  expect(data[0]).toMatchObject({
    id: sim.credentials.phoneNumberId,
    qualityRating: "GREEN",
    throughput: { level: "STANDARD" },
  });
  const names: (string | undefined)[] = [];
  for await (const number of waypost.phoneNumbers.list({ limit: 1 })) names.push(number.verifiedName);
  expect(names).toHaveLength(1);
  await waypost.close();
});

it("usage headers come to onUsage", async () => {
  const seen: GraphUsage[] = [];
  const { waypost } = client({ onUsage: (usage) => seen.push(usage) });
  await waypost.phoneNumbers.get();
  expect(seen[0]).toMatchObject({
    app: { callCount: 1 },
    businessUseCases: [{ type: "whatsapp_business_management" }],
  });
  await waypost.close();
});
