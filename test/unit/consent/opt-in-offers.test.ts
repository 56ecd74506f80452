import { describe, expect, it } from "vitest";
import {
  buildEvent,
  checkOptInOffers,
  type OfferAnswer,
  offeredConsent,
  type OptInOffer,
  preferenceEvent,
  signupConsent,
} from "../../../src/consent/index.js";
import { seededRandom, ValidationError, virtualClock } from "../../../src/core/index.js";

const words = {
  scopes: ["marketing"],
  disclosureText: "Asha Stores may send me offers",
  language: "en",
  policyUrl: "https://asha.example/privacy",
  noticeVersion: "3",
} as const;
const KEYWORD: OptInOffer = {
  ...words,
  kind: "keyword",
  keyword: "JOIN OFFERS",
  pageUrl: "https://asha.example/poster",
};
const FLOW: OptInOffer = { ...words, kind: "flow", field: "offers" };
const fact = { subject: "919812345678", namespace: "brand", at: 1_000, businessName: "Asha Stores" };

const answered = (answer: Omit<OfferAnswer, "messageId">, offers: readonly OptInOffer[] = [KEYWORD, FLOW]) =>
  offeredConsent(offers, { ...fact, answer: { messageId: "wamid.1", ...answer } });
const flow = (response: unknown) => answered({ flowReply: { response_json: JSON.stringify(response) } });

describe("the word of an offer", () => {
  it("is an opt-in with the words that the person saw, and what they wrote", () => {
    expect(answered({ text: "join offers" })).toEqual([
      {
        subject: "919812345678",
        namespace: "brand",
        occurredAt: 1_000,
        action: "grant",
        scopes: ["marketing"],
        method: "whatsapp_keyword",
        actor: { kind: "user" },
        evidence: {
          businessName: "Asha Stores",
          messageId: "wamid.1",
          disclosureText: "Asha Stores may send me offers",
          language: "en",
          policyUrl: "https://asha.example/privacy",
          noticeVersion: "3",
          inboundText: "join offers",
          pageUrl: "https://asha.example/poster",
        },
      },
    ]);
  });

  it.each(["JOIN OFFERS", " join   offers! ", "Join offers please", "Joín Offers"])(
    "is known as %j",
    (text) => {
      expect(answered({ text })).toHaveLength(1);
    },
  );

  it.each(["join", "offers", "join offers tomorrow or never", ""])("is not %j", (text) => {
    expect(answered({ text })).toEqual([]);
  });

  it("that somebody forwarded is not the person's own", () => {
    expect(answered({ text: "join offers", forwarded: true })).toEqual([]);
    expect(answered({ text: "join offers", forwarded: false })).toHaveLength(1);
  });

  it("is kept with at most 300 characters of the message", () => {
    const offer = { ...KEYWORD, keyword: "J".repeat(400) } as OptInOffer;
    const [event] = answered({ text: "J".repeat(400) }, [offer]);
    expect(event?.evidence?.inboundText).toHaveLength(300);
  });

  it("means nothing in a message without a text", () => {
    expect(answered({})).toEqual([]);
  });

  it("may be that of several offers", () => {
    const other: OptInOffer = { ...KEYWORD, scopes: ["topic:quilts"] };
    expect(answered({ text: "join offers" }, [KEYWORD, other]).map(({ scopes }) => scopes)).toEqual([
      ["marketing"],
      ["topic:quilts"],
    ]);
  });
});

describe("the box of a Flow", () => {
  it("that is ticked is an opt-in, with the Flow's token", () => {
    expect(flow({ offers: true, flow_token: "t-1" })).toMatchObject([
      {
        action: "grant",
        method: "whatsapp_flow",
        scopes: ["marketing"],
        evidence: { flowToken: "t-1", formId: "offers", messageId: "wamid.1", language: "en" },
      },
    ]);
    expect(flow({ offers: true, flow_token: 7 })[0]?.evidence?.flowToken).toBeUndefined();
  });

  it.each([{ offers: false }, { offers: "true" }, { offers: 1 }, { other: true }, null, "offers", [true]])(
    "means nothing as %j",
    (response) => {
      expect(flow(response)).toEqual([]);
    },
  );

  it("means nothing where the reply cannot be read", () => {
    expect(answered({ flowReply: { response_json: "{" } })).toEqual([]);
    expect(answered({ flowReply: { response_json: { offers: true } } })).toEqual([]);
    expect(answered({ flowReply: {} })).toEqual([]);
  });
});

it("what an offer makes can be stored", () => {
  for (const facts of [...answered({ text: "join offers" }), ...flow({ offers: true })])
    expect(() => buildEvent(facts, virtualClock(2_000), seededRandom(1))).not.toThrow();
});

describe("an in-app sign-up", () => {
  const signup = preferenceEvent({
    subject: fact.subject,
    namespace: "brand",
    at: 1,
    key: "k",
    preference: { category: "marketing_messages", value: "signup", signupId: "77" },
  });
  const named: OptInOffer = { ...words, kind: "signup", signupId: "77", scopes: ["topic:quilts"] };
  const any: OptInOffer = { ...words, kind: "signup" };

  it("goes by its own link before one for any link, in whatever order they stand", () => {
    for (const offers of [
      [any, named],
      [named, any],
    ])
      expect(signup && signupConsent(offers, signup, "Asha Stores").scopes).toEqual(["topic:quilts"]);
  });

  it("is no business of a link that is another, nor of offers of another kind", () => {
    const other: OptInOffer = { ...named, signupId: "78" };
    expect(signup && signupConsent([other, KEYWORD, FLOW], signup, "Asha Stores")).toBe(signup);
  });

  it("without an id goes by the one for any link", () => {
    const bare = signup && { ...signup, evidence: { source: "k" } };
    expect(bare && signupConsent([named, any], bare, "Asha Stores")).toMatchObject({
      scopes: ["marketing"],
      evidence: { source: "k", businessName: "Asha Stores", policyUrl: words.policyUrl, noticeVersion: "3" },
    });
  });
});

describe("an offer that cannot be used", () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["disclosureText", "expected a text", { disclosureText: " " }],
    ["language", "expected a text", { language: undefined }],
    ["scopes", "expected at least one", { scopes: [] }],
    ["scopes", "expected at least one", { scopes: "marketing" }],
    ["keyword", "expected a word", { keyword: "" }],
    ["keyword", "opts out in some language: choose another", { keyword: "STOP" }],
    ["keyword", "opts out in some language: choose another", { keyword: "बंद करो" }],
    ["keyword", "opts out in some language: choose another", { keyword: "cancel" }],
    ["field", "expected the name of the component", { kind: "flow", field: " " }],
  ])("is refused for its %s: %s (%o)", (field, problem, wrong) => {
    const check = () => {
      checkOptInOffers([FLOW, { ...KEYWORD, ...wrong }]);
    };
    expect(check).toThrowError(ValidationError);
    expect(check).toThrowError(
      expect.objectContaining({
        code: "INVALID_OPTIONS",
        message: `The opt-in offers cannot be used: optInOffers[1].${field}: ${problem}. Correct the offers named.`,
        fix: "Correct the offers named.",
        problems: [{ field: `optInOffers[1].${field}`, problem }],
      }),
    );
  });

  it("is told with every other that cannot", () => {
    const wrong = { ...FLOW, language: "", scopes: [] } as never;
    expect(() => {
      checkOptInOffers([wrong]);
    }).toThrowError(
      "optInOffers[0].language: expected a text; optInOffers[0].scopes: expected at least one.",
    );
  });

  it("those that can are taken, and none at all", () => {
    expect(() => {
      checkOptInOffers([KEYWORD, FLOW, { ...words, kind: "signup" }]);
      checkOptInOffers([]);
    }).not.toThrow();
  });
});
