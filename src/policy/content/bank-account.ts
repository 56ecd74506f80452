/** Two letters, two check digits, 11 to 30 letters and digits; in groups of four or not. */
const CANDIDATE = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])/g;

/** True when the text holds an IBAN whose check digits are right (ISO 13616, modulo 97). Pure. */
export function holdsBankAccount(text: string): boolean {
  for (const [found] of text.matchAll(CANDIDATE)) if (isIban(found.replace(/ /g, ""))) return true;
  return false;
}

/** Pure. */
export function isIban(value: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(value)) return false;
  let rest = 0;
  for (const character of value.slice(4) + value.slice(0, 4)) {
    const number = parseInt(character, 36);
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
  }
  return rest === 1;
}
