import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage, items, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { defined } from "./image-message.js";

const line = once(() => text(1000).optional());
const label = once(() => text(100).optional());

const card = once(() =>
  z.strictObject({
    name: z
      .strictObject({
        formattedName: text(1000),
        firstName: line(),
        lastName: line(),
        middleName: line(),
        suffix: line(),
        prefix: line(),
      })
      .refine(
        ({ formattedName: _formatted, ...parts }) => Object.values(parts).some((part) => part !== undefined),
        {
          error: "give at least one of firstName, lastName, middleName, suffix, prefix beside formattedName",
        },
      ),
    phones: z
      .array(z.strictObject({ phone: text(100), type: label(), waId: text(32).optional() }))
      .optional(),
    emails: z.array(z.strictObject({ email: z.email(), type: label() })).optional(),
    urls: z.array(z.strictObject({ url: text(2000), type: label() })).optional(),
    addresses: z
      .array(
        z.strictObject({
          street: line(),
          city: line(),
          state: line(),
          zip: line(),
          country: line(),
          countryCode: z.string().length(2, { error: "expected two letters" }).optional(),
          type: label(),
        }),
      )
      .optional(),
    org: z.strictObject({ company: line(), department: line(), title: line() }).optional(),
    birthday: z.iso.date({ error: "expected YYYY-MM-DD" }).optional(),
  }),
);

export const contactsSchema = once(() => items(card(), 257, { what: "contact" }));

/** One contact card. */
export interface ContactCard {
  /** `formattedName` and at least one of its parts. */
  readonly name: {
    readonly formattedName: string;
    readonly firstName?: string | undefined;
    readonly lastName?: string | undefined;
    readonly middleName?: string | undefined;
    readonly suffix?: string | undefined;
    readonly prefix?: string | undefined;
  };
  /** With `waId` the card offers Message and Save, without it Invite. `type`: CELL, MAIN, HOME, WORK, ... */
  readonly phones?:
    | readonly {
        readonly phone: string;
        readonly type?: string | undefined;
        readonly waId?: string | undefined;
      }[]
    | undefined;
  readonly emails?: readonly { readonly email: string; readonly type?: string | undefined }[] | undefined;
  readonly urls?: readonly { readonly url: string; readonly type?: string | undefined }[] | undefined;
  readonly addresses?:
    | readonly {
        readonly street?: string | undefined;
        readonly city?: string | undefined;
        readonly state?: string | undefined;
        readonly zip?: string | undefined;
        readonly country?: string | undefined;
        /** ISO 3166-1 alpha-2. */
        readonly countryCode?: string | undefined;
        readonly type?: string | undefined;
      }[]
    | undefined;
  readonly org?:
    | {
        readonly company?: string | undefined;
        readonly department?: string | undefined;
        readonly title?: string | undefined;
      }
    | undefined;
  /** `YYYY-MM-DD`. */
  readonly birthday?: string | undefined;
}

/** Contact cards, 1 to 257; a few are plenty. @throws ValidationError `INVALID_MESSAGE`. */
export function contactsMessage(input: readonly ContactCard[]): OutgoingMessage {
  const contacts = checkMessage("contacts", contactsSchema(), input);
  return {
    kind: "contacts",
    wire: {
      type: "contacts",
      contacts: contacts.map(({ name, phones, addresses, ...rest }) =>
        defined({
          name: defined({
            formatted_name: name.formattedName,
            first_name: name.firstName,
            last_name: name.lastName,
            middle_name: name.middleName,
            suffix: name.suffix,
            prefix: name.prefix,
          }),
          phones: phones?.map(({ phone, type, waId }) => defined({ phone, type, wa_id: waId })),
          addresses: addresses?.map(({ countryCode, ...address }) =>
            defined({ ...address, country_code: countryCode }),
          ),
          ...rest,
        }),
      ),
    },
  };
}
