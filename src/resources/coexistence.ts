import { answer } from "./answer.js";
import { post, remove } from "./endpoint.js";
import { oneOf } from "./fields.js";
import { userId } from "./one-person.js";
import { resource } from "./resource.js";

/** Numbers that the WhatsApp Business app and the Cloud API share (Meta, coexistence), and Meta's contact book. */
export const createCoexistence = resource("coexistence", () => ({
  /** Asks for contacts or for the history of chats, once each and within 24 hours of onboarding (2593107, 2593108). */
  sync: post({
    path: "/{phoneNumberId}/smb_app_data",
    product: true,
    input: { syncType: oneOf("smb_app_state_sync", "history") },
    answer: answer<{ readonly requestId: string }>("requestId"),
  }),
  /** Takes one person out of the portfolio's contact book. A cached phone number stays known for 30 days. */
  deleteContact: remove({
    path: "/{phoneNumberId}/contact_book",
    as: "query",
    product: true,
    input: { bsuid: userId() },
    answer: answer<{ readonly success?: boolean; readonly deleted?: boolean }>(),
  }),
}));
