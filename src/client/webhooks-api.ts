import type { StoredInboxItem, WebhookEvent, WebhookReceiver } from "../webhooks/index.js";
import { fastifyPlugin, fetchHandler, lambdaHandler, nodeHandler } from "../webhooks/index.js";
import type { Engine } from "./engine.js";
import { eventOfInboxItem } from "./inbox-item.js";
import type { InboxWorker } from "./inbox-worker.js";

/** An event whose handlers failed to the end. */
export interface DeadLetter {
  readonly key: string;
  readonly receivedAt: number;
  readonly attempts: number;
  readonly lastError?: string | undefined;
  /** What could not be handled. Printing it shows no whole number. */
  readonly event: WebhookEvent | undefined;
}

/** Webhooks in: mount one of the handlers at the callback URL that Meta calls. */
export interface WebhooksApi {
  /** For `node:http`, Express and anything with `(req, res)`. Mount it before any body parser. */
  node(): ReturnType<typeof nodeHandler>;
  /** For Express: the handler of a route, `app.all("/webhook", waypost.webhooks.express())`, before `express.json()`. */
  express(): ReturnType<typeof nodeHandler>;
  /** For Fastify: `app.register(waypost.webhooks.fastify(), { prefix: "/webhook" })`. */
  fastify(): ReturnType<typeof fastifyPlugin>;
  /** For AWS Lambda behind API Gateway (v1, v2) or a function URL. */
  lambda(): ReturnType<typeof lambdaHandler>;
  /** For Hono, Next.js, Bun, Deno and other Fetch hosts. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Resolves when all events stored so far are handled; events that wait for a retry do not count. */
  idle(): Promise<void>;
  /** Events whose handlers failed eight times; kept for 30 days (`retention.deadLetterDays`). */
  deadLetters(limit?: number): Promise<readonly DeadLetter[]>;
  /** Handles a dead letter once more. Returns false when there is none with this key. */
  replay(key: string): Promise<boolean>;
}

export function createWebhooksApi(
  engine: Engine,
  receiver: WebhookReceiver,
  worker: InboxWorker,
  /** Told of each handler that is taken to be mounted. */
  mounted: () => void,
): WebhooksApi {
  const { inbox } = engine.store;
  const fetch = fetchHandler(receiver);
  const mounting =
    <Handler>(handlerOf: (receiver: WebhookReceiver) => Handler) =>
    (): Handler => {
      mounted();
      return handlerOf(receiver);
    };
  return {
    node: mounting(nodeHandler),
    express: mounting(nodeHandler),
    fastify: mounting(fastifyPlugin),
    lambda: mounting(lambdaHandler),
    get fetch() {
      mounted();
      return fetch;
    },
    idle: () => worker.idle(),
    deadLetters: async (limit = 100) => {
      await engine.store.init();
      return (await inbox.dead(limit)).map(deadLetterOf);
    },
    replay: async (key) => {
      await engine.store.init();
      const found = await inbox.replay(key);
      if (found) worker.wake();
      return found;
    },
  };
}

function deadLetterOf(item: StoredInboxItem): DeadLetter {
  const { key, receivedAt, attempts, lastError } = item;
  return { key, receivedAt, attempts, lastError, event: eventOfInboxItem(item) };
}
