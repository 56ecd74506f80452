import { describe, expect, it } from "vitest";
import { ValidationError } from "../../../src/core/index.js";
import { bindTemplate, defineTemplate, type TemplateInput } from "../../../src/templates/index.js";

const shop = {
  name: "order_shipped",
  language: "en",
  category: "utility",
  body: "Hello, your order is on its way to you.",
} as const;
const offer = {
  ...shop,
  category: "marketing",
  header: { format: "image", example: "4:handle" },
  limitedTimeOffer: { text: "Ends soon", expires: true },
  buttons: [
    { type: "copy_code", example: "ASHA10" },
    { type: "url", text: "Shop", url: "https://asha.example" },
  ],
} as const;
const code = { name: "code", language: "en", category: "authentication" } as const;
const app = { packageName: "com.asha.shop", signatureHash: "K8a/AINcGX7" };
const card = (more: object = {}) => ({
  header: { format: "image", example: "4:handle" },
  buttons: [{ type: "quick_reply", text: "Yes" }],
  ...more,
});
const marketing = { ...shop, category: "marketing" } as const;
const product = () => ({ header: { format: "product" }, buttons: [{ type: "spm" }] });

const many = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));
const words = (length: number): string => "your order is on its way ".repeat(60).slice(0, length - 1) + "x";
const button = (button: object) => ({ ...shop, buttons: [button] });
const otp = (more: object) => ({ ...code, otp: { type: "one_tap", apps: [app], ...more } });

/** What Meta takes of a template: its definition with `n` of it, the most and, where there is one, the least. */
const DEFINITIONS: readonly [what: string, of: (n: number) => object, most: number, least?: number][] = [
  ["name", (n) => ({ ...shop, name: "a".repeat(n) }), 512, 1],
  ["header", (n) => ({ ...shop, header: { text: "a".repeat(n) } }), 60, 1],
  [
    "variables of a header",
    (n) => ({
      ...shop,
      header: { text: `On ${many(n, (i) => `{{v${"abc"[i] ?? ""}}}`).join(" and ")} now` },
      examples: Object.fromEntries(many(n, (i) => [`v${"abc"[i] ?? ""}`, "x"])),
    }),
    1,
  ],
  ["body", (n) => ({ ...shop, body: words(n) }), 1_024],
  ["body beside an offer", (n) => ({ ...offer, body: words(n) }), 600],
  ["footer", (n) => ({ ...shop, footer: "a".repeat(n) }), 60, 1],
  [
    "buttons",
    (n) => ({ ...shop, buttons: many(n, (i) => ({ type: "quick_reply", text: `Yes ${String(i)}` })) }),
    10,
    1,
  ],
  [
    "URL buttons",
    (n) => ({
      ...shop,
      buttons: many(n, (i) => ({ type: "url", text: `See ${String(i)}`, url: "https://asha.example" })),
    }),
    2,
  ],
  [
    "phone buttons",
    (n) => ({
      ...shop,
      buttons: many(n, (i) => ({
        type: "phone_number",
        text: `Call ${String(i)}`,
        phoneNumber: "+911415550100",
      })),
    }),
    1,
  ],
  [
    "Flow buttons",
    (n) => ({ ...shop, buttons: many(n, (i) => ({ type: "flow", text: `Book ${String(i)}`, flowId: "1" })) }),
    1,
  ],
  ["label of a reply", (n) => button({ type: "quick_reply", text: "a".repeat(n) }), 25, 1],
  ["label of a URL", (n) => button({ type: "url", text: "a".repeat(n), url: "https://asha.example" }), 25, 1],
  ["label of a Flow", (n) => button({ type: "flow", text: "a".repeat(n), flowId: "1" }), 25, 1],
  ["label of a call", (n) => button({ type: "voice_call", text: "a".repeat(n) }), 20, 1],
  ["payload", (n) => button({ type: "quick_reply", text: "Yes", payload: "a".repeat(n) }), 128, 1],
  ["URL", (n) => button({ type: "url", text: "See", url: "https://asha.example/".padEnd(n, "x") }), 2_000],
  ["phone number", (n) => button({ type: "phone_number", text: "Call", phoneNumber: "1".repeat(n) }), 20, 1],
  ["coupon", (n) => ({ ...marketing, buttons: [{ type: "copy_code", example: "A".repeat(n) }] }), 15, 1],
  [
    "text of an offer",
    (n) => ({ ...offer, limitedTimeOffer: { text: "a".repeat(n), expires: true } }),
    16,
    1,
  ],
  ["cards", (n) => ({ ...marketing, cards: many(n, () => card()) }), 10, 2],
  ["body of a card", (n) => ({ ...marketing, cards: many(2, () => card({ body: words(n) })) }), 160],
  [
    "buttons of a card",
    (n) => ({
      ...marketing,
      cards: many(2, () =>
        card({ buttons: many(n, (i) => ({ type: "quick_reply", text: `Yes ${String(i)}` })) }),
      ),
    }),
    2,
    1,
  ],
  ["minutes of a code", (n) => ({ ...code, codeExpirationMinutes: n }), 90, 1],
  ["apps", (n) => otp({ apps: many(n, () => app) }), 5, 1],
  ["package", (n) => otp({ apps: [{ ...app, packageName: "com.".padEnd(n, "a") }] }), 224],
  ["signature", (n) => otp({ apps: [{ ...app, signatureHash: "a".repeat(n) }] }), 11, 11],
  ["label of a code", (n) => otp({ text: "a".repeat(n) }), 25, 1],
  ["autofill label", (n) => otp({ autofillText: "a".repeat(n) }), 25, 1],
  ["life of a code", (n) => ({ ...code, ttlSeconds: n }), 900, 30],
  ["life of a utility message", (n) => ({ ...shop, ttlSeconds: n }), 43_200, 30],
  ["life of a marketing message", (n) => ({ ...marketing, ttlSeconds: n }), 2_592_000, 43_200],
];

const takes = (definition: object): boolean => {
  try {
    defineTemplate(definition as TemplateInput);
    return true;
  } catch (error) {
    if (!ValidationError.is(error)) throw error;
    return false;
  }
};

describe("definitions: at the limit, and one beside it", () => {
  it.each(DEFINITIONS)("%s", (_what, of, most, least) => {
    expect([takes(of(most)), takes(of(most + 1))]).toEqual([true, false]);
    if (least !== undefined) expect([takes(of(least)), takes(of(least - 1))]).toEqual([true, false]);
  });
});

const sections = (count: number, products = 1, title = "Quilts") =>
  many(count, () => ({ title, productIds: many(products, (n) => `p${String(n)}`) }));
const shelf = { ...marketing, header: { text: "Winter" }, buttons: [{ type: "mpm" }] };
const onShelf = (list: object) => ({ products: { thumbnailProductId: "p", sections: list } });
const named = { ...shop, body: "Hi {{name}}, your order is on its way to you.", examples: { name: "Asha" } };
const placed = (more: object) => ({
  header: { latitude: 26.9, longitude: 75.8, name: "Shop", address: "Jaipur", ...more },
});
const place = { ...shop, header: { format: "location" } };
const status = (more: object) => ({ orderStatus: { referenceId: "A-1", status: "shipped", ...more } });
const ordered = { ...shop, orderStatus: true };
/** Length of a text around its variable. */
const around = named.body.length - "{{name}}".length;

/** What Meta takes of the values of a send. */
const VALUES: readonly [
  what: string,
  template: object,
  params: (n: number) => object,
  most: number,
  least?: number,
][] = [
  ["body with its values", named, (n) => ({ name: "a".repeat(n - around) }), 1_024],
  [
    "header with its values",
    { ...shop, header: { text: "Order {{order}}" }, examples: { order: "A-1" } },
    (n) => ({ order: "a".repeat(n - "Order ".length) }),
    60,
  ],
  [
    "URL with its values",
    {
      ...shop,
      buttons: [{ type: "url", text: "See", url: "https://asha.example/{{page}}" }],
      examples: { page: "a" },
    },
    (n) => ({ page: "a".repeat(n - "https://asha.example/".length) }),
    2_000,
  ],
  ["code", code, (n) => ({ code: "1".repeat(n) }), 15, 1],
  [
    "coupon",
    { ...marketing, buttons: [{ type: "copy_code", example: "ASHA10" }] },
    (n) => ({ couponCode: "A".repeat(n) }),
    15,
    1,
  ],
  ["sections", shelf, (n) => onShelf(sections(n)), 10, 1],
  ["products over all sections", shelf, (n) => onShelf([...sections(1, n - 1), ...sections(1)]), 30],
  ["title of a section", shelf, (n) => onShelf(sections(1, 1, "a".repeat(n))), 24, 1],
  [
    "file name",
    { ...shop, header: { format: "document", example: "4:handle" } },
    (n) => ({ header: { id: "1", fileName: "a".repeat(n) } }),
    240,
    1,
  ],
  ["latitude", place, (n) => placed({ latitude: n }), 90, -90],
  ["longitude", place, (n) => placed({ longitude: n }), 180, -180],
  [
    "payload of a call",
    { ...shop, buttons: [{ type: "voice_call", text: "Call us" }] },
    (n) => ({ call: { payload: "a".repeat(n) } }),
    512,
    1,
  ],
  [
    "minutes of a call, at least",
    { ...shop, buttons: [{ type: "voice_call", text: "Call us" }] },
    (n) => ({ call: { ttlMinutes: 2 - n } }),
    1,
  ],
  ["description of an order", ordered, (n) => status({ description: "a".repeat(n) }), 120, 1],
  ["reference of an order", ordered, (n) => status({ referenceId: "a".repeat(n) }), 60, 1],
  [
    "cards of products",
    { ...marketing, cards: [product(), product()] },
    (n) => ({ cards: many(n, () => ({ header: { catalogId: "1", productId: "p" } })) }),
    10,
    2,
  ],
];

describe("values: at the limit, and one beside it", () => {
  it.each(VALUES)("%s", (_what, definition, params, most, least) => {
    const template = defineTemplate(definition as TemplateInput);
    const binds = (n: number): boolean => bindTemplate(template, params(n)).ok;
    expect([binds(most), binds(most + 1)]).toEqual([true, false]);
    if (least !== undefined) expect([binds(least), binds(least - 1)]).toEqual([true, false]);
  });
});
