import { type Chat, defineQuestion, type SendReceipt, type Waypost, type WebhookUser } from "waypost";
import { type Language, price, PRODUCTS, productOf } from "./catalogue.js";
import type { Order, Orders } from "./orders.js";
import { newArrival, orderShipped } from "./templates.js";
import { languageOf, TEXTS } from "./texts.js";

/**
 * The shop's bot: greets, shows a list, takes an order, asks for the opt-in and keeps it with its evidence.
 * Nothing here looks at windows, opt-outs or limits: Waypost does.
 */
export function runStorefront(waypost: Waypost, orders: Orders): void {
  waypost
    .router()
    .text(/./su, ({ text, user, chat }) => showList(chat, languageOf(text), user))
    .payload("list:{language}", ({ params, user, chat }) => showList(chat, known(params.language), user))
    .payload("show:{language}:{product}", ({ params, chat }) =>
      offerProduct(chat, known(params.language), params.product),
    )
    .payload("order:{language}:{product}", async ({ params, message, user, chat }) => {
      const language = known(params.language);
      const order = placeOrder(orders, { language, product: params.product, user, messageId: message.id });
      if (order === undefined) return;
      await chat.sendText(TEXTS[language].ordered(order.id, order.product, price(order.rupees)), {
        idempotencyKey: `ordered:${order.id}`,
      });
      await chat.pose(OPT_IN[language]);
    })
    .payload("{other}", ({ chat }) => chat.sendText(TEXTS.en.human));

  // By name, so that the answer is kept also after a restart.
  for (const language of LANGUAGES)
    waypost.onAnswer(OPT_IN[language], async ({ answer, message, user, chat }) => {
      const texts = TEXTS[language];
      const person = user.phone ?? user.userId;
      if (answer.value !== "none" && person !== undefined) {
        await waypost.consent.grant({
          user: person,
          scopes: answer.value === "all" ? ["utility", "marketing"] : ["utility"],
          method: "whatsapp_button",
          evidence: {
            disclosureText: texts.disclosure,
            language,
            messageId: message.id,
            channelsNamed: ["whatsapp"],
          },
          key: `optin:${message.id}`,
        });
      }
      await chat.sendText(texts.thanks(answer.value));
    });
}

const LANGUAGES = ["en", "hi"] as const;
const OPT_IN = { en: optInQuestion("en"), hi: optInQuestion("hi") };

function optInQuestion(language: Language) {
  const texts = TEXTS[language];
  return defineQuestion({
    name: `opt-in-${language}`,
    body: texts.disclosure,
    buttons: [
      { id: "all", title: texts.yesAll },
      { id: "orders", title: texts.yesOrders },
      { id: "none", title: texts.no },
    ],
    // Whoever writes something else wants something else: nobody is asked twice.
    repeats: 0,
  });
}

/** What the ids of our own buttons carry; they come back over the wire. */
function known(language: string): Language {
  return language === "hi" ? "hi" : "en";
}

function placeOrder(
  orders: Orders,
  tap: {
    readonly language: Language;
    readonly product: string;
    readonly user: WebhookUser;
    readonly messageId: string;
  },
): Order | undefined {
  const { language, user, messageId } = tap;
  const product = productOf(tap.product);
  const customer = user.phone?.reveal() ?? user.userId;
  if (product === undefined || customer === undefined) return undefined;
  return orders.place(
    { customer, name: user.name ?? "", language, product: product.name[language], rupees: product.rupees },
    messageId,
  );
}

async function showList(chat: Chat, language: Language, { name = "" }: WebhookUser): Promise<void> {
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
