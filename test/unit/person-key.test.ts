import fc from "../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import { personKeyOf, PhoneNumber } from "../../src/core/index.js";

const keyOf = (digits: string): string => personKeyOf(PhoneNumber.fromWaId(digits) as PhoneNumber);

describe("personKeyOf", () => {
  it.each([
    ["Brazil, mobile", "551187654321", "5511987654321"],
    ["Brazil, mobile with its ninth digit", "5511987654321", "5511987654321"],
    ["Brazil, landline", "551134567890", "551134567890"],
    ["Mexico, old WhatsApp id", "5215512345678", "525512345678"],
    ["Mexico", "525512345678", "525512345678"],
    ["Argentina, mobile", "5491123456789", "5491123456789"],
    ["Argentina, without the 9", "541123456789", "5491123456789"],
    ["India", "919812345678", "919812345678"],
    ["United States", "15512345678", "15512345678"],
    // The same digits behind another calling code are none of these.
    ["Bolivia", "59171234567", "59171234567"],
    ["Chile", "56987654321", "56987654321"],
  ])("%s", (_name, digits, key) => {
    expect(keyOf(digits)).toBe(key);
  });
  it("is the same when it is asked of itself", () => {
    const number = fc
      .tuple(fc.constantFrom("54", "549", "55", "52", "521", "1", "91"), fc.stringMatching(/^\d{8,11}$/))
      .map((parts) => parts.join(""));
    fc.assert(fc.property(number, (digits) => keyOf(keyOf(digits)) === keyOf(digits)));
  });
});
