import { describe, expect, it } from "vitest";
import { signPayload } from "waypost/webhooks";
import { arrival, openWorld, optIn, RAVI, type World } from "./setup.js";

const WA_ID = RAVI.slice(1);

/** A delivery as Meta makes it. */
async function deliver(
  { sim, waypost }: World,
  field: string,
  value: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { appSecret, businessAccountId, phoneNumberId } = sim.credentials;
  const rawBody = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: businessAccountId,
        changes: [
          {
            field,
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "911415550100", phone_number_id: phoneNumberId },
              contacts: [{ wa_id: WA_ID, profile: { name: "Ravi" } }],
              ...value,
            },
          },
        ],
      },
    ],
  });
  const answer = await waypost.webhooks.fetch(
    new Request("http://x/", {
      method: "POST",
      headers: { "x-hub-signature-256": await signPayload({ rawBody, appSecret }) },
      body: rawBody,
    }),
  );
  expect(answer.status).toBe(200);
  await waypost.webhooks.idle();
}

const stop = (at: number) => ({
  from: WA_ID,
  id: "wamid.stop",
  timestamp: String(Math.floor(at / 1_000)),
  type: "text",
  text: { body: "STOP" },
});

describe("a stop word counts wherever it is written", () => {
  it("in a chat that somebody else has control of: stored, not answered, and no window", async () => {
    const world = await openWorld();
    const ref = await optIn(world.waypost);
    await deliver(world, "standby", { standby: [{ messages: [stop(world.sim.now)] }] });
    await expect(world.waypost.messages.sendTemplate(arrival(world.sim, ref))).rejects.toMatchObject({
      code: "OPTED_OUT",
    });
    expect(world.sim.sent.length).toBe(0);
    await expect(world.waypost.chats.open(RAVI)).rejects.toMatchObject({ code: "WINDOW_CLOSED" });
  });

  it("by editing an earlier message", async () => {
    const world = await openWorld();
    const ref = await optIn(world.waypost);
    const { timestamp, from } = stop(world.sim.now);
    await deliver(world, "messages", {
      messages: [
        {
          from,
          id: "wamid.edit",
          timestamp,
          type: "edit",
          edit: { original_message_id: "wamid.1", message: { type: "text", text: { body: "STOP" } } },
        },
      ],
    });
    await expect(world.waypost.messages.sendTemplate(arrival(world.sim, ref))).rejects.toMatchObject({
      code: "OPTED_OUT",
    });
  });
});
