import {
  audioMessage,
  type AudioMessageInput,
  documentMessage,
  type DocumentMessageInput,
  imageMessage,
  type ImageMessageInput,
  type OutgoingMessage,
  stickerMessage,
  type StickerMessageInput,
  textMessage,
  videoMessage,
  type VideoMessageInput,
} from "../messages/index.js";
import { mediaMessage, messageWithFiles, type WithFile, type WithFiles } from "./chat-media.js";
import type { ChatPartner } from "./chat-partner.js";
import type { Engine } from "./engine.js";
import type { SendReceipt } from "./receipt.js";
import { type ChatSendOptions, type LateMessage, sendFreeForm } from "./send-free-form.js";

/** How a chat says something: each message is built, checked and then sent through the pipeline. */
export interface ChatVoice {
  readonly phoneNumberId: string;
  readonly send: (message: OutgoingMessage | LateMessage, options: ChatSendOptions) => Promise<SendReceipt>;
  /** A message that is a file, or has one: it goes up first. */
  readonly withMedia: <Input extends object>(
    input: WithFile<Input>,
    build: (input: Input) => OutgoingMessage,
  ) => OutgoingMessage | LateMessage;
  readonly withFiles: <Input extends object>(
    input: WithFiles<Input>,
    build: (input: Input) => OutgoingMessage,
  ) => OutgoingMessage | LateMessage;
}

/** @param by - who writes, unless a message says otherwise. */
export function createChatVoice(
  engine: Engine,
  partner: ChatPartner,
  by?: "automation" | "agent",
): ChatVoice {
  const { phoneNumberId } = partner;
  return {
    phoneNumberId,
    send: (message, options) => sendFreeForm(engine, partner, message, { by, ...options }),
    withMedia: (input, build) => mediaMessage(engine, phoneNumberId, input, build),
    withFiles: (input, build) => messageWithFiles(engine, phoneNumberId, input, build),
  };
}

/** What a person and a group take alike: text and media. */
export abstract class OpenChat {
  // Private to each class, so that no caller can say what was not built and checked here.
  readonly #voice: ChatVoice;

  /** @internal */
  protected constructor(voice: ChatVoice) {
    this.#voice = voice;
  }

  /** Phone number id that this chat runs on. */
  get phoneNumberId(): string {
    return this.#voice.phoneNumberId;
  }

  /** Sends text, 1 to 4096 characters. */
  async sendText(
    body: string,
    options: ChatSendOptions & { readonly previewUrl?: boolean } = {},
  ): Promise<SendReceipt> {
    return this.#voice.send(textMessage({ body, previewUrl: options.previewUrl }), options);
  }

  /** Sends a picture (JPEG, PNG, 5 MB) by link, media id or file; caption up to 1024 characters. */
  async sendImage(image: WithFile<ImageMessageInput>, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#sendMedia(image, imageMessage, options);
  }

  /** Sends a video (MP4, 3GPP, 16 MB) by link, media id or file; caption up to 1024 characters. */
  async sendVideo(video: WithFile<VideoMessageInput>, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#sendMedia(video, videoMessage, options);
  }

  /** Sends audio (16 MB) by link, media id or file; with `voice` as a voice message (OGG with OPUS, mono). */
  async sendAudio(audio: WithFile<AudioMessageInput>, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#sendMedia(audio, audioMessage, options);
  }

  /** Sends a document (100 MB) by link, media id or file. */
  async sendDocument(
    document: WithFile<DocumentMessageInput>,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#sendMedia(document, documentMessage, options);
  }

  /** Sends a sticker (WebP, 100 KB; 500 KB when it moves) by link, media id or file. */
  async sendSticker(
    sticker: WithFile<StickerMessageInput>,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#sendMedia(sticker, stickerMessage, options);
  }

  async #sendMedia<Input extends object>(
    input: WithFile<Input>,
    build: (input: Input) => OutgoingMessage,
    options: ChatSendOptions,
  ): Promise<SendReceipt> {
    return this.#voice.send(this.#voice.withMedia(input, build), options);
  }
}
