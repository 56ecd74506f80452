/** The account's templates as Waypost knows them: refused with the code that Meta would give, and kept true by webhooks. */
import { describe, expect, it } from "vitest";
import { defineTemplate, memoryStore, RefusedError } from "waypost";
import type { Simulator } from "waypost/simulator";
import { arrival, connect, openWorld, optIn, orderShipped, RAVI, shipped } from "./setup.js";

const HOUR = 3_600_000;

/** What Meta itself answers to this template, sent past every layer. */
async function metaAnswers(sim: Simulator, language = "en"): Promise<number | undefined> {
  const { accessToken, phoneNumberId } = sim.credentials;
  const parameters = [
    { type: "text", parameter_name: "name", text: "Ravi" },
    { type: "text", parameter_name: "order", text: "A-1" },
  ];
  const { body } = await sim.handle({
    method: "POST",
    url: `https://graph.facebook.com/v26.0/${phoneNumberId}/messages`,
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
    body: JSON.stringify({
      messaging_product: "whatsapp",
      to: "919900000001",
      type: "template",
      template: {
        name: "order_shipped",
        language: { code: language },
        components: [{ type: "body", parameters }],
      },
    }),
  });
  return (JSON.parse(String(body)) as { error?: { code: number } }).error?.code;
}

const listings = (sim: Simulator): number =>
  sim.requests.filter(({ method, path }) => method === "GET" && path.endsWith("/message_templates")).length;

describe("a template that Meta would not send is refused with Meta's own code", () => {
  const paths = (sim: Simulator) => `/${sim.credentials.businessAccountId}/message_templates`;
  it.each<[string, (sim: Simulator) => Promise<unknown>, string, RegExp]>([
    [
      "pending",
      (sim) => sim.templates.setStatus("order_shipped", "PENDING"),
      "TEMPLATE_NOT_APPROVED",
      /approval/,
    ],
    [
      "rejected",
      (sim) => sim.templates.reject("order_shipped", "INVALID_FORMAT"),
      "TEMPLATE_NOT_APPROVED",
      /INVALID_FORMAT/,
    ],
    ["paused", (sim) => sim.templates.pause("order_shipped"), "TEMPLATE_PAUSED", /3 h/],
    ["disabled", (sim) => sim.templates.disable("order_shipped"), "TEMPLATE_DISABLED", /another name/],
    [
      "archived",
      (sim) => sim.templates.setStatus("order_shipped", "ARCHIVED"),
      "TEMPLATE_NOT_APPROVED",
      /unarchive/,
    ],
    [
      "locked",
      (sim) => sim.templates.setStatus("order_shipped", "LOCKED"),
      "TEMPLATE_NOT_APPROVED",
      /locked/,
    ],
    [
      "over the limit",
      (sim) => sim.templates.setStatus("order_shipped", "LIMIT_EXCEEDED"),
      "TEMPLATE_NOT_APPROVED",
      /as many templates/,
    ],
    [
      "in appeal",
      (sim) => sim.templates.setStatus("order_shipped", "IN_APPEAL"),
      "TEMPLATE_NOT_APPROVED",
      /appeal/,
    ],
    [
      "being deleted",
      (sim) => sim.templates.setStatus("order_shipped", "PENDING_DELETION"),
      "TEMPLATE_NOT_APPROVED",
      /deleting/,
    ],
    [
      "of a status that Meta invented yesterday",
      (sim) => sim.templates.setStatus("order_shipped", "FROBNICATED"),
      "TEMPLATE_NOT_APPROVED",
      /approval/,
    ],
  ])("%s", async (_, act, code, fix) => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    await sim.advance("1m");
    await act(sim);
    const refusal: unknown = await waypost.messages
      .sendTemplate(shipped(sim, "A-2"))
      .catch((error: unknown) => error);
    if (!RefusedError.is(refusal)) throw new Error("expected a refusal");
    expect(refusal.code).toBe(code);
    expect(refusal.fix).toMatch(fix);
    expect(refusal.decision.facts["meta.code"]).toBe(await metaAnswers(sim));
    expect(sim.sent).toHaveLength(1);
  });

  it("unknown, deleted by hand, deleted through the resources, and in another language", async () => {
    const { sim, waypost } = await openWorld();
    const ref = await optIn(waypost);
    const hindi = defineTemplate({ ...input(), language: "hi" });
    const send = { ...shipped(sim, "A-1"), template: hindi };
    await expect(waypost.messages.sendTemplate(send)).rejects.toMatchObject({
      code: "TEMPLATE_NOT_APPROVED",
      decision: { facts: { "meta.code": await metaAnswers(sim, "hi") } },
    });
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    await waypost.messageTemplates.delete({ name: "order_shipped" });
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-2"))).rejects.toMatchObject({
      code: "TEMPLATE_NOT_APPROVED",
      decision: { facts: { "meta.code": await metaAnswers(sim) } },
    });
    await waypost.messages.sendTemplate(arrival(sim, ref));
    await waypost.graph.delete(paths(sim), { query: { name: "new_arrival" } });
    await waypost.templates.sync();
    expect((await waypost.templates.get("new_arrival", "en"))?.status).toBe("DELETED");
    expect((await waypost.templates.list()).map(({ status }) => status)).toEqual(["DELETED", "DELETED"]);
  });

  it("one that is announced as flagged, or restored, is still sent, as Meta does", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    for (const status of ["FLAGGED", "ARCHIVED", "UNARCHIVED", "REINSTATED"]) {
      await sim.templates.setStatus("order_shipped", status);
      await sim.advance("2s");
    }
    expect(await metaAnswers(sim)).toBeUndefined();
    await waypost.messages.sendTemplate(shipped(sim));
  });
});

function input() {
  const { name, body, examples } = orderShipped;
  return { name, language: "en", category: "utility", body, examples } as const;
}

describe("a definition that differs from the account's", () => {
  const carousel = (last: string) =>
    defineTemplate({
      name: "quilts",
      language: "en",
      category: "marketing",
      body: "New from our workshop this week. Reply STOP to get no more offers.",
      cards: [
        { header: { format: "image" }, body: "Indigo", buttons: [{ type: "quick_reply", text: "Show me" }] },
        { header: { format: "image" }, body: last, buttons: [{ type: "quick_reply", text: "Show me" }] },
      ],
    });
  const offer = (text: string) =>
    defineTemplate({
      name: "quilts",
      language: "en",
      category: "marketing",
      body: "Our quilts for our friends. Reply STOP to get no more offers.",
      limitedTimeOffer: { text },
    });
  it.each([
    ["in a card", carousel("Madder"), carousel("Saffron"), "carousel"],
    ["in its offer", offer("Ends soon"), offer("Ends late"), "limited_time_offer"],
  ])("%s", async (_, held, code, where) => {
    const { sim, waypost } = await openWorld();
    const ref = await optIn(waypost);
    sim.templates.add(held);
    const cards = "cards" in code && code.cards.map(() => ({ header: { id: "1" } }));
    const send = (template: typeof code) =>
      waypost.messages.check({
        to: RAVI,
        template,
        params: cards === false ? {} : { cards },
        cause: { kind: "subscription", ref, at: sim.now, step: "1" },
      } as never);
    expect(await send(held)).toMatchObject({ action: "allow" });
    expect(await send(code)).toMatchObject({
      code: "TEMPLATE_MISMATCH",
      message: expect.stringContaining(where),
    });
  });

  it("an edit in WhatsApp Manager counts for the next send", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    await sim.advance("1m");
    sim.templates.add({ ...held(), body: "Hello {{name}}, the order {{order}} has left our shop by now." });
    await deliver(sim, waypost, "message_template_components_update", {
      message_template_element: "Hello {{name}}, the order {{order}} has left our shop by now.",
    });
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-2"))).rejects.toMatchObject({
      code: "TEMPLATE_MISMATCH",
    });
  });
});

const held = () =>
  ({ name: "order_shipped", language: "en", category: "utility", parameter_format: "NAMED" }) as const;

/** A webhook about `order_shipped` that the simulator would not send by itself, or not now. */
async function deliver(
  sim: Simulator,
  waypost: Awaited<ReturnType<typeof openWorld>>["waypost"],
  field: string,
  value: Record<string, unknown>,
  at = sim.now,
): Promise<void> {
  const { signPayload } = await import("waypost/webhooks");
  const body = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: sim.credentials.businessAccountId,
        time: Math.floor(at / 1_000),
        changes: [
          {
            field,
            value: {
              message_template_id: 1,
              message_template_name: "order_shipped",
              message_template_language: "en",
              ...value,
            },
          },
        ],
      },
    ],
  });
  const signature = await signPayload({ rawBody: body, appSecret: sim.credentials.appSecret });
  const answer = await waypost.webhooks.fetch(
    new Request("https://shop.example/webhook", {
      method: "POST",
      body,
      headers: { "x-hub-signature-256": signature },
    }),
  );
  expect(answer.status).toBe(200);
  await waypost.webhooks.idle();
}

const status = (event: string) => ({ event, message_template_category: "UTILITY", reason: "NONE" });

describe("webhooks that come late or not at all", () => {
  it("a late pause counts, although something newer was heard about the quality", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    await sim.advance("10m");
    const paused = sim.now;
    await sim.advance("10m");
    await sim.templates.quality("order_shipped", "RED");
    await deliver(sim, waypost, "message_template_status_update", status("PAUSED"), paused);
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-2"))).rejects.toMatchObject({
      code: "TEMPLATE_PAUSED",
    });
    expect(await waypost.templates.get("order_shipped", "en")).toMatchObject({ quality: "RED" });
  });

  it("a late approval does not undo a newer pause", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    const before = sim.now;
    await sim.advance("10m");
    await sim.templates.pause("order_shipped");
    await deliver(sim, waypost, "message_template_status_update", status("APPROVED"), before);
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-2"))).rejects.toMatchObject({
      code: "TEMPLATE_PAUSED",
    });
  });

  it("an announced change of category counts from its time on, also when nothing more is heard", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost, RAVI, ["utility"]);
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    const changesAt = Math.floor((sim.now + HOUR) / 1_000);
    await deliver(sim, waypost, "template_category_update", {
      new_category: "UTILITY",
      correct_category: "MARKETING",
      category_update_timestamp: changesAt,
    });
    await sim.advance("59m");
    await waypost.messages.sendTemplate(shipped(sim, "A-2"));
    await sim.advance("2m");
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-3"))).rejects.toMatchObject({
      code: "CONSENT_REQUIRED",
      rule: "row-21",
    });
    expect((await waypost.templates.list()).find(({ name }) => name === "order_shipped")).toMatchObject({
      category: "marketing",
    });
  });

  it("a deleted name that is created anew is read again", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    await sim.advance("1m");
    await deliver(sim, waypost, "message_template_status_update", status("DELETED"));
    await sim.advance("1m");
    sim.templates.add({ ...held(), body: "Another text for {{name}} about the order {{order}} of today." });
    await deliver(sim, waypost, "message_template_status_update", status("APPROVED"));
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-2"))).rejects.toMatchObject({
      code: "TEMPLATE_MISMATCH",
    });
  });
});

describe("a registry that gets old", () => {
  it("is read again in the background after six hours, and before the send after a day", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    expect(listings(sim)).toBe(1);
    await sim.advance("5h");
    await waypost.messages.sendTemplate(shipped(sim, "A-2"));
    expect(listings(sim)).toBe(1);
    // Changed without a webhook: the send that finds it old still goes by what was known ...
    sim.templates.add({ ...held(), body: orderShipped.body, status: "PAUSED" });
    await sim.advance("2h");
    await waypost.messages.sendTemplate(shipped(sim, "A-3")).catch(() => undefined);
    await sim.advance("1s");
    expect(listings(sim)).toBe(2);
    // ... and the next one by what is.
    await expect(waypost.messages.sendTemplate(shipped(sim, "A-4"))).rejects.toMatchObject({
      code: "TEMPLATE_PAUSED",
    });
    await sim.advance("25h");
    sim.templates.add(orderShipped);
    await waypost.messages.sendTemplate(shipped(sim, "A-5"));
  });

  it("goes on with what it knows while Graph does not answer, and asks once a minute", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim, "A-1"));
    await sim.advance("2d");
    sim.faults.next({ code: 200, times: 50, when: ({ method }) => method === "GET" });
    await waypost.messages.sendTemplate(shipped(sim, "A-2"));
    const asked = listings(sim);
    await waypost.messages.sendTemplate(shipped(sim, "A-3"));
    expect(listings(sim)).toBe(asked);
    await sim.advance("2m");
    await waypost.messages.sendTemplate(shipped(sim, "A-4"));
    expect(listings(sim)).toBeGreaterThan(asked);
  });

  it("when nothing is known and Graph does not answer, nothing is sent", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    sim.faults.next({ code: 200, times: 50, when: ({ method }) => method === "GET" });
    await expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toThrow();
    expect(sim.sent).toEqual([]);
  });

  it("sync reads every page, and is shared by clients of one store", async () => {
    const store = memoryStore();
    const { sim, waypost } = await openWorld({ store });
    for (let index = 0; index < 230; index++) {
      sim.templates.add({
        name: `notice_${String(index)}`,
        language: "en",
        category: "utility",
        body: "Your order is ready.",
      });
    }
    expect(await waypost.templates.sync()).toBe(232);
    expect(listings(sim)).toBe(3);
    const other = connect(sim, { store });
    expect(await other.templates.list()).toHaveLength(232);
    expect(listings(sim)).toBe(3);
  });
});

it("a pause ends through the API five minutes after it began, and the next send goes", async () => {
  const { sim, waypost } = await openWorld();
  await optIn(waypost);
  await sim.templates.pause("order_shipped");
  const { id = "" } = (await waypost.templates.get("order_shipped", "en")) ?? {};
  expect(await waypost.messageTemplates.unpause({ templateId: id })).toMatchObject({ success: false });
  await expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toMatchObject({
    code: "TEMPLATE_PAUSED",
  });
  await sim.advance("5m");
  expect(await waypost.messageTemplates.unpause({ templateId: id })).toMatchObject({ success: true });
  // Without waiting for the webhook.
  await waypost.messages.sendTemplate(shipped(sim));
});

it("what is archived and restored through the API counts at once", async () => {
  const { sim, waypost } = await openWorld();
  await optIn(waypost);
  const { id = "" } = (await waypost.templates.get("order_shipped", "en")) ?? {};
  expect(await waypost.messageTemplates.archive({ hsmIds: [id, "999"] })).toMatchObject({
    archivedTemplates: [id],
    failedTemplates: { 999: expect.any(String) },
  });
  await expect(waypost.messages.sendTemplate(shipped(sim))).rejects.toMatchObject({
    code: "TEMPLATE_NOT_APPROVED",
  });
  await waypost.messageTemplates.unarchive({ hsmIds: [id] });
  await waypost.messages.sendTemplate(shipped(sim));
});

it("a recategorisation stops a send that waits in the limiter already", async () => {
  const { sim, waypost } = await openWorld({ messagesPerSecond: 1 });
  const people = Array.from({ length: 3 }, (_, index) => `+9198123456${String(10 + index)}`);
  for (const person of people) await optIn(waypost, person, ["utility"]);
  const sends = people.map((person, index) =>
    waypost.messages.sendTemplate(shipped(sim, `A-${String(index)}`, person)).then(
      () => "sent",
      (error: unknown) => (RefusedError.is(error) ? error.decision.rule : "failed"),
    ),
  );
  await sim.advance("1s");
  expect(sim.sent.length).toBeGreaterThan(0);
  expect(sim.sent.length).toBeLessThan(people.length);
  const before = sim.sent.length;
  await sim.templates.recategorise("order_shipped", "MARKETING");
  await sim.advance("10s");
  const outcomes = await Promise.all(sends);
  expect(sim.sent).toHaveLength(before);
  expect(outcomes.filter((outcome) => outcome === "row-21")).toHaveLength(people.length - before);
});
