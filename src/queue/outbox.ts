import { createHash } from "node:crypto";
import type { Job, Queue, Worker } from "bullmq";
import {
  type Cause,
  docsUrl,
  HeldError,
  InDoubtError,
  type Logger,
  type RecipientInput,
  PhoneNumber,
  refusalError,
  RefusedError,
  silentLogger,
  StoreError,
  systemClock,
  TransportError,
  ValidationError,
} from "../core/index.js";
import type { SendReceipt, SendTemplateInput, Waypost } from "../client/index.js";
import { GraphApiError } from "../graph/index.js";
import type { TemplateDefinition } from "../templates/index.js";
import { loadBullMq, type QueueConnection } from "./connection.js";

export interface OutboxOptions {
  /** Sends what the queue holds; every send is decided again at the wire. */
  readonly waypost: Waypost;
  readonly connection: QueueConnection;
  /** Every template that may be queued: the queue holds names, the code holds definitions. */
  readonly templates: readonly TemplateDefinition[];
  /** Name of the queue. Default `waypost-outbox`. */
  readonly name?: string | undefined;
  /** Start of every key in Redis. Default `waypost`. */
  readonly prefix?: string | undefined;
  readonly logger?: Logger | undefined;
  /** Told of every queued send that is over. */
  readonly onSettled?: ((outcome: OutboxOutcome) => void) | undefined;
}

/** When a queued send is due and until when it is of use. */
export interface EnqueueOptions {
  /** Not before this instant: an appointment reminder. Default at once. */
  readonly at?: Date | number | undefined;
  /** After this instant it is refused with `DEADLINE_PASSED`. */
  readonly deadline?: Date | number | undefined;
}

export type OutboxOutcome =
  | { readonly jobId: string; readonly state: "accepted"; readonly receipt: SendReceipt }
  | { readonly jobId: string; readonly state: "in_doubt"; readonly sendId: string }
  | { readonly jobId: string; readonly state: "refused" | "failed"; readonly error: unknown };

/** A durable queue of sends, one person each. */
export interface Outbox {
  /**
   * Queues one send to one person and returns its job id. The same cause, person and template give the same job: a
   * second call queues nothing.
   *
   * @throws ValidationError and RefusedError for what no wait can heal: a number that is none, a parameter missing, an
   * unknown template.
   */
  enqueue<const T extends TemplateDefinition>(
    send: SendTemplateInput<T>,
    options?: EnqueueOptions,
  ): Promise<{ readonly jobId: string }>;
  /** Takes a send that has not started out of the queue. Returns whether it was there. */
  cancel(jobId: string): Promise<boolean>;
  /** Starts sending in this process. As many processes as you like may work on one queue. */
  work(options?: { readonly concurrency?: number | undefined }): Promise<void>;
  /** Lets sends under way finish. */
  close(): Promise<void>;
}

interface QueuedSend {
  readonly to: string;
  readonly from?: string | undefined;
  readonly template: { readonly name: string; readonly language: string };
  readonly params?: unknown;
  readonly cause: Cause & { readonly at: number };
  readonly idempotencyKey?: string | undefined;
  readonly deadline?: number | undefined;
}

/** Refusals that no time heals: better told at the call than found in a queue. */
const HOPELESS: ReadonlySet<string> = new Set([
  "MULTIPLE_RECIPIENTS",
  "TEMPLATE_PARAMS",
  "CAUSE_REQUIRED",
  "BSUID_UNSUPPORTED",
  "MARKETING_US",
]);
/** States of a job that no worker has taken. */
const WAITING: ReadonlySet<string> = new Set(["delayed", "waiting", "prioritized"]);
const HOUR_S = 3_600;

/**
 * A durable outbox on BullMQ: sends survive restarts, wait for their time, and are spread over any number of workers.
 * BullMQ runs on the machine's clock. Redis holds numbers and parameters until a send is over; finished jobs are deleted after an hour, failed ones after
 * a week.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { waypost, connection, logger = silentLogger, onSettled = () => undefined } = options;
  const name = options.name ?? "waypost-outbox";
  const base = { connection, prefix: options.prefix ?? "waypost" };
  const templates = new Map(options.templates.map((template) => [keyOf(template), template]));
  const workers: Worker[] = [];
  let queue: Promise<Queue<QueuedSend>> | undefined;

  const open = (): Promise<Queue<QueuedSend>> =>
    (queue ??= loadBullMq().then(({ Queue: QueueClass }) => {
      const made = new QueueClass<QueuedSend>(name, {
        ...base,
        defaultJobOptions: {
          attempts: 10,
          backoff: { type: "exponential", delay: 1_000, jitter: 0.5 },
          removeOnComplete: { age: HOUR_S },
          removeOnFail: { age: 168 * HOUR_S },
        },
      });
      made.on("error", (error) => {
        logger.warn({ error }, "the outbox cannot reach Redis");
      });
      return made;
    }));

  const templateOf = (wanted: { readonly name: string; readonly language: string }): TemplateDefinition => {
    const template = templates.get(keyOf(wanted));
    if (template !== undefined) return template;
    throw new ValidationError("INVALID_OPTIONS", `The outbox does not know the template ${keyOf(wanted)}.`, {
      fix: `Add it to createOutbox({ templates }) in every process that works on the queue. See ${docsUrl("INVALID_OPTIONS")}.`,
      problems: [{ field: "templates", problem: `${keyOf(wanted)} is missing` }],
    });
  };

  const send = async (job: Job<QueuedSend>): Promise<SendReceipt> => {
    const { template, deadline, ...rest } = job.data;
    const input = { ...rest, template: templateOf(template) } as SendTemplateInput<TemplateDefinition>;
    return waypost.messages.sendTemplate(input, { deadline });
  };

  return {
    enqueue: async (input, { at, deadline } = {}) => {
      templateOf(input.template);
      const decision = await waypost.messages.check(input);
      if (decision.action === "refuse" && HOPELESS.has(decision.code)) throw refusalError(decision);
      const data: QueuedSend = {
        to: textOf(input.to),
        from: input.from,
        template: { name: input.template.name, language: input.template.language },
        params: (input as { readonly params?: unknown }).params,
        cause: { ...input.cause, at: Number(input.cause.at) },
        idempotencyKey: input.idempotencyKey,
        deadline: instantOf("deadline", deadline),
      };
      const due = instantOf("at", at);
      const jobId = jobIdOf(data);
      await (
        await open()
      ).add(name, data, { jobId, delay: due === undefined ? 0 : Math.max(0, due - systemClock.now()) });
      return { jobId };
    },
    cancel: async (jobId) => {
      const opened = await open();
      const state = await opened.getJobState(jobId);
      if (!WAITING.has(state)) return false;
      return (await opened.remove(jobId)) === 1;
    },
    work: async ({ concurrency = 16 } = {}) => {
      const { DelayedError, UnrecoverableError, Worker: WorkerClass } = await loadBullMq();
      const process = async (job: Job<QueuedSend>, token?: string): Promise<unknown> => {
        const jobId = String(job.id);
        try {
          const receipt = await send(job);
          onSettled({ jobId, state: "accepted", receipt });
          return { state: "accepted", id: receipt.id, messageId: receipt.messageId };
        } catch (error) {
          if (HeldError.is(error)) {
            await job.moveToDelayed(systemClock.now() + error.retryAfterMs, token);
            throw new DelayedError();
          }
          if (InDoubtError.is(error)) {
            // Settled by its status webhook: sending it again is the one thing not to do.
            onSettled({ jobId, state: "in_doubt", sendId: error.sendId });
            return { state: "in_doubt", id: error.sendId };
          }
          if (mayPassLater(error)) throw error;
          onSettled({ jobId, state: RefusedError.is(error) ? "refused" : "failed", error });
          throw new UnrecoverableError(String((error as { code?: unknown }).code ?? "FAILED"));
        }
      };
      const worker = new WorkerClass<QueuedSend>(name, process, { ...base, concurrency });
      worker.on("error", (error) => {
        logger.warn({ error }, "the outbox cannot reach Redis");
      });
      worker.on("failed", (job, error) => {
        logger.warn({ jobId: job?.id, error }, "a queued send did not go out");
        const last = job !== undefined && job.attemptsMade >= (job.opts.attempts ?? 1);
        if (last && error.name !== "UnrecoverableError")
          onSettled({ jobId: String(job.id), state: "failed", error });
      });
      workers.push(worker);
      await worker.waitUntilReady();
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await (await queue)?.close();
    },
  };
}

/** Nothing left, or Meta said "later": BullMQ tries again with back-off. */
function mayPassLater(error: unknown): boolean {
  if (StoreError.is(error)) return true;
  if (TransportError.is(error)) return !error.requestLeft;
  return GraphApiError.is(error) && (error.retry === "backoff" || error.retry === "later");
}

function keyOf({ name, language }: { readonly name: string; readonly language: string }): string {
  return `${name} (${language})`;
}

/** BullMQ drops a job whose id it knows. The pipeline's own key holds beyond that, when the job is long deleted. */
function jobIdOf({ from, to, template, cause, idempotencyKey }: QueuedSend): string {
  const parts = idempotencyKey ?? [template.name, template.language, cause.kind, cause.ref, cause.step ?? ""];
  return createHash("sha256")
    .update(JSON.stringify([from ?? "", to, parts]))
    .digest("hex")
    .slice(0, 32);
}

function textOf(to: RecipientInput): string {
  return to instanceof PhoneNumber ? to.reveal() : to;
}

function instantOf(field: string, value: Date | number | undefined): number | undefined {
  if (value === undefined) return undefined;
  const at = Number(value);
  if (Number.isFinite(at)) return at;
  throw new ValidationError("INVALID_OPTIONS", `The send cannot be queued: ${field} is no instant.`, {
    fix: "Give a Date, or milliseconds since the epoch.",
    problems: [{ field, problem: "expected a Date or a number" }],
  });
}
