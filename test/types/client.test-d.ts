import { describe, expectTypeOf, it } from "vitest";
import {
  type Chat,
  type Decision,
  defineTemplate,
  type HoldCode,
  memoryStore,
  type ParamsOf,
  type RefuseCode,
  RefusedError,
  Waypost,
  type WaypostOptions,
} from "waypost";

declare const waypost: Waypost;

const orderShipped = defineTemplate({
  name: "order_shipped",
  language: "en",
  category: "utility",
  header: { text: "About order {{order}}" },
  body: "Hi {{name}}, your order {{order}} left our shop today and reaches you by {{date}} at the latest.",
  buttons: [{ type: "url", text: "Follow it", url: "https://asha.example/track/{{parcel}}" }],
  examples: { name: "Asha", order: "A-1001", date: "Friday", parcel: "p1" },
});
const cause = { kind: "shipment", ref: "A-1001", at: 0 } as const;
const params = { name: "Ravi", order: "A-1001", date: "Friday", parcel: "p1" };
const to = "+919812345678";

describe("sendTemplate", () => {
  it("takes exactly the variables of the template's texts", () => {
    expectTypeOf<ParamsOf<typeof orderShipped>>().toEqualTypeOf<{
      readonly name: string;
      readonly order: string;
      readonly date: string;
      readonly parcel: string;
    }>();
    void waypost.messages.sendTemplate({ to, template: orderShipped, params, cause });
  });
  it("does not compile for a list of recipients", () => {
    // @ts-expect-error one person per call
    void waypost.messages.sendTemplate({ to: [to], template: orderShipped, params, cause });
    // @ts-expect-error nor a set
    void waypost.messages.sendTemplate({ to: new Set([to]), template: orderShipped, params, cause });
  });
  it("does not compile without a cause", () => {
    // @ts-expect-error the cause is missing
    void waypost.messages.sendTemplate({ to, template: orderShipped, params });
  });
  it("does not compile with a parameter missing, extra or of another type", () => {
    void waypost.messages.sendTemplate({
      to,
      template: orderShipped,
      // @ts-expect-error parcel is missing
      params: { name: "Ravi", order: "A", date: "Friday" },
      cause,
    });
    void waypost.messages.sendTemplate({
      to,
      template: orderShipped,
      // @ts-expect-error no such variable
      params: { ...params, colour: "blue" },
      cause,
    });
    void waypost.messages.sendTemplate({
      to,
      template: orderShipped,
      // @ts-expect-error a number is no text
      params: { ...params, order: 7 },
      cause,
    });
    // @ts-expect-error params is missing
    void waypost.messages.sendTemplate({ to, template: orderShipped, cause });
  });
  it("takes no params for a template without variables", () => {
    const plain = defineTemplate({
      name: "closed",
      language: "en",
      category: "utility",
      body: "Our shop is closed today.",
    });
    void waypost.messages.sendTemplate({ to, template: plain, cause });
    // @ts-expect-error there is nothing to fill in
    void waypost.messages.sendTemplate({ to, template: plain, params: { name: "x" }, cause });
  });
  it("positional variables are named by their digits", () => {
    const _positional = defineTemplate({
      name: "p",
      language: "en",
      category: "utility",
      body: "Hello {{1}}, order {{2}} is on its way to you.",
      examples: { 1: "a", 2: "b" },
    });
    expectTypeOf<keyof ParamsOf<typeof _positional>>().toEqualTypeOf<"1" | "2">();
  });
  it("media headers, coupons and codes have their own parameters", () => {
    const media = defineTemplate({
      name: "m",
      language: "en",
      category: "marketing",
      header: { format: "image" },
      body: "Hello {{name}} from all of us.",
      buttons: [{ type: "copy_code", example: "SAVE" }],
      examples: { name: "x" },
    });
    void waypost.messages.sendTemplate({
      to,
      template: media,
      params: { name: "x", header: { link: "https://a.example/x.jpg" }, couponCode: "C1" },
      cause,
    });
    void waypost.messages.sendTemplate({
      to,
      template: media,
      // @ts-expect-error the image is missing
      params: { name: "x", couponCode: "C1" },
      cause,
    });
    void waypost.messages.sendTemplate({
      to,
      template: media,
      // @ts-expect-error link or id, not both
      params: { name: "x", header: { link: "l", id: "i" }, couponCode: "C1" },
      cause,
    });
    const _code = defineTemplate({ name: "otp", language: "en", category: "authentication" });
    expectTypeOf<ParamsOf<typeof _code>>().toEqualTypeOf<{ readonly code: string }>();
  });
  it("wants a cause of a known kind", () => {
    void waypost.messages.sendTemplate({
      to,
      template: orderShipped,
      params,
      // @ts-expect-error no such kind
      cause: { kind: "sale", ref: "x", at: 0 },
    });
  });
});

describe("new Waypost", () => {
  it("does not compile without a store", () => {
    const business = { name: "x", escalation: { kind: "phone", value: "1" } } as const;
    const rest = {
      accessToken: "t",
      phoneNumberId: "1",
      businessAccountId: "2",
      appSecret: "s",
      verifyToken: "v",
      business,
    };
    new Waypost({ ...rest, store: memoryStore() });
    // @ts-expect-error consent must be kept somewhere
    new Waypost(rest);
  });
});

describe("no way round the layers", () => {
  it("has no primitive that sends one thing to many, and no free form outside a chat", () => {
    expectTypeOf<keyof Waypost["messages"]>().toEqualTypeOf<"sendTemplate" | "sendDirect" | "check">();
    // @ts-expect-error free form lives on a Chat
    void waypost.messages.sendText({ to, body: "x" });
    // @ts-expect-error there is no such thing
    void waypost.messages.sendAll([]);
  });
});

describe("orders and buttons", () => {
  const chat = waypost as unknown as Chat;
  const order = { body: "b", referenceId: "A-1", goods: "digital-goods" } as const;
  const pix = {
    type: "pix_dynamic_code",
    settings: { code: "c", merchantName: "m", key: "k", keyType: "CPF" },
  } as const;
  it("only Brazil takes an order without items, and then with its amount", () => {
    const upi = { type: "upi_intent_link", settings: { link: "upi://pay?pa=a" } } as const;
    void chat.sendOrder({ ...order, currency: "BRL", payment: pix, totalAmount: 1 });
    // @ts-expect-error items and tax, or the amount
    void chat.sendOrder({ ...order, currency: "BRL", payment: pix });
    // @ts-expect-error India wants the items
    void chat.sendOrder({ ...order, currency: "INR", payment: upi, totalAmount: 1 });
  });
  it("links stand beside replies in Direct Send, not in a chat", () => {
    const buttons = [
      { id: "y", title: "Yes" },
      { title: "Track", url: "https://a.example" },
    ];
    const cause = { kind: "shipment", ref: "A-1", at: 0 } as const;
    void waypost.messages.sendDirect({
      to,
      category: "utility",
      content: { buttons: { body: "b", buttons } },
      cause,
    });
    // @ts-expect-error a chat has replies only
    void chat.sendButtons({ body: "b", buttons });
  });
});

describe("handlers and errors", () => {
  it("handlers are typed by name", () => {
    waypost.on("message.text", ({ message, chat }) => {
      expectTypeOf(message.text.body).toEqualTypeOf<string>();
      void chat.sendText(message.text.body);
    });
    waypost.on("message.interactive", ({ message }) => {
      expectTypeOf(message.interactive.reply.id).toEqualTypeOf<string | undefined>();
      // @ts-expect-error a tap has no text
      void message.text;
    });
    waypost.on("status.failed", ({ status, chat }) => {
      expectTypeOf(status.errors[0]?.code).toEqualTypeOf<number | undefined>();
      // @ts-expect-error a status may have no chat
      void chat.sendText("x");
    });
    // @ts-expect-error no such event
    waypost.on("message.telepathy", () => undefined);
  });
  it("what an import or an export gives is nothing to send to", async () => {
    const report = await waypost.consent.import("", {
      format: "csv",
      batch: {
        id: "b",
        source: "s",
        collectedFrom: "2026-01-01",
        collectedTo: "2026-01-02",
        attestedBy: "m",
      },
    });
    // @ts-expect-error a report names nobody
    void waypost.messages.sendTemplate({ to: report, template: orderShipped, params, cause });
    const lines = waypost.consent.export({ what: "state", format: "csv" });
    // @ts-expect-error an export is lines of text, not a person
    void waypost.messages.sendTemplate({ to: lines, template: orderShipped, params, cause });
    // @ts-expect-error neither opens a chat
    void waypost.chats.open(lines);
    // @ts-expect-error rows that went wrong are lines and fields, without who they were about
    void report.errors[0]?.user;
    expectTypeOf(report.stored).toEqualTypeOf<number>();
  });
  it("one recipient, consent and opt-outs have no switch", () => {
    const policy: NonNullable<WaypostOptions["policy"]> = {
      preset: "strict",
      loosen: [{ setting: "reach.share", value: 0.9, by: "Asha Rao", at: 0, reason: "room for one more" }],
    };
    void policy;
    // @ts-expect-error nobody is written to without consent
    const consent: typeof policy = { consent: false };
    // @ts-expect-error an opt-out is an opt-out
    const optOuts: typeof policy = { honourOptOuts: false };
    // @ts-expect-error one call, one person
    const several: typeof policy = { tighten: { "recipients.perCall": 2 } };
    // @ts-expect-error a code answers one person's request
    const codes: typeof policy = { tighten: { "causeFanout.authentication": 2 } };
    // @ts-expect-error what is loosened says by whom, when and why
    const silent: typeof policy = { loosen: [{ setting: "reach.share", value: 0.9 }] };
    void [consent, optOuts, several, codes, silent];
  });
  it("each setting of the policy takes its own values", () => {
    type Policy = NonNullable<WaypostOptions["policy"]>;
    const why = { by: "Asha Rao", at: 0, reason: "our shop is open on Sundays" };
    const policy: Policy = {
      tighten: { "content.promotion": "refuse", "caps.utility24h": 5 },
      loosen: [
        { ...why, setting: "quietHours.allowSunday", value: true },
        { ...why, setting: "content.cardNumbers", value: "warn" },
        { ...why, setting: "reach.share", value: 0.9 },
      ],
      holidays: { IN: ["2027-01-26"] },
      vertical: { kind: "alcohol", countries: ["IN"] },
    };
    void policy;
    // @ts-expect-error no such word
    const word: Policy = { tighten: { "content.promotion": "block" } };
    // @ts-expect-error a threshold is a number
    const threshold: Policy = { tighten: { "caps.utility24h": "refuse" } };
    // @ts-expect-error a switch is no number
    const number: Policy = { loosen: [{ ...why, setting: "quietHours.enabled", value: 0 }] };
    // @ts-expect-error a value of another setting
    const other: Policy = { loosen: [{ ...why, setting: "quietHours.allowSunday", value: "warn" }] };
    // @ts-expect-error whole card numbers are never left alone
    const cards: Policy = { loosen: [{ ...why, setting: "content.cardNumbers", value: "ignore" }] };
    // @ts-expect-error what is loosened says by whom, when and why
    const silent: Policy = { loosen: [{ setting: "quietHours.allowSunday", value: true }] };
    // @ts-expect-error not on WhatsApp, in no country
    const trade: Policy = { vertical: { kind: "tobacco", countries: ["IN"] } };
    void [word, threshold, number, other, cards, silent, trade];
  });
  it("codes narrow", () => {
    const error: unknown = undefined;
    if (RefusedError.is(error)) expectTypeOf(error.code).toEqualTypeOf<RefuseCode>();
    const decision = {} as Decision;
    if (decision.action === "hold") expectTypeOf(decision.code).toEqualTypeOf<HoldCode>();
    // @ts-expect-error an allowed send has no code
    if (decision.action === "allow") void decision.code;
  });
});
