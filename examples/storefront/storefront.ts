import type { Chat, SendReceipt, Waypost, WebhookUser } from "waypost";
import { type Language, price, PRODUCTS, productOf } from "./catalogue.js";
import type { Order, Orders } from "./orders.js";
import { newArrival, orderShipped } from "./templates.js";
import { languageOf, TEXTS } from "./texts.js";

/**
 * The shop's bot: greets, shows a list, takes an order, asks for the opt-in and keeps it with its evidence.
 * Nothing here looks at windows, opt-outs or limits: Waypost does.
 */
export function runStorefront(waypost: Waypost, orders: Orders): void {
  waypost.on("message.text", async ({ message, user, chat }) => {
    const language = languageOf(message.text.body);
    await showList(chat, language, user.name ?? "");
  });

  waypost.on("message.interactive", async ({ message, user, chat }) => {
    const [action = "", language = "en", value = ""] = (message.interactive.reply.id ?? "").split(":");
    await answer({
      action,
      language: language === "hi" ? "hi" : "en",
      value,
      messageId: message.id,
      user,
      chat,
    });
  });

  async function answer(tap: Tap): Promise<void> {
    const { action, language, value, chat, user } = tap;
    const texts = TEXTS[language];
    switch (action) {
      case "show":
        return offerProduct(chat, language, value);
      case "list":
        return showList(chat, language, user.name ?? "");
      case "order":
        return takeOrder(tap);
      case "optin":
        return keepConsent(tap);
      default:
        await chat.sendText(texts.human);
    }
  }

  async function takeOrder({ language, value, messageId, user, chat }: Tap): Promise<void> {
    const product = productOf(value);
    const customer = user.phone?.reveal() ?? user.userId;
    if (product === undefined || customer === undefined) return;
    const name = user.name ?? "";
    const order = orders.place(
      { customer, name, language, product: product.name[language], rupees: product.rupees },
      messageId,
    );
    const texts = TEXTS[language];
    await chat.sendText(texts.ordered(order.id, order.product, price(order.rupees)), {
      idempotencyKey: `ordered:${order.id}`,
    });
    await chat.sendButtons(
      {
        body: texts.disclosure,
        buttons: [
          { id: `optin:${language}:all`, title: texts.yesAll },
          { id: `optin:${language}:orders`, title: texts.yesOrders },
          { id: `optin:${language}:none`, title: texts.no },
        ],
      },
      { idempotencyKey: `disclosure:${order.id}` },
    );
  }

  async function keepConsent({ language, value, messageId, user, chat }: Tap): Promise<void> {
    const texts = TEXTS[language];
    const choice = value === "all" || value === "orders" ? value : "none";
    const person = user.phone ?? user.userId;
    if (choice !== "none" && person !== undefined) {
      await waypost.consent.grant({
        user: person,
        scopes: choice === "all" ? ["utility", "marketing"] : ["utility"],
        method: "whatsapp_button",
        evidence: { disclosureText: texts.disclosure, language, messageId, channelsNamed: ["whatsapp"] },
        key: `optin:${messageId}`,
      });
    }
    await chat.sendText(texts.thanks(choice));
  }
}

interface Tap {
  readonly action: string;
  readonly language: Language;
  readonly value: string;
  readonly messageId: string;
  readonly user: WebhookUser;
  readonly chat: Chat;
}

async function showList(chat: Chat, language: Language, name: string): Promise<void> {
  const texts = TEXTS[language];
  await chat.sendList({
    body: texts.greeting(name),
    button: texts.openList,
    sections: [
      {
        title: texts.listTitle,
        rows: PRODUCTS.map((product) => ({
          id: `show:${language}:${product.id}`,
          title: product.name[language],
          description: `${price(product.rupees)} · ${product.description[language]}`,
        })),
      },
    ],
  });
}

async function offerProduct(chat: Chat, language: Language, id: string): Promise<void> {
  const product = productOf(id);
  if (product === undefined) return;
  const texts = TEXTS[language];
  await chat.sendButtons({
    body: texts.offer(product.name[language], price(product.rupees)),
    buttons: [
      { id: `order:${language}:${product.id}`, title: texts.order },
      { id: `list:${language}`, title: texts.back },
    ],
  });
}

/** The courier took the parcel. The same event twice is one message: the cause is the key. */
export async function announceShipment(
  waypost: Waypost,
  order: Order,
  shipment: { readonly id: string; readonly at: number; readonly arrives: string },
): Promise<SendReceipt> {
  return waypost.messages.sendTemplate({
    to: order.customer,
    template: orderShipped[order.language],
    params: { name: order.name, order: order.id, date: shipment.arrives, amount: price(order.rupees) },
    cause: { kind: "shipment", ref: shipment.id, at: shipment.at, step: "shipped" },
  });
}

/** Something new came in: tells one person who asked to hear of it. Their own opt-in is the cause. */
export async function announceArrival(
  waypost: Waypost,
  order: Order,
  arrival: { readonly id: string; readonly product: string; readonly rupees: number; readonly at: number },
): Promise<SendReceipt> {
  const consent = (await waypost.consent.get(order.customer)).state("marketing");
  return waypost.messages.sendTemplate({
    to: order.customer,
    template: newArrival[order.language],
    params: { name: order.name, product: arrival.product, amount: price(arrival.rupees) },
    cause: { kind: "subscription", ref: consent.eventId ?? "none", at: arrival.at, step: arrival.id },
  });
}
