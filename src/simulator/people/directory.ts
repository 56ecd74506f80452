import { PhoneNumber, ValidationError } from "../../core/index.js";
import { countryOf, isBsuid } from "../../core/recipients.js";
import type { Ids } from "../ids.js";
import type { Person } from "./person.js";

/** How a test names a person. */
export interface SimulatedUserInput {
  /** E.164, for example `+919812345678`. */
  readonly phone?: string | undefined;
  /** WhatsApp id where it differs from the number (Brazil, Mexico, Argentina). Default: the number's digits. */
  readonly waId?: string | undefined;
  /** Business-scoped user id; made up when absent. */
  readonly userId?: string | undefined;
  /** Profile name. */
  readonly name?: string | undefined;
  readonly username?: string | undefined;
  /** True: webhooks leave the number out unless the business wrote to it in the last 30 days. */
  readonly hidesPhone?: boolean | undefined;
}

/** All people, by number, WhatsApp id and user id. */
export interface Directory {
  /** The person named so, introduced if need be; further facts are taken over. */
  introduce(input: string | SimulatedUserInput, more?: Partial<SimulatedUserInput>): Person;
  byPhone(number: string): Person | undefined;
  byUserId(userId: string): Person | undefined;
  /** Everybody whom the business blocked. */
  blocked(): readonly Person[];
  /** A number that the business dials and no test introduced. */
  stranger(digits: string): Person;
  /** Takes the person to a new number, with a new user id; the old number is nobody's. */
  move(person: Person, newNumber: string): void;
}

export function createDirectory(ids: Ids, strangersOnWhatsApp: boolean): Directory {
  const byDigits = new Map<string, Person>();
  const byUserId = new Map<string, Person>();

  const add = (facts: {
    phone?: string | undefined;
    waId?: string | undefined;
    userId?: string | undefined;
    onWhatsApp: boolean;
  }): Person => {
    const person: Person = {
      phone: facts.phone,
      waId: facts.waId ?? facts.phone,
      userId: facts.userId ?? newUserId(ids, facts.phone),
      name: "WhatsApp user",
      username: undefined,
      hidesPhone: false,
      onWhatsApp: facts.onWhatsApp,
      online: true,
      hasBlocked: false,
      isBlocked: false,
      stoppedPromotions: false,
      chat: [],
      waiting: [],
      lines: new Map(),
    };
    index(person);
    return person;
  };

  const index = (person: Person): void => {
    for (const digits of [person.phone, person.waId]) if (digits !== undefined) byDigits.set(digits, person);
    byUserId.set(person.userId, person);
  };

  return {
    byPhone: (number) => byDigits.get(digitsOf(number)),
    byUserId: (userId) => byUserId.get(userId),
    blocked: () =>
      [...new Set([...byDigits.values(), ...byUserId.values()])].filter(({ isBlocked }) => isBlocked),
    stranger: (digits) => add({ phone: digits, onWhatsApp: strangersOnWhatsApp }),
    introduce: (input, more = {}) => {
      const named: SimulatedUserInput =
        typeof input === "string" ? (isBsuid(input) ? { userId: input } : { phone: input }) : input;
      const facts = { ...more, ...named };
      const phone = facts.phone === undefined ? undefined : checkedDigits(facts.phone);
      const known =
        (phone === undefined ? undefined : byDigits.get(phone)) ??
        (facts.userId === undefined ? undefined : byUserId.get(facts.userId));
      if (phone === undefined && facts.userId === undefined)
        throw invalidUser("expected a phone number or a user id");
      const person = known ?? add({ phone, waId: facts.waId, userId: facts.userId, onWhatsApp: true });
      person.name = facts.name ?? person.name;
      person.username = facts.username ?? person.username;
      person.hidesPhone = facts.hidesPhone ?? person.hidesPhone;
      if (facts.userId !== undefined && facts.userId !== person.userId) {
        byUserId.delete(person.userId);
        person.userId = facts.userId;
      }
      person.phone ??= phone;
      person.waId = facts.waId ?? person.waId ?? phone;
      index(person);
      return person;
    },
    move: (person, newNumber) => {
      const phone = checkedDigits(newNumber);
      if (byDigits.get(phone)?.onWhatsApp === true)
        throw invalidUser("somebody else has this number already");
      for (const digits of [person.phone, person.waId]) {
        if (digits === undefined) continue;
        byDigits.delete(digits);
        add({ phone: digits, onWhatsApp: false });
      }
      byUserId.delete(person.userId);
      person.phone = phone;
      person.waId = phone;
      person.userId = newUserId(ids, phone);
      // Windows and limits belong to the number that wrote.
      person.lines.clear();
      index(person);
    },
  };
}

/** Any way of writing a number, as WhatsApp reads it: its digits. */
export function digitsOf(number: string): string {
  return number.replace(/\D/g, "");
}

function checkedDigits(number: string): string {
  const digits = digitsOf(number);
  if (digits.length < 7 || digits.length > 15)
    throw invalidUser("expected an E.164 phone number such as +919812345678");
  return digits;
}

function newUserId(ids: Ids, phone: string | undefined): string {
  const number = phone === undefined ? undefined : PhoneNumber.fromWaId(phone);
  return `${(number && countryOf(number)) ?? "US"}.${ids.userDigits()}`;
}

function invalidUser(problem: string): ValidationError {
  return new ValidationError("INVALID_OPTIONS", `The simulator cannot make out this person: ${problem}.`, {
    fix: 'Name a person by "+919812345678", by a user id, or by { phone?, userId?, name?, username? }.',
  });
}
