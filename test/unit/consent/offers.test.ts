import { toString } from "qrcode";
import { describe, expect, it } from "vitest";
import {
  clickToChat,
  type OptInOffer,
  preferenceEvent,
  qrCode,
  signupConsent,
  withKeywordScope,
} from "../../../src/consent/index.js";
import { PhoneNumber, ValidationError } from "../../../src/core/index.js";

describe("click to chat", () => {
  it("opens a chat with the text written", () => {
    expect(clickToChat({ number: "+91 141 555 0100", text: " JOIN OFFERS " })).toBe(
      "https://wa.me/911415550100?text=JOIN%20OFFERS",
    );
    expect(clickToChat({ number: "+911415550100", text: "नया & 50%?" })).toBe(
      "https://wa.me/911415550100?text=%E0%A4%A8%E0%A4%AF%E0%A4%BE%20%26%2050%25%3F",
    );
  });
  it.each([
    ["911415550100", "JOIN"],
    ["+911415550100", " "],
    ["+911415550100", "x".repeat(1_025)],
    ["IN.abc", "JOIN"],
  ])("refuses %s with %s", (number, text) => {
    expect(() => clickToChat({ number, text })).toThrowError(ValidationError);
  });
  it("takes a text of 1,024 characters", () => {
    expect(clickToChat({ number: "+911415550100", text: "x".repeat(1_024) })).toHaveLength(1_024 + 32);
  });
  it.each<[string, unknown, string, string]>([
    ["+911415550100", "", "text", "expected 1 to 1024 characters"],
    ["+911415550100", 7, "text", "expected 1 to 1024 characters"],
    ["IN.abc", "JOIN", "number", "expected an E.164 phone number"],
  ])("says of %s with %j what is wrong", (number, text, field, problem) => {
    expect(() => clickToChat({ number, text: text as string })).toThrowError(
      expect.objectContaining({
        code: "INVALID_CONSENT",
        message: expect.stringContaining("The click-to-chat link cannot be made."),
        fix: expect.stringContaining("a text of 1 to 1,024 characters"),
        problems: [{ field, problem }],
      }),
    );
  });
});

describe("a QR code", () => {
  const link = clickToChat({ number: "+911415550100", text: "JOIN OFFERS" });
  it("is an SVG or a PNG", async () => {
    const svg = await qrCode(link, "svg");
    expect(svg).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
    const png = await qrCode(link, "png", { width: 256, margin: 2 });
    expect(Buffer.from(png.subarray(0, 8)).toString("hex")).toBe("89504e470d0a1a0a");
    expect(Buffer.from(png).readUInt32BE(16)).toBe(256);
  });
  it("is for one https link", async () => {
    await expect(qrCode("javascript:alert(1)", "svg")).rejects.toThrowError(ValidationError);
    await expect(qrCode(link, "gif" as "svg")).rejects.toThrowError(ValidationError);
    const failure: unknown = await qrCode("http://a.example", "svg").catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "INVALID_CONSENT",
      message: expect.stringContaining("The QR code cannot be drawn."),
      fix: expect.stringContaining("Give one https link"),
      problems: [{ field: "link", problem: "expected one https link of at most 2,000 characters" }],
    });
    for (const two of [`see ${link}`, `${link} ${link}`, `https://a.example/${"x".repeat(2_000)}`])
      await expect(qrCode(two, "svg")).rejects.toMatchObject({ code: "INVALID_CONSENT" });
  });
  it("stands damage to 15 % of it, with the margin that the standard asks for", async () => {
    const drawn = (options: object) => toString(link, { ...options, type: "svg" });
    expect(await qrCode(link, "svg")).toBe(await drawn({ errorCorrectionLevel: "M", margin: 4 }));
    expect(await qrCode(link, "svg", { margin: 1 })).toBe(
      await drawn({ errorCorrectionLevel: "M", margin: 1 }),
    );
    expect(await qrCode(link, "svg")).not.toBe(await drawn({ errorCorrectionLevel: "L", margin: 4 }));
  });
});

describe("an in-app sign-up", () => {
  const offers: readonly OptInOffer[] = [
    { kind: "signup", scopes: ["marketing"], disclosureText: "any", language: "en" },
    { kind: "signup", signupId: "77", scopes: ["topic:quilts"], disclosureText: "quilts", language: "en" },
  ];
  const signup = (signupId: string, value = "signup") =>
    preferenceEvent({
      subject: "919812345678",
      namespace: "default",
      at: 1,
      key: "k",
      preference: { category: "marketing_messages", value, signupId },
    });
  it("gets the words and the scopes of its offer", () => {
    const facts = signup("77");
    if (facts === undefined) throw new Error("expected an event");
    expect(signupConsent(offers, facts, "Asha Stores")).toMatchObject({
      scopes: ["topic:quilts"],
      method: "in_app_signup",
      evidence: { signupId: "77", disclosureText: "quilts", businessName: "Asha Stores" },
    });
    expect(
      signupConsent(offers, { ...facts, evidence: { signupId: "78" } }, "A").evidence?.disclosureText,
    ).toBe("any");
    expect(signupConsent([], facts, "A")).toBe(facts);
    const resume = signup("77", "resume");
    expect(resume && signupConsent(offers, resume, "A")).toBe(resume);
  });
});

describe("how far a stop word reaches", () => {
  const stop = {
    kind: "opt_out",
    tier: "T1",
    keyword: "stop",
    scopeHint: "marketing",
    method: "exact",
    normalised: "stop",
  } as const;
  it.each([
    [{ country: "US" }, undefined, "all"],
    [{ country: "CA" }, undefined, "all"],
    [{ callingCode: "1" }, undefined, "all"],
    [{ callingCode: "91" }, undefined, "marketing"],
    [{ country: "JM", callingCode: "1" }, undefined, "marketing"],
    [{ country: "IN" }, undefined, "marketing"],
    [{ country: "US" }, "marketing", "marketing"],
    [{ country: "IN" }, "all", "all"],
  ] as const)("%o, %s: %s", (place, scope, expected) => {
    expect(withKeywordScope(stop, place, scope)).toMatchObject({ scopeHint: expected });
  });
  it("a button stops what it said, and what is no opt-out stays as it is", () => {
    expect(
      withKeywordScope({ ...stop, tier: "payload", method: "payload" }, { country: "US" }).scopeHint,
    ).toBe("marketing");
    const keep = { kind: "keep" } as const;
    expect(withKeywordScope(keep, { country: "US" })).toBe(keep);
  });
});

it("a number is masked wherever it is printed", () => {
  expect(String(PhoneNumber.fromWaId("919812345678"))).not.toContain("12345");
});
