import { expect, it } from "vitest";
import { defineTemplate, memoryStore, Waypost } from "waypost";
import { createSimulator } from "waypost/simulator";

it("smoke", async () => {
  const sim = createSimulator();
  const waypost = new Waypost({
    ...sim.credentials,
    business: { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" }, languages: ["hi"] },
    store: memoryStore(),
    transport: sim.transport(),
    clock: sim.clock,
  });
  const orderShipped = defineTemplate({
    name: "order_shipped", language: "en", category: "utility",
    body: "Hi {{name}}, your order {{order}} left our shop today and reaches you by {{date}}.",
    examples: { name: "Asha", order: "A-1001", date: "Friday" },
  });
  sim.templates.add(orderShipped);
  waypost.on("message.text", async ({ message, chat }) => {
    await chat.sendText(`You wrote: ${message.text.body}`);
  });
  await sim.deliverTo(waypost.webhooks);
  const ravi = sim.user("+919812345678", { name: "Ravi" });
  await ravi.sendText("hello");
  expect(ravi.lastReceived?.text).toBe("You wrote: hello");
  await waypost.consent.grant({ user: ravi.phone, scopes: ["utility"], method: "web_form", evidence: { disclosureText: "x", language: "en", pageUrl: "https://x.example" } });
  await sim.advance("2d");
  await expect(waypost.chats.open(ravi.phone)).rejects.toThrow(/window/);
  const receipt = await waypost.messages.sendTemplate({ to: ravi.phone, template: orderShipped, params: { name: "Ravi", order: "A-1", date: "Friday" }, cause: { kind: "shipment", ref: "A-1", at: sim.now } });
  expect(receipt.duplicate).toBe(false);
  console.log(receipt, ravi.lastReceived);
  await sim.advance("5s");
  console.log(await waypost.ledger.get(receipt.id));
  await ravi.sendText("STOP");
  console.log(ravi.messages.map((m) => `${m.direction} ${m.text}`));
  await ravi.sendText("STOP ALL");
  console.log(await waypost.consent.get(ravi.phone));
  await waypost.close();
});
