import { describe, expect, it } from "vitest";
import { defineTemplate, type OptInOffer, type PhoneNumber, type SuppressionRegister } from "waypost";
import { arrival, failSend, openWorld, optIn, RAVI, SEEN, shipped } from "./setup.js";

const OFFERS: readonly OptInOffer[] = [
  {
    kind: "keyword",
    keyword: "JOIN OFFERS",
    scopes: ["marketing"],
    disclosureText: "Send JOIN OFFERS and Asha Stores messages you about new quilts. STOP ends it.",
    language: "en",
    pageUrl: "https://asha.example/poster",
  },
  {
    kind: "flow",
    field: "offers_ok",
    scopes: ["marketing"],
    disclosureText: "Yes, Asha Stores may send me offers",
    language: "en",
    noticeVersion: "3",
  },
  {
    kind: "signup",
    signupId: "77",
    scopes: ["marketing", "topic:quilts"],
    disclosureText: "Get news about quilts from Asha Stores",
    language: "en",
  },
];

describe("opt-ins that people make on WhatsApp", () => {
  it("a keyword from a poster is an opt-in with its words, and the bot still sees the message", async () => {
    const { sim, waypost } = await openWorld({ optInOffers: OFFERS });
    const heard: string[] = [];
    waypost.on("message.text", ({ message }) => void heard.push(message.text.body));
    const ravi = sim.user(RAVI);
    await ravi.sendText("What do you offer?");
    expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("unknown");
    await ravi.sendText("join offers, please!");
    await waypost.webhooks.idle();
    const standing = (await waypost.consent.get(RAVI)).state("marketing");
    expect(standing).toMatchObject({ state: "granted", verification: "single", method: "whatsapp_keyword" });
    expect((await waypost.consent.history(RAVI))[0]?.evidence).toMatchObject({
      businessName: "Asha Stores",
      disclosureText: OFFERS[0]?.disclosureText,
      inboundText: "join offers, please!",
      pageUrl: "https://asha.example/poster",
    });
    expect(heard).toEqual(["What do you offer?", "join offers, please!"]);
    await waypost.messages.sendTemplate(arrival(sim, standing.eventId ?? ""));
    await sim.advance("1m");
    await ravi.sendText("STOP");
    expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("withdrawn");
    await sim.advance("1m");
    await ravi.sendText("JOIN OFFERS");
    expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("granted");
  });

  it("a ticked component of a Flow is one, a box left empty is nothing", async () => {
    const { sim, waypost } = await openWorld({ optInOffers: OFFERS });
    const complete = (offers_ok: boolean) =>
      sim.user(RAVI).sendRaw("interactive", {
        type: "nfm_reply",
        nfm_reply: {
          name: "flow",
          body: "Sent",
          response_json: JSON.stringify({ flow_token: "token-1", offers_ok, size: "L" }),
        },
      });
    await complete(false);
    expect((await waypost.consent.get(RAVI)).revision).toBe(0);
    await complete(true);
    expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("granted");
    const [event] = await waypost.consent.history(RAVI);
    expect(event).toMatchObject({
      method: "whatsapp_flow",
      evidence: { flowToken: "token-1", formId: "offers_ok", noticeVersion: "3" },
    });
  });

  it("an offer may not take a word that opts out", async () => {
    for (const keyword of ["STOP", "sair", "退订", " "]) {
      const [offer] = OFFERS;
      await expect(openWorld({ optInOffers: [{ ...offer, keyword } as OptInOffer] })).rejects.toMatchObject({
        code: "INVALID_OPTIONS",
      });
    }
  });

  it("words of the business's own opt out, and words it takes away mean nothing", async () => {
    const { sim, waypost } = await openWorld({
      keywords: { extraOptOut: { en: ["bas karo"] }, removeOptOut: { en: ["cancel"] } },
    });
    await optIn(waypost);
    await sim.advance("1s");
    await sim.user(RAVI).sendText("cancel");
    expect((await waypost.consent.get(RAVI)).marketingHold).toBeUndefined();
    await sim.user(RAVI).sendText("Bas karo!");
    expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("withdrawn");
  });

  it("a plain stop reaches everything in the United States, and marketing elsewhere", async () => {
    const { sim, waypost } = await openWorld();
    for (const [user, utility] of [
      ["+12125550123", "withdrawn"],
      [RAVI, "granted"],
    ] as const) {
      await optIn(waypost, user);
      await sim.advance("1s");
      await sim.user(user).sendText("STOP");
      await waypost.webhooks.idle();
      const status = await waypost.consent.get(user);
      expect([status.state("marketing").state, status.state("utility").state]).toEqual([
        "withdrawn",
        utility,
      ]);
    }
    const texts = sim.sent.map((sent) => JSON.stringify(sent));
    expect(texts[0]).toContain("no more messages");
    expect(texts[1]).toContain("STOP ALL");
  });
});

describe("a person who changes", () => {
  it("keeps their opt-outs under the new number, and agrees to marketing anew", async () => {
    const { sim, waypost } = await openWorld();
    const NEW = "+919812345000";
    await optIn(waypost);
    await sim.advance("1s");
    await waypost.consent.withdraw({ user: RAVI, scopes: ["authentication"], method: "verbal" });
    await sim.user(RAVI).sendText("hello");
    await sim.user(RAVI).changeNumber(NEW);
    await waypost.webhooks.idle();
    const [old, fresh] = [await waypost.consent.get(RAVI), await waypost.consent.get(NEW)];
    expect([old.state("utility").state, old.state("marketing").state]).toEqual([
      "invalidated",
      "invalidated",
    ]);
    expect(fresh.state("utility")).toMatchObject({ state: "granted", method: "web_form" });
    expect(fresh.state("marketing").state).toBe("unknown");
    expect(fresh.state("authentication").state).toBe("withdrawn");
    expect(await waypost.consent.move({ from: RAVI, to: NEW })).toBe(0);
    await sim.advance("1s");
    await waypost.consent.grant({ user: NEW, scopes: ["marketing"], method: "web_form", evidence: SEEN });
    expect((await waypost.consent.get(NEW)).state("marketing").state).toBe("granted");
  });
});

describe("a suppression register", () => {
  const register = (over: Partial<SuppressionRegister> = {}) => {
    const asked: PhoneNumber[] = [];
    const state = { listed: false, down: false };
    const it: SuppressionRegister = {
      name: "IN DND",
      maxAge: 21 * 86_400_000,
      countries: ["IN"],
      check: async (number) => {
        if (state.down) throw new Error("the register is away");
        asked.push(number);
        return state.listed;
      },
      ...over,
    };
    return { it, asked, state };
  };

  it("is asked before marketing only, and once while its answer serves", async () => {
    const { it: dnd, asked, state } = register();
    const { sim, waypost } = await openWorld({ suppressionRegisters: [dnd] });
    const ref = await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim));
    expect(asked.length).toBe(0);
    await waypost.messages.sendTemplate(arrival(sim, ref, "one"));
    expect(asked.map((number) => number.reveal())).toEqual([RAVI]);
    await sim.advance("19d");
    await waypost.messages.sendTemplate(arrival(sim, ref, "two"));
    expect(asked.length).toBe(1);
    await sim.advance("3d");
    state.listed = true;
    await expect(waypost.messages.sendTemplate(arrival(sim, ref, "three"))).rejects.toMatchObject({
      code: "SUPPRESSED",
    });
    expect(asked.length).toBe(2);
    await waypost.messages.sendTemplate(shipped(sim, "A-2"));
  });

  it("marketing fails closed when it is away, and goes on while an answer still serves", async () => {
    const { it: dnd, state } = register();
    const { sim, waypost } = await openWorld({ suppressionRegisters: [dnd] });
    const ref = await optIn(waypost);
    state.down = true;
    await expect(waypost.messages.sendTemplate(arrival(sim, ref))).rejects.toMatchObject({
      code: "REGISTER_UNAVAILABLE",
    });
    expect(sim.sent.length).toBe(0);
    await waypost.messages.sendTemplate(shipped(sim));
    state.down = false;
    await waypost.messages.sendTemplate(arrival(sim, ref));
    state.down = true;
    await sim.advance("2d");
    await waypost.messages.sendTemplate(arrival(sim, ref, "two"));
  });

  it("data that is older than it may be is no answer", async () => {
    const { it: dnd } = register({ check: () => ({ listed: false, checkedAt: 1 }) });
    const { sim, waypost } = await openWorld({ suppressionRegisters: [dnd] });
    const ref = await optIn(waypost);
    await expect(waypost.messages.sendTemplate(arrival(sim, ref))).rejects.toMatchObject({
      code: "REGISTER_UNAVAILABLE",
    });
  });
});

describe("the block list", () => {
  const codeOf = async (send: Promise<unknown>): Promise<unknown> =>
    send.then(
      () => "sent",
      (error: unknown) => (error as { code?: unknown }).code,
    );

  it("suppresses whom the business blocks, and lifts only that", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    const ravi = sim.user(RAVI);
    await ravi.sendText("hello");
    await waypost.blockList.block({ users: [{ user: RAVI }] });
    expect((await waypost.consent.get(RAVI)).suppression?.kind).toBe("blocked");
    expect(await codeOf(waypost.messages.sendTemplate(shipped(sim)))).toBe("USER_BLOCKED_BY_US");
    expect(await codeOf(waypost.chats.open(RAVI))).toBe("USER_BLOCKED_BY_US");
    expect(sim.sent).toEqual([]);
    await sim.advance("1m");
    await waypost.blockList.unblock({ users: [{ user: RAVI }] });
    expect((await waypost.consent.get(RAVI)).suppression).toBeUndefined();
    expect(await codeOf(waypost.messages.sendTemplate(shipped(sim)))).toBe("sent");
  });

  it("keeps another suppression when a block ends, and does not suppress whom Meta did not block", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await sim.user(RAVI).sendText("hello");
    await waypost.consent.suppress({ user: RAVI, kind: "complaint", reason: "asked by phone" });
    await sim.advance("1m");
    const stranger = "+919812345699";
    const result = await waypost.blockList.block({ users: [{ user: RAVI }, { user: stranger }] });
    expect(result.failedUsers).toHaveLength(1);
    expect((await waypost.consent.get(stranger)).suppression).toBeUndefined();
    await sim.advance("1m");
    await waypost.blockList.unblock({ users: [{ user: RAVI }] });
    expect((await waypost.consent.get(RAVI)).suppression?.kind).toBe("complaint");
  });

  it("learns of a block from Meta's refusal of a send", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    failSend(sim, 130403);
    await expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toThrow();
    expect(await codeOf(waypost.messages.sendTemplate(shipped(sim, "A-2")))).toBe("USER_BLOCKED_BY_US");
  });
});

describe("double opt-in", () => {
  const confirmOptIn = defineTemplate({
    name: "confirm_opt_in",
    language: "en",
    category: "utility",
    body: "Hi {{name}}, you asked for offers of Asha Stores on our website. Shall we send them here?",
    buttons: [
      { type: "quick_reply", text: "Yes" },
      { type: "quick_reply", text: "No" },
    ],
    examples: { name: "Asha" },
  });
  const ask = async () => {
    const { sim, waypost } = await openWorld();
    sim.templates.add(confirmOptIn);
    await waypost.templates.sync();
    const { eventId } = await waypost.consent.request({
      user: RAVI,
      scopes: ["marketing"],
      method: "web_form",
      evidence: SEEN,
    });
    const question = (step?: string) =>
      waypost.messages.sendTemplate({
        to: RAVI,
        template: confirmOptIn,
        params: { name: "Ravi" },
        cause: { kind: "consent", ref: eventId, at: sim.now, step },
      });
    await question();
    const standing = async () => {
      const { state, verification } = (await waypost.consent.get(RAVI)).state("marketing");
      return `${state} ${verification}`;
    };
    return { sim, waypost, question, standing };
  };

  it("a tap on Yes confirms, with the message as evidence", async () => {
    const { sim, waypost, standing } = await ask();
    expect(await standing()).toBe("pending none");
    await sim.user(RAVI).tapButton("Yes");
    expect(await standing()).toBe("granted confirmed");
    const [newest] = (await waypost.consent.history(RAVI)).slice(-1);
    expect(newest).toMatchObject({ action: "confirm", method: "whatsapp_button" });
    expect(newest?.evidence?.messageId).toBeDefined();
  });

  it("a tap on No is a denial, after which nobody asks again", async () => {
    const { sim, question, standing } = await ask();
    await sim.user(RAVI).tapButton("No");
    expect(await standing()).toMatch(/^denied/);
    await sim.advance("1d");
    await expect(question("reminder")).rejects.toMatchObject({ code: "OPTED_OUT", rule: "row-36" });
  });

  it("a written yes counts as an answer to the question, and to nothing else", async () => {
    const { sim, waypost, standing } = await ask();
    await sim.advance("1m");
    await sim.user(RAVI).sendText("what is this?");
    await (await waypost.chats.open(RAVI)).sendText("You asked for offers. Do you like quilts?");
    await sim.user(RAVI).sendText("yes");
    expect(await standing()).toBe("pending none");
    const again = await ask();
    await again.sim.user(RAVI).sendText("Yes!");
    expect(await again.standing()).toBe("granted confirmed");
  });

  it("gets one reminder, no second, and lapses", async () => {
    const { sim, waypost, question, standing } = await ask();
    await sim.advance("25h");
    expect(await waypost.consent.doubleOptIn(RAVI)).toMatchObject({ reminder: { due: true } });
    await question("reminder");
    await sim.advance("25h");
    await expect(question("again")).rejects.toMatchObject({ code: "DOI_REPEAT" });
    await sim.advance("6d");
    await sim.user(RAVI).sendText("yes");
    expect(await standing()).toMatch(/^unknown/);
  });

  it("a stop word answers the question, too", async () => {
    const { sim, standing } = await ask();
    await sim.user(RAVI).sendText("STOP");
    expect(await standing()).toMatch(/^withdrawn/);
  });
});

describe("an opt-out within the second of a grant", () => {
  it.each(["STOP", "WhatsApp's own control"])(
    "%s is not lost to the form filled in before it",
    async (way) => {
      const { sim, waypost } = await openWorld();
      await sim.advance("500ms");
      await optIn(waypost);
      expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("granted");
      await sim.advance("400ms");
      if (way === "STOP") await sim.user(RAVI).sendText("STOP");
      else await sim.user(RAVI).stopPromotions();
      await waypost.webhooks.idle();
      const [given, ended] = await waypost.consent.history(RAVI);
      expect(Date.parse(ended?.occurredAt ?? "")).toBeLessThan(Date.parse(given?.occurredAt ?? ""));
      expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("withdrawn");
      await sim.advance("100ms");
      await sim.user(RAVI).sendText("START");
      await waypost.webhooks.idle();
      expect((await waypost.consent.get(RAVI)).state("marketing").state).toBe("granted");
    },
  );
});
