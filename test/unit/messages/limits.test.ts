import { describe, expect, it } from "vitest";
import * as messages from "../../../src/messages/index.js";
import { eachLimit, type FoundLimit, limitsIn, put, type Schema } from "../../support/documented-limits.js";
import { LINK, ORDER, ORDER_TOTAL } from "./samples.js";

const { MESSAGE_SCHEMAS } = messages;
type Name = keyof typeof MESSAGE_SCHEMAS;

const media = { link: LINK };
const header = { text: "h", subText: "s" };
const parts = { header, body: "b", footer: "f" };
const reply = { id: "1", title: "t" };
const gateway = (settings: object) => ({
  ...ORDER,
  payment: { type: "payment_gateway", settings: { configurationName: "c", ...settings } },
});

/** One full input for every builder, and others where one cannot have every field. */
const INPUTS: Readonly<Record<Name, readonly unknown[]>> = {
  addressRequestMessage: [
    { ...parts, country: "IN" },
    { header: { document: { ...media, fileName: "a.pdf" } }, body: "b", country: "IN" },
  ],
  audioMessage: [media],
  buttonsMessage: [
    { ...parts, buttons: [reply] },
    { ...parts, header: { document: { ...media, fileName: "a.pdf" } }, buttons: [reply] },
  ],
  callButtonMessage: [{ body: "b", button: "b", ttlMinutes: 1, payload: "p" }],
  callPermissionRequestMessage: [{ body: "b" }],
  carouselMessage: [
    { body: "b", cards: [1, 2].map(() => ({ image: media, body: "c", button: "b", url: LINK })) },
    { body: "b", cards: [1, 2].map(() => ({ image: media, replies: [reply] })) },
  ],
  catalogMessage: [{ body: "b", footer: "f" }],
  contactInfoRequestMessage: [{ body: "b" }],
  contactsMessage: [
    [
      {
        name: {
          formattedName: "A",
          firstName: "A",
          lastName: "A",
          middleName: "A",
          suffix: "A",
          prefix: "A",
        },
        phones: [{ phone: "1", type: "HOME", waId: "1" }],
        emails: [{ email: "a@asha.example", type: "HOME" }],
        urls: [{ url: LINK, type: "HOME" }],
        addresses: [
          { street: "A", city: "A", state: "A", zip: "1", country: "A", countryCode: "IN", type: "HOME" },
        ],
        org: { company: "A", department: "A", title: "A" },
      },
    ],
  ],
  directButtonsMessage: [
    { ...parts, buttons: [reply] },
    { ...parts, header: { document: { ...media, fileName: "a.pdf" } }, buttons: [reply] },
  ],
  directMessage: [{ category: "utility", content: { text: "t" } }],
  documentMessage: [{ ...media, caption: "c", fileName: "a.pdf" }],
  flowMessage: [
    { ...parts, button: "b", flowId: "1", token: "t", screen: "S" },
    { body: "b", header: { document: { ...media, fileName: "a.pdf" } }, button: "b", flowId: "1" },
  ],
  imageMessage: [{ ...media, caption: "c" }],
  listMessage: [
    { ...parts, button: "b", sections: [{ title: "s", rows: [{ ...reply, description: "d" }] }] },
  ],
  locationMessage: [{ latitude: 1, longitude: 1, name: "n", address: "a" }],
  locationRequestMessage: [{ body: "b" }],
  orderMessage: [
    {
      ...ORDER,
      footer: "f",
      tax: { amount: 1, description: "d" },
      discount: { amount: 1, description: "d", programName: "p" },
      expiresAt: 9e12,
      expiresText: "e",
      items: [{ ...ORDER.items[0], countryOfOrigin: "c", importerName: "i" }],
      beneficiaries: [
        {
          name: "n",
          addressLine1: "a",
          addressLine2: "a",
          city: "c",
          state: "s",
          country: "India",
          postalCode: "302001",
        },
      ],
    },
    gateway({ type: "razorpay", razorpay: { receipt: "r", notes: { "*": "n" } } }),
    gateway({ type: "payu", payu: { udf1: "1", udf2: "2", udf3: "3", udf4: "4" } }),
    gateway({ type: "zaakpay", zaakpay: { extra1: "1", extra2: "2" } }),
    gateway({
      type: "billdesk",
      billdesk: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`additionalInfo${String(n)}`, "i"])),
    }),
  ],
  orderStatusMessage: [{ body: "b", footer: "f", referenceId: "A-1", status: "shipped", description: "d" }],
  pinMessage: [{ messageId: "w", days: 1 }],
  productCarouselMessage: [{ body: "b", catalogId: "1", productIds: ["a", "b"] }],
  productListMessage: [{ ...parts, catalogId: "1", sections: [{ title: "s", productIds: ["a"] }] }],
  productMessage: [{ catalogId: "1", productId: "a", body: "b", footer: "f" }],
  reactionMessage: [{ messageId: "w", emoji: "" }],
  stickerMessage: [media],
  textMessage: [{ body: "b" }],
  unpinMessage: [{ messageId: "w" }],
  urlButtonMessage: [
    { ...parts, button: "b", url: LINK },
    { ...parts, header: { document: { ...media, fileName: "a.pdf" } }, button: "b", url: LINK },
  ],
  videoMessage: [{ ...media, caption: "c" }],
};

let counter = 0;
/** Items differ where they must: each gets an id, a title, a product of its own. */
function another(item: unknown): unknown {
  counter++;
  if (typeof item === "string") return `p${String(counter)}`;
  const { id, title, rows, productIds, productId } = item as Readonly<Record<string, unknown>>;
  return {
    ...(item as object),
    ...(id === undefined ? {} : { id: `i${String(counter)}` }),
    ...(title === undefined ? {} : { title: `t${String(counter)}` }),
    ...(productId === undefined ? {} : { productId: `q${String(counter)}` }),
    ...(Array.isArray(rows) ? { rows: rows.map(another) } : {}),
    ...(Array.isArray(productIds) ? { productIds: productIds.map(another) } : {}),
  };
}

function sized(sample: unknown, unit: string, size: number): unknown {
  if (unit === "value") return size;
  if (unit === "items") return Array.from({ length: size }, () => another((sample as unknown[])[0]));
  return "क".repeat(size);
}

const found = Object.entries(MESSAGE_SCHEMAS).flatMap(([name, make]) => {
  const schema = make();
  return [...limitsIn(schema as unknown as Schema)].map((limit) => ({
    ...limit,
    name: name as Name,
    schema,
  }));
});
/** The input that has the field: its samples are tried in turn. */
const sampleFor = (name: Name, { path }: FoundLimit): unknown =>
  INPUTS[name].find((input) => {
    const value = path.reduce<unknown>(
      (inner, step) => (inner as Record<string, unknown> | undefined)?.[step],
      input,
    );
    return value !== undefined;
  });

it("every builder has its schema and its input, and every input is sound", () => {
  const builders = Object.keys(messages).filter((name) => /(?<!template)Message$/.test(name));
  expect(Object.keys(MESSAGE_SCHEMAS).sort()).toEqual(builders.sort());
  for (const [name, inputs] of Object.entries(INPUTS))
    for (const input of inputs)
      expect([name, MESSAGE_SCHEMAS[name as Name]().safeParse(input).error]).toEqual([name, undefined]);
});

describe.each(found)("$name $path", ({ name, schema, ...limit }) => {
  const sample = sampleFor(name, limit);
  if (sample === undefined) {
    it("has an input that goes to its limit", () => {
      expect.fail(`no input of ${name} has ${limit.path.join(".")}: a limit without its pair`);
    });
    return;
  }
  // Cards are of one shape: what is changed on the first is changed on all.
  const alike = {
    ...schema,
    safeParse: (value: { readonly cards: readonly unknown[] }) =>
      schema.safeParse({ ...value, cards: value.cards.map(() => value.cards[0]) }),
  };
  const own = name === "carouselMessage" && limit.path.length > 2 ? alike : schema;
  eachLimit(own, limit, sample, sized);
});

it("the documented limits are there", () => {
  const table = Object.fromEntries(found.map(({ name, path, max }) => [`${name} ${path.join(".")}`, max]));
  expect(table).toMatchObject({
    "textMessage body": 4096,
    "directMessage content.text": 1024,
    "directButtonsMessage body": 1024,
    "directButtonsMessage buttons": 10,
    "directButtonsMessage buttons.0.title": 20,
    "buttonsMessage header.subText": 60,
    "listMessage header.subText": 60,
    "productListMessage header.subText": 60,
    "imageMessage caption": 1024,
    "videoMessage caption": 1024,
    "documentMessage caption": 1024,
    "documentMessage fileName": 240,
    "contactsMessage ": 257,
    "buttonsMessage header.text": 60,
    "buttonsMessage body": 1024,
    "buttonsMessage footer": 60,
    "buttonsMessage buttons": 3,
    "buttonsMessage buttons.0.id": 256,
    "buttonsMessage buttons.0.title": 20,
    "listMessage body": 4096,
    "listMessage button": 20,
    "listMessage sections": 10,
    "listMessage sections.0.title": 24,
    "listMessage sections.0.rows.0.id": 200,
    "listMessage sections.0.rows.0.title": 24,
    "listMessage sections.0.rows.0.description": 72,
    "urlButtonMessage button": 20,
    "flowMessage button": 30,
    "productListMessage sections": 10,
    "productListMessage sections.0.title": 24,
    "callButtonMessage button": 20,
    "callButtonMessage ttlMinutes": 43_200,
    "callButtonMessage payload": 512,
    "carouselMessage cards": 10,
    "carouselMessage cards.0.body": 160,
    "carouselMessage cards.0.button": 20,
    "carouselMessage cards.0.replies": 3,
    "productCarouselMessage productIds": 10,
    "pinMessage days": 30,
    "orderMessage items.0.name": 60,
    "orderMessage tax.description": 60,
    "orderMessage shipping.description": 60,
    "orderMessage discount.programName": 60,
    "orderMessage expiresText": 120,
    "orderMessage beneficiaries.0.name": 200,
    "orderMessage beneficiaries.0.addressLine1": 100,
    "orderMessage payment.settings.configurationName": 60,
    "orderMessage payment.settings.razorpay.receipt": 40,
    "orderMessage payment.settings.razorpay.notes.*": 256,
    "orderMessage payment.settings.payu.udf1": 255,
    "orderMessage payment.settings.zaakpay.extra1": 180,
    "orderMessage payment.settings.billdesk.additionalInfo7": 120,
    "orderStatusMessage description": 120,
  });
});

/** Limits that are no single field's: one under, one over. */
describe("limits over several fields", () => {
  const note = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_unused, n) => [`k${String(n)}`, "v"]));
  const now = 1_000_000;
  it.each<[string, (size: number) => unknown, number]>([
    [
      "rows over all sections",
      (size) =>
        messages.listMessage({
          body: "b",
          button: "b",
          sections: [1, size - 1].map((count, section) => ({
            title: `s${String(section)}`,
            rows: Array.from({ length: count }, () => another(reply) as { id: string; title: string }),
          })),
        }),
      10,
    ],
    [
      "keys of a gateway's notes",
      (size) =>
        messages.orderMessage(
          put(ORDER, ["payment"], {
            type: "payment_gateway",
            settings: { type: "razorpay", configurationName: "c", razorpay: { notes: note(size) } },
          }) as messages.OrderMessageInput,
        ),
      15,
    ],
    [
      "URL of a button",
      (size) => messages.urlButtonMessage({ body: "b", button: "b", url: LINK.padEnd(size, "x") }),
      2000,
    ],
    [
      "links among the buttons of Direct Send",
      (size) =>
        messages.directMessage({
          category: "utility",
          content: {
            buttons: {
              body: "b",
              buttons: Array.from({ length: size }, (_unused, n) => ({ title: `t${String(n)}`, url: LINK })),
            },
          },
        }),
      2,
    ],
    [
      "buttons of Direct Send, replies and links together",
      (size) =>
        messages.directMessage({
          category: "utility",
          content: {
            buttons: {
              body: "b",
              buttons: [
                { title: "Track", url: LINK },
                ...Array.from({ length: size - 1 }, (_unused, n) => ({
                  id: String(n),
                  title: `t${String(n)}`,
                })),
              ],
            },
          },
        }),
      10,
    ],
    [
      "reference of an order's status",
      (size) => messages.orderStatusMessage({ body: "b", referenceId: "a".repeat(size), status: "shipped" }),
      60,
    ],
    [
      "reference of an order without items, in Brazil",
      (size) => messages.orderMessage({ ...ORDER_TOTAL, referenceId: "a".repeat(size) }),
      60,
    ],
    [
      "an order's amount, at least",
      (size) => messages.orderMessage({ ...ORDER_TOTAL, totalAmount: 2 - size }),
      1,
    ],
    [
      "seconds to deliver a utility message",
      (size) => messages.directMessage({ category: "utility", content: { text: "t" }, ttlSeconds: size }),
      43_200,
    ],
    [
      "seconds to deliver a code",
      (size) =>
        messages.directMessage({ category: "authentication", content: { text: "t" }, ttlSeconds: size }),
      900,
    ],
    [
      "seconds to deliver, at least",
      (size) =>
        messages.directMessage({ category: "utility", content: { text: "t" }, ttlSeconds: 60 - size }),
      30,
    ],
    [
      "an order's end, at least 300 seconds ahead",
      (size) => messages.orderMessage({ ...ORDER, expiresAt: now + (600 - size) * 1_000 }, now),
      300,
    ],
  ])("%s: %i", (_name, make, limit) => {
    expect(() => make(limit)).not.toThrow();
    expect(() => make(limit + 1)).toThrow(expect.objectContaining({ code: "INVALID_MESSAGE" }) as Error);
  });
});
