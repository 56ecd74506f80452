/** Guards through the whole client, the simulator and the virtual clock. The vectors of compliance 5.7 are in vectors.test.ts. */
import { describe, expect, it } from "vitest";
import { type PolicyOptions, ValidationError, type WaypostError } from "waypost";
import { openBusyWorld } from "../support/traffic.js";
import { firstOther, news, order, outcomeOf, outcomes, subscribers } from "../support/many-sends.js";
import { connect, newArrival, openWorld, orderShipped, RAVI, shipped, somebody } from "./setup.js";

describe("abuse stops", () => {
  it("G17: consecutive numbers stop at the tenth", async () => {
    const world = await openBusyWorld();
    const all = await outcomes(10, (n) =>
      world.waypost.messages.sendTemplate({
        ...shipped(world.sim, `A-${String(n)}`, `+9198123400${String(10 + n)}`),
        cause: { kind: "order", ref: `A-${String(n)}`, at: world.sim.now, basis: "contract" },
      }),
    );
    expect(firstOther(all)).toBe("10: SEQUENTIAL_NUMBERS");
  });

  it("what was refused takes no place, and check() takes none", async () => {
    const world = await openBusyWorld();
    await outcomes(100, (n) => order(world, n));
    for (let n = 0; n < 5; n++) expect(await outcomeOf(order(world, 101))).toBe("STRANGER_BURST");
    const input = {
      to: somebody(101),
      template: orderShipped,
      params: { name: "Ravi", order: "B-1" },
      cause: { kind: "order", ref: "B-1", at: world.sim.now, basis: "contract" },
    } as const;
    expect(await world.waypost.messages.check(input)).toMatchObject({
      action: "hold",
      code: "STRANGER_BURST",
    });
    await world.sim.advance("16s");
    for (let n = 0; n < 120; n++) expect((await world.waypost.messages.check(input)).action).toBe("allow");
    expect(firstOther(await outcomes(100, (n) => order(world, 100 + n)))).toBe("all sent");
  });

  it("Meta's messaging limit is the account's state: asked for before a hold, told by a webhook, known to every client", async () => {
    const world = await openBusyWorld({ messagingLimit: 250 });
    const { sim, waypost, store } = world;
    const other = connect(sim, { store, messagesPerSecond: 1_000 });
    const asked = () =>
      sim.requests.filter(({ path }) => path.endsWith(`/${sim.credentials.phoneNumberId}`)).length;
    const pace = () => sim.clock.advance(200);
    expect((await waypost.account.state()).messagingLimit).toBeUndefined();
    const first = await outcomes(203, (n) => order(world, n), pace);
    expect(firstOther(first)).toBe("201: REACH_LIMIT");
    expect(first.slice(200)).toEqual(["REACH_LIMIT", "REACH_LIMIT", "REACH_LIMIT"]);
    // Three were held, and Meta was asked once.
    expect(asked()).toBe(1);
    expect((await other.account.state()).messagingLimit).toMatchObject({ tier: "TIER_250", people: 250 });
    await sim.advance("1s");
    await sim.account.announceLimit("TIER_10K");
    await sim.advance("1s");
    expect(await outcomeOf(order({ ...world, waypost: other }, 201))).toBe("sent");
    expect(await outcomeOf(order(world, 202))).toBe("sent");
    expect(asked()).toBe(1);
    await other.close();
  });

  it("two clients on one store share the places", async () => {
    // Both together are faster than one number may be: that is the limits' affair.
    const number = { id: "1", displayPhoneNumber: "+91 141 555 0100", throughput: 1_000_000 };
    const world = await openWorld({}, { phoneNumbers: [number] });
    const other = connect(world.sim, { store: world.store });
    const all = await Promise.all(
      Array.from({ length: 120 }, (_, n) =>
        outcomeOf(order(n % 2 === 0 ? world : { ...world, waypost: other }, n + 1)),
      ),
    );
    expect(all.filter((one) => one === "sent").length).toBe(100);
    await other.close();
  });
});

describe("everyday traffic passes", () => {
  it("a support desk answers 100 people, each several times", async () => {
    const world = await openBusyWorld();
    world.waypost.on("message.text", async ({ chat, message }) => {
      await chat.sendText("Thank you, we are looking into it.");
      await chat.sendText(`About "${message.text.body}": here is what we found out for you.`);
    });
    for (let n = 1; n <= 100; n++) {
      await world.sim
        .user(somebody(n))
        .sendText(
          `My order ${"abcdefghij"[n % 10] ?? ""}${somebody(n * 7).replace(/\d/g, (d) => "qwertyuiop"[Number(d)] ?? "")} is late`,
        );
      await world.waypost.webhooks.idle();
    }
    expect(world.sim.sent.length).toBe(200);
    expect(await world.waypost.webhooks.deadLetters()).toEqual([]);
  });
});

describe("configuration", () => {
  const looser = (setting: string, value: unknown, more: object = {}) => ({
    loosen: [
      { setting, value, by: "Asha Rao", at: "2026-11-02", reason: "Our aircraft have 380 seats.", ...more },
    ],
  });

  it("what does not fit stops the client before it starts, and names what is wrong", async () => {
    const { sim, store } = await openBusyWorld();
    const policy = { tighten: { "caps.utility24h": 11 } };
    expect(() => connect(sim, { store, policy })).toThrow(ValidationError);
    expect(() => connect(sim, { store, policy })).toThrow(/caps\.utility24h.*under loosen/);
  });

  it("what is loosened counts, and is in the audit log once", async () => {
    const { sim, store } = await openBusyWorld();
    const policy = looser("freeForm.maxUnanswered", 8) as PolicyOptions;
    for (let start = 0; start < 2; start++) {
      const waypost = connect(sim, { store, policy });
      expect(waypost.policy.config.guards.freeForm.maxUnanswered).toBe(8);
      expect(await waypost.policy.audit()).toMatchObject([
        {
          kind: "loosened",
          subject: "freeForm.maxUnanswered",
          by: "Asha Rao",
          reason: "Our aircraft have 380 seats.",
          at: Date.UTC(2026, 10, 2),
          facts: { from: 6, to: 8 },
        },
      ]);
      await waypost.close();
    }
  });

  it("an acknowledgement needs a name and a reason, and is in the audit log", async () => {
    const { waypost } = await openBusyWorld();
    const input = {
      guard: "OPT_OUT_RATE",
      template: "new_arrival",
      by: "Asha Rao",
      reason: "It went to the wrong people.",
    } as const;
    await expect(waypost.policy.acknowledge({ ...input, by: " " })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
    expect(await waypost.policy.acknowledge(input)).toBe(false);
    expect(await waypost.policy.audit({ limit: 1 })).toMatchObject([
      { kind: "acknowledged", subject: "OPT_OUT_RATE", facts: { template: "new_arrival", cleared: false } },
    ]);
  });
});

describe("breakers", () => {
  it("G19: a template that people opt out after is refused until somebody looked at it", async () => {
    const world = await openBusyWorld();
    const ids = await subscribers(world, 104);
    for (let n = 1; n <= 102; n++) {
      await world.sim.advance("1m");
      if (n % 45 === 0) await world.sim.advance("10m");
      await news(world, n, ids[n - 1] ?? "");
    }
    await world.sim.advance("1m");
    await world.waypost.webhooks.idle();
    for (let n = 1; n <= 3; n++) await world.waypost.consent.withdraw({ user: somebody(n), method: "email" });
    await world.sim.advance("10m");
    expect(await outcomeOf(news(world, 103, ids[102] ?? ""))).toBe("OPT_OUT_RATE");
    const acknowledged = await world.waypost.policy.acknowledge({
      guard: "OPT_OUT_RATE",
      template: newArrival.name,
      by: "Asha Rao",
      reason: "It went to people who asked for other news.",
    });
    expect(acknowledged).toBe(true);
    expect(await outcomeOf(news(world, 103, ids[102] ?? ""))).toBe("sent");
  });

  it("G18: dead numbers stop marketing and messages to new people", async () => {
    const world = await openBusyWorld();
    const all = await outcomes(
      60,
      (n) => order(world, n),
      async (n) => {
        await world.sim.advance("1s");
        if (n % 8 === 0) world.sim.user(somebody(n)).block();
      },
    );
    // Fifty were sent, and the seventh of them that failed made it more than a tenth.
    expect(firstOther(all)).toBe("57: LIST_QUALITY");
    expect(await outcomeOf(order(world, 61))).toBe("LIST_QUALITY");
    // Somebody who got messages before is not new.
    await world.sim.advance("1m");
    const known = {
      ...shipped(world.sim, "B-1", somebody(1)),
      cause: { kind: "order", ref: "B-1", at: world.sim.now, basis: "contract" },
    } as const;
    expect(await outcomeOf(world.waypost.messages.sendTemplate(known))).toBe("sent");
    await world.sim.advance("24h");
    expect(await outcomeOf(order(world, 62))).toBe("sent");
  });
});

it("what a guard refused takes no place and lets nothing else pass: G5 goes on refusing, and so does G14", async () => {
  const { sim, waypost } = await openBusyWorld();
  const outcomes: string[] = [];
  for (let n = 1; n <= 130; n++) {
    const sent = await waypost.messages
      .sendTemplate({
        to: somebody(n),
        template: orderShipped,
        params: { name: "Ravi", order: "SUMMER" },
        cause: { kind: "order", ref: `A-${String(n)}`, at: sim.now, basis: "contract" },
      })
      .then(
        () => "sent",
        (error: unknown) => (error as WaypostError).code,
      );
    outcomes.push(sent);
    await sim.advance("1s");
  }
  expect(outcomes.indexOf("UTILITY_AS_BROADCAST")).toBe(99);
  expect(outcomes.slice(99).filter((code) => code === "sent")).toEqual([]);

  await sim.user(RAVI).sendText("hello");
  const chat = await waypost.chats.open(RAVI);
  const said: string[] = [];
  for (let n = 0; n < 12; n++)
    said.push(
      await chat.sendText(`line ${String(n)}`).then(
        () => "sent",
        (error: unknown) => (error as WaypostError).code,
      ),
    );
  expect(said.filter((code) => code === "sent").length).toBe(6);
  expect(said.slice(6).every((code) => code === "UNANSWERED")).toBe(true);
});
