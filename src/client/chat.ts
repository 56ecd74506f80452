import {
  addressRequestMessage,
  type AddressRequestInput,
  buttonsMessage,
  type ButtonsMessageInput,
  callButtonMessage,
  type CallButtonInput,
  callPermissionRequestMessage,
  carouselMessage,
  type CarouselMessageInput,
  catalogMessage,
  type CatalogMessageInput,
  type ContactCard,
  contactInfoRequestMessage,
  contactsMessage,
  flowMessage,
  type FlowMessageInput,
  listMessage,
  type ListMessageInput,
  locationMessage,
  type LocationMessageInput,
  locationRequestMessage,
  orderMessage,
  type OrderMessageInput,
  orderStatusMessage,
  type OrderStatusMessageInput,
  productCarouselMessage,
  type ProductCarouselMessageInput,
  productListMessage,
  type ProductListMessageInput,
  productMessage,
  type ProductMessageInput,
  reactionMessage,
  urlButtonMessage,
  type UrlButtonMessageInput,
} from "../messages/index.js";
import type { AnswerValue, Question } from "../conversations/index.js";
import type { InboundMessage } from "../webhooks/index.js";
import { type Asker, type AskOptions, askQuestion, poseQuestion } from "./ask.js";
import type { WithFiles } from "./chat-media.js";
import { checkReceipt } from "./check-receipt.js";
import type { Engine } from "./engine.js";
import { giveBack, handOff, type HandOffInput } from "./hand-off.js";
import type { SendReceipt } from "./receipt.js";
import type { ChatPartner } from "./chat-partner.js";
import { tellRead } from "./tell-read.js";
import { type ChatVoice, createChatVoice, OpenChat } from "./open-chat.js";
import type { ChatSendOptions } from "./send-free-form.js";

/** What a person answered. */
export interface QuestionAnswer<Value> {
  /** The id that was chosen, or what `parse` made of the text. */
  readonly value: Value;
  /** What they wrote, or the title of what they chose. */
  readonly text: string;
  readonly message: InboundMessage;
}

/**
 * One conversation whose customer service window is open. Free-form messages exist only here, and each is decided
 * again when it is sent: a chat kept past its window throws `WindowClosedError`.
 *
 * Get one from a message handler, or with `waypost.chats.open(user)`.
 *
 * Every `send*` throws ValidationError `INVALID_MESSAGE` naming field, limit and what was given; WindowClosedError;
 * RefusedError `OPTED_OUT`, `SUPPRESSED`, `DEADLINE_PASSED`; HeldError `PAIR_RATE`, `QUEUE_FULL`; GraphApiError,
 * TransportError, InDoubtError. Media with a `file` also throws MediaError `MEDIA_TOO_LARGE`, `MEDIA_UNREADABLE`.
 */
export class Chat extends OpenChat {
  readonly #engine: Engine;
  readonly #partner: ChatPartner;
  readonly #asker: Omit<Asker, "partner">;
  readonly #voice: ChatVoice;

  /** @internal */
  constructor(engine: Engine, partner: ChatPartner, asker: Omit<Asker, "partner"> = {}) {
    const voice = createChatVoice(engine, partner, asker.by);
    super(voice);
    this.#voice = voice;
    this.#engine = engine;
    this.#partner = partner;
    this.#asker = asker;
  }

  /** Sends a pin on the map. */
  async sendLocation(location: LocationMessageInput, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(locationMessage(location), options);
  }

  /** Sends contact cards. */
  async sendContacts(contacts: readonly ContactCard[], options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(contactsMessage(contacts), options);
  }

  /** Puts an emoji on a message; an empty one takes it back. */
  async react(
    messageId: string,
    emoji: string,
    options: Omit<ChatSendOptions, "replyTo"> = {},
  ): Promise<SendReceipt> {
    return this.#voice.send(reactionMessage({ messageId, emoji }), options);
  }

  /** Sends text with one to three reply buttons. */
  async sendButtons(
    message: WithFiles<ButtonsMessageInput>,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#voice.send(this.#voice.withFiles(message, buttonsMessage), options);
  }

  /** Sends a list: at most ten rows over all sections. */
  async sendList(message: ListMessageInput, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(listMessage(message), options);
  }

  /** Sends text with a button that opens a web page. */
  async sendUrlButton(
    message: WithFiles<UrlButtonMessageInput>,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#voice.send(this.#voice.withFiles(message, urlButtonMessage), options);
  }

  /** Sends text with a button that opens a WhatsApp Flow. */
  async sendFlow(message: WithFiles<FlowMessageInput>, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(this.#voice.withFiles(message, flowMessage), options);
  }

  /** Sends cards to swipe through: 2 to 10, each with a picture or video and a link or replies. */
  async sendCarousel(
    message: WithFiles<CarouselMessageInput>,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#voice.send(this.#voice.withFiles(message, carouselMessage), options);
  }

  /** Sends one product of your catalogue. */
  async sendProduct(message: ProductMessageInput, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(productMessage(message), options);
  }

  /** Sends products of your catalogue in sections: at most 30. */
  async sendProductList(
    message: ProductListMessageInput,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#voice.send(productListMessage(message), options);
  }

  /** Sends products to swipe through: 2 to 10 of one catalogue. */
  async sendProductCarousel(
    message: ProductCarouselMessageInput,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#voice.send(productCarouselMessage(message), options);
  }

  /** Sends your whole catalogue behind a button. */
  async sendCatalog(message: CatalogMessageInput, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(catalogMessage(message), options);
  }

  /** Asks where the person is. */
  async requestLocation(body: string, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(locationRequestMessage({ body }), options);
  }

  /** Asks for a delivery address (India). */
  async requestAddress(
    message: WithFiles<AddressRequestInput>,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#voice.send(this.#voice.withFiles(message, addressRequestMessage), options);
  }

  /** Asks for the person's phone number, which they share in one tap. */
  async requestContactInfo(body: string, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(contactInfoRequestMessage({ body }), options);
  }

  /** Asks whether you may call: one request a day, two a week (Meta). */
  async requestCallPermission(body?: string, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(callPermissionRequestMessage({ body }), options);
  }

  /** Sends a button that calls you on WhatsApp. */
  async sendCallButton(message: CallButtonInput, options: ChatSendOptions = {}): Promise<SendReceipt> {
    return this.#voice.send(callButtonMessage(message), options);
  }

  /** Sends an order to review and pay (India, Brazil). */
  async sendOrder(
    message: WithFiles<OrderMessageInput>,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#voice.send(
      this.#voice.withFiles(message, (input: OrderMessageInput) =>
        orderMessage(input, this.#engine.clock.now()),
      ),
      options,
    );
  }

  /** Says what has become of an order. */
  async sendOrderStatus(
    message: OrderStatusMessageInput,
    options: ChatSendOptions = {},
  ): Promise<SendReceipt> {
    return this.#voice.send(orderStatusMessage(message), options);
  }

  /**
   * Puts a question and waits for the answer: a tap, a chosen row, or text. An answer that does not fit is asked for again.
   *
   * The promise lives in this process. Inside a handler the event counts as handled from here on; when the process ends, what
   * stands behind the `await` is lost, and an answer that comes later goes to the `onAnswer` handler of the question's name,
   * or, without one, to the other handlers. Use `pose` where it must survive.
   *
   * @throws UnansweredError `ANSWER_TIMEOUT`, `ANSWER_UNFIT`, `ANSWER_ELSEWHERE`, `QUESTION_REPLACED`, `QUESTION_ABORTED`,
   * `QUESTION_OPTED_OUT`, `QUESTION_HANDED_OFF`; and what `send*` throws.
   */
  async ask<const Q extends Question>(
    question: Q,
    options?: AskOptions,
  ): Promise<QuestionAnswer<AnswerValue<Q>>> {
    const { value, text, event } = await askQuestion(this.#engine, this.#askedFrom(), question, options);
    return { value: value as AnswerValue<Q>, text, message: event.message };
  }

  /**
   * Puts a question, and returns when it is on its way. The answer goes to `waypost.onAnswer(question, handler)`, with
   * `data`, in whichever process it comes, also after a restart. A question that gets no answer just ends.
   *
   * @throws ValidationError `INVALID_INPUT` when no handler of this name is registered, or `data` is no JSON; and what
   * `send*` throws.
   */
  async pose(question: Question, options: { readonly data?: unknown } = {}): Promise<void> {
    await poseQuestion(this.#engine, this.#askedFrom(), question, options.data);
  }

  /**
   * Takes the chat out of automation's hands: handlers of messages no longer run for it (`onHandedOff` does), and free-form
   * messages are refused with `HANDED_OFF` unless they are sent `by: "agent"`. Stored; it holds for every process until
   * `giveBack`. An open question ends.
   *
   * Source: WhatsApp Business Messaging Policy, automation: a prompt, clear and direct path to a human.
   *
   * @throws what `send*` throws, when there is something to announce.
   */
  async handOff(input?: HandOffInput): Promise<void> {
    await handOff(this.#engine, this.#partner, input);
  }

  /** Automation may write again in this chat. */
  async giveBack(): Promise<void> {
    await giveBack(this.#engine, this.#partner);
  }

  /**
   * Shows blue ticks on a message of the person, at most 30 days old, and on all before it. Default: their last one.
   *
   * @throws ValidationError `INVALID_MESSAGE` when the person never wrote; RefusedError `SUPPRESSED`, `USER_BLOCKED_BY_US`,
   * `ACCOUNT_RESTRICTED` (row 8); GraphApiError, TransportError.
   */
  async markRead(messageId?: string): Promise<void> {
    await this.#tellRead(messageId, {});
  }

  /** Shows that you are typing, for 25 seconds or until you send; also marks as read. Throws as `markRead`. */
  async sendTyping(messageId?: string): Promise<void> {
    await this.#tellRead(messageId, { typing_indicator: { type: "text" } });
  }

  async #tellRead(messageId: string | undefined, more: Readonly<Record<string, unknown>>): Promise<void> {
    const { store, graph } = this.#engine;
    const { person, phoneNumberId } = this.#partner;
    await checkReceipt(this.#engine, this.#partner);
    const id = messageId ?? (await store.windows.get(person, phoneNumberId))?.lastInboundMessageId;
    await tellRead(graph, phoneNumberId, id, more);
  }

  #askedFrom(): Asker {
    return { ...this.#asker, partner: this.#partner };
  }
}
