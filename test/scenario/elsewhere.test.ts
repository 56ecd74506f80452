import { describe, expect, it } from "vitest";
import { signPayload } from "waypost/webhooks";
import { arrival, openWorld, optIn, RAVI, SEEN, type World } from "./setup.js";

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

describe("a new user id without a number", () => {
  it("takes opt-outs along, and no opt-in to marketing", async () => {
    const [BEFORE, AFTER, OTHER] = [
      "IN.13491208655302741918",
      "IN.13491208655302741999",
      "IN.1349120865530274",
    ] as const;
    const world = await openWorld();
    const { sim, waypost } = world;
    await waypost.consent.withdraw({ user: BEFORE, scopes: ["authentication"], method: "verbal" });
    await sim.advance("1s");
    await waypost.consent.grant({ user: BEFORE, scopes: ["marketing"], method: "web_form", evidence: SEEN });
    await sim.advance("1s");
    await deliver(world, "user_id_update", {
      contacts: [],
      user_id_update: [
        { user_id: { previous: BEFORE, current: AFTER }, timestamp: String(Math.floor(sim.now / 1_000)) },
      ],
    });
    const standing = async (user: string) => {
      const status = await waypost.consent.get(user);
      return [status.state("authentication").state, status.state("marketing").state];
    };
    expect(await standing(AFTER)).toEqual(["withdrawn", "unknown"]);
    expect(await standing(BEFORE)).toEqual(["withdrawn", "invalidated"]);
    expect(await standing(OTHER)).toEqual(["unknown", "unknown"]);
  });
});
