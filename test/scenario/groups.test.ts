/** Groups: a window of their own, text, media and pins, and nothing that reaches people who did not agree. */
import { expect, it } from "vitest";
import { type GroupChat, memoryStore, type Transport, Waypost } from "waypost";
import { virtualClock } from "waypost/testing";
import { signPayload } from "waypost/webhooks";
import { BUSINESS } from "./setup.js";

const GROUP = "Y2FwaV9ncm91cDox";
const RAVI = "919812345678";
const DAY = 86_400_000;

/** A shop whose wire is at hand: groups are not part of the simulator. */
async function openShop() {
  const clock = virtualClock(Date.UTC(2026, 5, 1, 9));
  const bodies: Record<string, unknown>[] = [];
  const transport: Transport = {
    request: async ({ body }) => {
      bodies.push(JSON.parse(String(body)) as Record<string, unknown>);
      const answer = {
        messaging_product: "whatsapp",
        contacts: [{ input: GROUP, wa_id: GROUP }],
        messages: [{ id: `wamid.${String(bodies.length)}`, group_id: GROUP }],
      };
      return { status: 200, headers: {}, body: JSON.stringify(answer) };
    },
    stream: () => Promise.reject(new Error("nothing is downloaded")),
    close: () => Promise.resolve(),
  };
  const waypost = new Waypost({
    accessToken: "token",
    phoneNumberId: "1",
    businessAccountId: "2",
    appSecret: "secret",
    verifyToken: "verify",
    business: BUSINESS,
    store: memoryStore(),
    clock,
    transport,
  });
  const memberWrites = async (body: string, id: string): Promise<void> => {
    const rawBody = JSON.stringify({
      object: "whatsapp_business_account",
      entry: [
        {
          id: "2",
          changes: [
            {
              field: "messages",
              value: {
                messaging_product: "whatsapp",
                metadata: { display_phone_number: "911415550100", phone_number_id: "1" },
                contacts: [{ wa_id: RAVI, profile: { name: "Ravi" } }],
                messages: [
                  {
                    from: RAVI,
                    group_id: GROUP,
                    id,
                    timestamp: String(clock.now() / 1_000),
                    type: "text",
                    text: { body },
                  },
                ],
              },
            },
          ],
        },
      ],
    });
    const signature = await signPayload({ rawBody, appSecret: "secret" });
    const request = { method: "POST", headers: { "x-hub-signature-256": signature }, body: rawBody };
    expect((await waypost.webhooks.fetch(new Request("https://asha.example/hook", request))).status).toBe(
      200,
    );
    await waypost.webhooks.idle();
  };
  return { clock, bodies, waypost, memberWrites };
}

it("a member's message opens the group's window, and no window of the member", async () => {
  const { clock, bodies, waypost, memberWrites } = await openShop();
  await expect(waypost.groupChats.open(GROUP)).rejects.toMatchObject({ code: "WINDOW_CLOSED" });
  await memberWrites("When does the class start?", "wamid.in.1");
  const group = await waypost.groupChats.open(GROUP);
  const receipt = await group.sendText("At nine.");
  expect(bodies).toEqual([
    {
      messaging_product: "whatsapp",
      recipient_type: "group",
      to: GROUP,
      type: "text",
      text: { body: "At nine." },
      biz_opaque_callback_data: receipt.id,
    },
  ]);
  expect(await waypost.ledger.get(receipt.id)).toMatchObject({ state: "accepted", messageId: "wamid.1" });
  await expect(waypost.chats.open(`+${RAVI}`)).rejects.toMatchObject({ code: "WINDOW_CLOSED" });
  await clock.advance(DAY);
  await expect(group.sendText("Still there?")).rejects.toMatchObject({ code: "WINDOW_CLOSED" });
  expect(bodies).toHaveLength(1);
});

it("a handler answers in the group, with pins", async () => {
  const { bodies, waypost, memberWrites } = await openShop();
  waypost.on("group_message", async ({ group, message }) => {
    await group.sendImage({ link: "https://asha.example/plan.jpg", caption: "The plan" });
    await group.pin({ messageId: message.id, days: 7 });
    await group.unpin(message.id);
  });
  await memberWrites("Please send the plan", "wamid.in.2");
  expect(bodies.map(({ type, image, pin }) => [type, image ?? pin])).toEqual([
    ["image", { link: "https://asha.example/plan.jpg", caption: "The plan" }],
    ["pin", { type: "pin", message_id: "wamid.in.2", expiration_days: 7 }],
    ["pin", { type: "unpin", message_id: "wamid.in.2" }],
  ]);
});

it("a stop word in a group is the member's opt-out, stored without an answer", async () => {
  const { bodies, waypost, memberWrites } = await openShop();
  await memberWrites("STOP", "wamid.in.3");
  expect((await waypost.consent.get(`+${RAVI}`)).state("marketing").state).toBe("withdrawn");
  expect(bodies).toEqual([]);
});

it("one message of a member is marked as read, and nothing is sent", async () => {
  const { waypost, bodies, memberWrites } = await openShop();
  await memberWrites("hello", "wamid.in.9");
  const group = await waypost.groupChats.open(GROUP);
  await group.markRead("wamid.in.9");
  expect(bodies).toEqual([{ messaging_product: "whatsapp", status: "read", message_id: "wamid.in.9" }]);
  await expect(group.markRead("")).rejects.toMatchObject({ code: "INVALID_MESSAGE" });
  expect(await waypost.ledger.list()).toEqual([]);
});

it("a pin lasts 1 to 30 days, and an id is one group's", async () => {
  const { waypost, memberWrites } = await openShop();
  await memberWrites("hello", "wamid.in.4");
  const group: GroupChat = await waypost.groupChats.open(GROUP);
  for (const days of [0, 31, 1.5])
    await expect(group.pin({ messageId: "wamid.x", days })).rejects.toMatchObject({
      code: "INVALID_MESSAGE",
    });
  await group.pin({ messageId: "wamid.x", days: 30 });
  for (const wrong of ["", "a,b", "group one", ["a"], undefined])
    await expect(waypost.groupChats.open(wrong as never)).rejects.toMatchObject({
      code: "INVALID_RECIPIENT",
    });
});
