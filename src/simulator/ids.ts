import type { Random } from "../core/index.js";

/** Ids as Meta makes them; the same seed gives the same ids. */
export interface Ids {
  /** Message id: `wamid.` and base64. */
  message(waId: string): string;
  /** `fbtrace_id`. */
  trace(): string;
  /** Numeric id of a template, a media file, ... */
  numeric(): string;
  /** Business-scoped user id without its country: digits. */
  userDigits(): string;
  /** A string of letters and digits, for tokens and challenges. */
  text(length: number): string;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export function createIds(random: Random): Ids {
  let counter = 0;
  const pick = (alphabet: string, length: number): string => {
    let out = "";
    for (let i = 0; i < length; i++) out += alphabet[Math.floor(random() * alphabet.length)] ?? "0";
    return out;
  };
  return {
    message: (waId) => {
      counter++;
      const unique = counter.toString(16).toUpperCase().padStart(10, "0");
      return `wamid.${Buffer.from(`\x18\x0c${waId}\x15\x02${unique}${pick("0123456789ABCDEF", 10)}\0`, "latin1").toString("base64")}`;
    },
    trace: () => `A${pick(LETTERS, 22)}`,
    // Fifteen digits: management webhooks carry template ids as JSON numbers.
    numeric: () => `${pick("123456789", 1)}${pick("0123456789", 14)}`,
    userDigits: () => `${pick("123456789", 1)}${pick("0123456789", 19)}`,
    text: (length) => pick(LETTERS, length),
  };
}
