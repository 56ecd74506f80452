import { describe, expect, it } from "vitest";
import { silentLogger, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";
import {
  bindTemplate,
  compareWithRecord,
  createTemplateRegistry,
  defineTemplate,
  isTemplate,
  parseTemplateRecord,
  renderTemplate,
  toCreateRequest,
} from "../../../src/templates/index.js";

const named = defineTemplate({
  name: "order",
  language: "en",
  category: "utility",
  header: { text: "Order {{order}}" },
  body: "Hi {{name}}, your order {{order}} is on its way to you.",
  footer: "Asha Stores",
  buttons: [
    { type: "quick_reply", text: "Thanks", payload: "THANKS" },
    { type: "url", text: "Follow", url: "https://asha.example/t/{{parcel}}" },
    { type: "phone_number", text: "Call", phoneNumber: "+911415550100" },
  ],
  examples: { name: "Ravi", order: "A-1", parcel: "p1" },
});
const values = { name: "Ravi", order: "A-1", parcel: "p1" };

describe("binding", () => {
  it("puts named values where Meta wants them, button index as text", () => {
    expect(bindTemplate(named, values)).toEqual({
      ok: true,
      components: [
        { type: "header", parameters: [{ type: "text", parameter_name: "order", text: "A-1" }] },
        {
          type: "body",
          parameters: [
            { type: "text", parameter_name: "name", text: "Ravi" },
            { type: "text", parameter_name: "order", text: "A-1" },
          ],
        },
        {
          type: "button",
          sub_type: "quick_reply",
          index: "0",
          parameters: [{ type: "payload", payload: "THANKS" }],
        },
        { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "p1" }] },
      ],
    });
  });
  it("positional values stand in the order of their numbers", () => {
    const template = defineTemplate({
      name: "p",
      language: "en",
      category: "utility",
      body: "Order {{2}} for {{1}} is on its way.",
      examples: { 1: "a", 2: "b" },
    });
    const bound = bindTemplate(template, { 1: "Ravi", 2: "A-1" });
    expect(bound.ok && bound.components[0]?.parameters).toEqual([
      { type: "text", text: "Ravi" },
      { type: "text", text: "A-1" },
    ]);
  });
  it("a code stands in the body and in the button", () => {
    const otp = defineTemplate({ name: "otp", language: "en", category: "authentication" });
    const bound = bindTemplate(otp, { code: "123456" });
    expect(bound.ok && bound.components.map(({ type, sub_type }) => [type, sub_type])).toEqual([
      ["body", undefined],
      ["button", "url"],
    ]);
    for (const code of ["", "12 34", "1234567890123456", "https://x", 123456])
      expect(bindTemplate(otp, { code }).ok).toBe(false);
  });
  it("media headers and coupons are bound and checked", () => {
    const template = defineTemplate({
      name: "m",
      language: "en",
      category: "marketing",
      header: { format: "image" },
      body: "New from our workshop.",
      buttons: [{ type: "copy_code", example: "SAVE" }],
    });
    const bound = bindTemplate(template, {
      header: { link: "https://a.example/x.jpg" },
      couponCode: "NEW10",
    });
    expect(bound.ok && bound.components).toEqual([
      { type: "header", parameters: [{ type: "image", image: { link: "https://a.example/x.jpg" } }] },
      {
        type: "button",
        sub_type: "copy_code",
        index: "0",
        parameters: [{ type: "coupon_code", coupon_code: "NEW10" }],
      },
    ]);
    expect(bindTemplate(template, { header: {}, couponCode: "no spaces" })).toMatchObject({
      ok: false,
      problems: [{ field: "params.header" }, { field: "params.couponCode" }],
    });
  });
  it("names fields and limits, never values", () => {
    const bound = bindTemplate(named, { ...values, name: "secret\nvalue" });
    expect(JSON.stringify(bound)).toMatch(/params\.name/);
    expect(JSON.stringify(bound)).not.toContain("secret");
  });
});

describe("rendering and submitting", () => {
  it("renders what the person will see", () => {
    expect(renderTemplate(named, values)).toEqual({
      header: "Order A-1",
      body: "Hi Ravi, your order A-1 is on its way to you.",
      footer: "Asha Stores",
      buttons: [
        { kind: "reply", title: "Thanks", id: "THANKS" },
        { kind: "url", title: "Follow", target: "https://asha.example/t/p1" },
        { kind: "phone_number", title: "Call", target: "+911415550100" },
      ],
      text: "Order A-1\nHi Ravi, your order A-1 is on its way to you.\nAsha Stores",
    });
    expect(named.render(values)).toEqual(renderTemplate(named, values));
  });
  it("the create request carries a sample for every variable", () => {
    expect(toCreateRequest(named)).toEqual({
      name: "order",
      language: "en",
      category: "UTILITY",
      parameter_format: "NAMED",
      components: [
        {
          type: "HEADER",
          format: "TEXT",
          text: "Order {{order}}",
          example: { header_text_named_params: [{ param_name: "order", example: "A-1" }] },
        },
        {
          type: "BODY",
          text: "Hi {{name}}, your order {{order}} is on its way to you.",
          example: {
            body_text_named_params: [
              { param_name: "name", example: "Ravi" },
              { param_name: "order", example: "A-1" },
            ],
          },
        },
        { type: "FOOTER", text: "Asha Stores" },
        {
          type: "BUTTONS",
          buttons: [
            { type: "QUICK_REPLY", text: "Thanks" },
            {
              type: "URL",
              text: "Follow",
              url: "https://asha.example/t/{{1}}",
              example: ["https://asha.example/t/p1"],
            },
            { type: "PHONE_NUMBER", text: "Call", phone_number: "+911415550100" },
          ],
        },
      ],
    });
  });
  it("is frozen and recognised; a copy of it is not", () => {
    expect(Object.isFrozen(named.buttons)).toBe(true);
    expect([isTemplate(named), isTemplate({ ...named }), isTemplate(null)]).toEqual([true, false, false]);
  });
});

describe("code against account", () => {
  const record = (components: readonly unknown[]) =>
    parseTemplateRecord({ ...toCreateRequest(named), components }, "9", 1)!;
  const held = toCreateRequest(named).components;
  it("the account's own reading of the same template does not differ", () => {
    const asRead = held.map((component) => ({ ...component, example: undefined }));
    asRead[3] = {
      type: "BUTTONS",
      buttons: (held[3]?.buttons as { url?: string }[]).map((button) =>
        button.url === undefined ? button : { ...button, url: "https://asha.example/t/{{1}}" },
      ),
    } as never;
    expect(compareWithRecord(named, record([...asRead].reverse()))).toEqual([]);
  });
  it.each([
    ["another body", 1, { type: "BODY", text: "Hi {{name}}, order {{order}} left." }, "body"],
    ["another footer", 2, { type: "FOOTER", text: "Asha" }, "footer"],
    ["a media header", 0, { type: "HEADER", format: "IMAGE" }, "header"],
    ["fewer buttons", 3, { type: "BUTTONS", buttons: [] }, "buttons"],
  ])("%s differs", (_name, index, component, field) => {
    expect(
      compareWithRecord(named, record(held.map((own, at) => (at === index ? component : own)))).map(
        (mismatch) => mismatch.field,
      ),
    ).toEqual([field]);
  });
  it("a component more or less differs", () => {
    expect(compareWithRecord(named, record(held.slice(0, 2))).length).toBe(2);
  });
});

describe("the registry", () => {
  const setup = (listing: unknown[]) => {
    const clock = virtualClock();
    const asked: string[] = [];
    let fails = false;
    const registry = createTemplateRegistry({
      store: memoryStore().templates,
      businessAccountId: "9",
      clock,
      logger: silentLogger,
      load: async function* (name) {
        asked.push(name);
        await Promise.resolve();
        if (fails) throw new TypeError("no network");
        yield* listing;
      },
    });
    return { clock, asked, registry, fail: (value: boolean) => (fails = value), listing };
  };
  const json = (more = {}) => ({ ...toCreateRequest(named), id: "1", status: "APPROVED", ...more });

  it("asks Graph once for many, and again after a day", async () => {
    const { registry, asked, clock } = setup([json()]);
    const found = await Promise.all(Array.from({ length: 10 }, () => registry.current("order", "en")));
    expect(found.every((record) => record?.status === "APPROVED")).toBe(true);
    await registry.current("order", "en");
    expect(asked).toEqual(["order"]);
    await clock.advance(25 * 3_600_000);
    await registry.current("order", "en");
    expect(asked.length).toBe(2);
  });
  it("an unknown template is asked for again after a minute, not before", async () => {
    const { registry, asked, clock, listing } = setup([]);
    expect(await registry.current("order", "en")).toBeUndefined();
    expect(await registry.current("order", "en")).toBeUndefined();
    expect(asked.length).toBe(1);
    listing.push(json());
    await clock.advance(61_000);
    expect((await registry.current("order", "en"))?.id).toBe("1");
  });
  it("facts act at once, late ones do not", async () => {
    const { registry, clock } = setup([json()]);
    await registry.current("order", "en");
    const fact = { businessAccountId: "9", name: "order", language: "en" };
    await registry.apply({ ...fact, status: "PAUSED", at: clock.now() + 10_000 });
    await registry.apply({ ...fact, status: "APPROVED", at: clock.now() + 5_000 });
    expect((await registry.current("order", "en"))?.status).toBe("PAUSED");
    await registry.apply({ ...fact, category: "marketing", quality: "RED", at: clock.now() + 20_000 });
    expect(await registry.current("order", "en")).toMatchObject({
      status: "PAUSED",
      category: "marketing",
      quality: "RED",
    });
  });
  it("a fact told in whole seconds counts in the second in which Graph was read", async () => {
    const { registry, clock } = setup([json()]);
    await clock.advance(900);
    await registry.current("order", "en");
    const second = Math.floor(clock.now() / 1_000) * 1_000;
    await registry.apply({
      businessAccountId: "9",
      name: "order",
      language: "en",
      status: "PAUSED",
      at: second,
    });
    expect((await registry.current("order", "en"))?.status).toBe("PAUSED");
  });
  it("an error of ours while asking is not hidden when nothing is stored", async () => {
    const { registry, fail } = setup([]);
    fail(true);
    await expect(registry.current("order", "en")).rejects.toThrow("no network");
  });
});
