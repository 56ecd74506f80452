import type { Json } from "../json.js";
import type { PhoneMessage } from "./phone-message.js";

/** How a person writes. */
export interface WriteOptions {
  /** Business number to write to. Default: the one that `sim.user()` named, else the first of the account. */
  readonly phoneNumberId?: string | undefined;
  /** Where the person came from: the `referral` of an ad that opens a chat. */
  readonly referral?: Json | undefined;
}

/** A file that a person sends. */
export interface UserMedia {
  readonly caption?: string | undefined;
  readonly filename?: string | undefined;
  /** Default by kind: `image/jpeg`, `application/pdf`, ... */
  readonly mimeType?: string | undefined;
  /** Default: a few bytes. They can be downloaded through the media endpoints. */
  readonly bytes?: Uint8Array | undefined;
}

/**
 * A person with a phone. Whatever they write opens the customer service window, goes out as a signed webhook at once,
 * and resolves when the target has taken it and is idle.
 *
 * @throws ValidationError `INVALID_OPTIONS` from every action that this person cannot take now (a button that is not
 * there, writing after leaving WhatsApp); the message says why.
 */
export interface SimulatedUser {
  /** E.164 with `+`. @throws ValidationError `INVALID_OPTIONS` for somebody who is known by user id only. */
  readonly phone: string;
  /** Business-scoped user id. A new number brings a new one. */
  readonly userId: string;
  readonly name: string;
  readonly username: string | undefined;
  /** The chats as the person sees them, oldest first. */
  readonly messages: readonly PhoneMessage[];
  /** The newest message, in either direction. */
  readonly lastMessage: PhoneMessage | undefined;
  /** The newest message from the business. */
  readonly lastReceived: PhoneMessage | undefined;
  /** Whether a business number may send free-form messages to this person now. */
  isWindowOpen(phoneNumberId?: string): boolean;
  sendText(body: string, options?: WriteOptions): Promise<PhoneMessage>;
  sendImage(media?: UserMedia, options?: WriteOptions): Promise<PhoneMessage>;
  sendDocument(media?: UserMedia, options?: WriteOptions): Promise<PhoneMessage>;
  /** A voice note. */
  sendVoice(media?: UserMedia, options?: WriteOptions): Promise<PhoneMessage>;
  sendLocation(
    location: {
      readonly latitude: number;
      readonly longitude: number;
      readonly name?: string;
      readonly address?: string;
    },
    options?: WriteOptions,
  ): Promise<PhoneMessage>;
  /** Taps a reply button of the newest message that has one with this title, id or payload. */
  tapButton(titleOrId: string, options?: WriteOptions): Promise<PhoneMessage>;
  /** Chooses a row of the newest list that has one with this title or id. */
  chooseRow(titleOrId: string, options?: WriteOptions): Promise<PhoneMessage>;
  /** Quotes a message. */
  reply(messageId: string, body: string, options?: WriteOptions): Promise<PhoneMessage>;
  /** Puts an emoji on a message; an empty one takes it away. */
  react(messageId: string, emoji: string, options?: WriteOptions): Promise<PhoneMessage>;
  /** Any other inbound type, for example `unsupported` or `order`, with Meta's own content object. */
  sendRaw(type: string, content: Json, options?: WriteOptions): Promise<PhoneMessage>;
  /** WhatsApp's own "stop promotions": webhook `user_preferences`; marketing then fails with 131050. */
  stopPromotions(options?: WriteOptions): Promise<void>;
  resumePromotions(options?: WriteOptions): Promise<void>;
  /** Reads everything that arrived: status `read` for each. */
  read(): Promise<void>;
  /** Blocks the business: messages fail with 131026. Meta tells nobody. */
  block(): void;
  unblock(): void;
  /** Messages wait at Meta: `sent`, but not `delivered`. */
  goOffline(): void;
  /** What waited arrives now. */
  comeOnline(): Promise<void>;
  /** Deletes the WhatsApp account: messages fail with 131026. */
  leaveWhatsApp(): void;
  /** Moves to a new number, with a new user id: system message and `user_id_update`. The window of the old one is gone. */
  changeNumber(newNumber: string): Promise<void>;
}
