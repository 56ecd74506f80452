import { expect, it } from "vitest";
import { StoreError } from "waypost";
import { arrival, failSend, openWorld, optIn, RAVI, shipped } from "./setup.js";

it("an opt-out while Meta lets a send wait (130429) ends it", async () => {
  const { sim, waypost } = await openWorld();
  const ref = await optIn(waypost);
  await waypost.templates.sync();
  await sim.advance("1m");
  failSend(sim, 130429);
  const refused = expect(waypost.messages.sendTemplate(arrival(sim, ref))).rejects.toMatchObject({
    code: "OPTED_OUT",
  });
  await expect.poll(() => sim.requests.filter(({ path }) => path.endsWith("/messages")).length).toBe(1);
  await waypost.consent.withdraw({ user: RAVI, scopes: ["marketing"], method: "verbal" });
  await sim.advance("5m");
  await refused;
  expect(sim.sent).toEqual([]);
  const [entry] = await waypost.ledger.list({ user: RAVI });
  expect(entry).toMatchObject({ state: "refused", decision: { code: "OPTED_OUT" } });
});

it("a free-form message that Meta lets wait until its window is closed does not leave", async () => {
  const { sim, waypost } = await openWorld();
  await sim.user(RAVI).sendText("hello");
  await sim.advance("23h");
  const chat = await waypost.chats.open(RAVI);
  await sim.advance("59m");
  sim.faults.next({ code: 130429, retryAfterSeconds: 50, when: ({ path }) => path.endsWith("/messages") });
  const refused = expect(chat.sendText("still there?")).rejects.toMatchObject({ code: "WINDOW_CLOSED" });
  await expect.poll(() => sim.requests.filter(({ path }) => path.endsWith("/messages")).length).toBe(1);
  await sim.advance("2m");
  await refused;
  expect(sim.sent).toEqual([]);
});

it("a store that goes away between two attempts fails the send closed: it is not in doubt", async () => {
  const { sim, store, waypost } = await openWorld();
  await optIn(waypost);
  await waypost.templates.sync();
  failSend(sim, 130429);
  const failed = expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toSatisfy((error) =>
    StoreError.is(error),
  );
  await expect.poll(() => sim.requests.filter(({ path }) => path.endsWith("/messages")).length).toBe(1);
  const away = new StoreError("STORE_UNAVAILABLE", "The store is away.", { fix: "Wait." });
  const { view } = store.consent;
  Object.assign(store.consent, { view: () => Promise.reject(away) });
  await sim.advance("5m");
  await failed;
  Object.assign(store.consent, { view });
  expect(sim.sent).toEqual([]);
  expect((await waypost.messages.sendTemplate(shipped(sim))).duplicate).toBe(false);
});
