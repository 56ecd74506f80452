import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Waypost } from "waypost";
import { openShop } from "../../examples/storefront/shop-on-simulator.js";
import { MEERA, play, RAVI, simulatedAccount } from "../../examples/storefront/story.js";
import { Transcript } from "../../examples/transcript.js";

it.each([RAVI, MEERA])("the storefront's story with $name ends with a refused offer", async (customer) => {
  const folder = await mkdtemp(join(tmpdir(), "waypost-story-"));
  const lines: string[] = [];
  const sim = simulatedAccount();
  try {
    const transcript = new Transcript((line) => lines.push(line), false);
    const shop = await play(customer, {
      sim,
      path: join(folder, "shop.db"),
      transcript,
      notices: [],
      pause: async () => undefined,
    });
    await shop.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const text = lines.join("\n");
  expect(text).toContain("refused, OPTED_OUT (row-22)");
  expect(text).toContain("already sent, nothing leaves");
  expect(text).not.toContain(customer.phone.slice(1));
});

describe("the storefront's opt-in", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "waypost-opt-in-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  const order = async () => {
    const sim = simulatedAccount();
    const shop = await openShop(sim, join(folder, "shop.db"));
    const ravi = sim.user(RAVI.phone, { name: RAVI.name });
    await ravi.sendText(RAVI.hello);
    await ravi.chooseRow(RAVI.row);
    await ravi.tapButton(RAVI.orderButton);
    return { sim, shop, ravi };
  };
  const marketing = async (shop: { readonly waypost: Waypost }) =>
    (await shop.waypost.consent.get(RAVI.phone)).state("marketing").state;

  it("is kept by the process that runs when the answer comes", async () => {
    const { sim, shop, ravi } = await order();
    await shop.close();
    const next = await openShop(sim, join(folder, "shop.db"));
    await ravi.tapButton(RAVI.consentButton);
    expect([await marketing(next), ravi.lastReceived?.text]).toEqual([
      "granted",
      expect.stringContaining("something new comes"),
    ]);
    await next.close();
  });

  it("is nobody's who writes something else, and who is then shown the list", async () => {
    const { shop, ravi } = await order();
    await ravi.sendText("do you have carpets?");
    expect([await marketing(shop), ravi.lastReceived?.rows.length]).toEqual(["unknown", 3]);
    await shop.close();
  });
});
