import type { HandOff } from "../conversations/index.js";
import { traced, webhookChannel } from "../telemetry/index.js";
import type { HandlerRegistry, MessageEvent, StoredInboxItem, WebhookEvent } from "../webhooks/index.js";
import type { Applied } from "./apply-event.js";
import { endQuestion } from "./ask.js";
import { Chat } from "./chat.js";
import type { Engine } from "./engine.js";
import { GroupChat } from "./group-chat.js";
import { HandlerRun } from "./handler-run.js";
import { eventOfInboxItem } from "./inbox-item.js";
import type { MountedRouter } from "./router.js";
import type { ChatPartner } from "./chat-partner.js";
import { takeAnswer } from "./take-answer.js";

/** An event that could not be handled, or code behind a question that failed. */
export interface Failure<Client> {
  readonly error: unknown;
  readonly event: WebhookEvent;
  /** Attempts so far, this one included; 0 when no attempt follows, because the event counts as handled already. */
  readonly attempt: number;
  /** No attempt follows: the event is a dead letter. */
  readonly dead: boolean;
  readonly waypost: Client;
}

/** A message in a chat that is handed off. */
export interface HandedOffInput<Client> {
  readonly message: MessageEvent["message"];
  readonly user: MessageEvent["user"];
  /** What is sent here is sent by a person of the business. */
  readonly chat: Chat;
  readonly handOff: HandOff;
  readonly waypost: Client;
}

/** What a handler of `on()` gets beside the event's own fields. */
export interface EventContext<Client> {
  /** The chat with the person who wrote. Absent on events that are no message of a person. */
  readonly chat?: Chat | undefined;
  /** The group's chat, on messages of its members. */
  readonly group?: GroupChat | undefined;
  readonly waypost: Client;
}

/** What the program registered. */
export interface Registrations<Client> {
  readonly handlers: HandlerRegistry<EventContext<Client>>;
  readonly routers: MountedRouter<Client>[];
  readonly onError: ((failure: Failure<Client>) => unknown)[];
  readonly onHandedOff: ((input: HandedOffInput<Client>) => unknown)[];
}

export interface EventHandling {
  /** Runs what belongs to one event. Rejects with what failed. */
  handle(item: StoredInboxItem, applied: Applied | undefined): Promise<void>;
  /** Tells `onError` of an attempt that failed. Never throws. */
  failed(item: StoredInboxItem, error: unknown, dead: boolean): void;
  /** True when the program registered anything that handles events. */
  readonly any: boolean;
}

/**
 * What runs for a message, the first that takes it: consent (an opt-out is never shown to handlers), the person who has the
 * chat, the open question, the routers, the handlers of `on()`. Every other event goes to the handlers of `on()`.
 */
export function createEventHandling<Client>(
  engine: Engine,
  waypost: Client,
  registered: Registrations<Client>,
): EventHandling {
  const tell = (failure: Omit<Failure<Client>, "waypost">): void => {
    for (const handler of registered.onError) {
      Promise.resolve()
        .then(() => handler({ ...failure, waypost }))
        .catch((error: unknown) => {
          engine.logger.error({ error }, "an onError handler failed");
        });
    }
  };
  const lost =
    (event: WebhookEvent) =>
    (error: unknown): void => {
      engine.logger.error(
        { error, type: event.type },
        "a handler failed behind a question that had no answer",
      );
      tell({ error, event, attempt: 0, dead: true });
    };

  const dispatch = async (event: WebhookEvent, context: EventContext<Client>): Promise<void> => {
    const failures = await registered.handlers.dispatch(event, context);
    const [first] = failures;
    if (first === undefined) return;
    const text = first instanceof Error ? first.message : String(first);
    throw new AggregateError(failures, `A handler failed: ${text}`);
  };

  const toHuman = async (event: MessageEvent, partner: ChatPartner, handOff: HandOff): Promise<void> => {
    const chat = new Chat(engine, partner, { by: "agent" });
    const { message, user } = event;
    for (const handler of registered.onHandedOff) await handler({ message, user, chat, handOff, waypost });
  };

  const handleMessage = async (event: MessageEvent, partner: ChatPartner): Promise<void> => {
    const conversation = await engine.store.conversations.get(partner.person, partner.phoneNumberId);
    const held = conversation?.handOff;
    if (held?.active === true) {
      await toHuman(event, partner, held);
      return;
    }
    const onLost = lost(event);
    if (await takeAnswer(engine, { event, partner, onLost }, conversation)) return;
    await new HandlerRun(async (run) => {
      const chat = new Chat(engine, partner, { run, eventKey: event.key });
      for (const router of registered.routers) if (!(await router.run(event, { chat, waypost }))) return;
      await dispatch(event, { chat, waypost });
    }, onLost).next();
  };

  const run = async (event: WebhookEvent, { partner, group }: Applied): Promise<void> => {
    if (event.type === "message" && partner !== undefined) {
      await handleMessage(event, partner);
      return;
    }
    const groupChat = group && new GroupChat(engine, group);
    await dispatch(event, { chat: undefined, ...(groupChat && { group: groupChat }), waypost });
  };

  return {
    handle: async (item, applied) => {
      const event = eventOfInboxItem(item);
      if (event === undefined || applied === undefined) return;
      if (applied.taken !== undefined) {
        await applied.taken.reply();
        if (applied.taken.optOut && applied.partner !== undefined)
          await endOpenQuestion(engine, applied.partner);
        return;
      }
      const facts = { type: event.type, attempt: item.attempts + 1 };
      await traced(
        webhookChannel,
        () => facts,
        () => run(event, applied),
      );
    },
    failed: (item, error, dead) => {
      const event = eventOfInboxItem(item);
      if (event !== undefined) tell({ error, event, attempt: item.attempts + 1, dead });
    },
    get any() {
      const { handlers, routers, onHandedOff } = registered;
      return !handlers.empty || routers.length + onHandedOff.length > 0 || engine.questions.handlers.size > 0;
    },
  };
}

/** Who asks for silence is not asked any further. */
async function endOpenQuestion(engine: Engine, partner: ChatPartner): Promise<void> {
  const known = await engine.store.conversations.get(partner.person, partner.phoneNumberId);
  const open = known?.questions.find(({ state }) => state === "open");
  if (open !== undefined) await endQuestion(engine, partner, open.id, "opted_out");
}
