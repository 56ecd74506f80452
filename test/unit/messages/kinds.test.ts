import fc from "../../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import * as messages from "../../../src/messages/index.js";
import { LINK, ORDER, ORDER_TOTAL, SAMPLES } from "./samples.js";

const {
  addressRequestMessage,
  audioMessage,
  buttonsMessage,
  callButtonMessage,
  carouselMessage,
  catalogMessage,
  contactInfoRequestMessage,
  contactsMessage,
  directMessage,
  documentMessage,
  flowMessage,
  locationMessage,
  locationRequestMessage,
  orderMessage,
  orderStatusMessage,
  pinMessage,
  productCarouselMessage,
  productListMessage,
  productMessage,
  reactionMessage,
  stickerMessage,
  unpinMessage,
  urlButtonMessage,
  videoMessage,
  wordsOf,
} = messages;

const long = (length: number): string => "क".repeat(length);
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_unused, index) => make(index));
const problemsOf = (work: () => unknown): readonly { field: string; problem: string }[] => {
  try {
    work();
    return [];
  } catch (error) {
    expect(error).toMatchObject({ name: "ValidationError", code: "INVALID_MESSAGE" });
    return (error as { problems: { field: string; problem: string }[] }).problems;
  }
};
const card = (more = {}) => ({ image: { link: LINK }, button: "See", url: "https://asha.example", ...more });
const product = (more = {}) => ({
  catalogId: "1",
  header: { text: "h" },
  body: "b",
  sections: [{ productIds: ["a"] }],
  ...more,
});
const contact = { name: { formattedName: "A B", firstName: "A" } };
const item = { productId: "a", name: "n", amount: 100, quantity: 1 };

const LIMITS: [string, (n: number) => unknown, number][] = [
  ["days of a pin", (n) => pinMessage({ messageId: "wamid.1", days: n }), 30],
  ["video caption", (n) => videoMessage({ id: "1", caption: long(n) }), 1024],
  ["document caption", (n) => documentMessage({ id: "1", caption: long(n) }), 1024],
  ["document fileName", (n) => documentMessage({ id: "1", fileName: long(n) }), 240],
  ["contacts", (n) => contactsMessage(many(n, () => contact)), 257],
  ["url button body", (n) => urlButtonMessage({ body: long(n), button: "b", url: LINK }), 1024],
  ["url button label", (n) => urlButtonMessage({ body: "b", button: long(n), url: LINK }), 20],
  ["url button footer", (n) => urlButtonMessage({ body: "b", footer: long(n), button: "b", url: LINK }), 60],
  ["flow label", (n) => flowMessage({ body: "b", button: long(n), flowId: "1" }), 30],
  ["flow body", (n) => flowMessage({ body: long(n), button: "b", flowId: "1" }), 1024],
  ["product body", (n) => productMessage({ catalogId: "1", productId: "a", body: long(n) }), 1024],
  ["product list header", (n) => productListMessage(product({ header: { text: long(n) } })), 60],
  [
    "products over all sections",
    (n) =>
      productListMessage(
        product({
          sections: [
            { title: "1", productIds: many(15, (i) => `a${String(i)}`) },
            { title: "2", productIds: many(n - 15, (i) => `b${String(i)}`) },
          ],
        }),
      ),
    30,
  ],
  [
    "product sections",
    (n) =>
      productListMessage(product({ sections: many(n, (i) => ({ title: "t", productIds: [String(i)] })) })),
    10,
  ],
  [
    "product section title",
    (n) => productListMessage(product({ sections: [{ title: long(n), productIds: ["a"] }] })),
    24,
  ],
  ["catalogue body", (n) => catalogMessage({ body: long(n) }), 1024],
  ["location request body", (n) => locationRequestMessage({ body: long(n) }), 1024],
  ["contact info request body", (n) => contactInfoRequestMessage({ body: long(n) }), 1024],
  [
    "PIN code",
    (n) => addressRequestMessage({ body: "b", country: "IN", values: { in_pin_code: "1".repeat(n) } }),
    6,
  ],
  ["call button label", (n) => callButtonMessage({ body: "b", button: long(n) }), 20],
  ["call button payload", (n) => callButtonMessage({ body: "b", payload: long(n) }), 512],
  ["call button minutes", (n) => callButtonMessage({ body: "b", ttlMinutes: n }), 43_200],
  ["carousel body", (n) => carouselMessage({ body: long(n), cards: [card(), card()] }), 1024],
  ["carousel cards", (n) => carouselMessage({ body: "b", cards: many(n, () => card()) }), 10],
  ["card body", (n) => carouselMessage({ body: "b", cards: [card({ body: long(n) }), card()] }), 160],
  [
    "line breaks of a card",
    (n) => carouselMessage({ body: "b", cards: [card({ body: `x${"\n".repeat(n)}x` }), card()] }),
    2,
  ],
  ["card label", (n) => carouselMessage({ body: "b", cards: [card({ button: long(n) }), card()] }), 20],
  [
    "product cards",
    (n) => productCarouselMessage({ body: "b", catalogId: "1", productIds: many(n, String) }),
    10,
  ],
  ["reference in India", (n) => orderMessage({ ...ORDER, referenceId: "a".repeat(n) }), 35],
  [
    "reference in Brazil",
    (n) =>
      orderMessage({
        ...ORDER,
        referenceId: "a".repeat(n),
        currency: "BRL",
        payment: { type: "boleto", settings: { digitableLine: "1" } },
      }),
    60,
  ],
  [
    "item name",
    (n) => orderMessage({ ...ORDER, discount: undefined, items: [{ ...item, name: long(n) }] }),
    60,
  ],
  [
    "items with pictures",
    (n) =>
      orderMessage({
        ...ORDER,
        discount: undefined,
        items: many(n, () => ({ name: "n", amount: 1, quantity: 1, image: { link: LINK } })),
      }),
    10,
  ],
  [
    "shipping description",
    (n) => orderMessage({ ...ORDER, shipping: { amount: 1, description: long(n) } }),
    60,
  ],
  [
    "status description",
    (n) => orderStatusMessage({ body: "b", referenceId: "a", status: "shipped", description: long(n) }),
    120,
  ],
  ["latitude", (n) => locationMessage({ latitude: n, longitude: 0 }), 90],
  ["longitude", (n) => locationMessage({ latitude: 0, longitude: n }), 180],
];

describe("each limit: at it passes, one over is named", () => {
  it.each(LIMITS)("%s", (_name, make, limit) => {
    expect(problemsOf(() => make(limit))).toEqual([]);
    const [problem] = problemsOf(() => make(limit + 1));
    expect(problem?.problem).toContain(String(limit));
  });
});

describe("combinations that Meta refuses", () => {
  const wrong: [string, () => unknown, string][] = [
    ["a media message with both", () => videoMessage({ id: "1", link: LINK } as never), "exactly one"],
    ["a media message with neither", () => stickerMessage({} as never), "exactly one"],
    ["audio with a caption", () => audioMessage({ id: "1", caption: "c" } as never), "unknown: caption"],
    [
      "an address without a name",
      () => locationMessage({ latitude: 1, longitude: 1, address: "a" }),
      "give both",
    ],
    [
      "a contact with only its formatted name",
      () => contactsMessage([{ name: { formattedName: "A" } }]),
      "firstName",
    ],
    ["no contact", () => contactsMessage([]), "at least 1"],
    [
      "a birthday that is none",
      () => contactsMessage([{ ...contact, birthday: "1985-02-30" }]),
      "YYYY-MM-DD",
    ],
    ["two emoji", () => reactionMessage({ messageId: "w", emoji: "👍👍" }), "one emoji"],
    ["a letter", () => reactionMessage({ messageId: "w", emoji: "a" }), "one emoji"],
    [
      "an IP address",
      () => urlButtonMessage({ body: "b", button: "b", url: "http://10.0.0.1/" }),
      "host name",
    ],
    ["a scheme", () => urlButtonMessage({ body: "b", button: "b", url: "javascript:alert(1)" }), "http"],
    [
      "an emoji on a Flow's button",
      () => flowMessage({ body: "b", button: "Go 🚀", flowId: "1" }),
      "no emoji",
    ],
    [
      "a Flow by id and name",
      () => flowMessage({ body: "b", button: "b", flowId: "1", flowName: "n" } as never),
      "exactly one",
    ],
    [
      "a Flow's data without screen",
      () => flowMessage({ body: "b", button: "b", flowId: "1", data: { a: 1 } }),
      "needed with data",
    ],
    [
      "empty data",
      () => flowMessage({ body: "b", button: "b", flowId: "1", screen: "S", data: {} }),
      "rather than empty",
    ],
    [
      "data exchange with a screen",
      () => flowMessage({ body: "b", button: "b", flowId: "1", screen: "S", dataExchange: true }),
      "endpoint",
    ],
    [
      "a product list without header",
      () => productListMessage(product({ header: undefined })),
      "text header",
    ],
    [
      "a product twice",
      () => productListMessage(product({ sections: [{ productIds: ["a", "a"] }] })),
      "differ",
    ],
    [
      "sections without title",
      () => productListMessage(product({ sections: [{ productIds: ["a"] }, { productIds: ["b"] }] })),
      "title",
    ],
    ["an address abroad", () => addressRequestMessage({ body: "b", country: "SG" as never }), "India"],
    ["one card", () => carouselMessage({ body: "b", cards: [card()] }), "at least 2"],
    [
      "cards of two shapes",
      () =>
        carouselMessage({ body: "b", cards: [card(), card({ image: undefined, video: { link: LINK } })] }),
      "same header",
    ],
    [
      "a card with link and replies",
      () =>
        carouselMessage({
          body: "b",
          cards: [card({ replies: [{ id: "1", title: "t" }] }), card()] as never,
        }),
      "either",
    ],
    [
      "rupees by Pix",
      () => orderMessage({ ...ORDER, payment: { type: "boleto", settings: { digitableLine: "1" } } }),
      "INR",
    ],
    [
      "more discount than price",
      () => orderMessage({ ...ORDER, discount: { amount: 9_999_999 } }),
      "more than",
    ],
    [
      "an order in India without items",
      () => orderMessage({ ...ORDER, items: undefined } as never),
      "Brazil",
    ],
    [
      "an order without items and amount",
      () => orderMessage({ ...ORDER_TOTAL, totalAmount: undefined } as never),
      "needs it",
    ],
    [
      "a tax of an order without items",
      () => orderMessage({ ...ORDER_TOTAL, tax: { amount: 1 } } as never),
      "with items",
    ],
    ["an amount beside items", () => orderMessage({ ...ORDER, totalAmount: 1 } as never), "reckoned"],
    ["items without tax", () => orderMessage({ ...ORDER, tax: undefined } as never), "may be 0"],
    ["half a paisa", () => orderMessage({ ...ORDER, tax: { amount: 0.5 } }), "whole number"],
    [
      "a reference with spaces",
      () => orderStatusMessage({ body: "b", referenceId: "a b", status: "shipped" }),
      "letters",
    ],
  ];
  it.each(wrong)("%s", (_name, make, text) => {
    const problems = problemsOf(make);
    expect(problems.map(({ problem }) => problem).join("; ")).toContain(text);
  });
});

describe("Meta's spelling", () => {
  it("a pin comes off by the message's id alone", () => {
    expect(unpinMessage({ messageId: "wamid.1" }).wire).toEqual({
      type: "pin",
      pin: { type: "unpin", message_id: "wamid.1" },
    });
    expect(() => unpinMessage({ messageId: "" })).toThrow(/messageId/);
  });

  it("sends an order without items as its amount alone", () => {
    const { interactive } = SAMPLES.orderTotal?.wire as {
      interactive: { action: { parameters: Record<string, unknown> } };
    };
    expect(interactive.action.parameters).toEqual({
      reference_id: "A-1002",
      type: "physical-goods",
      payment_type: "br",
      payment_settings: [
        {
          type: "pix_dynamic_code",
          pix_dynamic_code: {
            code: "00020101",
            merchant_name: "Asha",
            key: "39580525000189",
            key_type: "CNPJ",
          },
        },
      ],
      currency: "BRL",
      total_amount: { value: 50_000, offset: 100 },
    });
  });

  it("a header has a second line, which is read with the rest", () => {
    const { wire } = SAMPLES.productList ?? {};
    expect(wire).toMatchObject({ interactive: { header: { type: "text", text: "h", sub_text: "s" } } });
    expect(wordsOf(wire)).toContain("s");
  });

  it("Direct Send mixes replies and links; replies alone travel as in a chat", () => {
    const content = {
      buttons: {
        body: "On its way",
        buttons: [
          { id: "y", title: "Thanks" },
          { title: "Track", url: LINK },
        ],
      },
    };
    expect(directMessage({ category: "utility", content }).wire).toMatchObject({
      category: "utility",
      interactive: {
        type: "button",
        action: {
          buttons: [
            { type: "reply", reply: { id: "y", title: "Thanks" } },
            { type: "cta_url", cta_url: { display_text: "Track", url: LINK } },
          ],
        },
      },
    });
    const replies = { body: "b", buttons: [{ id: "y", title: "Yes" }] };
    const { category: _category, ...wire } = directMessage({
      category: "utility",
      content: { buttons: replies },
    }).wire;
    expect(wire).toEqual(buttonsMessage(replies).wire);
    for (const buttons of [
      [
        { id: "y", title: "Yes" },
        { id: "y", title: "No" },
      ],
      [
        { id: "y", title: "Yes" },
        { title: "Yes", url: LINK },
      ],
      [{ title: "Track", url: "http://10.0.0.1/" }],
      [],
    ])
      expect(() =>
        directMessage({ category: "utility", content: { buttons: { body: "b", buttons } } }),
      ).toThrow(expect.objectContaining({ code: "INVALID_MESSAGE" }) as Error);
  });

  it("reckons an order's sums", () => {
    const { interactive } = SAMPLES.order?.wire as {
      interactive: { action: { parameters: Record<string, unknown> } };
    };
    expect(interactive.action.parameters).toMatchObject({
      reference_id: "A-1001",
      payment_settings: [{ type: "upi_intent_link", upi_intent_link: { link: "upi://pay?pa=asha@upi" } }],
      total_amount: { value: 444_700, offset: 100 },
      order: { status: "pending", subtotal: { value: 449_700, offset: 100 } },
    });
  });

  it("an emoji that is empty takes a reaction back; flags and families are one", () => {
    for (const emoji of ["", "❤️", "🇮🇳", "👨‍👩‍👧‍👦", "1️⃣"])
      expect(reactionMessage({ messageId: "w", emoji }).wire.reaction).toEqual({ message_id: "w", emoji });
  });

  it("leaves no undefined and no camel case on the wire", () => {
    for (const { kind, wire } of Object.values(SAMPLES)) {
      expect(wire.type).toBe(kind);
      const text = JSON.stringify(wire, (_key, value: unknown) =>
        value === undefined ? "UNDEFINED" : value,
      );
      expect(text).not.toContain("UNDEFINED");
      expect([...text.matchAll(/"([a-z]+[A-Z]\w*)":/g)].map(([, key]) => key)).toEqual([]);
    }
  });
});

describe("any input", () => {
  const builders = Object.entries(messages).filter(
    ([name]) => name.endsWith("Message") && name !== "templateMessage",
  ) as unknown as [string, (input: unknown) => unknown][];
  it.each(builders)("%s gives a message or an INVALID_MESSAGE", (_name, build) => {
    const keys = [
      "id",
      "link",
      "body",
      "header",
      "buttons",
      "sections",
      "cards",
      "items",
      "text",
      "url",
      "flowId",
    ];
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        fc.integer(),
        fc.constantFrom(null, undefined, true, Number.NaN, LINK),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 5 }),
      ),
    })).value;
    fc.assert(
      fc.property(tree, (input) => {
        try {
          const made = build(input) as { wire: unknown };
          expect(() => JSON.stringify(made.wire)).not.toThrow();
        } catch (error) {
          expect(error).toMatchObject({ code: "INVALID_MESSAGE" });
        }
      }),
      { numRuns: 200 },
    );
  });
});
