import type { GroupRecipient, PersonKey, Recipient } from "../core/index.js";

/** Who a chat is with, resolved. */
export interface ChatPartner<Who extends Recipient | GroupRecipient = Recipient | GroupRecipient> {
  readonly recipient: Who;
  readonly person: PersonKey;
  readonly phoneNumberId: string;
}
