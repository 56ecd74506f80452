import { describe, expectTypeOf, it } from "vitest";
import {
  type CurrencyValue,
  type DateTimeValue,
  defineTemplate,
  type FlowValue,
  type LintFinding,
  type LocationValue,
  type OrderDetailsInput,
  type OrderStatusValue,
  type ParamsOf,
  type ProductsValue,
  type ProductValue,
  type TemplateInput,
  type Waypost,
} from "waypost";

declare const waypost: Waypost;
const to = "+919812345678";
const cause = { kind: "order", ref: "A-1", at: 0 } as const;
const base = { name: "t", language: "en", category: "utility" } as const;
const offer = { name: "t", language: "en", category: "marketing" } as const;

describe("text", () => {
  it("named variables of header, body, URL and payload are one flat object, each once", () => {
    const template = defineTemplate({
      ...base,
      header: { text: "Order {{order}}" },
      body: "Hi {{name}}, your order {{order}} left our shop today.",
      buttons: [
        { type: "quick_reply", text: "Thanks", payload: "thanks:{{order}}:{{step}}" },
        { type: "url", text: "Follow", url: "https://asha.example/{{parcel}}" },
      ],
      examples: { name: "Asha", order: "A-1", parcel: "p1" },
    });
    expectTypeOf<ParamsOf<typeof template>>().toEqualTypeOf<{
      readonly name: string;
      readonly order: string;
      readonly step: string;
      readonly parcel: string;
    }>();
    const params = { name: "Ravi", order: "A-1", step: "1", parcel: "p1" };
    void waypost.messages.sendTemplate({ to, template, params, cause });
    // @ts-expect-error parcel is missing
    template.render({ name: "Ravi", order: "A-1", step: "1" });
    // @ts-expect-error no such variable
    template.render({ ...params, colour: "blue" });
    // @ts-expect-error a number is no text
    template.render({ ...params, name: 7 });
  });
  it("positional variables count anew in the header and in the URL, as at Meta", () => {
    const template = defineTemplate({
      ...base,
      header: { text: "Order {{1}}" },
      body: "Hi {{1}}, order {{2}} left our shop today.",
      buttons: [{ type: "url", text: "Follow", url: "https://asha.example/{{1}}" }],
      examples: { 1: "Asha", 2: "A-1", header: "A-1", url: "p1" },
    });
    expectTypeOf<ParamsOf<typeof template>>().toEqualTypeOf<{
      readonly 1: string;
      readonly 2: string;
      readonly header: string;
      readonly url: string;
    }>();
    template.render({ 1: "Ravi", 2: "A-1", header: "A-1", url: "p1" });
    // @ts-expect-error the second is missing
    template.render({ 1: "Ravi", header: "A-1", url: "p1" });
    // @ts-expect-error there is no third
    template.render({ 1: "Ravi", 2: "A-1", 3: "x", header: "A-1", url: "p1" });
  });
  it("money and dates have shapes of their own, named and positional", () => {
    const named = defineTemplate({
      ...base,
      body: "You paid {{amount}} on {{day}} for order {{order}}, thank you very much.",
      kinds: { amount: "currency", day: "date_time" },
      examples: { amount: "₹499", day: "2 May", order: "A-1" },
    });
    expectTypeOf<ParamsOf<typeof named>>().toEqualTypeOf<{
      readonly amount: CurrencyValue;
      readonly day: DateTimeValue;
      readonly order: string;
    }>();
    const amount = { code: "INR", amount: 499, fallback: "₹499" };
    named.render({ amount, day: { fallback: "2 May" }, order: "A-1" });
    // @ts-expect-error money is more than its text
    named.render({ amount: "₹499", day: { fallback: "2 May" }, order: "A-1" });
    const positional = defineTemplate({
      ...base,
      body: "You paid {{1}} for order {{2}}, thank you.",
      kinds: { 1: "currency" },
      examples: { 1: "₹499", 2: "A-1" },
    });
    expectTypeOf<ParamsOf<typeof positional>>().toEqualTypeOf<{
      readonly 1: CurrencyValue;
      readonly 2: string;
    }>();
    // @ts-expect-error the amount lacks its code
    positional.render({ 1: { amount: 1, fallback: "1" }, 2: "A-1" });
  });
  it("nothing to fill in, nothing to give", () => {
    const template = defineTemplate({ ...base, body: "Our shop is closed today." });
    template.render();
    void waypost.messages.sendTemplate({ to, template, cause });
    // @ts-expect-error there is nothing to fill in
    void waypost.messages.sendTemplate({ to, template, params: { name: "x" }, cause });
  });
  it("a text known only at run time takes any parameters", () => {
    const read: TemplateInput = JSON.parse("{}") as TemplateInput;
    const template = defineTemplate(read);
    template.render({ anything: "x" });
    void waypost.messages.sendTemplate({ to, template, params: { anything: "x" }, cause });
  });
});

describe("what the text shows to be wrong", () => {
  it("capitals in a name, a variable at either end of a body", () => {
    // @ts-expect-error "order", not "Order"
    defineTemplate({ ...base, name: "Order", body: "Hi there." });
    // @ts-expect-error starts with a variable
    defineTemplate({ ...base, body: "{{name}}, hello.", examples: { name: "Asha" } });
    // @ts-expect-error ends with a variable
    defineTemplate({ ...base, body: "Hello, {{1}}", examples: { 1: "Asha" } });
  });
  it("warnings are a list of findings", () => {
    const template = defineTemplate({ ...base, body: "Our shop is closed today." });
    expectTypeOf(template.warnings).toEqualTypeOf<readonly LintFinding[]>();
    // @ts-expect-error what the linter says is not for changing
    template.warnings = [];
  });
});

describe("both spellings in every place", () => {
  it("a payload, positional", () => {
    const template = defineTemplate({
      ...base,
      body: "Hi {{1}}, is order {{2}} all right for you?",
      buttons: [{ type: "quick_reply", text: "Yes", payload: "ok:{{2}}:{{3}}" }],
      examples: { 1: "Asha", 2: "A-1" },
    });
    template.render({ 1: "Ravi", 2: "A-1", 3: "x" });
    // @ts-expect-error the payload needs {{3}}
    template.render({ 1: "Ravi", 2: "A-1" });
    // @ts-expect-error a number is no text
    template.render({ 1: "Ravi", 2: "A-1", 3: 5 });
  });
  it("a header alone, named and positional", () => {
    const named = defineTemplate({
      ...base,
      header: { text: "Order {{order}}" },
      body: "It is on its way.",
      examples: { order: "A-1" },
    });
    named.render({ order: "A-1" });
    // @ts-expect-error the order is missing
    named.render({});
    // @ts-expect-error its name is order, not header
    named.render({ header: "A-1" });
    const positional = defineTemplate({
      ...base,
      header: { text: "Order {{1}}" },
      body: "It is on its way.",
      examples: { header: "A-1" },
    });
    positional.render({ header: "A-1" });
    // @ts-expect-error outside the body {{1}} has a name of its own
    positional.render({ 1: "A-1" });
    // @ts-expect-error a text header takes text, no file
    positional.render({ header: { id: "1" } });
  });
  it("a URL alone, named and positional", () => {
    const buttons = [{ type: "url", text: "Follow", url: "https://asha.example/{{parcel}}" }] as const;
    const named = defineTemplate({ ...base, body: "It left.", buttons, examples: { parcel: "p1" } });
    named.render({ parcel: "p1" });
    // @ts-expect-error its name is parcel
    named.render({ url: "p1" });
    const positional = defineTemplate({
      ...base,
      body: "It left.",
      buttons: [{ type: "url", text: "Follow", url: "https://asha.example/{{1}}" }],
      examples: { url: "p1" },
    });
    positional.render({ url: "p1" });
    // @ts-expect-error the end of the address is text
    positional.render({ url: new URL("https://asha.example/p1") });
  });
  it("cards with numbers", () => {
    const card = {
      header: { format: "video" },
      body: "Only {{1}} of {{2}} in our shop.",
      buttons: [{ type: "quick_reply", text: "Tell me", payload: "tell:{{2}}" }],
      examples: { 1: "5", 2: "lamps" },
    } as const;
    const template = defineTemplate({ ...offer, body: "New in our shop.", cards: [card, card] });
    const one = { header: { id: "1" }, 1: "5", 2: "lamps" };
    template.render({ cards: [one, one] });
    // @ts-expect-error the second card lacks {{2}}
    template.render({ cards: [one, { header: { id: "1" }, 1: "5" }] });
  });
  it("an offer, a coupon and a media header beside named text", () => {
    const template = defineTemplate({
      ...offer,
      header: { format: "image" },
      body: "Hi {{name}}, a code for you.",
      limitedTimeOffer: { text: "Ends soon", expires: true },
      buttons: [{ type: "copy_code", example: "SAVE" }],
      examples: { name: "Asha" },
    });
    const params = { name: "Ravi", header: { id: "1" }, couponCode: "SAVE", offerExpiresAt: new Date(0) };
    template.render(params);
    // @ts-expect-error a location is no picture
    template.render({ ...params, header: { latitude: 1, longitude: 2, name: "x", address: "y" } });
  });
});

describe("samples", () => {
  it("a variable without one does not compile", () => {
    const body = "Hi {{name}}, order {{order}} is ready.";
    defineTemplate({ ...base, body, examples: { name: "Asha", order: "A-1" } });
    // @ts-expect-error examples are missing
    defineTemplate({ ...base, body });
    // @ts-expect-error order has no sample
    defineTemplate({ ...base, body, examples: { name: "Asha" } });
    // @ts-expect-error {{2}} has no sample
    defineTemplate({ ...base, body: "Hi {{1}}, order {{2}} is ready.", examples: { 1: "Asha" } });
  });
});

describe("headers", () => {
  it("image and video", () => {
    const image = defineTemplate({ ...base, header: { format: "image" }, body: "Here it is." });
    const video = defineTemplate({ ...base, header: { format: "video" }, body: "Here it is." });
    for (const template of [image, video]) {
      template.render({ header: { link: "https://asha.example/x" } });
      template.render({ header: { id: "1" } });
      // @ts-expect-error link or id, not both
      template.render({ header: { link: "l", id: "i" } });
      // @ts-expect-error neither
      template.render({ header: {} });
      // @ts-expect-error the header is missing
      template.render({});
    }
  });
  it("document", () => {
    const template = defineTemplate({ ...base, header: { format: "document" }, body: "Your bill." });
    template.render({ header: { id: "1", fileName: "bill.pdf" } });
    // @ts-expect-error a file has a name, not a title
    template.render({ header: { id: "1", title: "bill.pdf" } });
  });
  it("gif", () => {
    const template = defineTemplate({ ...offer, header: { format: "gif" }, body: "New in our shop." });
    template.render({ header: { id: "1" } });
    // @ts-expect-error a text is no file
    template.render({ header: "x" });
  });
  it("location", () => {
    const template = defineTemplate({ ...base, header: { format: "location" }, body: "We are here." });
    expectTypeOf<ParamsOf<typeof template>>().toEqualTypeOf<{ readonly header: LocationValue }>();
    // @ts-expect-error a place has a name and an address
    template.render({ header: { latitude: 1, longitude: 2 } });
  });
  it("product", () => {
    const template = defineTemplate({
      ...offer,
      header: { format: "product" },
      body: "Back in our shop.",
      buttons: [{ type: "spm" }],
    });
    expectTypeOf<ParamsOf<typeof template>>().toEqualTypeOf<{ readonly header: ProductValue }>();
    // @ts-expect-error of which catalogue?
    template.render({ header: { productId: "p" } });
  });
  it("an unknown format does not compile", () => {
    // @ts-expect-error no such format
    defineTemplate({ ...base, header: { format: "hologram" }, body: "Here it is." });
    // @ts-expect-error text or format
    defineTemplate({ ...base, header: { text: "x", format: "image" }, body: "Here it is." });
  });
});

describe("buttons", () => {
  it("phone number, contact info and static URL take nothing", () => {
    const template = defineTemplate({
      ...base,
      body: "Talk to us.",
      buttons: [
        { type: "phone_number", text: "Call", phoneNumber: "+911415550100" },
        { type: "url", text: "Open", url: "https://asha.example" },
        { type: "request_contact_info" },
      ],
    });
    template.render();
    // @ts-expect-error nothing to fill in
    template.render({ url: "x" });
    // @ts-expect-error Meta sets this label
    defineTemplate({ ...base, body: "x", buttons: [{ type: "request_contact_info", text: "Give" }] });
  });
  it("copy code", () => {
    const template = defineTemplate({
      ...offer,
      body: "A code for you.",
      buttons: [{ type: "copy_code", example: "SAVE" }],
    });
    expectTypeOf<ParamsOf<typeof template>>().toEqualTypeOf<{ readonly couponCode: string }>();
    // @ts-expect-error the coupon is missing
    template.render({});
    // @ts-expect-error a coupon is text
    template.render({ couponCode: 10 });
  });
  it("flow", () => {
    const template = defineTemplate({
      ...base,
      body: "Hi {{name}}, choose a time for your visit.",
      buttons: [{ type: "flow", text: "Choose", flowId: "1", action: "navigate", screen: "TIMES" }],
      examples: { name: "Asha" },
    });
    expectTypeOf<ParamsOf<typeof template>>().toEqualTypeOf<{
      readonly name: string;
      readonly flow?: FlowValue | undefined;
    }>();
    template.render({ name: "Ravi" });
    template.render({ name: "Ravi", flow: { token: "t", data: { day: "Friday" } } });
    // @ts-expect-error a token is text
    template.render({ name: "Ravi", flow: { token: 1 } });
    // @ts-expect-error no such action
    defineTemplate({ ...base, body: "x", buttons: [{ type: "flow", text: "x", flowId: "1", action: "go" }] });
  });
  it("catalogue, several products, one order", () => {
    const catalog = defineTemplate({ ...offer, body: "Our shop.", buttons: [{ type: "catalog" }] });
    catalog.render();
    catalog.render({ catalog: { thumbnailProductId: "p" } });
    // @ts-expect-error a catalogue is no coupon
    catalog.render({ couponCode: "x" });
    const products = defineTemplate({
      ...offer,
      header: { text: "For you" },
      body: "Three things.",
      buttons: [{ type: "mpm" }],
    });
    expectTypeOf<ParamsOf<typeof products>>().toEqualTypeOf<{ readonly products: ProductsValue }>();
    // @ts-expect-error products stand in sections
    products.render({ products: { thumbnailProductId: "p", productIds: ["p"] } });
    const order = defineTemplate({ ...base, body: "Please pay.", buttons: [{ type: "order_details" }] });
    expectTypeOf<ParamsOf<typeof order>>().toEqualTypeOf<{ readonly orderDetails: OrderDetailsInput }>();
    // @ts-expect-error the order is missing
    order.render({});
  });
  it("voice call", () => {
    const template = defineTemplate({
      ...base,
      body: "Talk to us.",
      buttons: [{ type: "voice_call", text: "Call now" }],
    });
    template.render({ call: { ttlMinutes: 60, payload: "A-1" } });
    // @ts-expect-error minutes are a number
    template.render({ call: { ttlMinutes: "60" } });
  });
  it("an unknown type or a missing label does not compile", () => {
    // @ts-expect-error no such type
    defineTemplate({ ...base, body: "x", buttons: [{ type: "teleport", text: "x" }] });
    // @ts-expect-error a quick reply has a text
    defineTemplate({ ...base, body: "x", buttons: [{ type: "quick_reply" }] });
  });
});

describe("carousels", () => {
  it("media cards are given one by one, as many as were defined", () => {
    const template = defineTemplate({
      ...offer,
      body: "New for {{name}} in our shop this week.",
      cards: [
        {
          header: { format: "image" },
          body: "Only {{price}} in our shop.",
          buttons: [{ type: "url", text: "See", url: "https://asha.example/{{1}}" }],
          examples: { price: "₹5", url: "p1" },
        },
        {
          header: { format: "image" },
          body: "Made by hand.",
          buttons: [{ type: "url", text: "See", url: "https://asha.example/{{product}}" }],
          examples: { product: "p2" },
        },
      ],
      examples: { name: "Asha" },
    });
    const header = { id: "1" };
    const first = { header, price: "₹5", url: "p1" };
    const second = { header, product: "p2" };
    template.render({ name: "Ravi", cards: [first, second] });
    // @ts-expect-error one card too few
    template.render({ name: "Ravi", cards: [first] });
    // @ts-expect-error one too many
    template.render({ name: "Ravi", cards: [first, second, second] });
    // @ts-expect-error each its own variables
    template.render({ name: "Ravi", cards: [second, first] });
  });
  it("product cards: 2 to 10 like the first", () => {
    const card = { header: { format: "product" }, buttons: [{ type: "spm" }] } as const;
    const template = defineTemplate({ ...offer, body: "New in our shop.", cards: [card, card] });
    const one = { header: { catalogId: "c", productId: "p" } };
    template.render({ cards: [one, one] });
    template.render({ cards: [one, one, one] });
    // @ts-expect-error at least two
    template.render({ cards: [one] });
    // @ts-expect-error a product, not a file
    template.render({ cards: [one, { header: { id: "1" } }] });
  });
});

describe("offers, orders, calls", () => {
  it("an offer that expires wants its end", () => {
    const template = defineTemplate({
      ...offer,
      body: "A code for you.",
      limitedTimeOffer: { text: "Ends soon", expires: true },
      buttons: [{ type: "copy_code", example: "SAVE" }],
    });
    expectTypeOf<ParamsOf<typeof template>>().toEqualTypeOf<{
      readonly couponCode: string;
      readonly offerExpiresAt: Date | number;
    }>();
    // @ts-expect-error its end is missing
    template.render({ couponCode: "SAVE" });
    // @ts-expect-error an instant, not a text
    template.render({ couponCode: "SAVE", offerExpiresAt: "tomorrow" });
    const open = defineTemplate({ ...offer, body: "For you.", limitedTimeOffer: { text: "Soon" } });
    open.render();
    // @ts-expect-error it has no end
    open.render({ offerExpiresAt: 1 });
  });
  it("order status", () => {
    const template = defineTemplate({ ...base, body: "News of your order.", orderStatus: true });
    expectTypeOf<ParamsOf<typeof template>>().toEqualTypeOf<{ readonly orderStatus: OrderStatusValue }>();
    // @ts-expect-error no such status
    template.render({ orderStatus: { referenceId: "A-1", status: "lost" } });
  });
  it("call permission takes nothing", () => {
    const template = defineTemplate({ ...base, body: "May we call you?", callPermissionRequest: true });
    template.render();
    // @ts-expect-error nothing to fill in
    template.render({ call: { ttlMinutes: 1 } });
  });
});

describe("one-time codes", () => {
  const auth = { name: "otp", language: "en", category: "authentication" } as const;
  const apps = [{ packageName: "in.asha.shop", signatureHash: "K8a/AINcGX7" }];
  it("copied, with one tap, without a tap: always the code", () => {
    const copy = defineTemplate({ ...auth, otp: { type: "copy_code", text: "Copy" } });
    const oneTap = defineTemplate({ ...auth, otp: { type: "one_tap", apps } });
    const zeroTap = defineTemplate({ ...auth, otp: { type: "zero_tap", apps, termsAccepted: true } });
    for (const template of [copy, oneTap, zeroTap]) {
      template.render({ code: "123456" });
      // @ts-expect-error a code is text
      template.render({ code: 123456 });
      // @ts-expect-error the code is missing
      template.render({});
    }
  });
  it("wants apps for taps, and the terms for none", () => {
    // @ts-expect-error which app?
    defineTemplate({ ...auth, otp: { type: "one_tap" } });
    // @ts-expect-error the terms
    defineTemplate({ ...auth, otp: { type: "zero_tap", apps } });
    // @ts-expect-error the terms, accepted
    defineTemplate({ ...auth, otp: { type: "zero_tap", apps, termsAccepted: false } });
    // @ts-expect-error Meta writes the text
    defineTemplate({ ...auth, body: "Your code is {{code}}." });
  });
});
