/** Choices of the policy through the whole client: what is loosened passes and is on record, what is tightened stops. */
import { describe, expect, it } from "vitest";
import { type PolicyOptions, RefusedError } from "waypost";
import { arrival, connect, openWorld, optIn, RAVI, shipped } from "./setup.js";

/** 10:30 in India. */
const SUNDAY = "2026-01-11T05:00:00Z";
const SUNDAYS: PolicyOptions = {
  loosen: [
    {
      setting: "quietHours.allowSunday",
      value: true,
      by: "Asha Rao",
      at: "2026-01-02",
      reason: "Our shop is open on Sundays.",
    },
  ],
};

describe("quiet hours", () => {
  it("marketing on a Sunday waits; after a loosening it passes, and the audit log says who and why", async () => {
    const { sim, store, waypost } = await openWorld({}, { startAt: SUNDAY });
    const ref = await optIn(waypost);
    expect(await waypost.messages.check(arrival(sim, ref))).toMatchObject({ code: "QUIET_HOURS" });
    expect(await waypost.policy.audit()).toEqual([]);
    await waypost.close();
    const open = connect(sim, { store, policy: SUNDAYS });
    await open.messages.sendTemplate(arrival(sim, ref));
    expect(sim.user(RAVI).lastReceived?.text).toContain("indigo quilts");
    expect(await open.policy.audit()).toMatchObject([
      {
        kind: "loosened",
        subject: "quietHours.allowSunday",
        by: "Asha Rao",
        reason: "Our shop is open on Sundays.",
        at: Date.UTC(2026, 0, 2),
        facts: { from: false, to: true },
      },
    ]);
    await open.close();
  });

  it("a holiday is quiet for marketing, and for nothing else", async () => {
    const policy = { ...SUNDAYS, holidays: { IN: ["2026-01-11"] } };
    const { sim, waypost } = await openWorld({ policy }, { startAt: SUNDAY });
    const ref = await optIn(waypost);
    const held = await waypost.messages.check(arrival(sim, ref));
    expect(held).toMatchObject({ code: "QUIET_HOURS", rule: "row-25" });
    if (held.action !== "hold") throw new Error("expected a hold");
    expect(new Date(sim.now + held.retryAfterMs).toISOString()).toBe("2026-01-12T04:30:00.000Z");
    await waypost.messages.sendTemplate(shipped(sim));
  });
});

describe("content", () => {
  it("an offer in a chat needs the opt-in to marketing", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost, RAVI, ["utility"]);
    await sim.user(RAVI).sendText("Hello");
    const chat = await waypost.chats.open(RAVI);
    const offer = "20% off on everything, shop now";
    await expect(chat.sendText(offer)).rejects.toSatisfy(
      (error) => RefusedError.is(error) && error.code === "PROMO_IN_SESSION",
    );
    expect(sim.sent.length).toBe(0);
    await chat.sendText("Your order left today.");
    await optIn(waypost, RAVI, ["marketing"]);
    await chat.sendText(offer);
    expect(sim.sent.length).toBe(2);
    expect(await waypost.policy.audit()).toEqual([]);
  });

  it('content.promotion "warn": it passes, and the audit log says who and why', async () => {
    const reason = "Our people answer questions about prices.";
    const { sim, waypost } = await openWorld({
      policy: {
        loosen: [{ setting: "content.promotion", value: "warn", by: "Asha Rao", at: "2026-01-02", reason }],
      },
    });
    await sim.user(RAVI).sendText("Is there a discount?");
    const offer = "Yes: 20% off on everything, shop now";
    expect(await waypost.chats.check(RAVI, { text: offer })).toMatchObject({
      action: "allow",
      warnings: [{ rule: "C01" }],
    });
    await (await waypost.chats.open(RAVI)).sendText(offer);
    expect(sim.sent.length).toBe(1);
    expect(await waypost.policy.audit()).toMatchObject([
      {
        kind: "loosened",
        subject: "content.promotion",
        by: "Asha Rao",
        reason,
        facts: { from: "refuse", to: "warn" },
      },
    ]);
  });
});

describe("trade", () => {
  it("templates go to the countries of the trade only", async () => {
    const policy: PolicyOptions = { vertical: { kind: "alcohol", countries: ["IN"] } };
    const { sim, waypost } = await openWorld({ policy });
    const to = "+5511987654321";
    await optIn(waypost);
    await optIn(waypost, to);
    await waypost.messages.sendTemplate(shipped(sim));
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-1002", to))).rejects.toMatchObject({
      code: "COUNTRY_RESTRICTED",
      rule: "row-46",
    });
  });
});
