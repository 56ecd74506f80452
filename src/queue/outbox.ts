import type { Job, Queue, Worker } from "bullmq";
import {
  docsUrl,
  HeldError,
  InDoubtError,
  type Logger,
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
import type { ParamsArgument, TemplateDefinition } from "../templates/index.js";
import { loadBullMq, type QueueConnection } from "./connection.js";
import { instantOf, jobIdOf, keyOf, type QueuedSend, storable, textOf } from "./queued-send.js";

/** How the outbox works. */
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

/** What changes about a queued send; the rest stays. */
export interface RescheduleOptions<T extends TemplateDefinition = TemplateDefinition> {
  /** Not before this instant. */
  readonly at: Date | number;
  /** After this instant it is refused. Left out: as before; `null`: none. */
  readonly deadline?: Date | number | null | undefined;
  /** New values, when the text names the time: the definition that was queued, and all its parameters. */
  readonly content?: ({ readonly template: T } & ParamsArgument<T>) | undefined;
}

/** What the outbox does with one item. */
export interface OutboxWork {
  /** Sends under way in this process at a time. Default 16. */
  readonly concurrency?: number | undefined;
  /**
   * Milliseconds after which another worker takes up what a worker that died had begun: at least 1,000, default
   * 30,000. The ledger keeps it from being sent twice.
   */
  readonly stalledAfterMs?: number | undefined;
}

/** What became of one item of the outbox. */
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
  /**
   * Moves a send that has not started to another time: the appointment was moved. Its job id, person and cause stay.
   * Returns whether it was there; false means that it has started, is over, or was cancelled.
   *
   * @throws ValidationError for an instant that is none, another template than the queued one; RefusedError as `enqueue`.
   */
  reschedule<const T extends TemplateDefinition>(
    jobId: string,
    options: RescheduleOptions<T>,
  ): Promise<boolean>;
  /** Starts sending in this process. As many processes as you like may work on one queue. */
  work(options?: OutboxWork): Promise<void>;
  /** Lets sends under way finish. */
  close(): Promise<void>;
}

/** Refusals that no time heals: better told at the call than found in a queue. */
const HOPELESS: ReadonlySet<string> = new Set([
  "MULTIPLE_RECIPIENTS",
  "TEMPLATE_PARAMS",
  "CAUSE_REQUIRED",
  "BSUID_UNSUPPORTED",
  "MARKETING_US",
]);
/** How often a job may lose its worker: the ledger decides about a second try, not the queue. */
const MOST_DEATHS = 100;
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
    const { template, deadline, notBefore: _notBefore, ...rest } = job.data;
    const input = { ...rest, template: templateOf(template) } as SendTemplateInput<TemplateDefinition>;
    return waypost.messages.sendTemplate(input, { deadline });
  };

  const refuseHopeless = async (input: SendTemplateInput<TemplateDefinition>): Promise<void> => {
    templateOf(input.template);
    const decision = await waypost.messages.check(input);
    if (decision.action === "refuse" && HOPELESS.has(decision.code)) throw refusalError(decision);
  };

  return {
    enqueue: async (input, { at, deadline } = {}) => {
      await refuseHopeless(input as SendTemplateInput<TemplateDefinition>);
      const data: QueuedSend = {
        to: textOf(input.to),
        from: input.from,
        template: { name: input.template.name, language: input.template.language },
        params: storable((input as { readonly params?: unknown }).params),
        cause: { ...input.cause, at: Number(input.cause.at) },
        idempotencyKey: input.idempotencyKey,
        replyTo: input.replyTo,
        identityKeyHash: input.identityKeyHash,
        bidMultiplier: input.bidMultiplier,
        tapTarget: input.tapTarget,
        notBefore: instantOf("at", at),
        deadline: instantOf("deadline", deadline),
      };
      const jobId = jobIdOf(data);
      await (await open()).add(name, data, { jobId, delay: delayOf(data) });
      return { jobId };
    },
    reschedule: async (jobId, { at, deadline, content }) => {
      const opened = await open();
      const job = await opened.getJob(jobId);
      if (job === undefined || !WAITING.has(await job.getState())) return false;
      const { data } = job;
      if (content !== undefined) {
        if (keyOf(content.template) !== keyOf(data.template)) throw anotherTemplate(data.template);
        await refuseHopeless({ ...data, ...content } as SendTemplateInput<TemplateDefinition>);
      }
      const moved: QueuedSend = {
        ...data,
        ...(content === undefined
          ? {}
          : { params: storable((content as { readonly params?: unknown }).params) }),
        notBefore: instantOf("at", at),
        deadline: deadline === undefined ? data.deadline : instantOf("deadline", deadline ?? undefined),
      };
      // The worker looks at the data once more: a job that falls due in between waits for its new time.
      await job.updateData(moved);
      // A job that waits for its turn has no delay that could be changed.
      await job.changeDelay(delayOf(moved)).catch(() => undefined);
      return WAITING.has(await job.getState());
    },
    cancel: async (jobId) => {
      const opened = await open();
      const state = await opened.getJobState(jobId);
      if (!WAITING.has(state)) return false;
      return (await opened.remove(jobId)) === 1;
    },
    work: async ({ concurrency = 16, stalledAfterMs = 30_000 } = {}) => {
      const { DelayedError, UnrecoverableError, Worker: WorkerClass } = await loadBullMq();
      const process = async (job: Job<QueuedSend>, token?: string): Promise<unknown> => {
        const jobId = String(job.id);
        if (delayOf(job.data) > 0) {
          await job.moveToDelayed(systemClock.now() + delayOf(job.data), token);
          throw new DelayedError();
        }
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
      const worker = new WorkerClass<QueuedSend>(name, process, {
        ...base,
        concurrency,
        lockDuration: stalledAfterMs,
        stalledInterval: stalledAfterMs,
        maxStalledCount: MOST_DEATHS,
      });
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

/** Milliseconds until it is due. */
function delayOf({ notBefore }: QueuedSend): number {
  return notBefore === undefined ? 0 : Math.max(0, notBefore - systemClock.now());
}

function anotherTemplate(queued: { readonly name: string; readonly language: string }): ValidationError {
  return new ValidationError("INVALID_OPTIONS", `The queued send is of the template ${keyOf(queued)}.`, {
    fix: "Cancel it and enqueue another: template and language are part of what is sent once.",
    problems: [{ field: "content.template", problem: `expected ${keyOf(queued)}` }],
  });
}

/** Nothing left, or Meta said "later": BullMQ tries again with back-off. */
function mayPassLater(error: unknown): boolean {
  if (StoreError.is(error)) return true;
  if (TransportError.is(error)) return !error.requestLeft;
  return GraphApiError.is(error) && (error.retry === "backoff" || error.retry === "later");
}
