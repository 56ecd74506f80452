/** Random definitions that Meta would take: every kind of component, named and positional. */
import fc from "./seeded-properties.js";
import type { TemplateInput } from "waypost";

const word = fc.stringMatching(/^[a-z]{3,8}$/);
const words = (least: number, most: number) =>
  fc.array(word, { minLength: least, maxLength: most }).map((all) => all.join(" "));
const label = fc.stringMatching(/^[A-Z][a-z]{2,9}( [a-z]{2,8})?$/);
const sample = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);
const variable = fc.stringMatching(/^[a-z]{2,5}_[a-z0-9]{1,4}$/);
const language = fc.constantFrom("en", "en_US", "hi", "pt_BR");
const handle = fc.stringMatching(/^4::aW[A-Za-z0-9]{10}$/);

interface Text {
  readonly text: string;
  readonly examples: Readonly<Record<string, string>>;
}

/** A text with up to three variables and words enough around them. */
const bodyText = (named: boolean, lead: string): fc.Arbitrary<Text> =>
  fc
    .record({
      names: fc.uniqueArray(variable, { maxLength: 3 }),
      samples: fc.array(sample, { minLength: 3, maxLength: 3 }),
      rest: fc.array(words(3, 4), { minLength: 4, maxLength: 4 }),
    })
    .map(({ names, samples, rest }) => {
      const own = names.map((name, index) => (named ? name : String(index + 1)));
      const parts = own.map((name, index) => `{{${name}}} ${rest[index + 1]!}`);
      return {
        text: [lead, rest[0]!, ...parts].join(" "),
        examples: Object.fromEntries(own.map((name, index) => [name, samples[index]!])),
      };
    });

/** The same, within the 160 characters that a card may have. */
const cardText = (named: boolean): fc.Arbitrary<Text> =>
  bodyText(named, "Card").filter(({ text: it }) => it.length <= 160);

interface Buttons {
  readonly buttons: readonly unknown[];
  readonly examples: Readonly<Record<string, string>>;
}

const replies = fc
  .array(label, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((text) => ({ type: "quick_reply" as const, text })));
const plainUrl = label.map((text) => ({ type: "url" as const, text, url: "https://shop.example/orders" }));
const openUrl = fc.record({
  type: fc.constant("url" as const),
  text: label,
  url: fc.constant("https://shop.example/orders/{{1}}"),
});
const call = label.map((text) => ({ type: "phone_number" as const, text, phoneNumber: "+911415550100" }));
const flow = fc.record(
  {
    type: fc.constant("flow" as const),
    text: label,
    flowId: fc.stringMatching(/^[1-9]\d{9}$/),
    action: fc.constantFrom("navigate" as const, "data_exchange" as const),
    screen: fc.constant("WELCOME"),
    icon: fc.constantFrom("document" as const, "review" as const),
  },
  { requiredKeys: ["type", "text", "flowId"] },
);
const voice = fc.record(
  {
    type: fc.constant("voice_call" as const),
    text: label,
    ttlMinutes: fc.integer({ min: 1, max: 1_440 }),
  },
  { requiredKeys: ["type", "text"] },
);
const coupon = sample.map((example) => ({ type: "copy_code" as const, example }));

const someButtons: fc.Arbitrary<Buttons> = fc
  .record({
    replies: fc.option(replies, { nil: [] }),
    others: fc.tuple(
      fc.option(plainUrl, { nil: undefined }),
      fc.option(openUrl, { nil: undefined }),
      fc.option(call, { nil: undefined }),
      fc.option(flow, { nil: undefined }),
      fc.option(voice, { nil: undefined }),
    ),
    url: sample,
  })
  .map(({ replies: first, others, url }) => {
    const buttons = [...first, ...others.filter((button) => button !== undefined)];
    const examples: Record<string, string> = others[1] === undefined ? {} : { url };
    return { buttons, examples };
  });

const header = (named: boolean) =>
  fc.oneof(
    fc.constant(undefined),
    words(1, 4).map((text) => ({ header: { text }, examples: {} })),
    fc.record({ words: words(1, 2), sample }).map(({ words: text, sample: value }) => ({
      header: { text: `${text} ${named ? "{{head_line}}" : "{{1}}"}` },
      examples: { [named ? "head_line" : "header"]: value },
    })),
    fc.record({ format: fc.constantFrom("image", "video", "document"), example: handle }).map((it) => ({
      header: it,
      examples: {},
    })),
    fc.constant({ header: { format: "location" }, examples: {} }),
  );

const utilityTtl = fc.option(fc.oneof(fc.constant(-1), fc.integer({ min: 30, max: 43_200 })), {
  nil: undefined,
});

const text = (id: string): fc.Arbitrary<unknown> =>
  fc.boolean().chain((named) =>
    fc
      .record({
        language,
        category: fc.constantFrom("utility", "marketing"),
        body: bodyText(named, `Notice ${id}`),
        header: header(named),
        footer: fc.option(words(1, 4), { nil: undefined }),
        buttons: someButtons,
        ttl: utilityTtl,
        linkTracking: fc.option(fc.boolean(), { nil: undefined }),
        callPermissionRequest: fc.option(fc.constant(true), { nil: undefined }),
      })
      .map((it) => ({
        name: id,
        language: it.language,
        category: it.category,
        header: it.header?.header,
        body: it.body.text,
        footer: it.footer,
        buttons: it.buttons.buttons.length === 0 ? undefined : it.buttons.buttons,
        ttlSeconds: it.category === "utility" ? it.ttl : undefined,
        linkTracking: it.linkTracking,
        callPermissionRequest: it.callPermissionRequest,
        examples: { ...it.body.examples, ...it.header?.examples, ...it.buttons.examples },
      })),
  );

const commerce = (id: string): fc.Arbitrary<unknown> =>
  fc
    .record({
      body: bodyText(true, `Offer ${id}`),
      language,
      kind: fc.constantFrom("catalog", "mpm", "spm", "offer", "order_status", "order_details", "contact"),
      title: words(1, 3),
      coupon,
      expires: fc.boolean(),
    })
    .map(({ body, language: code, kind, title, coupon: button, expires }) => {
      const base = { name: id, language: code, body: body.text, examples: body.examples };
      switch (kind) {
        case "catalog":
          return { ...base, category: "marketing", buttons: [{ type: "catalog" }] };
        case "mpm":
          return { ...base, category: "marketing", header: { text: title }, buttons: [{ type: "mpm" }] };
        case "spm":
          return {
            ...base,
            category: "marketing",
            header: { format: "product" },
            buttons: [{ type: "spm" }],
          };
        case "offer":
          return {
            ...base,
            category: "marketing",
            limitedTimeOffer: { text: "Ends soon", expires },
            buttons: [button, { type: "url", text: "Look", url: "https://shop.example/offer" }],
          };
        case "order_status":
          return { ...base, category: "utility", orderStatus: true, footer: title };
        case "order_details":
          return { ...base, category: "utility", buttons: [{ type: "order_details" }] };
        default:
          return { ...base, category: "utility", buttons: [{ type: "request_contact_info" }] };
      }
    });

const carousel = (id: string): fc.Arbitrary<unknown> =>
  fc.boolean().chain((named) =>
    fc
      .record({
        language,
        body: bodyText(named, `Look ${id}`),
        format: fc.constantFrom("image", "video"),
        cards: fc.array(fc.record({ body: cardText(named), handle, label, url: sample, own: label }), {
          minLength: 2,
          maxLength: 4,
        }),
      })
      .map(({ language: code, body, format, cards }) => ({
        name: id,
        language: code,
        category: "marketing",
        body: body.text,
        examples: body.examples,
        cards: cards.map((card) => ({
          header: { format, example: card.handle },
          body: card.body.text,
          buttons: [
            { type: "quick_reply", text: card.own },
            { type: "url", text: card.label, url: "https://shop.example/p/{{1}}" },
          ],
          examples: { ...card.body.examples, url: card.url },
        })),
      })),
  );

const app = fc.record({
  packageName: fc.constantFrom("com.asha.stores", "in.asha.app"),
  signatureHash: fc.stringMatching(/^[A-Za-z0-9]{11}$/),
});

const oneTimeCode = (id: string): fc.Arbitrary<unknown> =>
  fc.record(
    {
      name: fc.constant(id),
      language,
      category: fc.constant("authentication"),
      securityRecommendation: fc.boolean(),
      codeExpirationMinutes: fc.integer({ min: 1, max: 90 }),
      ttlSeconds: fc.oneof(fc.constant(-1), fc.integer({ min: 30, max: 900 })),
      otp: fc.oneof(
        fc.record({ type: fc.constant("copy_code"), text: label }),
        fc.record(
          {
            type: fc.constant("one_tap"),
            text: label,
            autofillText: label,
            apps: fc.array(app, { minLength: 1, maxLength: 3 }),
          },
          { requiredKeys: ["type", "apps"] },
        ),
        fc.record({
          type: fc.constant("zero_tap"),
          termsAccepted: fc.constant(true),
          apps: fc.array(app, { minLength: 1, maxLength: 2 }),
        }),
      ),
    },
    { requiredKeys: ["name", "language", "category"] },
  );

/** A definition with this name, without fields that are undefined. */
export function templateInput(name: string): fc.Arbitrary<TemplateInput> {
  return fc
    .oneof(text(name), text(name), commerce(name), carousel(name), oneTimeCode(name))
    .map((input) => tidy(input) as TemplateInput);
}

/** Definitions with names of their own. */
export function templateInputs(most: number): fc.Arbitrary<readonly TemplateInput[]> {
  return fc
    .integer({ min: 1, max: most })
    .chain((count) =>
      fc.tuple(...Array.from({ length: count }, (_, index) => templateInput(`notice_${String(index)}`))),
    );
}

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>)
      .filter(([name, item]) => item !== undefined && !(name === "examples" && isEmpty(item)))
      .map(([name, item]) => [name, tidy(item)]),
  );
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
