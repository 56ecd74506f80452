import { defineTemplate, memoryStore, Waypost } from "waypost";
import { createSimulator, type Simulator } from "waypost/simulator";
import { interleaved, median, rate, type Report } from "../measure.js";

const template = defineTemplate({
  name: "order_shipped",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, your order {{order}} left our shop today.",
  examples: { name: "Asha", order: "A-1001" },
});

/** How fast the simulated Meta takes sends, and how fast a month of a shop's life goes by on its clock. */
export async function simulator(report: Report, rounds: number): Promise<void> {
  const figures = await interleaved(rounds, {
    sends: simulatorSends,
    month: () => simulatedMonth(aloneAtMeta),
    whole: () => simulatedMonth(withClient),
  });
  report.atLeast("simulator", "sends", median(figures.sends), "sends/s", 5_000);
  const month = "30 days of a shop, 300 messages in, 300 out";
  report.atMost("simulator", month, median(figures.month), "s", 1);
  report.note("simulator", `${month}, by a whole client`, median(figures.whole), "s");
}

async function simulatorSends(): Promise<number> {
  const sim = createSimulator({
    phoneNumbers: [{ id: "1", displayPhoneNumber: "+91 141 555 0100", throughput: 1_000_000 }],
  });
  sim.templates.add(template);
  const transport = sim.transport();
  const parameters = [
    { type: "text", parameter_name: "name", text: "R" },
    { type: "text", parameter_name: "order", text: "A" },
  ];
  return rate(5_000, 64, (person) =>
    transport.request({
      method: "POST",
      url: "https://graph.facebook.com/v26.0/1/messages",
      headers: { authorization: `Bearer ${sim.credentials.accessToken}`, "content-type": "application/json" },
      body: JSON.stringify({
        messaging_product: "whatsapp",
        to: `9198${String(10_000_000 + person)}`,
        type: "template",
        template: {
          name: "order_shipped",
          language: { code: "en" },
          components: [{ type: "body", parameters }],
        },
      }),
      timeoutMs: 1_000,
    }),
  );
}

/** Ten people write each day and are answered; statuses, windows and repetitions run on the virtual clock. */
async function simulatedMonth(connect: (sim: Simulator) => Promise<() => Promise<void>>): Promise<number> {
  // A month goes by in a second, but a number's throughput is of the machine's clock.
  const sim = createSimulator({
    phoneNumbers: [{ id: "1", displayPhoneNumber: "+91 141 555 0100", throughput: 1_000 }],
  });
  const close = await connect(sim);
  const started = performance.now();
  for (let day = 0; day < 30; day++) {
    for (let n = 0; n < 10; n++) await sim.user(`+9198${String(10_000_000 + n)}`).sendText("hello");
    await sim.advance("1d");
  }
  const seconds = (performance.now() - started) / 1_000;
  if (sim.sent.length !== 300) throw new Error(`The shop answered ${String(sim.sent.length)} of 300.`);
  await close();
  return seconds;
}

/** Whatever comes is answered by one request: nothing but the simulator is measured. */
async function aloneAtMeta(sim: Simulator): Promise<() => Promise<void>> {
  const transport = sim.transport();
  const { accessToken, phoneNumberId } = sim.credentials;
  await sim.deliverTo(async (request) => {
    if (request.method === "GET") return new Response(new URL(request.url).searchParams.get("hub.challenge"));
    const from = /"from":"(\d+)"/.exec(await request.text())?.[1];
    if (from !== undefined)
      await transport.request({
        method: "POST",
        url: `https://graph.facebook.com/v26.0/${phoneNumberId}/messages`,
        headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
        body: JSON.stringify({
          messaging_product: "whatsapp",
          to: from,
          type: "text",
          text: { body: "Namaste!" },
        }),
        timeoutMs: 1_000,
      });
    return new Response();
  });
  return () => transport.close();
}

async function withClient(sim: Simulator): Promise<() => Promise<void>> {
  const waypost = new Waypost({
    ...sim.credentials,
    business: { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" } },
    store: memoryStore(),
    transport: sim.transport(),
    clock: sim.clock,
    messagesPerSecond: 1_000,
  });
  waypost.on("message.text", async ({ chat }) => {
    await chat.sendText("Namaste!");
  });
  await sim.deliverTo(waypost.webhooks);
  return () => waypost.close();
}
