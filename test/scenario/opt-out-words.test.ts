/** What an ordinary word means depends on what was sent before it (compliance 4.1, 4.3, 4.6). */
import { describe, expect, it } from "vitest";
import { defineTemplate, type KeywordReport, type WaypostOptions } from "waypost";
import { signPayload } from "waypost/webhooks";
import { arrival, openWorld, optIn, RAVI, SEEN, type World } from "./setup.js";

const ANA = "+5511987654321";

const ofertas = defineTemplate({
  name: "novidades",
  language: "pt_BR",
  category: "marketing",
  body: "Chegaram {{product}} na nossa loja. Para não receber mais ofertas, responda SAIR.",
  examples: { product: "colchas" },
});

const appointment = defineTemplate({
  name: "appointment",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, you are booked for {{date}}. Reply CANCEL to cancel the appointment.",
  examples: { name: "Asha", date: "Friday" },
});

async function world(options: Partial<WaypostOptions> = {}) {
  const reports: KeywordReport[] = [];
  // It is day in Brazil and in India: marketing waits for that (G22).
  const opened = await openWorld(
    { ...options, onKeyword: (report) => void reports.push(report) },
    { startAt: "2026-01-05T14:00:00Z" },
  );
  const { sim, waypost } = opened;
  sim.templates.add(ofertas);
  sim.templates.add(appointment);
  await waypost.templates.sync();
  const marketing = async (user: string): Promise<string> => {
    const status = await waypost.consent.get(user);
    return status.marketingHold === undefined ? status.state("marketing").state : "on hold";
  };
  const confirmations = (user: string) =>
    sim
      .user(user)
      .messages.filter(
        ({ direction, text }) => direction === "in" && /no more (offers|messages)/.test(text ?? ""),
      );
  return { ...opened, reports, marketing, confirmations };
}

async function sendOfertas({ sim, waypost }: World, ref: string): Promise<void> {
  await waypost.messages.sendTemplate({
    to: ANA,
    template: ofertas,
    params: { product: "colchas" },
    cause: { kind: "subscription", ref, at: sim.now },
  });
}

async function book({ sim, waypost }: World, user = RAVI): Promise<void> {
  await waypost.messages.sendTemplate({
    to: user,
    template: appointment,
    params: { name: "Ravi", date: "Friday" },
    cause: { kind: "appointment", ref: "B-1", at: sim.now },
  });
}

/** A message that Meta delivers late. */
async function deliverLate({ sim, waypost }: World, body: string, agoMs: number, id: string): Promise<void> {
  const { appSecret, businessAccountId, phoneNumberId } = sim.credentials;
  const from = RAVI.slice(1);
  const timestamp = String(Math.floor((sim.now - agoMs) / 1_000));
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "911415550100", phone_number_id: phoneNumberId },
    contacts: [{ wa_id: from, profile: { name: "Ravi" } }],
    messages: [{ from, id, timestamp, type: "text", text: { body } }],
  };
  const rawBody = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: businessAccountId, changes: [{ field: "messages", value }] }],
  });
  const headers = { "x-hub-signature-256": await signPayload({ rawBody, appSecret }) };
  await waypost.webhooks.fetch(new Request("http://x/", { method: "POST", headers, body: rawBody }));
  await waypost.webhooks.idle();
}

describe("the way out that the last marketing message named", () => {
  it("SAIR ends marketing at once after `responda SAIR`, and only asks without it", async () => {
    const asked = await world();
    await optIn(asked.waypost, ANA);
    await asked.sim.user(ANA).sendText("sair");
    expect(await asked.marketing(ANA)).toBe("on hold");

    const named = await world();
    await sendOfertas(named, await optIn(named.waypost, ANA));
    await named.sim.advance("1h");
    await named.sim.user(ANA).sendText("Sair");
    expect(await named.marketing(ANA)).toBe("withdrawn");
    expect(named.reports.at(-1)?.match).toMatchObject({ kind: "opt_out", tier: "advertised" });
  });

  it("is forgotten after 30 days", async () => {
    const late = await world();
    await sendOfertas(late, await optIn(late.waypost, ANA));
    await late.sim.advance("31d");
    await late.sim.user(ANA).sendText("sair");
    expect(await late.marketing(ANA)).toBe("on hold");
  });

  it("the language of the last template is one that the person is read in", async () => {
    const read = await world();
    // A number that tells nothing of Portuguese.
    const abroad = "+4915112345678";
    await optIn(read.waypost, abroad);
    await read.sim.user(abroad).sendText("encerrar");
    expect(await read.marketing(abroad)).toBe("granted");
    const ref = await optIn(read.waypost, ANA);
    await sendOfertas(read, ref);
    await read.sim.user(ANA).sendText("encerrar");
    expect(await read.marketing(ANA)).toBe("on hold");
  });
});

describe("a word that a message of ours waits for", () => {
  it("CANCEL answers the appointment, in the United States, too; STOP stays an opt-out", async () => {
    for (const user of [RAVI, "+12125550123"]) {
      const booked = await world();
      await optIn(booked.waypost, user);
      await booked.sim.user(user).sendText("hello");
      await book(booked, user);
      await booked.sim.advance("1h");
      await booked.sim.user(user).sendText("Cancel");
      expect(await booked.marketing(user)).toBe("granted");
      await booked.sim.user(user).sendText("stop");
      expect(await booked.marketing(user)).toBe("withdrawn");
    }
  });

  it("without the appointment it is the FCC's word there, and a question elsewhere", async () => {
    const plain = await world();
    for (const [user, state] of [
      [RAVI, "on hold"],
      ["+12125550123", "withdrawn"],
    ] as const) {
      await optIn(plain.waypost, user);
      await plain.sim.user(user).sendText("Cancel");
      expect(await plain.marketing(user)).toBe(state);
    }
  });

  it("the application's own bot says what it waits for, and one that fails waits for nothing", async () => {
    let fails = false;
    const bot = await world({
      awaitedAnswers: async (user) => {
        if (fails) throw new Error("the bot is away");
        return typeof user !== "string" && user.reveal() === RAVI ? ["end", "stop"] : [];
      },
    });
    await optIn(bot.waypost);
    await bot.sim.user(RAVI).sendText("end");
    expect(await bot.marketing(RAVI)).toBe("granted");
    fails = true;
    await bot.sim.user(RAVI).sendText("end");
    expect(await bot.marketing(RAVI)).toBe("on hold");
    fails = false;
    await bot.sim.user(RAVI).sendText("stop");
    expect(await bot.marketing(RAVI)).toBe("withdrawn");
  });
});

describe("what comes late", () => {
  it("after more than 24 hours only a clear stop counts, and it counts for when it was written", async () => {
    const late = await world();
    await optIn(late.waypost);
    await late.sim.advance("3d");
    await deliverLate(late, "cancel", 25 * 3_600_000, "wamid.late-1");
    expect(await late.marketing(RAVI)).toBe("granted");
    expect(late.reports).toMatchObject([{ match: { kind: "opt_out_suspected" }, eventId: undefined }]);
    await deliverLate(late, "STOP", 25 * 3_600_000, "wamid.late-2");
    expect(await late.marketing(RAVI)).toBe("withdrawn");
    await deliverLate(late, "START", 24.5 * 3_600_000, "wamid.late-3");
    expect(await late.marketing(RAVI)).toBe("withdrawn");
    await deliverLate(late, "START", 23 * 3_600_000, "wamid.late-4");
    expect(await late.marketing(RAVI)).toBe("granted");
  });
});

describe("words that also mean `go on`", () => {
  it("opt in right after the confirmation of the opt-out, and are an ordinary word later", async () => {
    const talk = await world();
    await optIn(talk.waypost);
    await talk.sim.advance("1m");
    await talk.sim.user(RAVI).sendText("STOP");
    await talk.sim.advance("1m");
    await talk.sim.user(RAVI).sendText("resume");
    expect(await talk.marketing(RAVI)).toBe("granted");

    await talk.sim.advance("2d");
    await talk.sim.user(RAVI).sendText("STOP");
    await talk.sim.advance("1m");
    await (await talk.waypost.chats.open(RAVI)).sendText("Shall we go on with your order?");
    await talk.sim.user(RAVI).sendText("resume");
    expect(await talk.marketing(RAVI)).toBe("withdrawn");
    await talk.sim.user(RAVI).sendText("START");
    expect(await talk.marketing(RAVI)).toBe("granted");
  });
});

describe("the confirmation", () => {
  it("goes out once in 24 hours, also across midnight, and again for what stops more", async () => {
    const talk = await world();
    await optIn(talk.waypost);
    const untilMidnight = 86_400_000 - (talk.sim.now % 86_400_000);
    await talk.sim.advance(untilMidnight - 60_000);
    const ravi = talk.sim.user(RAVI);
    await ravi.sendText("STOP");
    expect(talk.confirmations(RAVI)).toHaveLength(1);
    await talk.sim.advance("2m");
    await ravi.sendText("stop!");
    expect(talk.confirmations(RAVI)).toHaveLength(1);
    await ravi.sendText("STOP ALL");
    expect(talk.confirmations(RAVI)).toHaveLength(2);
    await ravi.sendText("STOP ALL");
    await ravi.sendText("STOP");
    expect(talk.confirmations(RAVI)).toHaveLength(2);
    await talk.sim.advance("25h");
    await ravi.sendText("STOP");
    expect(talk.confirmations(RAVI)).toHaveLength(3);
  });

  it("speaks the business's own words in a language of its own", async () => {
    const talk = await world({
      business: {
        name: "Loja da Ana",
        escalation: { kind: "phone", value: "+55 11 5550 0100" },
        languages: ["pt-BR"],
      },
      optOutTexts: {
        pt: {
          stoppedMarketing: (business) => `Você não receberá mais ofertas de ${business}.`,
          stoppedAll: (business) => `Você não receberá mais mensagens de ${business}.`,
          question: (business) => ({ body: `Parar ofertas de ${business}?`, stop: "Parar", keep: "Não" }),
        },
      },
    });
    await optIn(talk.waypost, ANA);
    await talk.sim.user(ANA).sendText("sair");
    expect(JSON.stringify(talk.sim.sent.at(-1))).toContain("Parar ofertas de Loja da Ana?");
    await talk.sim.user(ANA).sendText("descadastrar");
    expect(JSON.stringify(talk.sim.sent.at(-1))).toContain("Você não receberá mais ofertas de Loja da Ana.");
  });
});

it("the ordinary words of the language in which a person agreed count, wherever their number is from", async () => {
  const talk = await world();
  await optIn(talk.waypost);
  await talk.sim.user(RAVI).sendText("sair");
  expect(await talk.marketing(RAVI)).toBe("granted");
  await talk.sim.advance("1h");
  await talk.waypost.consent.grant({
    user: RAVI,
    scopes: ["marketing"],
    method: "web_form",
    evidence: { ...SEEN, language: "pt-BR" },
  });
  await talk.sim.user(RAVI).sendText("sair");
  expect(await talk.marketing(RAVI)).toBe("on hold");
});

describe("what a person should look at", () => {
  it("is told with the message and what was found, and a careless listener breaks nothing", async () => {
    const talk = await world({});
    await optIn(talk.waypost);
    const ravi = talk.sim.user(RAVI);
    await ravi.sendText("STOP 12345");
    await ravi.sendText("please stop messaging me");
    expect(talk.reports.map(({ match, eventId }) => [match.kind, eventId !== undefined])).toEqual([
      ["with_argument", false],
      ["opt_out_suspected", true],
    ]);
    expect(talk.reports[1]?.match).toMatchObject({ tier: "T3", language: "en", method: "phrase" });
    expect(String(talk.reports[0]?.user)).not.toContain("98123456");

    // Under a picture nobody can tell what it means: nothing is stored, and somebody hears of it.
    await ravi.sendImage({ caption: "Stop!" });
    await ravi.sendImage({ caption: "Is this the right size?" });
    await ravi.sendImage({});
    expect(talk.reports.slice(2)).toMatchObject([
      { match: { kind: "in_caption", keyword: "stop", language: "en" }, eventId: undefined },
    ]);
    expect((await talk.waypost.consent.history(RAVI)).map(({ action }) => action)).toEqual(["grant", "hold"]);

    const careless = await openWorld({
      onKeyword: () => {
        throw new Error("no");
      },
    });
    await optIn(careless.waypost);
    await careless.sim.user(RAVI).sendText("STOP");
    const ref = (await careless.waypost.consent.history(RAVI))[0]?.id ?? "";
    await expect(careless.waypost.messages.sendTemplate(arrival(careless.sim, ref))).rejects.toMatchObject({
      code: "OPTED_OUT",
    });
  });
});
