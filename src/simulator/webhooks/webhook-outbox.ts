import { DAY, HOUR, MINUTE, type Random, SECOND } from "../../core/index.js";
import { signPayload } from "../../webhooks/index.js";
import { append } from "../bounded-log.js";
import type { WebhookLog } from "../events.js";
import type { Ids } from "../ids.js";
import type { Timeline } from "../timeline.js";
import { untilDoneOrAsleep } from "../turns.js";
import { type Change, deliveryBody } from "./delivery-body.js";
import type { Receiver } from "./webhook-target.js";

/** How webhooks misbehave, and what was sent. */
export interface WebhookControls {
  /** Sends this share of deliveries (0 to 1) a second time, at once. */
  duplicate(rate: number): void;
  /** Sends what waits in a random order, and status webhooks up to ten seconds late. */
  shuffle(on: boolean): void;
  /** Puts up to this many changes into one delivery, where several are due at the same instant. */
  batch(size: number): void;
  /** Holds everything back; user actions resolve at once. */
  pause(): void;
  /** Sends what was held back. */
  resume(): Promise<void>;
  /** Every POST that was made, oldest first. */
  readonly log: readonly WebhookLog[];
  /** Deliveries that wait: held back, or for another attempt. */
  readonly pending: number;
}

export interface Outbox extends WebhookControls {
  /** Queues a change; it goes out when the instant is over. */
  queue(change: Change): void;
  /** Sends a change now and resolves when the target has taken it and is idle. */
  send(change: Change): Promise<void>;
  /** Sends what is queued. */
  flush(): Promise<void>;
  receiver: Receiver | undefined;
  /** False after the app unsubscribed from the account. */
  subscribed: boolean;
  /** True when nobody listens: building a webhook would be for nothing. */
  readonly deaf: boolean;
}

interface Delivery {
  readonly id: string;
  readonly firstAt: number;
  readonly changes: readonly Change[];
  readonly body: string;
  readonly signature: string;
}

/** Meta retries with decreasing frequency for up to seven days. */
const GIVE_UP_MS = 7 * DAY;
const BACKOFF = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR];
const LONGEST_BACKOFF = 6 * HOUR;
const LATEST_MS = 10 * SECOND;

export function createOutbox(parts: {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly ids: Ids;
  readonly appSecret: string;
  readonly businessAccountId: string;
  readonly keepLog: number;
  readonly onPost: (entry: WebhookLog) => void;
}): Outbox {
  const { timeline, random, ids } = parts;
  const waiting: Change[] = [];
  const log: WebhookLog[] = [];
  let duplicateRate = 0;
  let shuffled = false;
  let batchSize = 1;
  let paused = false;
  let retrying = 0;

  const post = async (
    receiver: Receiver,
    delivery: Delivery,
    attempt: number,
    duplicate: boolean,
  ): Promise<number> => {
    let status: number;
    try {
      status = await receiver.post(delivery.body, {
        "content-type": "application/json",
        "user-agent": "facebookexternalua",
        "x-hub-signature-256": delivery.signature,
      });
    } catch {
      status = 0;
    }
    const entry: WebhookLog = {
      deliveryId: delivery.id,
      at: timeline.now(),
      attempt,
      duplicate,
      status,
      fields: delivery.changes.map(({ field }) => field),
      body: delivery.body,
    };
    append(log, entry, parts.keepLog);
    parts.onPost(entry);
    return status;
  };

  const attemptOnce = async (receiver: Receiver, delivery: Delivery, attempt: number): Promise<void> => {
    const status = await post(receiver, delivery, attempt, false);
    if (status !== 200) {
      retryLater(delivery, attempt);
      return;
    }
    if (duplicateRate > 0 && random() < duplicateRate) await post(receiver, delivery, attempt, true);
    await receiver.idle();
  };

  const retryLater = (delivery: Delivery, attempt: number): void => {
    const at = timeline.now() + (BACKOFF[attempt - 1] ?? LONGEST_BACKOFF);
    if (at - delivery.firstAt > GIVE_UP_MS) return;
    retrying++;
    timeline.at(at, () => {
      retrying--;
      return attemptDelivery(delivery, attempt + 1);
    });
  };

  /** Waits for the target, unless it waits for the virtual clock itself: then it goes on in the background. */
  const attemptDelivery = async (delivery: Delivery, attempt: number): Promise<void> => {
    const { receiver } = outbox;
    if (receiver !== undefined)
      await untilDoneOrAsleep(attemptOnce(receiver, delivery, attempt), timeline.clock);
  };

  const deliver = async (changes: readonly Change[]): Promise<void> => {
    const body = deliveryBody(parts.businessAccountId, changes, random);
    const signature = await signPayload({ rawBody: body, appSecret: parts.appSecret });
    await attemptDelivery({ id: ids.text(12), firstAt: timeline.now(), changes, body, signature }, 1);
  };

  const outbox: Outbox = {
    receiver: undefined,
    subscribed: true,
    get deaf() {
      return outbox.receiver === undefined || !outbox.subscribed;
    },
    queue: (change) => {
      if (outbox.deaf) return;
      const late = shuffled && change.value.statuses !== undefined;
      if (!late) waiting.push(change);
      else timeline.at(timeline.now() + random() * LATEST_MS, () => void waiting.push(change));
    },
    send: async (change) => {
      if (outbox.deaf) return;
      if (paused) waiting.push(change);
      else await deliver([change]);
    },
    flush: async () => {
      while (!paused && waiting.length > 0) {
        const changes = waiting.splice(0);
        if (shuffled) shuffleInPlace(changes, random);
        for (let from = 0; from < changes.length; from += batchSize)
          await deliver(changes.slice(from, from + batchSize));
      }
    },
    duplicate: (rate) => {
      duplicateRate = rate;
    },
    shuffle: (on) => {
      shuffled = on;
    },
    batch: (size) => {
      // Meta puts at most 1,000 changes into one delivery.
      batchSize = Math.min(1_000, Math.max(1, Math.floor(size)));
    },
    pause: () => {
      paused = true;
    },
    resume: async () => {
      paused = false;
      await outbox.flush();
    },
    log,
    get pending() {
      return waiting.length + retrying;
    },
  };
  return outbox;
}

function shuffleInPlace(items: unknown[], random: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1));
    [items[last], items[pick]] = [items[pick], items[last]];
  }
}
