/** What Meta's enforcement says acts at once, through webhooks and answers, and is released as compliance 5.5 says. */
import { describe, expect, it } from "vitest";
import { defineTemplate, type Waypost } from "waypost";
import type { Simulator } from "waypost/simulator";
import {
  arrival,
  connect,
  failSend,
  newArrival,
  openWorld,
  optIn,
  RAVI,
  shipped,
  somebody,
} from "./setup.js";

let order = 0;
const send = (waypost: Waypost, sim: Simulator) =>
  waypost.messages.sendTemplate(shipped(sim, `O-${String(++order)}`));
const check = async (
  waypost: Waypost,
  sim: Simulator,
  kind: "utility" | "marketing" = "utility",
  ref = "",
) => {
  const decision = await waypost.messages.check(
    kind === "utility" ? shipped(sim, "check") : (arrival(sim, ref, "check") as never),
  );
  return decision.action === "allow" ? `allow ${decision.rule}` : `${decision.code} ${decision.rule}`;
};

describe("restrictions and bans", () => {
  it("row 44: a restriction stops templates until it ends, also in another process, and not free form", async () => {
    const { sim, waypost, store } = await openWorld();
    await optIn(waypost);
    await sim.user(RAVI).sendText("Hello");
    await sim.account.restrict("RESTRICTED_BIZ_INITIATED_MESSAGING", "3d");
    expect(await check(waypost, sim)).toBe("ACCOUNT_RESTRICTED row-44");
    expect(await check(connect(sim, { store }), sim)).toBe("ACCOUNT_RESTRICTED row-44");
    expect((await waypost.chats.check(RAVI)).action).toBe("allow");
    const { breakers } = await waypost.account.state();
    expect(breakers).toMatchObject([
      {
        topic: "restriction",
        subject: "RESTRICTED_BIZ_INITIATED_MESSAGING",
        until: sim.now + 3 * 86_400_000,
      },
    ]);
    expect((await waypost.explain(RAVI)).lines.join("\n")).toMatch(/RESTRICTED_BIZ_INITIATED_MESSAGING/);
    await sim.advance("3d");
    await sim.advance("1s");
    await send(waypost, sim);
  });

  it("row 7: a restriction of answers stops free form and receipts too", async () => {
    const { sim, waypost } = await openWorld();
    await sim.user(RAVI).sendText("Hello");
    const chat = await waypost.chats.open(RAVI);
    await sim.account.restrict("RESTRICTED_CUSTOMER_INITIATED_MESSAGING", "1d");
    await expect(chat.sendText("Hi")).rejects.toMatchObject({ code: "ACCOUNT_RESTRICTED", rule: "row-7" });
    await expect(chat.markRead()).rejects.toMatchObject({ code: "ACCOUNT_RESTRICTED" });
  });

  it("row 18: utility templates stop with their restriction or 131064, and 131064 ends with the restriction", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    failSend(sim, 131064);
    await expect(send(waypost, sim)).rejects.toThrow();
    expect(await check(waypost, sim)).toBe("ACCOUNT_RESTRICTED row-18");
    await sim.advance("1h");
    await sim.account.restrict("RESTRICTED_UTILITY_TEMPLATES", "7d");
    expect(await check(waypost, sim)).toBe("ACCOUNT_RESTRICTED row-18");
    await sim.advance("7d");
    await sim.advance("1s");
    await send(waypost, sim);
  });

  it("a ban stops everything until REINSTATE; the late, repeated webhook of the ban changes nothing", async () => {
    const { sim, waypost, store } = await openWorld();
    await optIn(waypost);
    await sim.user(RAVI).sendText("Hello");
    await sim.account.lock();
    expect(await check(waypost, sim)).toBe("ACCOUNT_RESTRICTED row-44");
    await expect(waypost.chats.open(RAVI)).rejects.toMatchObject({ code: "ACCOUNT_RESTRICTED" });
    const ban = (await store.account.list(sim.credentials.businessAccountId)).find(
      ({ topic }) => topic === "ban",
    );
    await sim.advance("1d");
    await sim.account.reinstate();
    expect(await store.account.put(ban as never)).toBe(false);
    await sim.user(RAVI).sendText("Hello again");
    await (await waypost.chats.open(RAVI)).sendText("Hi");
    await send(waypost, sim);
  });

  it.each([368, 131031, 141014])(
    "an answer %i stops everything until it is released by hand",
    async (code) => {
      const alarms: string[] = [];
      const { sim, waypost } = await openWorld({
        onAccount: ({ topic, active }) => alarms.push(`${topic} ${String(active)}`),
      });
      await optIn(waypost);
      failSend(sim, code);
      await expect(send(waypost, sim)).rejects.toThrow();
      expect(await check(waypost, sim)).toBe("ACCOUNT_RESTRICTED row-44");
      await sim.advance("2d");
      expect(await check(waypost, sim)).toBe("ACCOUNT_RESTRICTED row-44");
      await expect(waypost.account.release({ breaker: "ban", by: "", reason: "x" })).rejects.toThrow(/by/);
      await waypost.account.release({ breaker: "ban", by: "asha", reason: "Meta lifted it, case 17" });
      expect((await waypost.account.state()).released).toMatchObject([{ topic: "ban", by: "asha" }]);
      await send(waypost, sim);
      expect(alarms).toEqual(["ban true", "ban false"]);
      await expect(waypost.account.release({ breaker: "ban", by: "a", reason: "b" })).rejects.toThrow(
        /tripped/,
      );
    },
  );

  it("an announced disabling, a violation and a limit are told and stop nothing", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await sim.account.scheduleDisabling();
    await sim.account.announceLimit("TIER_10K");
    await send(waypost, sim);
    const state = await waypost.account.state();
    expect(state.breakers).toEqual([]);
    expect(state.messagingLimit).toMatchObject({ tier: "TIER_10K", people: 10_000 });
    expect(state.notices).toMatchObject([{ topic: "ban", detail: { state: "SCHEDULE_FOR_DISABLE" } }]);
  });

  it("a payment problem (131042) stops templates for an hour at a time", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    failSend(sim, 131042);
    await expect(send(waypost, sim)).rejects.toThrow();
    expect(await check(waypost, sim)).toBe("ACCOUNT_RESTRICTED row-44");
    await sim.advance("61m");
    await send(waypost, sim);
  });
});

describe("numbers and countries", () => {
  it("row 45: 131048 stops the number; released by hand after 24 hours, and not while RED", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await sim.account.spamLimit();
    await expect(send(waypost, sim)).rejects.toThrow();
    expect(await check(waypost, sim)).toBe("SPAM_LIMIT row-45");
    const release = () =>
      waypost.account.release({ breaker: "spam_limit", by: "asha", reason: "list cleaned" });
    await expect(release()).rejects.toThrow(/24 hours/);
    await sim.advance("25h");
    await waypost.account.refresh();
    await expect(release()).rejects.toThrow(/RED/);
    await sim.account.reinstate();
    await waypost.account.refresh();
    await release();
    await send(waypost, sim);
  });

  it("row 46: 130497 blocks the country until it is released", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    sim.account.blockCountry("IN");
    await expect(send(waypost, sim)).rejects.toThrow();
    expect(await check(waypost, sim)).toBe("COUNTRY_RESTRICTED row-46");
    await sim.account.reinstate();
    await waypost.account.release({ breaker: "country", country: "IN", by: "asha", reason: "lifted" });
    await send(waypost, sim);
  });

  it("row 27: a RED number sends no marketing, from the webhook on, until it is GREEN", async () => {
    const { sim, waypost } = await openWorld();
    const ref = await optIn(waypost);
    expect(await check(waypost, sim, "marketing", ref)).toBe("allow row-19");
    await sim.account.rate("RED");
    expect(await check(waypost, sim, "marketing", ref)).toBe("QUALITY row-27");
    expect(await check(waypost, sim)).toBe("allow row-9");
    await sim.advance("1m");
    await sim.account.rate("GREEN");
    await sim.advance("1s");
    expect(await check(waypost, sim, "marketing", ref)).toBe("allow row-19");
  });

  it("row 27: a YELLOW number warns; Meta tells who asks", async () => {
    const { sim, waypost } = await openWorld();
    const ref = await optIn(waypost);
    await sim.account.rate("YELLOW");
    const decision = await waypost.messages.check(arrival(sim, ref));
    expect(decision.action).toBe("allow");
    expect(decision.warnings.map(({ rule }) => rule)).toContain("row-27");
    expect((await waypost.account.state()).numbers[sim.credentials.phoneNumberId]?.quality).toBe("YELLOW");
  });

  it("row 52: 131063 stops marketing on the Cloud API, and not over the Marketing Messages API", async () => {
    const { sim, waypost, store } = await openWorld();
    const ref = await optIn(waypost);
    sim.account.disableMarketing();
    await expect(waypost.messages.sendTemplate(arrival(sim, ref))).rejects.toThrow();
    expect(await check(waypost, sim, "marketing", ref)).toBe("MARKETING_ROUTE row-52");
    const routed = connect(sim, { store, marketingMessages: { fallback: false } });
    expect((await routed.messages.sendTemplate(arrival(sim, ref, "two"))).duplicate).toBe(false);
  });
});

describe("people and templates", () => {
  it("row 26: 131049 holds marketing to this person for 24 hours, then 72; survives a restart", async () => {
    const { sim, waypost, store } = await openWorld();
    const ref = await optIn(waypost);
    sim.faults.nextDelivery({ code: 131049, times: 2 });
    await waypost.messages.sendTemplate(arrival(sim, ref, "one"));
    await sim.advance("5s");
    const decision = await connect(sim, { store }).messages.check(arrival(sim, ref, "two"));
    // The cap of one a day is asked first and stops it as well: the hold shows when the day is over.
    expect(decision.action).toBe("hold");
    await sim.advance("24h");
    await waypost.messages.sendTemplate(arrival(sim, ref, "three"));
    await sim.advance("25h");
    const second = await waypost.messages.check(arrival(sim, ref, "four"));
    expect(second).toMatchObject({ code: "RECIPIENT_COOLDOWN", rule: "row-26" });
    if (second.action !== "hold") throw new Error("expected a hold");
    expect(second.retryAfterMs).toBeGreaterThan(46 * 3_600_000);
  });

  it("row 50: learned from 131026: marketing waits, until they write", async () => {
    const { sim, waypost } = await openWorld();
    const ref = await optIn(waypost);
    sim.faults.nextDelivery({ code: 131026 });
    await send(waypost, sim);
    await sim.advance("5s");
    expect(await check(waypost, sim, "marketing", ref)).toBe("UNDELIVERABLE row-50");
    expect(await check(waypost, sim)).toBe("allow row-9");
    await sim.user(RAVI).sendText("I am here");
    await sim.advance("1s");
    expect(await check(waypost, sim, "marketing", ref)).toBe("allow row-19");
  });

  it("G21: a template of which more than a tenth met 131049 within an hour waits a day", async () => {
    const { sim, waypost } = await openWorld();
    for (let person = 0; person < 21; person++) {
      if (person === 18) sim.faults.nextDelivery({ code: 131049, times: 3 });
      const user = somebody(person);
      const ref = await optIn(waypost, user);
      await waypost.messages.sendTemplate({ ...arrival(sim, ref, "news", user) });
      // Opt-ins and strangers are paced (G16, G11).
      await sim.advance("5s");
    }
    await sim.advance("5s");
    const ref = await optIn(waypost);
    expect(await check(waypost, sim, "marketing", ref)).toBe("TEMPLATE_COOLDOWN G21");
    expect((await waypost.account.state()).breakers).toMatchObject([
      { topic: "template_marketing", subject: `${newArrival.name} en` },
    ]);
    await sim.advance("24h");
    await sim.advance("10s");
    expect(await check(waypost, sim, "marketing", ref)).toBe("allow row-19");
  });

  it("held_for_quality_assessment slows the template until the first delivery, or a pause", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    const topics = async () => (await waypost.account.state()).breakers.map(({ topic }) => topic);
    await sim.templates.hold("order_shipped");
    expect((await send(waypost, sim)).messageStatus).toBe("held_for_quality_assessment");
    expect(await topics()).toEqual(["template_held"]);
    await send(waypost, sim);
    await sim.advance("20m");
    await sim.templates.letGo("order_shipped");
    await sim.advance("5s");
    expect(await topics()).toEqual([]);
    await sim.templates.hold("order_shipped");
    await send(waypost, sim);
    await sim.advance("1m");
    await sim.templates.pause("order_shipped");
    expect(await topics()).toEqual([]);
    expect(await check(waypost, sim)).toBe("TEMPLATE_PAUSED row-41");
  });
});

describe("what is said", () => {
  it("row 6: an offer in a chat is refused, an opt-in question is not; card numbers are refused, also in a template's values (row 43)", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost, RAVI, ["utility"]);
    await sim.user(RAVI).sendText("Hello");
    const offer = await waypost.chats.check(RAVI, { text: "20% off on everything, shop now" });
    expect(offer).toMatchObject({ action: "refuse", code: "PROMO_IN_SESSION", rule: "row-6" });
    const question = await waypost.chats.check(RAVI, {
      text: "May we also write to you about offers and new arrivals? Reply STOP at any time.",
    });
    expect(question).toMatchObject({ action: "allow", warnings: [{ rule: "C01" }] });
    const chat = await waypost.chats.open(RAVI);
    await expect(chat.sendText("Your card 4111 1111 1111 1111")).rejects.toMatchObject({
      code: "SENSITIVE_CONTENT",
    });
    const receipt = defineTemplate({
      name: "payment_note",
      language: "en",
      category: "utility",
      body: "Hi {{name}}, we noted this for your order: {{note}}. Thank you.",
      examples: { name: "Asha", note: "paid" },
    });
    sim.templates.add(receipt);
    const decision = await waypost.messages.check({
      to: RAVI,
      template: receipt,
      params: { name: "Ravi", note: "4111111111111111" },
      cause: { kind: "payment", ref: "P-1", at: sim.now },
    });
    expect(decision).toMatchObject({ code: "TEMPLATE_POLICY", rule: "row-43" });
  });

  it("row 25: marketing waits for the morning of the person, and the hold says how long", async () => {
    const { sim, waypost } = await openWorld({}, { startAt: "2026-01-05T17:30:00Z" });
    const ref = await optIn(waypost);
    const held = await waypost.messages.check(arrival(sim, ref));
    expect(held).toMatchObject({ code: "QUIET_HOURS", rule: "row-25" });
    if (held.action !== "hold") throw new Error("expected a hold");
    expect(new Date(sim.now + held.retryAfterMs).toISOString()).toBe("2026-01-06T04:30:00.000Z");
    await sim.advance(held.retryAfterMs);
    await waypost.messages.sendTemplate(arrival(sim, ref));
  });
});
