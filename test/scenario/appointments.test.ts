import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { timeText } from "../../examples/appointments/diary.js";
import { openSalon, simulatedAccount } from "../../examples/appointments/salon-on-simulator.js";
import { play } from "../../examples/appointments/story.js";
import { Transcript } from "../../examples/transcript.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waypost-salon-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it("the salon's story: who said yes is reminded, who said no is not", async () => {
  const lines: string[] = [];
  const salon = await play({
    sim: simulatedAccount(),
    path: join(folder, "salon.db"),
    transcript: new Transcript((line) => lines.push(line), false),
    pause: async () => undefined,
  });
  await salon.close();
  const text = lines.join("\n");
  expect(text).toContain("appointment_reminder (utility): allowed by row-9");
  expect(text).toContain("appointment_reminder (utility): refused, SUPPRESSED (row-16)");
  expect(text).not.toContain("919812345678");
});

describe("the salon", () => {
  it("gives a time to the one who was faster, and shows the other what is left", async () => {
    const sim = simulatedAccount();
    const salon = await openSalon(sim, join(folder, "salon.db"));
    const [ravi, meera] = [sim.user("+919812345678"), sim.user("+919829012345")];
    await Promise.all([ravi.sendText("Hi"), meera.sendText("Hi")]);
    await salon.waypost.webhooks.idle();
    const time = ravi.lastReceived?.rows[0]?.title ?? "";
    await ravi.chooseRow(time);
    await meera.chooseRow(time);
    await sim.advance("5s");
    expect(meera.lastReceived?.rows.map(({ title }) => title)).not.toContain(time);
    await salon.close();
  });

  it("reminds of each appointment, also of one that took the place of one given up", async () => {
    const sim = simulatedAccount();
    const salon = await openSalon(sim, join(folder, "salon.db"));
    const ravi = sim.user("+919812345678");
    await ravi.sendText("Hi");
    await ravi.chooseRow(ravi.lastReceived?.rows[0]?.title ?? "");
    await ravi.tapButton("Yes, remind me");
    await sim.advance("3h");
    await salon.remind();
    await sim.advance("5s");
    await ravi.tapButton("Another time");
    await sim.advance("5s");
    const other = ravi.lastReceived?.rows[1]?.title ?? "";
    await ravi.chooseRow(other);
    await sim.advance("5s");
    await salon.remind();
    await sim.advance("5s");
    expect(ravi.lastReceived?.body).toContain(other);
    expect(ravi.lastReceived?.buttons).toHaveLength(2);
    await salon.close();
  });

  it("is closed on Sundays", async () => {
    const sim = simulatedAccount();
    const salon = await openSalon(sim, join(folder, "salon.db"));
    const saturday = Date.UTC(2026, 10, 7, 5, 30);
    expect(salon.diary.free(saturday).map(timeText)[0]).toContain("Mon");
    await salon.close();
  });
});
