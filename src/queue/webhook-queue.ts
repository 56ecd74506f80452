import type { Queue, Worker } from "bullmq";
import { type Logger, silentLogger } from "../core/index.js";
import type { Waypost } from "../client/index.js";
import {
  createWebhookReceiver,
  eventEnvelope,
  fetchHandler,
  nodeHandler,
  signPayload,
} from "../webhooks/index.js";
import { loadBullMq, type QueueConnection } from "./connection.js";

/** How the webhook queue works. */
export interface WebhookQueueOptions {
  readonly connection: QueueConnection;
  /** As in `WaypostOptions`: the front verifies with it, the workers sign with the first. */
  readonly appSecret: string | readonly string[];
  readonly verifyToken: string | readonly string[];
  /** Name of the queue. Default `waypost-webhooks`. */
  readonly name?: string | undefined;
  readonly prefix?: string | undefined;
  readonly logger?: Logger | undefined;
}

/** A durable inbox in front of the store: a front process answers Meta, workers do the rest. */
export interface WebhookQueue {
  /** For Fetch hosts. Verifies, queues, answers 200; needs no store and no Meta token. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** For `node:http`, Express and anything with `(req, res)`. */
  node(): ReturnType<typeof nodeHandler>;
  /**
   * Hands queued deliveries to this process's Waypost, which stores and handles them. Another worker takes up what one
   * that died had begun, after `stalledAfterMs` (default 10,000).
   */
  work(waypost: Waypost, options?: { readonly stalledAfterMs?: number | undefined }): Promise<void>;
  close(): Promise<void>;
}

const DAY_S = 86_400;
/** How often a delivery may lose its worker before it is put aside: storing it twice does no harm, losing it does. */
const MOST_DEATHS = 1_000;

/**
 * Webhooks over BullMQ. Deliveries go to the store one after the other (order of arrival), whichever worker takes
 * them; handlers of different people then run side by side.
 */
export function createWebhookQueue(options: WebhookQueueOptions): WebhookQueue {
  const { connection, logger = silentLogger } = options;
  const name = options.name ?? "waypost-webhooks";
  const base = { connection, prefix: options.prefix ?? "waypost" };
  const workers: Worker[] = [];
  let queue: Promise<Queue<{ readonly body: string }>> | undefined;
  const away = (error: Error): void => {
    logger.warn({ error }, "the webhook queue cannot reach Redis");
  };

  const open = (): Promise<Queue<{ readonly body: string }>> =>
    (queue ??= loadBullMq().then(async ({ Queue: QueueClass }) => {
      const made = new QueueClass<{ readonly body: string }>(name, {
        ...base,
        defaultJobOptions: {
          // Meta has its 200 and will not come again: give up late, keep what failed.
          attempts: 50,
          backoff: { type: "exponential", delay: 500 },
          removeOnComplete: true,
          removeOnFail: { age: 30 * DAY_S },
        },
      });
      made.on("error", away);
      await made.setGlobalConcurrency(1);
      return made;
    }));

  const receiver = createWebhookReceiver({
    appSecret: options.appSecret,
    verifyToken: options.verifyToken,
    logger,
    record: async (events) => {
      const jobs = events.map((event) => ({ name, data: { body: eventEnvelope(event) } }));
      await (await open()).addBulk(jobs);
    },
  });

  return {
    fetch: fetchHandler(receiver),
    node: () => nodeHandler(receiver),
    work: async (waypost, { stalledAfterMs = 10_000 } = {}) => {
      const { Worker: WorkerClass } = await loadBullMq();
      await open();
      const [appSecret = ""] = [options.appSecret].flat();
      const worker = new WorkerClass<{ readonly body: string }>(
        name,
        async ({ data: { body } }) => {
          const signature = await signPayload({ rawBody: body, appSecret });
          const answer = await waypost.webhooks.fetch(
            new Request("http://queue.invalid/", {
              method: "POST",
              headers: { "x-hub-signature-256": signature },
              body,
            }),
          );
          if (answer.status !== 200)
            throw new Error(`The store did not take a webhook (${String(answer.status)}).`);
        },
        {
          ...base,
          concurrency: 1,
          lockDuration: stalledAfterMs,
          stalledInterval: stalledAfterMs,
          maxStalledCount: MOST_DEATHS,
        },
      );
      worker.on("error", away);
      workers.push(worker);
      await worker.waitUntilReady();
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await (await queue)?.close();
    },
  };
}
