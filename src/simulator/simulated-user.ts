import { ValidationError } from "../core/index.js";
import type { Delivery } from "./delivery.js";
import {
  nextMessageId,
  type PersonState,
  type PhoneMessage,
  type SimulatedNumber,
  type SimulatorState,
} from "./simulator-state.js";
import type { WebhookChange, WebhookOutbox } from "./webhook-outbox.js";
import { inboundChange, preferenceChange } from "./webhook-payloads.js";

/**
 * A person with a phone. Each action delivers its webhook at once and resolves when the target took it and is idle.
 */
export class SimulatedUser {
  readonly #state: SimulatorState;
  readonly #outbox: WebhookOutbox;
  readonly #delivery: Delivery;
  readonly #person: PersonState;
  readonly #number: SimulatedNumber;

  /** @internal */
  constructor(parts: {
    readonly state: SimulatorState;
    readonly outbox: WebhookOutbox;
    readonly delivery: Delivery;
    readonly person: PersonState;
    readonly number: SimulatedNumber;
  }) {
    this.#state = parts.state;
    this.#outbox = parts.outbox;
    this.#delivery = parts.delivery;
    this.#person = parts.person;
    this.#number = parts.number;
  }

  /** E.164 with `+`. */
  get phone(): string {
    return `+${this.#person.waId}`;
  }

  /** Business-scoped user id. */
  get userId(): string {
    return this.#person.userId;
  }

  get name(): string {
    return this.#person.name;
  }

  /** The chat as the phone shows it, oldest first. */
  get messages(): readonly PhoneMessage[] {
    return this.#person.messages;
  }

  /** The newest message from the business. */
  get lastReceived(): PhoneMessage | undefined {
    return this.#person.messages.findLast(({ direction }) => direction === "out");
  }

  async sendText(body: string): Promise<void> {
    await this.#send("text", { type: "text", text: { body } }, body);
  }

  /** Quotes a message. */
  async reply(messageId: string, body: string): Promise<void> {
    await this.#send(
      "text",
      { type: "text", text: { body }, context: { from: this.#number.waId, id: messageId } },
      body,
    );
  }

  async sendImage(caption?: string): Promise<void> {
    const image = {
      id: "1234567890",
      mime_type: "image/jpeg",
      sha256: "c2ltdWxhdGVk",
      ...(caption === undefined ? {} : { caption }),
    };
    await this.#send(
      "image",
      { type: "image", image },
      caption === undefined ? "[image]" : `[image] ${caption}`,
    );
  }

  async react(messageId: string, emoji: string): Promise<void> {
    await this.#send("reaction", { type: "reaction", reaction: { message_id: messageId, emoji } }, emoji);
  }

  /** Taps a button of the newest message that has it, by title or id. */
  async tapButton(titleOrId: string): Promise<void> {
    for (const message of this.#received()) {
      const button = message.buttons.find(({ id, title }) => id === titleOrId || title === titleOrId);
      if (button === undefined) continue;
      const context = { from: this.#number.waId, id: message.id };
      const { id, title } = button;
      const content =
        button.kind === "quick_reply"
          ? { type: "button", button: { payload: id, text: title } }
          : { type: "interactive", interactive: { type: "button_reply", button_reply: { id, title } } };
      await this.#send(content.type, { ...content, context }, title);
      return;
    }
    throw notOnScreen("button", titleOrId);
  }

  /** Chooses a row of the newest list that has it, by title or id. */
  async chooseRow(titleOrId: string): Promise<void> {
    for (const message of this.#received()) {
      const row = message.rows.find(({ id, title }) => id === titleOrId || title === titleOrId);
      if (row === undefined) continue;
      const interactive = { type: "list_reply", list_reply: { ...row } };
      const context = { from: this.#number.waId, id: message.id };
      await this.#send("interactive", { type: "interactive", interactive, context }, row.title);
      return;
    }
    throw notOnScreen("list row", titleOrId);
  }

  /** WhatsApp's own control "stop offers": marketing ends for this business number. */
  async stopPromotions(): Promise<void> {
    this.#person.stoppedMarketing.add(this.#number.id);
    await this.#outbox.deliver(preferenceChange(this.#number, this.#person, "stop", this.#state.clock.now()));
  }

  async resumePromotions(): Promise<void> {
    this.#person.stoppedMarketing.delete(this.#number.id);
    await this.#outbox.deliver(
      preferenceChange(this.#number, this.#person, "resume", this.#state.clock.now()),
    );
  }

  /** Reads everything on the phone. */
  async read(): Promise<void> {
    await this.#delivery.read(this.#person);
  }

  goOffline(): void {
    this.#person.online = false;
  }

  /** What waited for the phone arrives. */
  comeOnline(): void {
    this.#person.online = true;
    for (const arrive of this.#person.waiting.splice(0)) arrive();
  }

  /** From now on messages fail with 131026. */
  leaveWhatsApp(): void {
    this.#person.onWhatsApp = false;
  }

  #received(): readonly PhoneMessage[] {
    return this.#person.messages.filter(({ direction }) => direction === "out").reverse();
  }

  async #send(kind: string, content: Readonly<Record<string, unknown>>, text: string): Promise<void> {
    const id = nextMessageId(this.#state);
    const at = this.#state.clock.now();
    this.#person.lastInbound.set(this.#number.id, at);
    this.#person.messages.push({
      id,
      direction: "in",
      at,
      kind,
      text,
      buttons: [],
      rows: [],
      phoneNumberId: this.#number.id,
    });
    const change: WebhookChange = inboundChange(this.#number, this.#person, { id, ...content }, at);
    await this.#outbox.deliver(change);
  }
}

function notOnScreen(what: string, name: string): ValidationError {
  return new ValidationError("INVALID_MESSAGE", `No message on the phone has the ${what} "${name}".`, {
    fix: "Look at user.messages: what did the business send last?",
  });
}
