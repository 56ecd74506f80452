/** What is looked for in the words of a message. Numbers are the schemes' published test numbers, never a person's. */
import { describe, expect, it } from "vitest";
import { readContent, readTemplateContent } from "../../../src/policy/index.js";

const kinds = (reading: object): string =>
  Object.entries(reading)
    .map(([kind, found]) => (found === true ? kind : `${kind}: ${String(found)}`))
    .join(" ");
const found = (text: string): string => kinds(readContent([text]));

describe("payment card numbers", () => {
  it.each([
    ["Visa, 16 digits", "4111111111111111"],
    ["Visa, 13 digits", "4222222222222"],
    ["Visa, 19 digits", "4000000000000000006"],
    ["Mastercard", "5555555555554444"],
    ["Mastercard, 51", "5105105105105100"],
    ["Mastercard, 2 series, first", "2221000000000009"],
    ["Mastercard, 2 series", "2223003122003222"],
    ["Mastercard, 2 series, 23", "2300000000000003"],
    ["Mastercard, 2 series, 270", "2700000000000009"],
    ["Mastercard, 2 series, last", "2720990000000007"],
    ["American Express, 34", "343434343434343"],
    ["American Express, 37", "378282246310005"],
    ["Diners Club, 30", "30569309025904"],
    ["Diners Club, 36", "36227206271667"],
    ["Diners Club, 38", "38520000023237"],
    ["Discover, 6011", "6011111111111117"],
    ["Discover, 644", "6440000000000005"],
    ["Discover, 65", "6510000000000000"],
    ["UnionPay", "6200000000000005"],
    ["RuPay, 60", "6074820000000009"],
    ["RuPay, 81", "8171999927660000"],
    ["RuPay, 82", "8200000000000001"],
    ["JCB, first", "3528000000000007"],
    ["JCB", "3566002020360505"],
    ["in groups of four", "4111 1111 1111 1111"],
    ["with hyphens", "4111-1111-1111-1111"],
    ["Amex in its groups", "3782 822463 10005"],
  ])("%s: %s", (_name, number) => {
    expect(found(number)).toBe("cardNumber");
    expect(found(`Card ${number} is yours.`)).toBe("cardNumber");
    expect(found(`first line\n${number}`)).toBe("cardNumber");
  });

  it.each([
    ["check digit is wrong", "4111111111111112"],
    ["no scheme begins so", "9111111111111114"],
    ["Visa with 14 digits", "41111111111116"],
    ["Mastercard with 15 digits", "555555555555440"],
    ["before the 2 series", "2220000000000000"],
    ["after the 2 series", "2721000000000004"],
    ["not a Diners Club number", "30600000000008"],
    ["before JCB", "3527000000000008"],
    ["Discover, 643", "6430000000000006"],
    ["longer than a card", "41111111111111110000"],
    ["part of a longer number", "14111111111111111"],
    ["an amount", "4111111111111111.50"],
    ["an amount with a comma", "4111111111111111,50"],
    ["behind a decimal point", "0.4111111111111111"],
    ["an order number", "#4111111111111111"],
    ["a telephone number", "+4111111111111111"],
    ["a part of a code", "A-4111111111111111"],
    ["twelve digits", "411111111116"],
  ])("not: %s (%s)", (_name, text) => {
    expect(found(text)).not.toContain("cardNumber");
  });

  it("the second of two numbers counts too", () => {
    expect(found("Order 4111111111111112 was paid with 5555555555554444")).toBe("cardNumber");
  });
});

describe("bank account numbers", () => {
  it.each([
    ["Germany", "DE89370400440532013000"],
    ["Britain, with letters", "GB82WEST12345698765432"],
    ["Norway, the shortest", "NO9386011117947"],
    ["Malta, 31 characters", "MT84MALT011000012345MTLCAST001S"],
    ["in groups of four", "DE89 3704 0044 0532 0130 00"],
  ])("%s: %s", (_name, iban) => {
    expect(found(`Please pay to ${iban}.`)).toBe("bankAccount");
  });

  it.each([
    ["check digits are wrong", "DE88370400440532013000"],
    ["lower case is a reference", "de89370400440532013000"],
    ["too short", "NO938601111794"],
    ["behind a letter", "XDE89370400440532013000"],
    ["before a letter", "DE89370400440532013000ABCDEFGHIJKLMNOP"],
  ])("not: %s (%s)", (_name, text) => {
    expect(found(text)).not.toContain("bankAccount");
  });

  it("the second of two numbers counts too", () => {
    expect(found("Not DE88370400440532013000 but NO9386011117947")).toBe("bankAccount");
  });
});

describe("one-time codes", () => {
  it.each([
    "Your OTP is 482913",
    "482913 is your verification code",
    "Login code: 4829",
    "Your security code 482-913",
    "Use 482 913 as your one-time password",
    "Su código de verificación es 482913",
    "Ihr Bestätigungscode lautet 482913",
    "आपका ओटीपी 482913 है",
    "验证码：482913",
    "인증번호 482913",
  ])("%s", (text) => {
    expect(found(text)).toBe("oneTimeCode");
  });

  it.each([
    ["a voucher", "Your code is 482913"],
    ["no number", "Your OTP will come by SMS"],
    ["three digits", "Your OTP is 482"],
    ["nine digits", "Your OTP is 482913482"],
    ["a price", "Your OTP costs 4829.50"],
    ["a time", "Your OTP comes at 1200:30"],
    ["an order", "OTP for order A-4829"],
    ["far away", `OTP ${"we write about something else. ".repeat(3)} 482913`],
    ["on another line", "OTP\n482913"],
  ])("not: %s (%s)", (_name, text) => {
    expect(found(text)).toBe("");
  });
});

describe("offers", () => {
  it("an offer is strong, one doubtful word is weak, and nothing is nothing", () => {
    expect(readContent(["Flat 20% off on all sarees today!"])).toEqual({ promotion: "strong" });
    expect(readContent(["The delivery is free"])).toEqual({ promotion: "weak" });
    expect(readContent(["Your order left today"])).toEqual({});
    expect(readContent([])).toEqual({});
    expect(readContent([""])).toEqual({});
  });

  it("is found beside a number, and over several parts of a message", () => {
    expect(readContent(["20% off", "with card 4111111111111111"])).toEqual({
      promotion: "strong",
      cardNumber: true,
    });
  });
});

describe("values of a template", () => {
  const never = (): string => {
    throw new Error("the text is not needed");
  };

  it("names, dates and short numbers are left alone, and the text is not even made", () => {
    expect(readTemplateContent(["Ravi", "A-101", "Friday", "12.05."], never)).toEqual({});
    expect(readTemplateContent([], never)).toEqual({});
    expect(readTemplateContent(["discount"], never)).toEqual({});
    expect(readTemplateContent(["discount today"], never)).toEqual({});
  });

  it.each([
    ["three words", "big discount today"],
    ["a per-cent sign", "20%off"],
    ["a script without spaces", "限时优惠"],
    ["Japanese", "セール"],
  ])("an offer takes %s: %s", (_name, value) => {
    expect(readTemplateContent(["Ravi", value], never)).toEqual({ promotion: "strong" });
  });

  it("nothing found leaves nothing behind, not even a name", () => {
    expect(readTemplateContent(["a quiet little note"], never)).toStrictEqual({});
    expect(readContent(["a quiet little note"])).toStrictEqual({});
    expect(readContent([])).toStrictEqual({});
  });

  it("values do not run into one another", () => {
    expect(readTemplateContent(["delivery is for free", "offer for you today"], never)).toEqual({
      promotion: "strong",
    });
  });

  it("each value is looked at, together with the others that may hold an offer", () => {
    expect(readTemplateContent(["free delivery for you", "one offer for you"], never)).toEqual({
      promotion: "strong",
    });
  });

  it("a number that may be a code counts with the template's own words", () => {
    const render = (): string => "Your login code is 4829.";
    expect(readTemplateContent(["4829"], render)).toEqual({ oneTimeCode: true });
    expect(readTemplateContent(["482-913"], () => "Login code: 482-913")).toEqual({ oneTimeCode: true });
    expect(readTemplateContent(["482"], never)).toEqual({});
    expect(readTemplateContent(["4111111111111111"], () => "Card: 4111111111111111")).toEqual({
      cardNumber: true,
    });
  });

  it("both are told", () => {
    const values = ["20% off for you", "4829"];
    expect(readTemplateContent(values, () => "Login code 4829")).toEqual({
      promotion: "strong",
      oneTimeCode: true,
    });
  });
});
