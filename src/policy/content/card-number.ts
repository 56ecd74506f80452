/** Numbers of payment cards: first digits and lengths (ISO/IEC 7812, the large schemes). */
const SCHEMES = [
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^3(?:0[0-5]|[68]\d)\d{11}$/,
  /^6(?:[025]\d|4[4-9])\d{13}$/,
  /^8[12]\d{14}$/,
  /^35(?:2[89]|[3-8]\d)\d{12}$/,
];

/** 13 to 19 digits, in groups or not, that stand alone. */
const CANDIDATE = /(?<![\d.,+#-])\d(?:[ -]?\d){12,18}(?![\d]|[.,]\d)/g;

/** True when the text holds a whole payment card number: right length, scheme and check digit (Luhn). Pure. */
export function holdsCardNumber(text: string): boolean {
  for (const [found] of text.matchAll(CANDIDATE)) {
    const digits = found.replace(/[ -]/g, "");
    if (SCHEMES.some((scheme) => scheme.test(digits)) && isLuhn(digits)) return true;
  }
  return false;
}

/** Luhn's check digit (ISO/IEC 7812-1). Pure. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
