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
