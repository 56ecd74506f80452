import { PhoneNumber } from "../../core/index.js";
import type { SharedContact } from "../inbound-message.js";
import { compact, fields, type Json, records, text } from "./read.js";

/** The contact cards of a message. */
export function readContacts(message: Json): readonly SharedContact[] {
  return records(message.contacts).map((raw) => {
    const name = fields(raw.name);
    const org = fields(raw.org);
    const contact = compact({
      name: text(name.formatted_name),
      firstName: text(name.first_name),
      lastName: text(name.last_name),
      phones: records(raw.phones).map((item) =>
        compact({ phone: phoneOf(item.phone), whatsapp: phoneOf(item.wa_id), type: text(item.type) }),
      ),
      emails: records(raw.emails).map((item) => compact({ email: text(item.email), type: text(item.type) })),
      addresses: records(raw.addresses),
      urls: records(raw.urls).map((item) => compact({ url: text(item.url), type: text(item.type) })),
      company: text(org.company),
      department: text(org.department),
      title: text(org.title),
      birthday: text(raw.birthday),
      // On the contact since May 2026, on the message before.
      origin: text(raw.origin) ?? text(message.origin),
    });
    const vcard = text(raw.vcard);
    return vcard === undefined ? contact : Object.defineProperty(contact, "vcard", { value: vcard });
  });
}

/** A number as people write it: with spaces, dashes and brackets. */
export function phoneOf(value: unknown): PhoneNumber | undefined {
  return PhoneNumber.fromWaId((text(value) ?? "").replace(/[\s().\-\u2010-\u2015]/g, ""));
}
