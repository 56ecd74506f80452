import { PhoneNumber } from "../../core/index.js";
import type { SharedContact } from "../inbound-message.js";
import { fields, type Json, records, text } from "./read.js";
import { each, shape } from "./shape.js";

const readContact = shape({
  name: [text, "formatted_name"],
  firstName: text,
  lastName: text,
  phones: each(shape({ phone: phoneOf, whatsapp: [phoneOf, "wa_id"], type: text })),
  emails: each(shape({ email: text, type: text })),
  addresses: records,
  urls: each(shape({ url: text, type: text })),
  company: text,
  department: text,
  title: text,
  birthday: text,
  origin: text,
});

/** The contact cards of a message. */
export function readContacts(message: Json): readonly SharedContact[] {
  return records(message.contacts).map((raw) => {
    // On the contact since May 2026, on the message before.
    const origin = text(raw.origin) ?? message.origin;
    const contact = readContact({ ...fields(raw.name), ...fields(raw.org), ...raw, origin });
    const vcard = text(raw.vcard);
    return vcard === undefined ? contact : Object.defineProperty(contact, "vcard", { value: vcard });
  });
}

/** A number as people write it: with spaces, dashes and brackets. */
export function phoneOf(value: unknown): PhoneNumber | undefined {
  return PhoneNumber.fromWaId((text(value) ?? "").replace(/[\s().\-\u2010-\u2015]/g, ""));
}
