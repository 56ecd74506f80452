/** Meta's thread control maps to the hand-off, in whatever order its webhooks come. */
import { describe, expect, it } from "vitest";
import { signPayload } from "waypost/webhooks";
import { openWorld, RAVI, type World } from "./setup.js";

const WA_ID = "919812345678";

async function world() {
  const opened = await openWorld();
  const { waypost } = opened;
  const heard: string[] = [];
  waypost.on("message.text", ({ message }) => void heard.push(`bot ${message.text.body}`));
  waypost.onHandedOff(({ message }) => void heard.push(`human ${message.type}`));
  waypost.on("standby", () => void heard.push("standby"));
  waypost.onUnknown(({ type }) => void heard.push(`unknown ${type}`));
  return { ...opened, heard };
}

async function deliver({ sim, waypost }: World, field: string, value: object): Promise<void> {
  const { phoneNumberId, businessAccountId, appSecret } = sim.credentials;
  const metadata = { display_phone_number: "1", phone_number_id: phoneNumberId };
  const rawBody = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: businessAccountId,
        changes: [{ field, value: { messaging_product: "whatsapp", metadata, ...value } }],
      },
    ],
  });
  const headers = { "x-hub-signature-256": await signPayload({ rawBody, appSecret }) };
  const request = new Request("https://x.example", { method: "POST", body: rawBody, headers });
  expect((await waypost.webhooks.fetch(request)).status).toBe(200);
  await waypost.webhooks.idle();
}

const passed = (one: World, at: number, role?: "escalation" | "ai_agent") =>
  deliver(one, "messaging_handovers", {
    recipient: { display_phone_number: "1", phone_number_id: one.sim.credentials.phoneNumberId },
    sender: { wa_id: WA_ID },
    timestamp: String(Math.floor(at / 1_000)),
    type: "control_passed",
    control_passed: {
      previous_owner_app_role: "meta_business_agent",
      metadata: "wants a refund",
      ...(role === undefined ? {} : { new_owner_role: role }),
    },
  });

const standby = (one: World, at: number, body = "hello") =>
  deliver(one, "standby", {
    standby: {
      contacts: [{ wa_id: WA_ID }],
      messages: [
        {
          from: WA_ID,
          id: `wamid.${body}`,
          timestamp: String(Math.floor(at / 1_000)),
          type: "text",
          text: { body },
        },
      ],
    },
  });

describe("thread control", () => {
  it("to the escalation role: a person has the chat until it is given back", async () => {
    const one = await world();
    await one.sim.user(RAVI).sendText("hi");
    await one.sim.advance("5s");
    await passed(one, one.sim.now, "escalation");
    await one.sim.advance("5s");
    await one.sim.user(RAVI).sendText("are you there?");
    expect(one.heard).toEqual(["bot hi", "human text"]);
    expect(await one.waypost.chats.handOffOf(RAVI)).toMatchObject({
      holder: "person",
      reason: "wants a refund",
    });
    await one.waypost.chats.giveBack(RAVI);
    await one.sim.user(RAVI).sendText("thanks");
    expect(one.heard.at(-1)).toBe("bot thanks");
  });

  it("to Meta's agent: silent, until messages come to us again", async () => {
    const one = await world();
    await one.sim.user(RAVI).sendText("hi");
    const chat = await one.waypost.chats.open(RAVI);
    await one.sim.advance("5s");
    await passed(one, one.sim.now, "ai_agent");
    await expect(chat.sendText("bot")).rejects.toMatchObject({ code: "HANDED_OFF" });
    await one.sim.advance("5s");
    await one.sim.user(RAVI).sendText("hello");
    expect(one.heard).toEqual(["bot hi", "bot hello"]);
    await chat.sendText("bot");
  });

  it("an older webhook that comes later changes nothing", async () => {
    const one = await world();
    await one.sim.user(RAVI).sendText("hi");
    await one.sim.advance("1m");
    const earlier = one.sim.now;
    await one.sim.advance("1m");
    await passed(one, one.sim.now);
    await passed(one, earlier, "escalation");
    expect(await one.waypost.chats.handOffOf(RAVI)).toBeUndefined();
  });

  it("a message under standby says that somebody else has the chat; STOP in it counts, and nothing is answered", async () => {
    const one = await world();
    await one.sim.user(RAVI).sendText("hi");
    const chat = await one.waypost.chats.open(RAVI);
    await one.sim.advance("5s");
    await standby(one, one.sim.now);
    expect(one.heard).toEqual(["bot hi", "standby"]);
    await expect(chat.sendText("bot")).rejects.toMatchObject({ code: "HANDED_OFF" });
    const sent = one.sim.requests.length;
    await standby(one, one.sim.now, "STOP");
    expect((await one.waypost.consent.get(RAVI)).state("marketing").state).toBe("withdrawn");
    expect(one.sim.requests.length).toBe(sent);
  });

  it("onUnknown hears of fields and messages that nobody reads yet", async () => {
    const one = await world();
    await deliver(one, "field_of_tomorrow", { a: 1 });
    await one.sim.user(RAVI).sendRaw("hologram", { a: 1 });
    expect(one.heard).toEqual(["unknown unknown", "unknown message"]);
  });
});
