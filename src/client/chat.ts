import { type PersonKey, type Recipient, ValidationError } from "../core/index.js";
import { givenIdempotencyKey, uniqueIdempotencyKey } from "../ledger/index.js";
import {
  buttonsMessage,
  type ButtonsMessageInput,
  imageMessage,
  type ImageMessageInput,
  listMessage,
  type ListMessageInput,
  messageEnvelope,
  type OutgoingMessage,
  textMessage,
} from "../messages/index.js";
import type { Engine } from "./engine.js";
import { deadlineOf, type RequestOptions } from "./messages.js";
import { policyRecipient } from "./policy-recipient.js";
import type { SendReceipt } from "./receipt.js";
import { runSend } from "./send-pipeline.js";

/** Options of one free-form message. */
export interface ChatSendOptions extends RequestOptions {
  /** Quotes this message (its id). */
  readonly replyTo?: string | undefined;
  /** The same key sends once, however often it is called. Without it every call is a message of its own. */
  readonly idempotencyKey?: string | undefined;
}

/** Who a chat is with, resolved. */
export interface ChatPartner {
  readonly recipient: Recipient;
  readonly person: PersonKey;
  readonly phoneNumberId: string;
}

/**
 * One conversation whose customer service window is open. Free-form messages exist only here, and each is decided
 * again when it is sent: a chat kept past its window throws `WindowClosedError`.
 *
 * Get one from a message handler, or with `waypost.chats.open(user)`.
 */
export class Chat {
  readonly #engine: Engine;
  readonly #partner: ChatPartner;

  /** @internal */
  constructor(engine: Engine, partner: ChatPartner) {
    this.#engine = engine;
    this.#partner = partner;
  }

  /** Phone number id that this chat runs on. */
  get phoneNumberId(): string {
    return this.#partner.phoneNumberId;
  }

  /**
   * Sends text, 1 to 4096 characters.
   *
   * @throws ValidationError `INVALID_MESSAGE`; WindowClosedError; RefusedError `OPTED_OUT`, `SUPPRESSED`; HeldError
   * `PAIR_RATE`; GraphApiError, TransportError, InDoubtError.
   */
  async sendText(
    body: string,
    options: ChatSendOptions & { readonly previewUrl?: boolean } = {},
  ): Promise<SendReceipt> {
    return this.#send(textMessage({ body, previewUrl: options.previewUrl }), options);
  }

  /** Sends an image by link or media id, caption up to 1024 characters. Throws as `sendText`. */
  async sendImage(image: ImageMessageInput, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#send(imageMessage(image), options);
  }

  /** Sends text with one to three reply buttons. Throws as `sendText`. */
  async sendButtons(message: ButtonsMessageInput, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#send(buttonsMessage(message), options);
  }

  /** Sends a list: at most ten rows over all sections. Throws as `sendText`. */
  async sendList(message: ListMessageInput, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#send(listMessage(message), options);
  }

  async #send(message: OutgoingMessage, options: ChatSendOptions): Promise<SendReceipt> {
    return sendFreeForm(this.#engine, this.#partner, message, options);
  }
}

/** One free-form message through the pipeline. Not public: the public way is a `Chat`. */
export async function sendFreeForm(
  engine: Engine,
  partner: ChatPartner,
  message: OutgoingMessage,
  options: ChatSendOptions & { readonly purpose?: "opt_out_confirmation" } = {},
): Promise<SendReceipt> {
  const { recipient, person, phoneNumberId } = partner;
  const { idempotencyKey } = options;
  if (idempotencyKey === "") {
    throw new ValidationError("INVALID_MESSAGE", "idempotencyKey is empty.", {
      fix: "Leave it out, or give a string.",
    });
  }
  return runSend(engine, {
    kind: message.kind,
    recipient,
    person,
    phoneNumberId,
    request: { kind: "free_form", recipient: policyRecipient(recipient), purpose: options.purpose },
    idempotencyKey: (sendId) =>
      idempotencyKey === undefined
        ? uniqueIdempotencyKey(sendId)
        : givenIdempotencyKey(phoneNumberId, person, idempotencyKey),
    payload: (sendId) =>
      messageEnvelope({ recipient, message, replyTo: options.replyTo, callbackData: sendId }),
    signal: options.signal,
    deadline: deadlineOf(options),
  });
}
