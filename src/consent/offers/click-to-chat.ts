import { ValidationError } from "../../core/index.js";
import { parseRecipient } from "../../core/recipients.js";

/** Longest text of a link: a QR code of more is hard to read for a camera. */
const MOST = 1_024;

/**
 * A link that opens a chat with the business, the text already written: `https://wa.me/919812345678?text=JOIN%20OFFERS`.
 * With the keyword of an opt-in offer as text, sending it is the person's opt-in. Say beside the link what they agree to:
 * the offer's `disclosureText`.
 *
 * @param link `number`: the WhatsApp number of the business in E.164; `text`: what stands in the input line.
 * @throws ValidationError `INVALID_PHONE_NUMBER`, `INVALID_CONSENT` for a text that is empty or longer than 1,024 characters.
 * Source: WhatsApp Help Center, "How to use click to chat".
 */
export function clickToChat(link: { readonly number: string; readonly text: string }): string {
  const recipient = parseRecipient(link.number);
  const text = typeof link.text === "string" ? link.text.trim() : "";
  if (recipient.kind !== "phone" || text === "" || text.length > MOST) {
    throw new ValidationError("INVALID_CONSENT", "The click-to-chat link cannot be made.", {
      fix: "Give the phone number of the business and a text of 1 to 1,024 characters, such as the keyword of an opt-in offer.",
      problems: [
        recipient.kind === "phone"
          ? { field: "text", problem: `expected 1 to ${String(MOST)} characters` }
          : { field: "number", problem: "expected an E.164 phone number" },
      ],
    });
  }
  return `https://wa.me/${recipient.phone.revealWaId()}?text=${encodeURIComponent(text)}`;
}
