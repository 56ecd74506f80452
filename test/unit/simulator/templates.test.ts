import { describe, expect, it } from "vitest";
import { defineTemplate } from "waypost";
import { createSimulator, graph, recorder, type Simulator, send, template } from "./harness.js";

const create = (sim: Simulator, overrides: Record<string, unknown> = {}) =>
  graph(sim, "POST", `/${sim.credentials.businessAccountId}/message_templates`, {
    name: "order_shipped",
    language: "en",
    category: "UTILITY",
    parameter_format: "NAMED",
    components: [
      {
        type: "BODY",
        text: "Hi {{name}}, your order {{order}} left our shop today and reaches you soon.",
        example: {
          body_text_named_params: [
            { param_name: "name", example: "Asha" },
            { param_name: "order", example: "A-1" },
          ],
        },
      },
    ],
    ...overrides,
  });

const bodyOf = (text: string, more: Record<string, unknown> = {}) => ({
  parameter_format: "POSITIONAL",
  components: [{ type: "BODY", text, ...more }],
});
const buttons = (...list: unknown[]) => ({
  ...bodyOf("Your order is ready for you.", {}),
  components: [
    { type: "BODY", text: "Your order is ready for you." },
    { type: "BUTTONS", buttons: list },
  ],
});
const quick = (text: string) => ({ type: "QUICK_REPLY", text });
const url = { type: "URL", text: "Open", url: "https://shop.example" };

describe("creating a template", () => {
  it("is pending, then approved after the review, and the webhook says so", async () => {
    const sim = createSimulator();
    const target = recorder(sim);
    await sim.deliverTo(target);
    const { status, json } = await create(sim);
    expect(status).toBe(200);
    expect(json).toEqual({ id: expect.stringMatching(/^\d{15}$/), status: "PENDING", category: "UTILITY" });
    expect((await send(sim, template("order_shipped"))).json.error.code).toBe(132001);
    await sim.advance("2m");
    expect(target.values).toEqual([
      {
        field: "message_template_status_update",
        time: Math.floor(sim.now / 1000),
        value: {
          event: "APPROVED",
          message_template_id: Number(json.id),
          message_template_name: "order_shipped",
          message_template_language: "en",
          message_template_category: "UTILITY",
          reason: "NONE",
        },
      },
    ]);
    expect(sim.templates.get("order_shipped")?.status).toBe("APPROVED");
  });

  it.each([
    ["a name with capitals", { name: "Order" }, undefined],
    ["an unknown category", { category: "PROMO" }, undefined],
    ["no components", { components: undefined }, undefined],
    ["no body", { components: [{ type: "FOOTER", text: "x" }] }, 2388072],
    ["a body that is too long", bodyOf("x".repeat(1025)), 2388040],
    [
      "a variable at the start",
      bodyOf("{{1}}, your order is on its way to you", { example: { body_text: [["Asha"]] } }),
      2388299,
    ],
    [
      "a variable at the end",
      bodyOf("Your order is on its way to you, {{1}}", { example: { body_text: [["Asha"]] } }),
      2388299,
    ],
    ["too many variables", bodyOf("Hi {{1}} or {{2}} ok", { example: { body_text: [["a", "b"]] } }), 2388293],
    [
      "neighbouring variables",
      bodyOf("Hello dear {{1}} {{2}} this is your order", { example: { body_text: [["a", "b"]] } }),
      2388072,
    ],
    [
      "a gap in the numbers",
      bodyOf("Hello dear {{1}} this is your order {{3}} today", { example: { body_text: [["a", "b"]] } }),
      2388072,
    ],
    ["names without NAMED", { parameter_format: undefined }, 2388072],
    ["no samples", bodyOf("Hello dear {{1}}, this is your order."), 2388043],
    ["an open brace", bodyOf("Hello dear {{1}, this is your order."), 2388072],
    [
      "an emoji in the header",
      {
        components: [
          { type: "HEADER", format: "TEXT", text: "Hi 🎉" },
          { type: "BODY", text: "Hello" },
        ],
      },
      2388047,
    ],
    [
      "two variables in the header",
      {
        components: [
          { type: "HEADER", format: "TEXT", text: "{{1}} {{2}}" },
          { type: "BODY", text: "Hello" },
        ],
      },
      2388047,
    ],
    [
      "a media header without sample",
      {
        components: [
          { type: "HEADER", format: "IMAGE" },
          { type: "BODY", text: "Hello" },
        ],
      },
      2388043,
    ],
    [
      "a variable in the footer",
      {
        components: [
          { type: "BODY", text: "Hello" },
          { type: "FOOTER", text: "{{1}}" },
        ],
      },
      2388073,
    ],
    ["quick replies apart", buttons(quick("a"), url, quick("b")), undefined],
    ["three URL buttons", buttons(url, url, url), undefined],
    ["a button text over 25", buttons(quick("x".repeat(26))), 2388040],
    [
      "a variable inside a URL",
      buttons({ ...url, url: "https://shop.example/{{1}}/x", example: ["x"] }),
      undefined,
    ],
    [
      "an authentication template without OTP button",
      { category: "AUTHENTICATION", components: [{ type: "BODY" }] },
      undefined,
    ],
  ])("is refused at once for %s", async (_, overrides, subcode) => {
    const sim = createSimulator();
    const { status, json } = await create(sim, overrides);
    expect(status).toBe(400);
    expect(json.error.code).toBe(100);
    expect(json.error.fbtrace_id).toMatch(/^A/);
    expect(json.error.error_subcode).toBe(subcode);
    if (subcode !== undefined)
      expect(json.error).toMatchObject({
        message: "Invalid parameter",
        error_user_title: expect.any(String),
        error_user_msg: expect.any(String),
        is_transient: false,
      });
    expect(sim.templates.list()).toEqual([]);
  });

  it.each([
    ["ABUSIVE_CONTENT", "Pay today or we will take legal action against you."],
    ["SCAM", "Please answer with your card number to go on."],
    ["INCORRECT_CATEGORY", "Your verification code is waiting for you in the app."],
    ["INVALID_FORMAT", "Your order can be followed at bit.ly slash order, see https://bit.ly/abc now."],
  ])("is rejected in review: %s", async (reason, text) => {
    const sim = createSimulator();
    const target = recorder(sim);
    await sim.deliverTo(target);
    await create(sim, bodyOf(text));
    await sim.advance("2m");
    expect(target.values).toMatchObject([{ value: { event: "REJECTED", reason } }]);
    expect(
      (
        await graph(
          sim,
          "GET",
          `/${sim.templates.get("order_shipped")?.id ?? ""}?fields=status,rejected_reason`,
        )
      ).json,
    ).toMatchObject({ status: "REJECTED", rejected_reason: reason });
  });

  it("is rejected as a duplicate of another template's body and footer", async () => {
    const sim = createSimulator();
    await create(sim);
    await create(sim, { name: "copy" });
    await sim.advance("2m");
    expect(sim.templates.get("copy")?.status).toBe("REJECTED");
  });

  it("a promotional utility template is approved as marketing (since 9 April 2025)", async () => {
    const sim = createSimulator();
    const { json } = await create(
      sim,
      bodyOf("Your order is ready: shop now and take 20 % off the next one."),
    );
    expect(json.category).toBe("UTILITY");
    await sim.advance("2m");
    expect(sim.templates.get("order_shipped")).toMatchObject({ status: "APPROVED", category: "MARKETING" });
  });

  it("the same name and language again: 2388024; another language is fine; 101 in an hour: 80007", async () => {
    const sim = createSimulator();
    await create(sim);
    expect((await create(sim)).json.error.error_subcode).toBe(2388024);
    expect((await create(sim, { language: "hi" })).status).toBe(200);
    for (let i = 0; i < 98; i++) await create(sim, { name: `t${String(i)}` });
    expect((await create(sim, { name: "one_too_many" })).json.error.code).toBe(80007);
  });

  it("accepts what defineTemplate's create request says", async () => {
    const definition = defineTemplate({
      name: "order_shipped",
      language: "en",
      category: "utility",
      header: { text: "Order {{order}}" },
      body: "Hi {{name}}, your order left our shop today.",
      footer: "Asha Stores",
      buttons: [{ type: "url", text: "Track", url: "https://shop.example/{{order}}" }],
      examples: { name: "Asha", order: "A-1" },
    });
    const sim = createSimulator();
    sim.templates.add(definition);
    const { json } = await graph(sim, "GET", `/${sim.credentials.businessAccountId}/message_templates`);
    const [{ id, status, ...request }] = json.data;
    expect([typeof id, status]).toEqual(["string", "APPROVED"]);
    expect(
      (
        await graph(
          createSimulator(),
          "POST",
          `/${sim.credentials.businessAccountId}/message_templates`,
          request,
        )
      ).json,
    ).toMatchObject({ status: "PENDING" });
  });
});

describe("reading, editing and deleting templates", () => {
  it("lists with filters, fields, cursors and a summary", async () => {
    const sim = createSimulator();
    for (let i = 0; i < 30; i++)
      sim.templates.add({
        name: `t_${String(i).padStart(2, "0")}`,
        language: "en",
        category: i < 5 ? "MARKETING" : "UTILITY",
        body: `Text ${String(i)}`,
        status: i === 7 ? "PAUSED" : "APPROVED",
      });
    const get = (query: string) =>
      graph(sim, "GET", `/${sim.credentials.businessAccountId}/message_templates?${query}`);
    const first = (await get("fields=name")).json;
    expect(first.data).toHaveLength(25);
    expect(Object.keys(first.data[0])).toEqual(["name", "id"]);
    expect(first.paging.next).toContain("after=");
    const second = (await get(`fields=name&after=${String(first.paging.cursors.after)}`)).json;
    expect(second.data.map(({ name }: { name: string }) => name)).toEqual([
      "t_25",
      "t_26",
      "t_27",
      "t_28",
      "t_29",
    ]);
    expect(second.paging).not.toHaveProperty("next");
    expect((await get("status=PAUSED")).json.data).toMatchObject([{ name: "t_07", status: "PAUSED" }]);
    expect((await get("name=t_1")).json.data).toHaveLength(10);
    expect((await get("category=MARKETING&summary=total_count")).json.summary).toMatchObject({
      total_count: 5,
      message_template_count: 30,
    });
    expect((await get("fields=colour")).json.error).toMatchObject({
      code: 100,
      message: expect.stringContaining("nonexisting field (colour)"),
    });
    expect((await get("after=zzz")).json.error.code).toBe(100);
  });

  it("an edit replaces the components and goes to review; approved templates once a day, pending ones never (2388039)", async () => {
    const sim = createSimulator();
    const { json } = await create(sim);
    const edit = (body: unknown) => graph(sim, "POST", `/${String(json.id)}`, body);
    const components = [{ type: "BODY", text: "Your order is ready." }];
    expect((await edit({ components })).json.error.error_subcode).toBe(2388039);
    await sim.advance("2m");
    expect((await edit({ category: "MARKETING" })).json.error.code).toBe(100);
    expect((await edit({ components })).json).toMatchObject({ success: true, id: json.id });
    expect(sim.templates.get("order_shipped")?.status).toBe("PENDING");
    await sim.advance("2m");
    expect((await graph(sim, "GET", `/${String(json.id)}`)).json.components).toEqual(components);
    expect((await edit({ components })).json.error.error_subcode).toBe(2388039);
    await sim.advance("1d");
    expect((await edit({ components })).status).toBe(200);
  });

  it("a deleted approved name is reserved for 30 days (2388023); ids, names and hsm_ids delete", async () => {
    const sim = createSimulator();
    const path = `/${sim.credentials.businessAccountId}/message_templates`;
    await create(sim);
    await create(sim, { language: "hi" });
    await sim.advance("2m");
    const hindi = sim.templates.get("order_shipped", "hi")?.id ?? "";
    expect((await graph(sim, "DELETE", `${path}?name=other&hsm_id=${hindi}`)).status).toBe(400);
    expect((await graph(sim, "DELETE", `${path}?name=order_shipped&hsm_id=${hindi}`)).json).toEqual({
      success: true,
    });
    expect(sim.templates.list().map(({ language }) => language)).toEqual(["en"]);
    expect((await graph(sim, "DELETE", `${path}?name=order_shipped`)).json).toEqual({ success: true });
    expect((await graph(sim, "DELETE", `${path}?name=order_shipped`)).json.error).toMatchObject({
      code: 100,
      error_subcode: 2593002,
    });
    expect((await create(sim)).json.error.error_subcode).toBe(2388023);
    await sim.advance("30d");
    expect((await create(sim)).status).toBe(200);
    const added = ["a", "b"].map(
      (name) => sim.templates.add({ name, language: "en", category: "UTILITY", body: name }).id,
    );
    expect(
      (await graph(sim, "DELETE", `${path}?hsm_ids=${encodeURIComponent(JSON.stringify(added))}`)).json,
    ).toEqual({ success: true });
    expect((await graph(sim, "DELETE", `/${sim.templates.get("order_shipped")?.id ?? ""}`)).json).toEqual({
      success: true,
    });
    expect(sim.templates.list()).toEqual([]);
  });

  it("a disabled template cannot be deleted", async () => {
    const sim = createSimulator();
    sim.templates.add({
      name: "bad",
      language: "en",
      category: "UTILITY",
      body: "Hello",
      status: "DISABLED",
    });
    expect(
      (await graph(sim, "DELETE", `/${sim.credentials.businessAccountId}/message_templates?name=bad`)).json
        .error.error_subcode,
    ).toBe(2388039);
  });
});

describe("what Meta does with a template later", () => {
  async function paused() {
    const sim = createSimulator();
    const target = recorder(sim);
    await sim.deliverTo(target);
    sim.templates.add({ name: "note", language: "en", category: "UTILITY", body: "Your order is ready." });
    return { sim, target };
  }

  it("pauses: three hours, then six, then disabled; it ends by itself", async () => {
    const { sim, target } = await paused();
    const status = () => sim.templates.get("note")?.status;
    await sim.templates.pause("note");
    expect(target.values.at(-1)?.value).toMatchObject({
      event: "PAUSED",
      other_info: { title: "FIRST_PAUSE" },
    });
    await sim.advance(3 * 3_600_000 - 1);
    expect(status()).toBe("PAUSED");
    await sim.advance(1);
    expect(status()).toBe("APPROVED");
    expect(target.values.at(-1)?.value).toMatchObject({
      event: "APPROVED",
      other_info: { title: "UNPAUSE" },
    });
    await sim.templates.pause("note");
    await sim.advance("5h");
    expect(status()).toBe("PAUSED");
    await sim.advance("1h");
    expect(status()).toBe("APPROVED");
    await sim.templates.pause("note");
    expect(status()).toBe("DISABLED");
    await sim.advance("30d");
    expect(status()).toBe("DISABLED");
  });

  it("quality and category changes have Meta's webhooks", async () => {
    const { sim, target } = await paused();
    const ref = {
      message_template_id: Number(sim.templates.get("note")?.id),
      message_template_name: "note",
      message_template_language: "en",
    };
    await sim.templates.quality("note", "RED");
    expect(target.values.at(-1)).toMatchObject({
      field: "message_template_quality_update",
      value: { ...ref, previous_quality_score: "UNKNOWN", new_quality_score: "RED" },
    });
    await sim.templates.recategorise("note", "MARKETING", { notice: "1d" });
    expect(target.values.at(-1)).toMatchObject({
      field: "template_category_update",
      value: { ...ref, correct_category: "MARKETING", new_category: "UTILITY" },
    });
    expect(sim.templates.get("note")?.category).toBe("UTILITY");
    await sim.advance("1d");
    expect(target.values.at(-1)).toMatchObject({
      field: "template_category_update",
      value: { ...ref, previous_category: "UTILITY", new_category: "MARKETING" },
    });
    expect(sim.templates.get("note")?.category).toBe("MARKETING");
  });

  it("rejects, approves and disables by hand; an unknown name is an error that says so", async () => {
    const { sim, target } = await paused();
    await sim.templates.reject("note", "PROMOTIONAL");
    await sim.templates.approve("note");
    await sim.templates.disable("note");
    expect(target.values.map(({ value }) => value.event)).toEqual(["REJECTED", "APPROVED", "DISABLED"]);
    await expect(sim.templates.pause("nothing")).rejects.toMatchObject({
      code: "INVALID_OPTIONS",
      message: expect.stringContaining('no template "nothing"'),
    });
  });
});

describe("the other endpoints", () => {
  it("phone numbers: one, all, by fields", async () => {
    const sim = createSimulator();
    const id = sim.credentials.phoneNumberId;
    expect((await graph(sim, "GET", `/${id}`)).json).toMatchObject({
      id,
      display_phone_number: "+91 141 555 0100",
      verified_name: "Asha Stores",
      throughput: { level: "STANDARD" },
    });
    expect((await graph(sim, "GET", `/${id}?fields=quality_rating`)).json).toEqual({
      quality_rating: "GREEN",
      id,
    });
    expect(
      (await graph(sim, "GET", `/${sim.credentials.businessAccountId}/phone_numbers`)).json.data,
    ).toHaveLength(1);
    await sim.account.spamLimit();
    expect((await graph(sim, "GET", `/${id}?fields=quality_rating`)).json.quality_rating).toBe("RED");
  });

  it("subscribed apps: unsubscribed means no webhooks", async () => {
    const sim = createSimulator();
    const target = recorder(sim);
    await sim.deliverTo(target);
    const path = `/${sim.credentials.businessAccountId}/subscribed_apps`;
    expect((await graph(sim, "GET", path)).json.data).toHaveLength(1);
    expect((await graph(sim, "DELETE", path)).json).toEqual({ success: true });
    await sim.user("+919812345678").sendText("unheard");
    expect((await graph(sim, "GET", path)).json).toEqual({ data: [] });
    await graph(sim, "POST", path, {
      override_callback_uri: "https://other.example/hook",
      verify_token: "x",
    });
    await sim.user("+919812345678").sendText("heard");
    expect(target.messages().map(({ text }) => text.body)).toEqual(["heard"]);
    expect((await graph(sim, "GET", path)).json.data[0].override_callback_uri).toBe(
      "https://other.example/hook",
    );
  });

  it("media: uploaded as multipart, read, downloaded, deleted", async () => {
    const sim = createSimulator();
    const form = new FormData();
    form.set("messaging_product", "whatsapp");
    form.set("type", "image/png");
    form.set("file", new Blob([new Uint8Array([137, 80, 78, 71])], { type: "image/png" }), "a.png");
    const encoded = new Response(form);
    const headers = {
      authorization: `Bearer ${sim.credentials.accessToken}`,
      "content-type": encoded.headers.get("content-type") ?? "",
    };
    const answer = await sim.handle({
      method: "POST",
      url: `https://graph.facebook.com/v26.0/${sim.credentials.phoneNumberId}/media`,
      headers,
      body: new Uint8Array(await encoded.arrayBuffer()),
    });
    const { id } = JSON.parse(String(answer.body)) as { id: string };
    const { json } = await graph(sim, "GET", `/${id}`);
    expect(json).toMatchObject({
      messaging_product: "whatsapp",
      mime_type: "image/png",
      file_size: 4,
      id,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(new URL(json.url).host).toBe("lookaside.fbsbx.com");
    expect((await graph(sim, "DELETE", `/${id}`)).json).toEqual({ success: true });
    expect((await graph(sim, "GET", `/${id}`)).json.error.error_subcode).toBe(33);
  });
});
