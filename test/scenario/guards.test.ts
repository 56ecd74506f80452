/**
 * Guards through the whole client, the simulator and the virtual clock: abuse stops where compliance 5.7 says, and everyday
 * traffic passes.
 */
import { describe, expect, it } from "vitest";
import { HeldError, type PolicyOptions, RefusedError, ValidationError, type WaypostError } from "waypost";
import {
  connect,
  newArrival,
  openWorld,
  optIn,
  orderShipped,
  RAVI,
  shipped,
  somebody,
  type World,
} from "./setup.js";

const outcomeOf = async (send: Promise<unknown>): Promise<string> => {
  try {
    await send;
    return "sent";
  } catch (error) {
    if (RefusedError.is(error) || HeldError.is(error)) return error.code;
    throw error;
  }
};

/** What became of each of many sends, one after the other; `between` runs before each. */
async function outcomes(
  count: number,
  send: (n: number) => Promise<unknown>,
  between?: (n: number) => Promise<unknown>,
): Promise<readonly string[]> {
  const all: string[] = [];
  for (let n = 1; n <= count; n++) {
    await between?.(n);
    all.push(await outcomeOf(send(n)));
  }
  return all;
}

const firstOther = (all: readonly string[]): string => {
  const index = all.findIndex((one) => one !== "sent");
  return index === -1 ? "all sent" : `${String(index + 1)}: ${all[index] ?? ""}`;
};

const order = ({ sim, waypost }: World, n: number, ref = `A-${String(n)}`) =>
  waypost.messages.sendTemplate({
    to: somebody(n),
    template: orderShipped,
    params: { name: "Ravi", order: `A-${String(n)}` },
    cause: { kind: "order", ref, at: sim.now, basis: "contract" },
  });

/** A day apart: one actor stores no more than twenty opt-ins a minute. */
async function subscribers(world: World, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= count; n++) {
    await world.sim.clock.advance(4_000);
    ids.push(await optIn(world.waypost, somebody(n), ["marketing"]));
  }
  return ids;
}

const news = ({ sim, waypost }: World, n: number, ref: string, product = "indigo quilts") =>
  waypost.messages.sendTemplate({
    to: somebody(n),
    template: newArrival,
    params: { product },
    cause: { kind: "subscription", ref, at: sim.now },
  });

describe("abuse stops", () => {
  it("vector 2, at a limit of 250: the 201st person is held", async () => {
    const world = await openWorld({}, { messagingLimit: 250 });
    // A tier of 250: 80 % of it are 200 people.
    const all = await outcomes(
      201,
      (n) => order(world, n),
      () => world.sim.clock.advance(200),
    );
    expect(firstOther(all)).toBe("201: REACH_LIMIT");
  });

  it("vector 5: one reason for many is refused at the sixth", async () => {
    const world = await openWorld();
    expect(firstOther(await outcomes(7, (n) => order(world, n, "SUMMER")))).toBe("6: CAUSE_FANOUT");
  });

  it("vector 5: the same news, each with the own opt-in, stops at the 51st in ten minutes", async () => {
    const world = await openWorld();
    const ids = await subscribers(world, 51);
    const all = await outcomes(
      51,
      (n) => news(world, n, ids[n - 1] ?? ""),
      () => world.sim.clock.advance(1_000),
    );
    expect(firstOther(all)).toBe("51: CONTENT_FANOUT");
    await world.sim.advance("10m");
    expect(await outcomeOf(news(world, 51, ids[50] ?? ""))).toBe("sent");
  });

  it("vector 6: a disguised offer with random causes is refused at the 100th", async () => {
    const world = await openWorld();
    const all = await outcomes(
      100,
      (n) =>
        world.waypost.messages.sendTemplate({
          to: somebody(n),
          template: orderShipped,
          params: { name: `Name${"abcdefghij"[n % 10] ?? ""}`, order: "SUMMER" },
          cause: {
            kind: "order",
            ref: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
            at: world.sim.now,
            basis: "contract",
          },
        }),
      () => world.sim.clock.advance(200),
    );
    expect(firstOther(all)).toBe("100: CAUSE_IMPLAUSIBLE");
  });

  it("vector 7: grant and send in a loop is refused at the 21st", async () => {
    const world = await openWorld();
    const all = await outcomes(
      22,
      async (n) => news(world, n, await optIn(world.waypost, somebody(n), ["marketing"])),
      () => world.sim.clock.advance(1_000),
    );
    expect(firstOther(all)).toBe("21: CONSENT_SUSPECT");
    // With the 21st all of them are suspect, for a day.
    const late = await openWorld();
    const ids: string[] = [];
    for (let n = 1; n <= 21; n++) ids.push(await optIn(late.waypost, somebody(n), ["marketing"]));
    expect(await outcomeOf(news(late, 1, ids[0] ?? ""))).toBe("CONSENT_SUSPECT");
    await late.sim.advance("24h");
    expect(await outcomeOf(news(late, 1, ids[0] ?? ""))).toBe("sent");
  });

  it("vector 9: 101 messages in 15 seconds to strangers: the last one is held, and passes later", async () => {
    const world = await openWorld();
    const all = await outcomes(101, (n) => order(world, n));
    expect(firstOther(all)).toBe("101: STRANGER_BURST");
    await world.sim.advance("16s");
    expect(await outcomeOf(order(world, 101))).toBe("sent");
  });

  it("vector 9: marketing to strangers is refused at the 21st, and for 15 minutes", async () => {
    const world = await openWorld();
    const ids = await subscribers(world, 22);
    await world.sim.advance("1h");
    const words = "abcdefghijklmnopqrstuvwxyz";
    const send = (n: number) =>
      news(world, n, ids[n - 1] ?? "", `${words[n] ?? ""}${words[n + 1] ?? ""}`.repeat(20));
    expect(firstOther(await outcomes(21, send))).toBe("21: STRANGER_BURST");
    await world.sim.advance("14m");
    expect(await outcomeOf(send(22))).toBe("STRANGER_BURST");
    await world.sim.advance("2m");
    expect(await outcomeOf(send(22))).toBe("sent");
  });

  it("vector 10: one text into many open chats stops at the 21st; first replies pass", async () => {
    const world = await openWorld();
    for (let n = 1; n <= 30; n++) await world.sim.user(somebody(n)).sendText("Is the blue one there?");
    const say = async (n: number, text: string) =>
      (await world.waypost.chats.open(somebody(n))).sendText(text);
    expect(firstOther(await outcomes(30, (n) => say(n, "We got your message.")))).toBe("all sent");
    expect(firstOther(await outcomes(30, (n) => say(n, "20 % off today only")))).toBe("21: FREEFORM_FANOUT");
  });

  it("vector 11: an incident reaches 250 people, and not the 251st", async () => {
    const world = await openWorld();
    const cause = { kind: "incident", ref: "AI-203", at: world.sim.now, basis: "contract" } as const;
    const incident = { description: "Flight AI-203 is cancelled", declaredBy: "operations" };
    const all = await outcomes(
      251,
      (n) =>
        world.waypost.messages.sendTemplate({
          to: somebody(n),
          template: orderShipped,
          params: { name: "Ravi", order: "AI-203" },
          cause: { ...cause, incident },
        }),
      () => world.sim.clock.advance(200),
    );
    expect(firstOther(all)).toBe("251: CAUSE_FANOUT");
  });

  it("G17: consecutive numbers stop at the tenth", async () => {
    const world = await openWorld();
    const all = await outcomes(10, (n) =>
      world.waypost.messages.sendTemplate({
        ...shipped(world.sim, `A-${String(n)}`, `+9198123400${String(10 + n)}`),
        cause: { kind: "order", ref: `A-${String(n)}`, at: world.sim.now, basis: "contract" },
      }),
    );
    expect(firstOther(all)).toBe("10: SEQUENTIAL_NUMBERS");
  });

  it("what was refused takes no place, and check() takes none", async () => {
    const world = await openWorld();
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
  it("180 passengers of a cancelled flight, paced", async () => {
    const world = await openWorld();
    const cause = { kind: "incident", ref: "AI-203", at: world.sim.now, basis: "contract" } as const;
    const incident = { description: "Flight AI-203 is cancelled", declaredBy: "operations" };
    for (let n = 1; n <= 180; n++) {
      const send = () =>
        world.waypost.messages.sendTemplate({
          to: somebody(n),
          template: orderShipped,
          params: { name: "Ravi", order: "AI-203" },
          cause: { ...cause, incident },
        });
      try {
        await send();
      } catch (error) {
        if (!HeldError.is(error)) throw error;
        await world.sim.clock.advance(error.retryAfterMs);
        await send();
      }
    }
    expect(world.sim.sent.length).toBe(180);
  });

  it("a support desk answers 100 people, each several times", async () => {
    const world = await openWorld();
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
    const { sim, store } = await openWorld();
    const policy = { tighten: { "caps.utility24h": 11 } };
    expect(() => connect(sim, { store, policy })).toThrow(ValidationError);
    expect(() => connect(sim, { store, policy })).toThrow(/caps\.utility24h.*under loosen/);
  });

  it("what is loosened counts, and is in the audit log once", async () => {
    const { sim, store } = await openWorld();
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
    const { waypost } = await openWorld();
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
    const world = await openWorld();
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
    const world = await openWorld();
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
  const { sim, waypost } = await openWorld();
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
