import fc from "../support/seeded-properties.js";
import { expect, it } from "vitest";
import { createSimulator } from "../../src/simulator/index.js";
import { lintTemplate } from "../../src/templates/index.js";
import { RULES } from "../../src/templates/lint/rules.js";

type Json = Record<string, unknown>;

const AT_CREATION = new Map(
  RULES.filter(({ refusedBy }) => refusedBy === "creation").map((rule) => [rule.id, rule]),
);
// What Meta answers when the rule's own subcode does not: several rules can be broken by one template.
const words = fc.constantFrom(
  "your",
  "order",
  "left",
  "our",
  "shop",
  "today",
  "and",
  "reaches",
  "you",
  "soon",
  ",",
  ".",
  "🎉",
  "*new*",
  "\n",
);
const variable = fc.constantFrom(
  "{{1}}",
  "{{2}}",
  "{{3}}",
  "{{1}}",
  "{{name}}",
  "{{order}}",
  "{{Name}}",
  "{{ name }}",
  "{{a$}}",
  "{{}}",
  "{{1}",
  "{",
  "}}",
);
const text = (most: number) =>
  fc
    .array(fc.oneof({ weight: 8, arbitrary: words }, { weight: 1, arbitrary: variable }), {
      minLength: 0,
      maxLength: most,
    })
    .map((parts) => parts.join(" "));
const fixed = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((length) => "x".repeat(length));
const fine = fc.constantFrom(
  "Hi {{1}}, your order {{2}} left our shop today and reaches you soon.",
  "Hi {{name}}, your order {{order}} left our shop today and reaches you soon.",
  "Your order left our shop today and reaches you soon.",
);

const mostly = <T, U>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<U>) =>
  fc.oneof({ weight: 14, arbitrary: good }, { weight: 1, arbitrary: bad });
const named = (value: string): boolean => /\{\{[a-z]/i.test(value);

/** One thing wrong each, or just right: what chance alone would seldom write. */
const nearly = fc.constantFrom(
  "Hi {{1}} {{2}}, your order left our shop today and reaches you soon.",
  "Hi {{name}}{{order}}, your order left our shop today and reaches you soon.",
  "Hi {{1}} and {{2}}, your order left our shop today and reaches you soon.",
  "Hi {{1}}, your order {{3}} left our shop today and reaches you soon.",
  "Hi {{0}}, your order left our shop today and reaches you soon.",
  "Hi {{1}}, your order {{order}} left our shop today and reaches you soon.",
  "{{1}}, your order left our shop today and reaches you soon.",
  "Your order left our shop today and reaches you soon, {{1}}",
  "Your order left our shop today and reaches you soon, {{1}} ",
  "Hi {{1}} order {{2}} came today.",
  "Hi {{1}} order {{2}} came in today.",
  "Hi {{Name}}, your order left our shop today.",
  "Hi {{na me}}, your order left our shop today.",
  "Hi {{na$me}}, your order left our shop today.",
  "Hi {1}, your order left our shop today.",
  "Hi {{1}, your order left our shop today.",
  "ご注文{{1}}を本日発送しました。",
  "注文{{1}}。",
  "   ",
);

/** Samples as a careful developer gives them, or a careless one. */
function bodyOf(content: string, careful: boolean): Json {
  const names = [...new Set([...content.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = ""]) => name))];
  const count = Math.max(0, ...names.map(Number).filter(Number.isFinite));
  return {
    type: "BODY",
    text: content,
    ...(careful
      ? {
          example: {
            body_text: [Array.from({ length: count }, () => "x1")],
            body_text_named_params: names.map((name) => ({ param_name: name, example: "x1" })),
          },
        }
      : {}),
  };
}

const careful = mostly(fc.constant(true), fc.constant(false));
const bodyComponent = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fine },
      { weight: 4, arbitrary: nearly },
      { weight: 2, arbitrary: text(14) },
      { weight: 1, arbitrary: fixed(1_000, 1_050) },
      { weight: 1, arbitrary: fixed(590, 610) },
    ),
    careful,
  )
  .map(([content, care]) => bodyOf(content, care));
const headerComponent = fc.oneof(
  fc
    .tuple(
      mostly(
        fc.constantFrom("Your order", "Order {{1}}", "Order {{order}}"),
        fc.oneof(text(5), fixed(58, 63)),
      ),
      careful,
    )
    .map(([content, care]) => ({
      type: "HEADER",
      format: "TEXT",
      text: content,
      ...(care
        ? {
            example: {
              header_text: ["x1", "x1", "x1"],
              header_text_named_params: ["order", "name"].map((param_name) => ({
                param_name,
                example: "x1",
              })),
            },
          }
        : {}),
    })),
  fc
    .tuple(fc.constantFrom("IMAGE", "VIDEO", "GIF", "DOCUMENT", "LOCATION", "PRODUCT", "HOLOGRAM"), careful)
    .map(([format, care]) => ({
      type: "HEADER",
      format,
      ...(care ? { example: { header_handle: ["h"] } } : {}),
    })),
);
const footerComponent = mostly(fc.constant("Asha Stores"), fc.oneof(text(4), fixed(58, 63))).map(
  (content) => ({ type: "FOOTER", text: content }),
);
const label = mostly(
  fc.constantFrom("View order", "Thanks"),
  fc.oneof(fc.constantFrom("", "Hi {{1}}"), fixed(19, 27)),
);
const button = fc.oneof(
  { weight: 5, arbitrary: label.map((content) => ({ type: "QUICK_REPLY", text: content })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        label,
        mostly(
          fc.constantFrom("https://asha.example/o", "https://asha.example/{{1}}"),
          fc.constantFrom(
            "asha.example",
            "https://asha.example/{{1}}/x",
            "https://a.example/{{1}}{{2}}",
            "ftp://x",
            "https://a.example/{{A}}",
            "https://a.example/{1}",
          ),
        ),
        careful,
      )
      .map(([content, url, care]) => ({
        type: "URL",
        text: content,
        url,
        ...(care ? { example: ["p1"] } : {}),
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(label, mostly(fc.constant("+911415550100"), fc.constantFrom("", "1".repeat(21))))
      .map(([content, phone_number]) => ({ type: "PHONE_NUMBER", text: content, phone_number })),
  },
  {
    weight: 2,
    arbitrary: mostly(fc.constant("ASHA10"), fc.constantFrom("", "no spaces", "X".repeat(16))).map(
      (example) => ({ type: "COPY_CODE", example }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        label,
        mostly(fc.constant({ flow_id: "1" }), fc.constantFrom({}, { flow_id: "1", flow_name: "f" })),
      )
      .map(([content, flow]) => ({ type: "FLOW", text: content, ...flow })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("CATALOG", "MPM", "SPM", "OTP", "ORDER_DETAILS", "REQUEST_CONTACT_INFO")
      .map((type) => ({ type })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(label, fc.constantFrom(undefined, 5, 0, 1.5)).map(([content, ttl_minutes]) => ({
      type: "VOICE_CALL",
      text: content,
      ...(ttl_minutes === undefined ? {} : { ttl_minutes }),
    })),
  },
);
const buttonsComponent = fc
  .array(button, { minLength: 0, maxLength: 11, size: "small" })
  .map((buttons) => ({ type: "BUTTONS", buttons }));
const offerComponent = fc
  .tuple(mostly(fc.constant("Ends soon"), fc.oneof(fc.constant(""), fixed(15, 18))), fc.boolean())
  .map(([content, has_expiration]) => ({
    type: "LIMITED_TIME_OFFER",
    limited_time_offer: { text: content, has_expiration },
  }));
const card = fc
  .tuple(
    mostly(fc.constant("IMAGE"), fc.constantFrom("VIDEO", "PRODUCT", "TEXT", "LOCATION")),
    fc.option(mostly(fc.constant("Made by hand in our shop."), fc.oneof(text(6), fixed(158, 163)))),
    fc.array(button, { maxLength: 3 }),
    careful,
  )
  .map(([format, content, buttons, care]) => ({
    components: [
      { type: "HEADER", format, ...(care ? { example: { header_handle: ["h"] } } : {}) },
      ...(content === null ? [] : [bodyOf(content, care)]),
      ...(buttons.length === 0 ? [] : [{ type: "BUTTONS", buttons }]),
    ],
  }));
const carouselComponent = fc.oneof(
  fc
    .tuple(card, fc.integer({ min: 1, max: 11 }))
    .map(([item, count]) => ({ type: "CAROUSEL", cards: Array.from({ length: count }, () => item) })),
  fc.array(card, { maxLength: 3 }).map((cards) => ({ type: "CAROUSEL", cards })),
);

const texts = fc
  .record({
    name: mostly(
      fc.constantFrom("order_shipped", "a1"),
      fc.constantFrom("", "Order", "a-b", "x".repeat(513)),
    ),
    language: mostly(fc.constantFrom("en", "en_US", "fil"), fc.constantFrom("", "english", "EN", "en-US")),
    category: mostly(fc.constantFrom("UTILITY", "MARKETING", "marketing"), fc.constant("PROMO")),
    format: mostly(fc.constant(undefined), fc.constantFrom("NAMED", "POSITIONAL")),
    ttl: mostly(fc.constant(undefined), fc.constantFrom(-1, 0, 30, 43_200, 43_201, 2_592_001, 60.5)),
    sub: mostly(fc.constant(undefined), fc.constantFrom("ORDER_STATUS", "ORDER_DETAILS")),
    body: mostly(bodyComponent, fc.constant(undefined)),
    header: fc.option(headerComponent, { nil: undefined }),
    footer: fc.option(footerComponent, { nil: undefined }),
    buttons: fc.option(buttonsComponent, { nil: undefined }),
    offer: fc.option(offerComponent, { nil: undefined, freq: 1 }),
    carousel: fc.option(carouselComponent, { nil: undefined, freq: 1 }),
    twice: mostly(fc.constant(false), fc.constant(true)),
  })
  .map(({ name, language, category, format, ttl, sub, twice, body, ...rest }): Json => {
    const components = [body, rest.header, rest.footer, rest.buttons, rest.offer, rest.carousel].filter(
      (item) => item !== undefined,
    );
    return {
      name,
      language,
      category,
      parameter_format: format ?? (named(JSON.stringify([body, rest.header])) ? "NAMED" : "POSITIONAL"),
      ...(ttl === undefined ? {} : { message_send_ttl_seconds: ttl }),
      ...(sub === undefined ? {} : { sub_category: sub }),
      components: twice && rest.footer !== undefined ? [...components, rest.footer] : components,
    };
  });

const codes = fc
  .record({
    minutes: mostly(fc.constantFrom(undefined, 10), fc.constantFrom(0, 91, 1.5)),
    text: mostly(fc.constant(undefined), fc.constant("Your code is {{1}}.")),
    footer: mostly(fc.constant(undefined), fc.constant("Asha Stores")),
    kind: mostly(fc.constantFrom("COPY_CODE", "ONE_TAP", "ZERO_TAP"), fc.constant("TWO_TAP")),
    label: mostly(fc.constantFrom(undefined, "Copy"), fc.oneof(fc.constant(""), fixed(24, 27))),
    apps: mostly(fc.constantFrom(1, 5), fc.constantFrom(0, 6)),
    hash: mostly(fc.constant("K8a/AINcGX7"), fc.constant("short")),
    terms: fc.constantFrom(true, false, undefined),
    extra: mostly(fc.constant(undefined), fc.constantFrom({ type: "HEADER", format: "TEXT", text: "x" })),
    buttons: mostly(fc.constant(1), fc.constantFrom(0, 2)),
    ttl: mostly(fc.constant(undefined), fc.constantFrom(29, 30, 900, 901, -1)),
  })
  .map((given): Json => {
    const otp = {
      type: "OTP",
      otp_type: given.kind,
      ...(given.label === undefined ? {} : { text: given.label }),
      ...(given.kind === "COPY_CODE"
        ? {}
        : {
            supported_apps: Array.from({ length: given.apps }, () => ({
              package_name: "in.asha.shop",
              signature_hash: given.hash,
            })),
          }),
      ...(given.terms === undefined ? {} : { zero_tap_terms_accepted: given.terms }),
    };
    return {
      name: "code",
      language: "en",
      category: "AUTHENTICATION",
      ...(given.ttl === undefined ? {} : { message_send_ttl_seconds: given.ttl }),
      components: [
        { type: "BODY", ...(given.text === undefined ? {} : { text: given.text }) },
        {
          type: "FOOTER",
          ...(given.minutes === undefined ? {} : { code_expiration_minutes: given.minutes }),
          ...(given.footer === undefined ? {} : { text: given.footer }),
        },
        ...(given.extra === undefined ? [] : [given.extra]),
        { type: "BUTTONS", buttons: Array.from({ length: given.buttons }, () => otp) },
      ],
    };
  });

/** `WAYPOST_LINT_RUNS=20000` looks longer. */
const RUNS = Number(process.env.WAYPOST_LINT_RUNS ?? 1_000);

it(
  "the linter calls an error at creation what the simulator refuses, and nothing else, with Meta's subcodes",
  async () => {
    let refused = 0;
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 4, arbitrary: texts }, { weight: 1, arbitrary: codes }),
        async (template) => {
          const errors = lintTemplate(template).filter(
            ({ rule, severity }) => severity === "error" && AT_CREATION.has(rule),
          );
          const sim = createSimulator();
          const answer = await sim.handle({
            method: "POST",
            url: `https://graph.facebook.com/v26.0/${sim.credentials.businessAccountId}/message_templates`,
            headers: {
              authorization: `Bearer ${sim.credentials.accessToken}`,
              "content-type": "application/json",
            },
            body: JSON.stringify(template),
          });
          const { error } = JSON.parse(String(answer.body)) as {
            error?: { code: number; error_subcode?: number };
          };
          if (error === undefined) taken++;
          else refused++;
          const rules = errors.map(({ rule, message }) => `${rule} ${message}`);
          expect(rules.length > 0, `${JSON.stringify(error)} ${rules.join(" ")}`).toBe(error !== undefined);
          if (error === undefined) return;
          expect(error.code).toBe(100);
          const subcodes = new Set(errors.flatMap(({ rule }) => AT_CREATION.get(rule)?.subcodes ?? []));
          // Code 100 without a subcode is Meta's answer to parameters of the wrong kind.
          if (error.error_subcode !== undefined) expect([...subcodes]).toContain(error.error_subcode);
        },
      ),
      { numRuns: RUNS },
    );
    // A property that refuses everything would prove nothing.
    expect(Math.min(refused, taken)).toBeGreaterThan(50);
  },
  60_000 + 50 * RUNS,
);
