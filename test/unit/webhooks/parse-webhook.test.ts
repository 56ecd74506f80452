import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { eventEnvelope, eventNames, parseWebhook, type WebhookEvent } from "../../../src/webhooks/index.js";
import { BSUID, CORPUS, delivery, FROM, inbound } from "./corpus.js";

const one = (name: keyof typeof CORPUS): WebhookEvent => {
  const events = parseWebhook(CORPUS[name]);
  expect(events.length).toBe(1);
  return events[0]!;
};

describe("parseWebhook", () => {
  it.each([
    ["text", "message", { message: { type: "text", text: { body: "नमस्ते 🙏" } }, at: 1767603600000 }],
    ["quoted", "message", { message: { context: { messageId: "wamid.q", forwarded: false } } }],
    ["forwarded", "message", { message: { context: { forwarded: true } } }],
    ["fromAd", "message", { message: { referral: { ctwa_clid: "x" } } }],
    ["image", "message", { message: { type: "image", media: { id: "99", caption: "stop" } } }],
    ["video", "message", { message: { type: "video" } }],
    [
      "voice",
      "message",
      { message: { type: "audio", media: { voice: true, mimeType: "audio/ogg; codecs=opus" } } },
    ],
    ["document", "message", { message: { media: { filename: "a.pdf" } } }],
    ["sticker", "message", { message: { media: { animated: false } } }],
    ["location", "message", { message: { location: { latitude: 26.9, longitude: 75.8 } } }],
    ["reaction", "message", { message: { reaction: { messageId: "wamid.x", emoji: "👍" } } }],
    [
      "templateButton",
      "message",
      { message: { type: "button", button: { payload: "OPT_OUT", text: "Stop offers" } } },
    ],
    [
      "buttonReply",
      "message",
      { message: { interactive: { reply: { kind: "button_reply", id: "a", title: "A" } } } },
    ],
    [
      "listReply",
      "message",
      { message: { interactive: { reply: { kind: "list_reply", description: "d" } } } },
    ],
    [
      "flowReply",
      "message",
      { message: { interactive: { reply: { kind: "nfm_reply", content: { response_json: "{}" } } } } },
    ],
    [
      "newReply",
      "message",
      { message: { interactive: { reply: { kind: "payment_method", content: { x: 1 } } } } },
    ],
    ["replyWithoutContent", "message", { message: { type: "other", rawType: "interactive" } }],
    ["order", "message", { message: { type: "order", order: { catalogId: "1", items: [] } } }],
    ["unsupported", "message", { message: { unsupported: { errors: [{ code: 131051 }] } } }],
    ["newType", "message", { message: { type: "other", rawType: "hologram", content: { depth: 3 } } }],
    ["nobody", "unknown", {}],
    ["group", "group_message", { groupId: "Z3JvdXA=" }],
    ["changedNumber", "system_message", { system: { kind: "user_changed_number" } }],
    ["changedNumberOld", "system_message", { system: { kind: "customer_changed_number" } }],
    [
      "sent",
      "status",
      { status: { status: "sent", callbackData: "snd_1", pricing: { category: "utility" }, errors: [] } },
    ],
    ["read", "status", { at: 1767603600000 }],
    [
      "failed",
      "status",
      { status: { errors: [{ code: 131026, title: "Message undeliverable", details: "d", href: "/x" }] } },
    ],
    ["payment", "payment_status", { payment: { status: "captured", referenceId: "r" } }],
    ["accountError", "account_error", { error: { code: 131000 } }],
    ["nativeStop", "user_preferences", { preference: { category: "marketing_messages", value: "stop" } }],
    ["signup", "user_preferences", { preference: { value: "signup", signupId: "s1" } }],
    [
      "templateApproved",
      "template_status",
      { status: "APPROVED", template: { id: "12345678", name: "n", language: "en_US" } },
    ],
    ["templatePaused", "template_status", { status: "PAUSED", title: "FIRST_PAUSE" }],
    ["templateQuality", "template_quality", { newQuality: "RED", previousQuality: "GREEN" }],
    ["categoryDone", "template_category", { newCategory: "MARKETING", previousCategory: "UTILITY" }],
    ["categoryAnnounced", "template_category", { newCategory: "UTILITY", correctCategory: "MARKETING" }],
    ["newField", "unknown", { field: "consumer_profile" }],
  ])("%s is a %s", (name, type, shape) => {
    expect(one(name)).toMatchObject({ type, ...shape });
  });

  it("a reaction taken back has no emoji", () => {
    const event = one("reactionRemoved");
    expect(
      event.type === "message" && event.message.type === "reaction" && event.message.reaction.emoji,
    ).toBeUndefined();
  });

  it("the person is found by id and number, never by position", () => {
    const contacts = [
      { wa_id: "1555", profile: { name: "Other" } },
      { wa_id: FROM, user_id: BSUID, profile: { name: "Ravi" } },
    ];
    const [event] = parseWebhook(inbound({ type: "text", text: { body: "x" } }, contacts));
    expect(event?.type === "message" && [event.user.name, event.user.userId, [...event.user.keys]]).toEqual([
      "Ravi",
      BSUID,
      [FROM, BSUID],
    ]);
  });

  it.each(["userIdOnly", "emptyNumber"])("%s: a person without a number is a person", (name) => {
    const event = one(name);
    expect(event.type === "message" && [event.user.phone, [...event.user.keys]]).toEqual([
      undefined,
      [BSUID],
    ]);
  });

  it("reads every entry, change and item, in order", () => {
    const entries = [CORPUS.text, CORPUS.failed].flatMap((body) => body?.entry as unknown[]);
    const [first] = (CORPUS.sent?.entry ?? []) as { changes: unknown[] }[];
    const body = {
      object: "whatsapp_business_account",
      entry: [...entries, { id: "1", changes: [...(first?.changes ?? []), { field: "x", value: 1 }] }],
    };
    expect(parseWebhook(body).map(({ type }) => type)).toEqual(["message", "status", "status", "unknown"]);
  });

  it.each([
    null,
    undefined,
    1,
    "x",
    [],
    {},
    { object: "page", entry: [] },
    { object: "whatsapp_business_account" },
  ])("%j gives no events", (body) => {
    expect(parseWebhook(body)).toEqual([]);
  });

  it.each(Object.keys(CORPUS))("%s: stored and read again it is exactly the same event", (name) => {
    const event = one(name);
    const [again] = parseWebhook(JSON.parse(eventEnvelope(event)));
    expect(again).toEqual(event);
    expect([again?.key, again?.lane, again?.raw]).toEqual([event.key, event.lane, event.raw]);
  });

  it.each(Object.keys(CORPUS).filter((name) => name !== "newField"))(
    "%s printed shows no whole number",
    (name) => {
      const event = one(name);
      expect(inspect(event, { depth: 9 }) + JSON.stringify(event)).not.toMatch(/9812345678/);
    },
  );

  it("names are the most specific first", () => {
    expect(eventNames(one("text"))).toEqual(["message.text", "message"]);
    expect(eventNames(one("failed"))).toEqual(["status.failed", "status"]);
    expect(eventNames(one("templatePaused"))).toEqual(["template.status", "template"]);
  });

  it("keys tell apart what differs and hold together what is the same", () => {
    const keys = Object.values(CORPUS).flatMap((body) => parseWebhook(body).map(({ key }) => key));
    // The template changes differ in time, the statuses in state; payment and account errors in content.
    expect(new Set(keys).size).toBe(keys.length);
    expect(parseWebhook(CORPUS.text)[0]?.key).toBe(parseWebhook(structuredClone(CORPUS.text))[0]?.key);
    expect(parseWebhook(delivery("x", { a: 1, b: 2 }))[0]?.key).toBe(
      parseWebhook(delivery("x", { b: 2, a: 1 }))[0]?.key,
    );
  });
});
