import { pinMessage, type PinMessageInput, unpinMessage } from "../messages/index.js";
import { checkReceipt } from "./check-receipt.js";
import type { Engine } from "./engine.js";
import type { SendReceipt } from "./receipt.js";
import type { ChatPartner } from "./chat-partner.js";
import { tellRead } from "./tell-read.js";
import { type ChatVoice, createChatVoice, OpenChat } from "./open-chat.js";
import type { ChatSendOptions } from "./send-free-form.js";

/**
 * One group whose window is open: a member wrote in it within 24 hours. Groups take text, media and pins, nothing
 * interactive (Meta, Groups). Get one from a `group_message` handler, or with `waypost.groupChats.open(groupId)`.
 *
 * There is no template to a group: consent is given by people, and a template would reach those who gave none. Every
 * method throws what the methods of `Chat` throw.
 */
export class GroupChat extends OpenChat {
  readonly #engine: Engine;
  readonly #partner: ChatPartner;
  readonly #voice: ChatVoice;

  /** @internal */
  constructor(engine: Engine, partner: ChatPartner) {
    const voice = createChatVoice(engine, partner);
    super(voice);
    this.#voice = voice;
    this.#engine = engine;
    this.#partner = partner;
  }

  /** Pins a message of the group for 1 to 30 days. At most three are pinned: a fourth takes the oldest off. */
  async pin(message: PinMessageInput, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(pinMessage(message), options);
  }

  /** Takes a pin off. */
  async unpin(messageId: string, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(unpinMessage({ messageId }), options);
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
}
