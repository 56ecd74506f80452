import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { MEERA, play, RAVI, simulatedAccount } from "../../examples/storefront/story.js";
import { Transcript } from "../../examples/storefront/transcript.js";

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
