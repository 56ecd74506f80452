import { describe, expect, it } from "vitest";
import { memoryStore, type Transport } from "waypost";
import { createSimulator } from "waypost/simulator";
import { connect, newArrival, arrival, optIn, orderShipped, shipped, openWorld, RAVI } from "./setup.js";

/** Meta's answer with another id for the person than was dialled. */
function answering(transport: Transport, contact: Readonly<Record<string, string>>): Transport {
  return {
    request: async (request) => {
      const answer = await transport.request(request);
      if (!request.url.endsWith("/messages") || answer.status !== 200) return answer;
      const body = JSON.parse(answer.body) as { contacts: Record<string, string>[] };
      body.contacts = [{ ...body.contacts[0], ...contact }];
      return { ...answer, body: JSON.stringify(body) };
    },
    close: () => transport.close(),
  };
}

async function world(contact: Readonly<Record<string, string>>) {
  const sim = createSimulator();
  sim.templates.add(orderShipped);
  sim.templates.add(newArrival);
  const waypost = connect(sim, { store: memoryStore(), transport: answering(sim.transport(), contact) });
  await sim.deliverTo(waypost.webhooks);
  return { sim, waypost };
}

describe("a wa_id that differs from the dialled number", () => {
  it.each([
    ["Brazil, ninth digit", "+5511987654321", "551187654321"],
    ["Mexico, 1", "+525512345678", "5215512345678"],
    ["Argentina, 9", "+541123456789", "5491123456789"],
  ])("%s: one person, and an opt-out by either id holds for both", async (_name, dialled, waId) => {
    const { sim, waypost } = await world({ wa_id: waId });
    const ref = await optIn(waypost, dialled);
    await waypost.messages.sendTemplate(shipped(sim, "A-1", dialled));
    expect((await waypost.ledger.list({ user: `+${waId}` })).length).toBe(1);
    await waypost.consent.withdraw({ user: `+${waId}`, scopes: "all", method: "verbal" });
    await expect(waypost.messages.sendTemplate(arrival(sim, ref, "news-1", dialled))).rejects.toMatchObject({
      code: "OPTED_OUT",
    });
  });

  it.each([
    ["Brazil", "+5511987654321", "551187654321"],
    ["Mexico", "+525512345678", "5215512345678"],
    ["Argentina", "+541123456789", "5491123456789"],
  ])(
    "%s: a person who writes before anything was sent is the one who opted in by the dialled number",
    async (_name, dialled, waId) => {
      const { sim, waypost } = await openWorld();
      const ref = await optIn(waypost, dialled);
      const answered: string[] = [];
      waypost.on("message.text", async ({ chat }) => {
        answered.push((await chat.sendText("yes?")).messageId);
      });
      const person = sim.user({ phone: dialled, waId });
      await person.sendText("hello");
      // The answer goes to the id that wrote; the chat is found by either number.
      expect(sim.sent.map(({ payload }) => payload.to)).toEqual([waId]);
      await sim.advance("10s");
      for (const number of [dialled, `+${waId}`]) {
        const chat = await waypost.chats.open(number);
        await chat.sendText("here");
        expect(sim.sent.at(-1)?.payload.to).toBe(number.slice(1));
        await sim.advance("10s");
      }
      expect(answered.length).toBe(1);
      await person.sendText("STOP");
      await expect(waypost.messages.sendTemplate(arrival(sim, ref, "news-1", dialled))).rejects.toMatchObject(
        {
          code: "OPTED_OUT",
        },
      );
      await expect(
        waypost.messages.sendTemplate(arrival(sim, ref, "news-2", `+${waId}`)),
      ).rejects.toMatchObject({
        code: "OPTED_OUT",
      });
      const statuses = await Promise.all([dialled, `+${waId}`].map((user) => waypost.consent.history(user)));
      expect(statuses[0]).toEqual(statuses[1]);
      expect(statuses[0]?.length).toBeGreaterThan(1);
    },
  );

  it.each([
    ["a landline in Brazil", "+551134567890", "+5511934567890"],
    ["another area", "+5521987654321", "+5511987654321"],
    ["another country", "+5215512345678", "+15512345678"],
  ])("%s is somebody else", async (_name, one, other) => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost, one);
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-1", other))).rejects.toMatchObject({
      code: "CONSENT_REQUIRED",
    });
  });

  it("a user id in the answer is linked; an id that cannot be this person's is not", async () => {
    const { sim, waypost } = await world({ user_id: "IN.1a2b3c", wa_id: "447700900123" });
    await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim));
    expect((await waypost.ledger.list({ user: "IN.1a2b3c" })).length).toBe(1);
    expect((await waypost.ledger.list({ user: "+447700900123" })).length).toBe(0);
  });
});

describe("calls", () => {
  it("who is suppressed or took back calls is not called", async () => {
    const { waypost, sim } = await openWorld();
    const call = () => waypost.calling.connect({ to: RAVI, sdp: "v=0" });
    const before = sim.requests.length;
    await waypost.consent.withdraw({ user: RAVI, scopes: ["calls"], method: "verbal" });
    await expect(call()).rejects.toMatchObject({ code: "OPTED_OUT" });
    await waypost.consent.suppress({ user: RAVI, kind: "objection", reason: "asked by phone" });
    await expect(call()).rejects.toMatchObject({ code: "SUPPRESSED" });
    expect(sim.requests.length).toBe(before);
  });
});
