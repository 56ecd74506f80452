/** "Why did Ravi not get his message?", answered in one call. */
import { inspect } from "node:util";
import { expect, it } from "vitest";
import { memoryStore, ValidationError, Waypost } from "waypost";
import { arrival, connect, failSend, openWorld, optIn, RAVI, shipped, somebody } from "./setup.js";

const DAY = 86_400_000;

it("tells that the opt-in was missing, and what to do", async () => {
  const { sim, waypost } = await openWorld();
  await expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toThrow();
  const { sends, lines, window } = await waypost.explain(RAVI, { causeRef: "A-1001" });
  expect(window.open).toBe(false);
  expect(sends).toHaveLength(1);
  expect(sends[0]?.what).toMatch(/^Refused with CONSENT_REQUIRED \(row-11\)/);
  expect(sends[0]?.next).toMatch(/opt-in|consent/i);
  expect(lines).toContain("Consent for utility: none on record.");
  expect(lines.at(-1)).toMatch(/order_shipped for shipment A-1001: Refused with CONSENT_REQUIRED/);
});

it("tells each end that a send can have, newest first", async () => {
  const { sim, waypost } = await openWorld();
  const ref = await optIn(waypost);
  await waypost.messages.sendTemplate(shipped(sim, "A-1"));
  await sim.advance("5s");
  await sim.user(RAVI).read();
  await sim.advance("1m");
  failSend(sim, 131026);
  await expect(waypost.messages.sendTemplate(shipped(sim, "A-2"))).rejects.toThrow();
  await sim.advance("1m");
  await sim.user(RAVI).sendText("STOP");
  await sim.advance("1m");
  await expect(waypost.messages.sendTemplate(arrival(sim, ref))).rejects.toMatchObject({ code: "OPTED_OUT" });
  const { sends, lines, consent } = await waypost.explain(RAVI);
  expect(consent.state("marketing").state).toBe("withdrawn");
  expect(sends.map(({ what }) => what.replace(/[:.(].*/s, "").trim())).toEqual([
    "Refused with OPTED_OUT",
    "It was delivered",
    "It did not go out",
    "It was delivered and read",
  ]);
  expect(sends[2]?.next).toBeDefined();
  expect(lines.find((line) => line.startsWith("Customer service window"))).toMatch(/open until/);
  expect((await waypost.explain(RAVI, { template: "new_arrival" })).sends).toHaveLength(1);
  expect((await waypost.explain(RAVI, { since: sim.now, limit: 5 })).sends).toHaveLength(1);
});

it("names nobody: it may be printed", async () => {
  const { sim, waypost } = await openWorld();
  await optIn(waypost);
  await waypost.messages.sendTemplate(shipped(sim));
  const explanation = await waypost.explain(RAVI);
  for (const printed of [JSON.stringify(explanation), inspect(explanation, { depth: 9 })])
    expect(printed).not.toContain(RAVI.slice(1));
});

it("says so when nothing is on record, and refuses a question that is none", async () => {
  const { waypost } = await openWorld();
  expect((await waypost.explain(RAVI)).lines.at(-1)).toMatch(/No such send is on record/);
  await expect(waypost.explain(RAVI, { limit: 0 })).rejects.toSatisfy((error) => ValidationError.is(error));
  await expect(waypost.explain(RAVI, { since: Number.NaN })).rejects.toSatisfy((error) =>
    ValidationError.is(error),
  );
});

it("ends a claim whose worker died, and it counts no longer", async () => {
  const { sim, waypost, store } = await openWorld();
  const personKey = "919812345678";
  await store.ledger.claim(
    {
      id: "snd_dead",
      idempotencyKey: "its own",
      phoneNumberId: sim.credentials.phoneNumberId,
      namespace: "default",
      person: personKey,
      kind: "text",
      createdAt: sim.now,
    },
    { staleBefore: 0 },
  );
  const counted = () => store.ledger.count({ person: personKey, category: "free_form", since: 0 });
  const after = async (time: Parameters<typeof sim.advance>[0]): Promise<string | undefined> => {
    await sim.advance(time);
    const next = connect(sim, { store });
    await next.start();
    await next.close();
    return (await store.ledger.get("snd_dead"))?.state;
  };
  expect([await after("5h"), await counted()]).toEqual(["claimed", 1]);
  expect([await after("61m"), await counted()]).toEqual(["failed", 0]);
  const told = await waypost.ledger.get("snd_dead");
  expect(told?.failure?.code).toBe("CLAIM_EXPIRED");
  await waypost.close();
});

it("keeps decisions for their retention and sends for theirs", async () => {
  const { sim, waypost, store } = await openWorld({ retention: { stoppedDays: 10, sentDays: 40 } });
  await expect(waypost.messages.sendTemplate(shipped(sim, "A-0"))).rejects.toThrow();
  await optIn(waypost);
  await waypost.messages.sendTemplate(shipped(sim, "A-1"));
  const next = async (days: number, order: string): Promise<string[]> => {
    await sim.advance(days * DAY);
    await waypost.messages.sendTemplate(shipped(sim, order));
    await waypost.close();
    return (await store.ledger.list({ limit: 9 })).map(({ cause }) => cause?.ref ?? "");
  };
  expect(await next(11, "A-2")).toEqual(["A-2", "A-1"]);
  const again = connect(sim, { store, retention: { sentDays: 40 } });
  await sim.advance(30 * DAY);
  await again.start();
  await again.close();
  expect((await store.ledger.list({ limit: 9 })).map(({ cause }) => cause?.ref)).toEqual(["A-2"]);
});

it("keeps the words of an opt-out for their retention, and then only their hash", async () => {
  const { sim, waypost, store } = await openWorld();
  await optIn(waypost);
  await sim.user(RAVI).sendText("STOP, please!");
  const text = async (days: number) => {
    await sim.advance(days * DAY);
    const next = connect(sim, { store });
    await next.start();
    await next.close();
    const evidence = (await waypost.consent.history(RAVI)).at(-1)?.evidence;
    return [evidence?.inboundText, evidence?.inboundTextHash?.length];
  };
  expect(await text(89)).toEqual(["STOP, please!", 64]);
  expect(await text(2)).toEqual([undefined, 64]);
  expect(await waypost.consent.verify()).toMatchObject({ intact: true, entries: 2 });
  expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("withdrawn");
  await waypost.close();
});

it("keeps dead letters for their retention, and an erasure reaches them before", async () => {
  const erasureKeys = [{ id: "k1", secret: "0123456789abcdef0123456789abcdef" }];
  const store = memoryStore({ erasureKeys });
  const { sim, waypost } = await openWorld({ store });
  waypost.on("message.text", () => {
    throw new Error("always");
  });
  await sim.user(RAVI).sendText("hello");
  await sim.user(somebody(1)).sendText("hello, too");
  await sim.advance("1h");
  const letters = async (client = waypost): Promise<number> => (await client.webhooks.deadLetters()).length;
  expect(await letters()).toBe(2);
  await waypost.consent.erase(RAVI);
  expect(await letters()).toBe(1);
  await waypost.close();
  const after = async (days: number, deadLetterDays?: number): Promise<number> => {
    await sim.advance(days * DAY);
    const next = connect(sim, { store, retention: { deadLetterDays } });
    await next.start();
    await next.close();
    return letters(next);
  };
  expect([await after(20), await after(0, 40), await after(9.9), await after(1, 40), await after(0)]).toEqual(
    [1, 1, 1, 1, 0],
  );
});

it("never forgets what caps and causes look back on", () => {
  for (const retention of [
    { sentDays: 30 },
    { stoppedDays: 0 },
    { optOutTextDays: 0 },
    { deadLetterDays: 7 },
  ])
    expect(() => connect({ credentials: {} } as never, { store: memoryStore(), retention })).toThrow();
  expect(
    () =>
      new Waypost({
        accessToken: "t",
        phoneNumberId: "1",
        businessAccountId: "2",
        appSecret: "s",
        verifyToken: "v",
        business: { name: "Asha", escalation: { kind: "phone", value: "1" } },
        store: memoryStore(),
        retention: { sentDays: 30 },
      }),
  ).toThrow(/retention\.sentDays/);
});
