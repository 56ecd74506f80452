const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/**
 * One E.164 phone number. Printing, inspecting or serialising it shows only the calling code's first digits and the
 * last two: the whole number must be asked for by name with `reveal()`.
 */
export class PhoneNumber {
  readonly #digits: string;
  /** ISO 3166-1 alpha-2, where whoever made it has looked it up; `countryOf` does for the others. */
  declare readonly country: string | undefined;

  private constructor(digits: string, country?: string) {
    this.#digits = digits;
    // Not enumerable: it would print beside the mask.
    Object.defineProperty(this, "country", { value: country, enumerable: false });
  }

  /**
   * Wraps the digits of a WhatsApp id (`wa_id`: a number without `+`). Does no validation beyond "digits only";
   * user input goes through `parsePhoneNumber`.
   */
  static fromWaId(waId: string, country?: string): PhoneNumber | undefined {
    const digits = waId.startsWith("+") ? waId.slice(1) : waId;
    return /^\d{5,20}$/.test(digits) ? new PhoneNumber(digits, country) : undefined;
  }

  /** The whole number in E.164 with `+`. */
  reveal(): string {
    return `+${this.#digits}`;
  }

  /** The whole number as WhatsApp ids are written: digits without `+`. */
  revealWaId(): string {
    return this.#digits;
  }

  /** `+91********78`: what may appear in a log. */
  get masked(): string {
    return maskDigits(this.#digits);
  }

  equals(other: PhoneNumber): boolean {
    return this.#digits === other.#digits;
  }

  toString(): string {
    return this.masked;
  }

  toJSON(): string {
    return this.masked;
  }

  [Symbol.toPrimitive](): string {
    return this.masked;
  }

  [INSPECT](): string {
    return `PhoneNumber(${this.masked})`;
  }
}

/** Masks a run of digits: first two and last two stay. */
export function maskDigits(digits: string): string {
  return `+${digits.slice(0, 2)}${"*".repeat(Math.max(digits.length - 4, 4))}${digits.slice(-2)}`;
}
