/**
 * The vectors of compliance 5.7 by number, through the whole client, the simulator and the virtual clock. Everyday traffic
 * (1 to 4) runs in a size of seconds; in full with
 * `WAYPOST_TRAFFIC=full npx vitest run --project scenario test/scenario/vectors.test.ts --testTimeout 2400000`.
 */
import { describe, expect, it } from "vitest";
import { RefusedError } from "waypost";
import { MINUTE, SECOND } from "../../src/core/index.js";
import { firstOther, news, order, outcomeOf, outcomes, subscribers } from "../support/many-sends.js";
import {
  cancelledFlight,
  codesFor,
  firstDayOfAShop,
  ordersOfADay,
  remindersAtSix,
  supportDesk,
} from "../support/traces.js";
import { FULL, openBusyWorld } from "../support/traffic.js";
import { arrival, connect, openWorld, optIn, orderShipped, RAVI, shipped, somebody } from "./setup.js";

const ORDERS = FULL ? 5_000 : 300;
const SECONDS = FULL ? 3_600 : 10;
const CHATS = FULL ? 2_000 : 60;

interface Vector {
  readonly number: number;
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** What is sent outside chats, by the person's digits. */
const templatesTo = (
  sim: { readonly sent: readonly { readonly to: string; readonly template?: unknown }[] },
  to: string,
) => sim.sent.filter((sent) => sent.to === to.slice(1) && sent.template !== undefined);

const VECTORS: readonly Vector[] = [
  {
    number: 1,
    title: `${String(ORDERS)} orders of as many people in a day, at a limit of 10,000: all pass`,
    run: async () => {
      const { refused, held, sent, world } = await ordersOfADay(ORDERS);
      expect({ refused, held, sent }).toEqual({ refused: {}, held: {}, sent: ORDERS });
      expect(await world.waypost.webhooks.deadLetters()).toEqual([]);
    },
  },
  {
    number: 2,
    title: FULL
      ? "5,000 orders at a limit of 2,000: 1,600 pass, the rest is held"
      : "250 orders at a limit of 250: 200 pass, the rest is held",
    run: async () => {
      const [count, messagingLimit, pass] = FULL ? [5_000, 2_000, 1_600] : [250, 250, 200];
      // A number that grew as G9 lets it: twice as many people on each day.
      const daysBefore = FULL ? [250, 500, 1_000] : [];
      const { refused, held, sent } = await ordersOfADay(count, { messagingLimit, daysBefore, again: false });
      expect({ refused, held, sent }).toEqual({
        refused: {},
        held: { REACH_LIMIT: count - pass },
        sent: pass,
      });
    },
  },
  {
    number: 3,
    title: `30 one-time codes a second for ${String(SECONDS)} seconds: all pass`,
    run: async () => {
      const { refused, held, sent } = await codesFor(SECONDS);
      expect({ refused, held, sent }).toEqual({ refused: {}, held: {}, sent: SECONDS * 30 });
    },
  },
  {
    number: 4,
    title: "400 reminders at 18:00: all pass, those to people who never wrote within a minute",
    run: async () => {
      const { refused, held, sent, longestWaitMs } = await remindersAtSix(400);
      expect({ refused, sent, codes: Object.keys(held) }).toEqual({
        refused: {},
        sent: 400,
        codes: ["STRANGER_BURST"],
      });
      expect(longestWaitMs).toBeLessThanOrEqual(MINUTE);
    },
  },
  {
    number: 5,
    title: "one reason for many is refused at the sixth",
    run: async () => {
      const world = await openBusyWorld();
      const all = await outcomes(7, (n) => order(world, n, "SUMMER"));
      expect(firstOther(all)).toBe("6: CAUSE_FANOUT");
      expect(all.slice(5)).toEqual(["CAUSE_FANOUT", "CAUSE_FANOUT"]);
    },
  },
  {
    number: 5,
    title: "a subscription that is not the person's own is refused at once",
    run: async () => {
      const world = await openBusyWorld();
      const ids = await subscribers(world, 3);
      for (const ref of ["SUMMER", ids[1] ?? ""])
        await expect(news(world, 1, ref)).rejects.toMatchObject({ code: "CAUSE_REQUIRED", rule: "G4" });
      expect(world.sim.sent).toEqual([]);
    },
  },
  {
    number: 5,
    title: "the same news, each with the own opt-in, stops at the 51st in ten minutes",
    run: async () => {
      const world = await openBusyWorld();
      const ids = await subscribers(world, 51);
      const all = await outcomes(
        51,
        (n) => news(world, n, ids[n - 1] ?? ""),
        () => world.sim.clock.advance(1_000),
      );
      expect(firstOther(all)).toBe("51: CONTENT_FANOUT");
      await world.sim.advance("10m");
      expect(await outcomeOf(news(world, 51, ids[50] ?? ""))).toBe("sent");
    },
  },
  {
    number: 5,
    title: "the same news at a slow pace stops at the 251st of the day",
    run: async () => {
      const world = await openBusyWorld({ messagingLimit: 10_000, startAt: "2026-01-05T04:30:00Z" });
      const ids = await subscribers(world, 252);
      const all = await outcomes(
        252,
        (n) => news(world, n, ids[n - 1] ?? ""),
        () => world.sim.clock.advance(100 * SECOND),
      );
      expect(firstOther(all)).toBe("251: CONTENT_FANOUT");
      expect(all[251]).toBe("CONTENT_FANOUT");
    },
  },
  {
    number: 6,
    title: "a disguised offer with random causes, of which only the name differs, is refused at the 100th",
    run: async () => {
      const world = await openBusyWorld();
      const all = await outcomes(
        102,
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
      expect(all.slice(99).includes("sent")).toBe(false);
    },
  },
  {
    number: 6,
    title: "the same with five people to each of many plausible causes is refused at the 100th, too",
    run: async () => {
      const world = await openBusyWorld();
      const all = await outcomes(
        102,
        (n) =>
          world.waypost.messages.sendTemplate({
            to: somebody(n),
            template: orderShipped,
            params: { name: `Name${"abcdefghij"[n % 10] ?? ""}`, order: "SUMMER" },
            cause: {
              kind: "order",
              ref: `A-${String(Math.floor(n / 5))}`,
              at: world.sim.now - MINUTE * 5,
              basis: "contract",
            },
          }),
        () => world.sim.clock.advance(200),
      );
      expect(firstOther(all)).toBe("100: UTILITY_AS_BROADCAST");
      expect(all.slice(99).includes("sent")).toBe(false);
    },
  },
  {
    number: 6,
    title: "the same offer twice to each of fifty people hides nothing: refused at the 100th message",
    run: async () => {
      const world = await openBusyWorld();
      const all = await outcomes(
        102,
        (n) =>
          world.waypost.messages.sendTemplate({
            to: somebody(Math.ceil(n / 2)),
            template: orderShipped,
            params: { name: "Ravi", order: "SUMMER" },
            cause: {
              kind: "order",
              ref: `A-${String(Math.ceil(n / 2))}`,
              at: world.sim.now,
              step: String(n % 2),
              basis: "contract",
            },
          }),
        () => world.sim.clock.advance(200),
      );
      expect(firstOther(all)).toBe("100: UTILITY_AS_BROADCAST");
      expect(all.slice(99).includes("sent")).toBe(false);
    },
  },
  {
    number: 7,
    title: "grant and send in a loop is refused at the 21st",
    run: async () => {
      const world = await openBusyWorld();
      const all = await outcomes(
        100,
        async (n) => news(world, n, await optIn(world.waypost, somebody(n), ["marketing"])),
        () => world.sim.clock.advance(500),
      );
      expect(firstOther(all)).toBe("21: CONSENT_SUSPECT");
      expect(all.slice(20).includes("sent")).toBe(false);
    },
  },
  {
    number: 7,
    title: "with the 21st opt-in of a minute all of them are suspect, for a day",
    run: async () => {
      const late = await openBusyWorld();
      const ids: string[] = [];
      for (let n = 1; n <= 21; n++) ids.push(await optIn(late.waypost, somebody(n), ["marketing"]));
      expect(await outcomeOf(news(late, 1, ids[0] ?? ""))).toBe("CONSENT_SUSPECT");
      await late.sim.advance("24h");
      expect(await outcomeOf(news(late, 1, ids[0] ?? ""))).toBe("sent");
    },
  },
  {
    number: 8,
    title: "marketing to people of a file is refused, every one",
    run: async () => {
      const world = await openBusyWorld();
      const people = Array.from({ length: 50 }, (_, index) => somebody(index + 1));
      const report = await world.waypost.consent.import(
        `user,scopes\n${people.map((user) => `${user},utility marketing\n`).join("")}`,
        {
          format: "csv",
          batch: {
            id: "list",
            source: "a file",
            attestedBy: "somebody@asha.example",
            collectedFrom: "2025-01-01",
            collectedTo: "2025-12-31",
          },
        },
      );
      expect(report).toMatchObject({ stored: 50 });
      const refs = await Promise.all(
        people.map(async (user) => (await world.waypost.consent.get(user)).state("marketing").eventId ?? ""),
      );
      const all = await outcomes(
        50,
        (n) => news(world, n, refs[n - 1] ?? ""),
        () => world.sim.clock.advance(5_000),
      );
      expect(all).toEqual(Array.from({ length: 50 }, () => "CONSENT_UNVERIFIED"));
      expect(world.sim.sent).toEqual([]);
    },
  },
  {
    number: 9,
    title: "101 messages in 15 seconds to strangers: the last one is held, and passes later",
    run: async () => {
      const world = await openBusyWorld();
      expect(firstOther(await outcomes(101, (n) => order(world, n)))).toBe("101: STRANGER_BURST");
      await world.sim.advance("16s");
      expect(await outcomeOf(order(world, 101))).toBe("sent");
    },
  },
  {
    number: 9,
    title: "marketing to strangers is refused at the 21st, and for 15 minutes",
    run: async () => {
      const world = await openBusyWorld();
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
    },
  },
  {
    number: 10,
    title: "one offer into 30 open chats stops at the 21st; 30 first replies pass",
    run: async () => {
      const world = await openBusyWorld();
      // They agreed to marketing: an offer to anybody else is refused at once (row 6).
      await subscribers(world, 30);
      for (let n = 1; n <= 30; n++) await world.sim.user(somebody(n)).sendText("Is the blue one there?");
      const say = async (n: number, text: string) =>
        (await world.waypost.chats.open(somebody(n))).sendText(text);
      expect(firstOther(await outcomes(30, (n) => say(n, "We got your message.")))).toBe("all sent");
      const offers = await outcomes(30, (n) => say(n, "20 % off today only"));
      expect(firstOther(offers)).toBe("21: FREEFORM_FANOUT");
      expect(offers.slice(20).includes("sent")).toBe(false);
    },
  },
  {
    number: 11,
    title: "180 passengers of a cancelled flight: all pass, paced",
    run: async () => {
      const { refused, held, sent, longestWaitMs } = await cancelledFlight(180);
      expect({ refused, sent, codes: Object.keys(held) }).toEqual({
        refused: {},
        sent: 180,
        codes: ["STRANGER_BURST"],
      });
      expect(longestWaitMs).toBeLessThanOrEqual(16 * SECOND);
    },
  },
  {
    number: 11,
    title: "the 251st person of one incident is refused",
    run: async () => {
      const { refused, sent } = await cancelledFlight(253);
      expect({ refused, sent }).toEqual({ refused: { CAUSE_FANOUT: 3 }, sent: 250 });
    },
  },
  {
    number: 12,
    title: "a template recategorised to marketing while a send waits: refused, nothing on the wire",
    run: async () => {
      const { sim, waypost } = await openWorld({ messagesPerSecond: 1 });
      const people = Array.from({ length: 6 }, (_, n) => somebody(n + 1));
      for (const person of people) await optIn(waypost, person, ["utility"]);
      const sends = people.map((person, index) =>
        waypost.messages.sendTemplate(shipped(sim, `A-${String(index)}`, person)).then(
          () => "sent",
          (error: unknown) => (RefusedError.is(error) ? `${error.code} ${error.decision.rule}` : "failed"),
        ),
      );
      // Each passed the policy, and waits for its turn.
      await manyWait(waypost, sim.credentials.phoneNumberId);
      await sim.templates.recategorise("order_shipped", "MARKETING");
      const before = sim.sent.length;
      const all = await Promise.all(sends);
      expect(sim.sent.length).toBe(before);
      expect(all.filter((one) => one !== "sent")).toEqual(
        Array.from({ length: people.length - before }, () => "CONSENT_REQUIRED row-21"),
      );
      expect(before).toBeLessThan(people.length);
    },
  },
  {
    number: 13,
    title: "an opt-out that comes in while a send waits: refused, nothing on the wire",
    run: async () => {
      const { sim, waypost } = await openWorld({ messagesPerSecond: 4 });
      const ahead = Array.from({ length: 8 }, (_, n) => somebody(n + 1));
      for (const person of ahead) await optIn(waypost, person, ["utility"]);
      const ref = await optIn(waypost, RAVI);
      const others = ahead.map((person, index) =>
        waypost.messages.sendTemplate(shipped(sim, `A-${String(index)}`, person)),
      );
      // Marketing goes behind them: nobody else waits when it is its turn.
      const last = outcomeOf(waypost.messages.sendTemplate(arrival(sim, ref)));
      await manyWait(waypost, sim.credentials.phoneNumberId);
      await sim.user(RAVI).sendText("STOP");
      await waypost.webhooks.idle();
      expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("withdrawn");
      expect(templatesTo(sim, RAVI)).toEqual([]);
      await Promise.all(others);
      expect(await last).toBe("OPTED_OUT");
      expect(templatesTo(sim, RAVI)).toEqual([]);
    },
  },
  {
    number: 14,
    title: "two workers with one idempotency key: one HTTP request, and one answer for both",
    run: async () => {
      const { sim, waypost, store } = await openBusyWorld();
      await optIn(waypost);
      const other = connect(sim, { store });
      const settled = Promise.allSettled(
        [waypost, other].map((one) => one.messages.sendTemplate(shipped(sim))),
      );
      for (let step = 0; step < 12; step++) await sim.advance("5s");
      const both = await settled;
      const posts = () =>
        sim.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/messages")).length;
      expect(posts()).toBe(1);
      const receipts = both.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      expect(receipts.length).toBeGreaterThan(0);
      const again = await other.messages.sendTemplate(shipped(sim));
      expect(again).toMatchObject({ duplicate: true, messageId: receipts[0]?.messageId });
      expect(posts()).toBe(1);
      await other.close();
    },
  },
];

/** Five sends and more stand in the queue of the number: time in which things happen. */
const manyWait = (
  waypost: {
    readonly limits: {
      snapshot(): { readonly numbers: Readonly<Record<string, { readonly waiting: number }>> };
    };
  },
  number: string,
): Promise<void> =>
  expect
    .poll(() => waypost.limits.snapshot().numbers[number]?.waiting ?? 0, { timeout: 10_000, interval: 10 })
    .toBeGreaterThan(4);

describe("compliance 5.7", () => {
  it.each(VECTORS.map(({ number, title, run }) => [number, title, run] as const))(
    "vector %i: %s",
    (_number, _title, run) => run(),
  );

  it("none is left out", () => {
    expect([...new Set(VECTORS.map(({ number }) => number))]).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 1),
    );
  });
});

describe("beside them", () => {
  it(`a support desk with ${String(CHATS)} open windows: all pass`, async () => {
    const { refused, held, sent, open } = await supportDesk(CHATS);
    expect({ refused, held, sent, open }).toEqual({ refused: {}, held: {}, sent: CHATS * 8, open: CHATS });
  });

  it("a small shop's first day on a new account: all pass", async () => {
    const { refused, held } = await firstDayOfAShop(120);
    expect({ refused, held }).toEqual({ refused: {}, held: {} });
  });

  it("one text into open chats at a slow pace stops at the 101st of the day", async () => {
    const world = await openBusyWorld();
    for (let n = 1; n <= 102; n++) await world.sim.user(somebody(n)).sendText("Is the blue one there?");
    await world.sim.advance("16m");
    const all = await outcomes(
      102,
      async (n) =>
        (await world.waypost.chats.open(somebody(n))).sendText(
          "Our shop has moved to the other side of the street.",
        ),
      () => world.sim.clock.advance(40 * SECOND),
    );
    expect(firstOther(all)).toBe("101: FREEFORM_FANOUT");
  });
});
