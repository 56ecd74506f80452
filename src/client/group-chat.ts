import {
  audioMessage,
  type AudioMessageInput,
  documentMessage,
  type DocumentMessageInput,
  imageMessage,
  type ImageMessageInput,
  type OutgoingMessage,
  pinMessage,
  type PinMessageInput,
  stickerMessage,
  type StickerMessageInput,
  textMessage,
  unpinMessage,
  videoMessage,
  type VideoMessageInput,
} from "../messages/index.js";
import { mediaMessage, type WithFile } from "./chat-media.js";
import { checkReceipt } from "./check-receipt.js";
import type { Engine } from "./engine.js";
import type { SendReceipt } from "./receipt.js";
import type { ChatPartner } from "./chat-partner.js";
import { tellRead } from "./tell-read.js";
import { type ChatSendOptions, type LateMessage, sendFreeForm } from "./send-free-form.js";

/**
 * One group whose window is open: a member wrote in it within 24 hours. Groups take text, media and pins, nothing
 * interactive (Meta, Groups). Get one from a `group_message` handler, or with `waypost.groupChats.open(groupId)`.
 *
 * There is no template to a group: consent is given by people, and a template would reach those who gave none. Every
 * method throws what the methods of `Chat` throw.
 */
export class GroupChat {
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

  /** Sends text, 1 to 4096 characters. */
  async sendText(
    body: string,
    options: ChatSendOptions & { readonly previewUrl?: boolean } = {},
  ): Promise<SendReceipt> {
    return this.#send(textMessage({ body, previewUrl: options.previewUrl }), options);
  }

  /** Sends a picture by link, media id or file. */
  async sendImage(image: WithFile<ImageMessageInput>, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#send(this.#media(image, imageMessage), options);
  }

  /** Sends a video by link, media id or file. */
  async sendVideo(video: WithFile<VideoMessageInput>, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#send(this.#media(video, videoMessage), options);
  }

  /** Sends sound or a voice note. */
  async sendAudio(audio: WithFile<AudioMessageInput>, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#send(this.#media(audio, audioMessage), options);
  }

  /** Sends a file of any type. */
  async sendDocument(
    document: WithFile<DocumentMessageInput>,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#send(this.#media(document, documentMessage), options);
  }

  /** Sends a sticker. */
  async sendSticker(
    sticker: WithFile<StickerMessageInput>,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#send(this.#media(sticker, stickerMessage), options);
  }

  /** Pins a message of the group for 1 to 30 days. At most three are pinned: a fourth takes the oldest off. */
  async pin(message: PinMessageInput, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#send(pinMessage(message), options);
  }

  /** Takes a pin off. */
  async unpin(messageId: string, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#send(unpinMessage({ messageId }), options);
  }

  /**
   * Shows blue ticks on one message of a member, at most 30 days old. In a group it says nothing of those before (Meta,
   * May 2026). A group shows no typing.
   *
   * @throws ValidationError `INVALID_MESSAGE`; GraphApiError, TransportError.
   */
  async markRead(messageId: string): Promise<void> {
    await checkReceipt(this.#engine, this.#partner);
    await tellRead(this.#engine.graph, this.#partner.phoneNumberId, messageId);
  }

  #media<Input extends object>(
    input: WithFile<Input>,
    build: (input: Input) => OutgoingMessage,
  ): OutgoingMessage | LateMessage {
    return mediaMessage(this.#engine, this.#partner.phoneNumberId, input, build);
  }

  async #send(message: OutgoingMessage | LateMessage, options: ChatSendOptions): Promise<SendReceipt> {
    return sendFreeForm(this.#engine, this.#partner, message, options);
  }
}
