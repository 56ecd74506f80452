import type { LintableTemplate, LintOptions } from "../../../src/templates/index.js";

type Json = Readonly<Record<string, unknown>>;

/** A template that a rule objects to, and its neighbour that the rule lets pass. */
export interface LintCase {
  readonly rule: string;
  readonly about: string;
  readonly fails: LintableTemplate;
  readonly passes: LintableTemplate;
  readonly options?: LintOptions;
  /** Linted before it in the same call. */
  readonly after?: readonly LintableTemplate[];
  readonly severity: "error" | "warning";
  /** Meta's error_subcode, where Meta refuses it at creation; undefined for code 100 alone. */
  readonly subcode?: number | undefined;
}

export const DAY = 86_400_000;
export const NOW = 1_800_000_000_000;
export const BODY = "Hi {{1}}, your order {{2}} left our shop today and reaches you soon.";
const SAMPLES = { body_text: [["Asha", "A-1001"]] };

export function request(more: Json = {}): LintableTemplate {
  return {
    name: "order_shipped",
    language: "en",
    category: "UTILITY",
    parameter_format: "POSITIONAL",
    components: [{ type: "BODY", text: BODY, example: SAMPLES }],
    ...more,
  };
}

/** A utility template with another body; every variable has a sample. */
export const body = (text: string, more: Json = {}): LintableTemplate => {
  const names = [...new Set([...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = ""]) => name))];
  const positional = names.every((name) => /^\d+$/.test(name));
  const example = positional
    ? { body_text: [names.map(() => "x1")] }
    : { body_text_named_params: names.map((name) => ({ param_name: name, example: "x1" })) };
  return request({
    parameter_format: positional ? "POSITIONAL" : "NAMED",
    components: [{ type: "BODY", text, ...(names.length > 0 ? { example } : {}) }],
    ...more,
  });
};
export const marketing = (text: string, ...more: readonly Json[]): LintableTemplate =>
  request({ category: "MARKETING", name: "news", components: [{ type: "BODY", text }, ...more] });
const header = (text: string, example?: Json): LintableTemplate =>
  request({
    components: [
      { type: "HEADER", format: "TEXT", text, ...(example === undefined ? {} : { example }) },
      { type: "BODY", text: BODY, example: SAMPLES },
    ],
  });
const footer = (text: string): LintableTemplate =>
  request({
    components: [
      { type: "BODY", text: BODY, example: SAMPLES },
      { type: "FOOTER", text },
    ],
  });
export const buttons = (...list: readonly Json[]): LintableTemplate =>
  request({
    components: [
      { type: "BODY", text: BODY, example: SAMPLES },
      { type: "BUTTONS", buttons: list },
    ],
  });
export const quick = (text: string): Json => ({ type: "QUICK_REPLY", text });
const url = (address: string, example?: string): Json => ({
  type: "URL",
  text: "View order",
  url: address,
  ...(example === undefined ? {} : { example: [example] }),
});
const card = (more: Json = {}): Json => ({
  components: [
    { type: "HEADER", format: "IMAGE", example: { header_handle: ["h"] } },
    { type: "BODY", text: "Made by hand in our shop.", ...more },
    { type: "BUTTONS", buttons: [quick("Tell me")] },
  ],
});
const carousel = (...cards: readonly Json[]): LintableTemplate =>
  marketing("New in our shop. Reply STOP to opt out.", { type: "CAROUSEL", cards });
const otp = (more: Json = {}, button: Json = {}): LintableTemplate => ({
  name: "code",
  language: "en",
  category: "AUTHENTICATION",
  components: [
    { type: "BODY", add_security_recommendation: true, ...more },
    { type: "FOOTER", code_expiration_minutes: 10 },
    { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE", ...button }] },
  ],
});
const offer = (text: string, ...more: readonly Json[]): LintableTemplate =>
  marketing(
    "A code for you. Reply STOP to opt out.",
    { type: "LIMITED_TIME_OFFER", limited_time_offer: { text } },
    ...more,
  );

const held = (more: Json = {}): Json => ({ ...request(), id: "1", status: "APPROVED", ...more });
const many = (count: number): LintOptions["account"] => ({
  templates: Array.from({ length: count }, (_, index) => ({ ...held(), name: `t${String(index)}` })),
});

export const CASES: readonly LintCase[] = [
  {
    rule: "L01",
    about: "capitals in the name",
    fails: request({ name: "Order" }),
    passes: request(),
    severity: "error",
  },
  {
    rule: "L02",
    about: "a name deleted ten days ago",
    fails: request(),
    passes: request({ name: "order_shipped_2" }),
    options: { now: NOW, account: { deleted: [{ name: "order_shipped", at: NOW - 10 * DAY }] } },
    severity: "error",
  },
  {
    rule: "L03",
    about: "the hundred-and-first within an hour",
    fails: request(),
    passes: { ...held() },
    options: { now: NOW, account: { created: Array.from({ length: 100 }, () => NOW - 60_000) } },
    severity: "error",
  },
  {
    rule: "L04",
    about: "number 251 of an unverified business",
    fails: request(),
    passes: request({ name: "t1" }),
    options: { account: { ...many(250), templateLimit: 250 } },
    severity: "error",
  },
  {
    rule: "L05",
    about: "an approved template edited an hour ago",
    fails: body("Hi {{1}}, your order {{2}} is with the courier and reaches you soon."),
    passes: request(),
    options: {
      now: NOW,
      account: {
        templates: [held()],
        edited: [{ name: "order_shipped", language: "en", at: NOW - 3_600_000 }],
      },
    },
    severity: "error",
  },
  {
    rule: "L05",
    about: "another category than approved",
    fails: request({ category: "MARKETING" }),
    passes: request(),
    options: { account: { templates: [held()] } },
    severity: "error",
  },
  {
    rule: "L06",
    about: "no body",
    fails: request({ components: [{ type: "FOOTER", text: "Asha Stores" }] }),
    passes: request(),
    severity: "error",
    subcode: 2388072,
  },
  {
    rule: "L06",
    about: "one card",
    fails: carousel(card()),
    passes: carousel(card(), card()),
    severity: "error",
  },
  {
    rule: "L07",
    about: "an emoji in the header",
    fails: header("Your order 🎉"),
    passes: header("Your order"),
    severity: "error",
    subcode: 2388047,
  },
  {
    rule: "L07",
    about: "61 characters",
    fails: header("x".repeat(61)),
    passes: header("x".repeat(60)),
    severity: "error",
    subcode: 2388040,
  },
  {
    rule: "L08",
    about: "1,025 characters",
    fails: body(`Your order ${"is on its way ".repeat(80)}`.slice(0, 1_024) + "x"),
    passes: body(`Your order ${"is on its way ".repeat(80)}`.slice(0, 1_023) + "x"),
    severity: "error",
    subcode: 2388040,
  },
  {
    rule: "L09",
    about: "a variable",
    fails: footer("Asha Stores {{1}}"),
    passes: footer("Asha Stores"),
    severity: "error",
    subcode: 2388073,
  },
  {
    rule: "L10",
    about: "quick replies apart",
    fails: buttons(quick("a"), url("https://asha.example/o"), quick("b")),
    passes: buttons(quick("a"), quick("b"), url("https://asha.example/o")),
    severity: "error",
  },
  {
    rule: "L10",
    about: "a label over 25",
    fails: buttons(quick("x".repeat(26))),
    passes: buttons(quick("x".repeat(25))),
    severity: "error",
    subcode: 2388040,
  },
  {
    rule: "L11",
    about: "a variable inside",
    fails: buttons(url("https://asha.example/{{1}}/x", "p1")),
    passes: buttons(url("https://asha.example/{{1}}", "p1")),
    severity: "error",
  },
  {
    rule: "L12",
    about: "a brace too few",
    fails: body("Hello dear {{1}, this is about your order."),
    passes: body("Hello dear {{1}}, this is about your order."),
    severity: "error",
    subcode: 2388072,
  },
  {
    rule: "L13",
    about: "a gap",
    fails: body("Hello dear {{1}}, this is about your order {{3}} of today."),
    passes: body("Hello dear {{1}}, this is about your order {{2}} of today."),
    severity: "error",
    subcode: 2388072,
  },
  {
    rule: "L14",
    about: "named variables declared positional",
    fails: body("Hello dear {{name}}, this is about your order.", { parameter_format: "POSITIONAL" }),
    passes: body("Hello dear {{name}}, this is about your order."),
    severity: "error",
    subcode: 2388072,
  },
  {
    rule: "L14",
    about: "capitals",
    fails: body("Hello dear {{Name}}, this is about your order."),
    passes: body("Hello dear {{name}}, this is about your order."),
    severity: "error",
    subcode: 2388072,
  },
  {
    rule: "L15",
    about: "at the start",
    fails: body("{{1}}, your order left our shop today."),
    passes: body("Hi {{1}}, your order left our shop today."),
    severity: "error",
    subcode: 2388299,
  },
  {
    rule: "L15",
    about: "at the end",
    fails: body("Your order left our shop today, dear {{1}}"),
    passes: body("Your order left our shop today, dear {{1}}."),
    severity: "error",
    subcode: 2388299,
  },
  {
    rule: "L16",
    about: "neighbours",
    fails: body("Hello dear {{1}} {{2}}, your order left our shop today."),
    passes: body("Hello dear {{1}} of {{2}}, your order left our shop today."),
    severity: "error",
    subcode: 2388072,
  },
  {
    rule: "L17",
    about: "four words for two variables",
    fails: body("Hi {{1}} order {{2}} came today."),
    passes: body("Hi {{1}}, the order {{2}} came in today."),
    severity: "error",
    subcode: 2388293,
  },
  {
    rule: "L17",
    about: "five words for two variables",
    fails: body("Hi {{1}} order {{2}} came in today."),
    passes: body("Hi {{1}}, the order {{2}} came in today."),
    severity: "warning",
  },
  {
    rule: "L18",
    about: "a dollar sign",
    fails: body("Hello dear {{na$me}}, this is about your order."),
    passes: body("Hello dear {{na_me}}, this is about your order."),
    severity: "error",
    subcode: 2388072,
  },
  {
    rule: "L19",
    about: "no sample",
    fails: request({ components: [{ type: "BODY", text: BODY }] }),
    passes: request(),
    severity: "error",
    subcode: 2388043,
  },
  {
    rule: "L20",
    about: "161 characters on a card",
    fails: carousel(card({ text: "x".repeat(161) }), card({ text: "x" })),
    passes: carousel(card({ text: "x".repeat(160) }), card({ text: "x" })),
    severity: "error",
    subcode: 2388040,
  },
  {
    rule: "L21",
    about: "a code that is none",
    fails: request({ language: "english" }),
    passes: request({ language: "en_US" }),
    severity: "error",
  },
  {
    rule: "L21",
    about: "Spanish declared as English",
    fails: body("Hola {{1}}, su pedido ya salió de nuestra tienda y llega el viernes con usted."),
    passes: body("Hola {{1}}, su pedido ya salió de nuestra tienda y llega el viernes con usted.", {
      language: "es_MX",
    }),
    severity: "warning",
  },
  {
    rule: "L22",
    about: "bit.ly",
    fails: body("Follow your order at https://bit.ly/abc until it arrives."),
    passes: body("Follow your order at https://asha.example/abc until it arrives."),
    severity: "error",
  },
  {
    rule: "L23",
    about: "a strange domain",
    fails: buttons(url("https://elsewhere.example/o")),
    passes: buttons(url("https://shop.asha.example/o")),
    options: { business: { domains: ["asha.example"] } },
    severity: "warning",
  },
  {
    rule: "L24",
    about: "eleven emoji",
    fails: body(`Your order is on its way ${"🚚".repeat(11)} to you.`),
    passes: body(`Your order is on its way ${"🚚".repeat(3)} to you.`),
    severity: "error",
  },
  {
    rule: "L25",
    about: "a body of its own",
    fails: otp({ text: "Your code is {{1}}." }),
    passes: otp(),
    severity: "error",
    subcode: 2388072,
  },
  {
    rule: "L25",
    about: "one-tap without an app",
    fails: otp({}, { otp_type: "ONE_TAP" }),
    passes: otp(
      {},
      { otp_type: "ONE_TAP", supported_apps: [{ package_name: "in.asha", signature_hash: "K8a/AINcGX7" }] },
    ),
    severity: "error",
  },
  {
    rule: "L26",
    about: "17 characters",
    fails: offer("x".repeat(17)),
    passes: offer("x".repeat(16)),
    severity: "error",
  },
  {
    rule: "L26",
    about: "a footer beside it",
    fails: offer("Ends soon", { type: "FOOTER", text: "Asha Stores" }),
    passes: offer("Ends soon"),
    severity: "error",
    subcode: 2388073,
  },
  {
    rule: "L27",
    about: "a day for utility",
    fails: request({ message_send_ttl_seconds: 86_400 }),
    passes: request({ message_send_ttl_seconds: 43_200 }),
    severity: "error",
  },
  {
    rule: "C01",
    about: "a discount beside the order",
    fails: body("Your order {{1}} is ready. Enjoy 20% off the next one."),
    passes: body("Your order {{1}} is ready for pick-up."),
    severity: "warning",
  },
  {
    rule: "C02",
    about: "about nothing in particular",
    fails: body("Hello {{1}}, we wish you a pleasant morning."),
    passes: body("Hello {{1}}, your invoice is here for you now."),
    severity: "warning",
  },
  {
    rule: "C03",
    about: "a coupon",
    fails: buttons({ type: "COPY_CODE", example: "ASHA10" }),
    passes: buttons(quick("Thanks")),
    severity: "warning",
  },
  {
    rule: "C04",
    about: "a birthday",
    fails: body("Happy birthday, dear {{1}}, from all of us here."),
    passes: body("Your appointment, dear {{1}}, is with all of us here."),
    severity: "warning",
  },
  {
    rule: "C05",
    about: "a cart",
    fails: body("Hi {{1}}, there are items in your cart at our shop."),
    passes: body("Hi {{1}}, there are items in your order at our shop."),
    severity: "warning",
  },
  {
    rule: "C06",
    about: "we miss you",
    fails: body("Hi {{1}}, we miss you at our shop."),
    passes: body("Hi {{1}}, we got your payment at our shop."),
    severity: "warning",
  },
  {
    rule: "C07",
    about: "an app",
    fails: body("Your order {{1}} is ready. Download our app to see it."),
    passes: body("Your order {{1}} is ready. Come to our shop to see it."),
    severity: "warning",
  },
  {
    rule: "C08",
    about: "a survey about nothing",
    fails: body("Dear {{1}}, please share your experience with us here."),
    passes: body("Dear {{1}}, please share your experience with your order here."),
    severity: "warning",
  },
  {
    rule: "C09",
    about: "three words",
    fails: body("About order {{1}} now"),
    passes: body("News about your order {{1}} from us"),
    severity: "warning",
  },
  {
    rule: "C10",
    about: "two exclamation marks",
    fails: body("Hello {{1}}! Your order is ready!"),
    passes: body("Hello {{1}}! Your order is ready."),
    severity: "warning",
  },
  {
    rule: "C11",
    about: "learn more",
    fails: buttons(quick("Learn more")),
    passes: buttons(quick("View order")),
    severity: "warning",
  },
  {
    rule: "C12",
    about: "a one-time code",
    fails: body("Hello, {{1}} is your verification code for the shop."),
    passes: body("Hello, {{1}} is your tracking code for the parcel."),
    severity: "error",
  },
  {
    rule: "C12",
    about: "a code that may be one",
    fails: body("Hello, your code is {{1}}, please keep it."),
    passes: body("Hello, your locker code is {{1}}, please keep it."),
    severity: "warning",
  },
  {
    rule: "M01",
    about: "no way out",
    fails: marketing("New lamps at Asha Stores."),
    passes: marketing("New lamps at Asha Stores.", { type: "FOOTER", text: "Reply STOP to opt out" }),
    severity: "warning",
  },
  {
    rule: "M02",
    about: "no name",
    fails: marketing("New lamps in our shop. Reply STOP to opt out."),
    passes: marketing("New lamps at Asha Stores. Reply STOP to opt out."),
    options: { business: { names: ["Asha Stores", "Asha"] } },
    severity: "warning",
  },
  {
    rule: "M03",
    about: "Korean without a label",
    fails: { ...marketing("아샤 상점 신상품 안내입니다. 무료수신거부 080-000"), language: "ko" },
    passes: { ...marketing("(광고) 아샤 상점 신상품 안내입니다. 무료수신거부 080-000"), language: "ko" },
    severity: "warning",
  },
  {
    rule: "M04",
    about: "legal action",
    fails: body("Pay your invoice {{1}} or we take legal action against you."),
    passes: body("Your invoice {{1}} is due on Friday, please pay it then."),
    severity: "error",
  },
  {
    rule: "M05",
    about: "a card number",
    fails: body("To go on with order {{1}}, please send us your card number."),
    passes: body("We got order {{1}}. Never share your card number with anybody."),
    severity: "error",
  },
  {
    rule: "M06",
    about: "six lines",
    fails: marketing("One\ntwo\nthree\nfour\nfive\nReply STOP to opt out"),
    passes: marketing("One\ntwo\nthree\nfour\nReply STOP to opt out"),
    severity: "warning",
  },
  {
    rule: "M07",
    about: "a twin in the account",
    fails: request({ name: "copy" }),
    passes: request({ name: "copy", language: "en_GB" }),
    options: { account: { templates: [held()] } },
    severity: "error",
  },
  {
    rule: "M07",
    about: "a twin in the same call",
    fails: request({ name: "copy" }),
    passes: request({ name: "copy", language: "en_GB" }),
    after: [request()],
    severity: "error",
  },
  {
    rule: "M08",
    about: "betting",
    fails: marketing("Place your bets with Asha. Reply STOP to opt out."),
    passes: marketing("New lamps at Asha Stores. Reply STOP to opt out."),
    severity: "warning",
  },
];
