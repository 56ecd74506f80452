import { type Clock, type Logger, type RecipientInput, redactor, UnansweredError } from "../core/index.js";
import type { ConsentRegistry } from "../consent/index.js";
import { type AnswerValue, checkQuestion, type Question } from "../conversations/index.js";
import type { Transport } from "../graph/index.js";
import type { Store } from "../ledger/index.js";
import {
  createHandlerRegistry,
  createWebhookReceiver,
  type EventName,
  type EventOf,
  type InboundMessage,
  type WebhookEvent,
  type WebhookUser,
} from "../webhooks/index.js";
import { applyEvent } from "./apply-event.js";
import { Chat, type QuestionAnswer } from "./chat.js";
import { type ChatsApi, createChatsApi } from "./chats.js";
import type { Engine } from "./engine.js";
import {
  createEventHandling,
  type EventContext,
  type Failure,
  type HandedOffInput,
  type Registrations,
} from "./event-handling.js";
import type { GroupChat } from "./group-chat.js";
import { createGroupChatsApi, type GroupChatsApi } from "./group-chats.js";
import { createGraphApi, type GraphApi } from "./graph-api.js";
import { createInboxWorker, type InboxWorker } from "./inbox-worker.js";
import { inboxItemOf, eventOfInboxItem } from "./inbox-item.js";
import { DEAD_LETTER_DAYS } from "./ledger-retention.js";
import { createLedgerApi, type LedgerApi } from "./ledger-api.js";
import { type Explanation, explain, type ExplainQuery } from "./explain.js";
import { createMessagesApi, type MessagesApi } from "./messages.js";
import type { WaypostOptions } from "./options.js";
import { createPolicyApi, type PolicyApi } from "./policy-api.js";
import type { LimitsSnapshot } from "./send-limits.js";
import { createRouter, type Router } from "./router.js";
import { attachResources, type ClientResources } from "./resources.js";
import { createTemplatesApi, type TemplatesApi } from "./templates-api.js";
import { createWebhooksApi, type WebhooksApi } from "./webhooks-api.js";
import { createEngine } from "./create-engine.js";

/** What a handler gets beside the event's own fields. */
export type HandlerContext = EventContext<Waypost>;

/** What a handler of `Name` is called with: the event's fields, `chat` and `waypost`. Inbound messages always have a chat. */
export type HandlerInput<Name extends EventName> = EventOf<Name> &
  (EventOf<Name> extends { readonly type: "message" }
    ? HandlerContext & { readonly chat: Chat }
    : EventOf<Name> extends { readonly type: "group_message" }
      ? HandlerContext & { readonly group: GroupChat }
      : HandlerContext);

/** What an `onAnswer` handler is called with. */
export interface AnswerInput<Value> {
  readonly answer: QuestionAnswer<Value>;
  /** What was given to `chat.pose`. */
  readonly data: unknown;
  readonly message: InboundMessage;
  readonly user: WebhookUser;
  readonly chat: Chat;
  readonly waypost: Waypost;
}

/** Called with each event of its name; what it throws is tried again later. */
export type Handler<Name extends EventName> = (input: HandlerInput<Name>) => unknown;

/**
 * The WhatsApp Business Cloud API behind its rules: consent, templates, windows, policy and limits are layers that
 * every send passes through.
 *
 * @example
 * ```ts
 * const waypost = new Waypost({ accessToken, phoneNumberId, businessAccountId, appSecret, verifyToken, business, store });
 * waypost.on("message.text", async ({ message, chat }) => {
 *   await chat.sendText(`You wrote: ${message.text.body}`);
 * });
 * http.createServer(waypost.webhooks.node()).listen(3000);
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- every resource is attached in the constructor
export class Waypost {
  readonly messages: MessagesApi;
  readonly chats: ChatsApi;
  readonly groupChats: GroupChatsApi;
  /** The opt-in registry: who agreed to what, with the evidence. */
  readonly consent: ConsentRegistry;
  readonly templates: TemplatesApi;
  readonly webhooks: WebhooksApi;
  readonly ledger: LedgerApi;
  /** The thresholds in force, who loosened what, and breakers to acknowledge. */
  readonly policy: PolicyApi;
  readonly graph: GraphApi;
  /** What waits, and how fast each number may go. */
  readonly limits: { readonly snapshot: () => LimitsSnapshot };

  readonly #engine: Engine;
  readonly #worker: InboxWorker;
  readonly #transport: Transport;
  readonly #ownsTransport: boolean;
  /** Somebody took a handler for webhooks. */
  #mounted = false;
  readonly #registered: Registrations<Waypost> = {
    handlers: createHandlerRegistry<HandlerContext>(),
    routers: [],
    onError: [],
    onHandedOff: [],
  };

  /** @throws ValidationError `INVALID_OPTIONS` listing every option that is missing or unusable. */
  constructor(given: WaypostOptions) {
    const assembled = createEngine(given, (text) =>
      this.#registered.routers.some((router) => router.isCommand(text)),
    );
    const { engine, options, secrets, managed, templateQuota } = assembled;
    const { store, businessAccountId, clock, logger } = engine;
    this.#ownsTransport = options.transport === undefined;
    this.#transport = assembled.transport;
    this.#engine = engine;
    const handling = createEventHandling(engine, this, this.#registered);
    const redact = redactor(secrets.list);
    this.#worker = createInboxWorker({
      inbox: store.inbox,
      deadLetterDays: options.retention?.deadLetterDays ?? DEAD_LETTER_DAYS,
      handlesWebhooks: () => this.#mounted || handling.any,
      clock,
      random: engine.random,
      logger,
      describe: (error) => String(redact(error instanceof Error ? error.message : String(error))),
      apply: async (item) => {
        const event = eventOfInboxItem(item);
        return event && applyEvent(engine, event);
      },
      handle: (item, applied) => handling.handle(item, applied),
      isFinal: (error) => UnansweredError.is(error) && error.code === "ANSWER_UNROUTED",
      failed: (item, error, dead) => {
        handling.failed(item, error, dead);
      },
    });
    this.messages = createMessagesApi(engine);
    this.chats = createChatsApi(engine);
    this.groupChats = createGroupChatsApi(engine);
    this.consent = engine.consent;
    this.templates = createTemplatesApi({ ...engine, graph: managed });
    this.ledger = createLedgerApi(engine);
    this.policy = createPolicyApi(engine);
    this.graph = createGraphApi(managed);
    this.limits = { snapshot: () => engine.limits.snapshot() };
    attachResources(this, engine, {
      phoneNumberId: options.phoneNumberId,
      businessAccountId,
      clock,
      graph: managed,
      templateQuota,
    });
    this.webhooks = createWebhooksApi(
      engine,
      this.#receiver(options, { clock, logger, store }),
      this.#worker,
      () => {
        this.#mounted = true;
      },
    );
  }

  /**
   * Calls `handler` for each event of this name: `"message"`, `"message.text"`, `"status.failed"`,
   * `"template.status"`, ... Handlers of one person's events run one after the other. A handler that throws is called
   * again later with back-off, so it should be safe to repeat; after eight attempts the event is a dead letter.
   * Opt-outs are stored and answered before any handler, and are not shown to handlers of messages.
   */
  on<Name extends EventName>(name: Name, handler: Handler<Name>): this {
    this.#registered.handlers.on(name, (event, context) =>
      handler(Object.assign(spread(event), context) as unknown as HandlerInput<Name>),
    );
    return this;
  }

  /**
   * A router for commands, keywords, taps and Flow replies. It comes before the handlers of `on()`; several routers are tried
   * in the order in which they were made.
   */
  router(): Router<Waypost> {
    const mounted = createRouter<Waypost>();
    this.#registered.routers.push(mounted);
    return mounted.router;
  }

  /**
   * Takes the answers to a question that `chat.pose` put, or `chat.ask` in a process that is gone: by the question's name, so
   * register it when the process starts. A handler that throws is called again, as those of `on()`.
   */
  onAnswer<const Q extends Question>(
    question: Q,
    handler: (input: AnswerInput<AnswerValue<Q>>) => unknown,
  ): this {
    checkQuestion(question);
    this.#engine.questions.handlers.set(question.name, {
      question,
      handle: (answer, data, partner, run) => {
        const { value, text, event } = answer;
        const { message, user } = event;
        return handler({
          answer: { value: value as AnswerValue<Q>, text, message },
          data,
          message,
          user,
          chat: new Chat(this.#engine, partner, { run, eventKey: event.key }),
          waypost: this,
        });
      },
    });
    return this;
  }

  /** Calls `handler` whenever an event could not be handled: for your own log or alarm. What it throws is logged. */
  onError(handler: (failure: Failure<Waypost>) => unknown): this {
    this.#registered.onError.push(handler);
    return this;
  }

  /** Calls `handler` for what this version does not read: unknown fields (`unknown`) and unknown messages (`message.other`). */
  onUnknown(handler: (input: HandlerInput<"unknown"> | HandlerInput<"message.other">) => unknown): this {
    return this.on("unknown", handler).on("message.other", handler);
  }

  /**
   * Calls `handler` for each message in a chat that is handed off: show it to the person who has the chat. Opt-outs are stored
   * and confirmed before, as always. Throwing repeats, as in `on()`.
   */
  onHandedOff(handler: (input: HandedOffInput<Waypost>) => unknown): this {
    this.#registered.onHandedOff.push(handler);
    return this;
  }

  /**
   * Opens the store and takes up events that were stored and not yet handled; from then on also those that another process on the
   * same store leaves behind, within two minutes. Called by itself before first use.
   */
  async start(): Promise<void> {
    await this.#engine.store.init();
    this.#worker.wake();
    this.#engine.settlement.start();
    this.#engine.retention.tick();
  }

  /**
   * "Why did Ravi not get his message?": where one person stands with consent and window, and what became of each send
   * to them, with the rule that decided and what to do next. Writes nothing; safe to print.
   *
   * @throws ValidationError `INVALID_PHONE_NUMBER`, `INVALID_OPTIONS`.
   */
  explain(user: RecipientInput, query?: ExplainQuery): Promise<Explanation> {
    return explain(this.#engine, user, query);
  }

  /** Lets work under way finish and closes what this client opened. The store stays open: close it with `store.close()`. */
  async close(): Promise<void> {
    for (const waiter of this.#engine.questions.waiters.values()) waiter.stop();
    await this.#worker.stop();
    await this.#engine.settlement.stop();
    await this.#engine.retention.stop();
    await Promise.allSettled(this.#engine.inFlight.values());
    await this.#engine.templates.idle();
    await this.#engine.limits.close();
    if (this.#ownsTransport) await this.#transport.close();
  }

  #receiver(
    options: WaypostOptions,
    { clock, logger, store }: { clock: Clock; logger: Logger; store: Store },
  ) {
    return createWebhookReceiver({
      appSecret: options.appSecret,
      verifyToken: options.verifyToken,
      accessToken: typeof options.accessToken === "string" ? options.accessToken : undefined,
      logger,
      record: async (events: readonly WebhookEvent[]) => {
        await store.init();
        this.#worker.take(await store.inbox.put(events.map((event) => inboxItemOf(event, clock.now()))));
      },
    });
  }
}

/** The management endpoints: `waypost.phoneNumbers`, `waypost.media`, `waypost.flows` and the others. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- as above
export interface Waypost extends ClientResources {}

/** An event's own fields; what it hides from printing stays hidden. */
function spread(event: WebhookEvent): Record<string, unknown> {
  return Object.defineProperties({}, Object.getOwnPropertyDescriptors(event));
}
