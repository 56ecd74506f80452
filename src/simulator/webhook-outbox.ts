import { DAY, HOUR, MINUTE, SECOND, ValidationError } from "../core/index.js";
import { signPayload } from "../webhooks/index.js";
import type { SimulatorState } from "./simulator-state.js";

/** Where webhooks go: a URL, a Fetch handler, or `waypost.webhooks` itself (then the simulator waits until it is idle). */
export type WebhookTarget =
  | string
  | ((request: Request) => Promise<Response>)
  | { readonly fetch: (request: Request) => Promise<Response>; readonly idle?: () => Promise<void> };

export interface WebhookChange {
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** One delivery attempt. */
export interface LoggedDelivery {
  readonly body: string;
  readonly status: number;
  readonly attempt: number;
  readonly at: number;
}

export interface WebhookOutbox {
  connect(target: WebhookTarget): Promise<void>;
  /** Delivers a change now, and again later for as long as it is not answered with 200. */
  deliver(change: WebhookChange): Promise<void>;
  /** Resolves when the target has nothing left to do, or only waits for the clock. */
  quiet(): Promise<void>;
  /** Delivers a change this many times from now on: Meta promises at least once. */
  repeat(times: number): void;
  pause(): void;
  resume(): Promise<void>;
  readonly log: readonly LoggedDelivery[];
}

/** Meta's redelivery: soon, then ever more rarely, for seven days. */
const RETRY_AFTER = [
  10 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  HOUR,
  6 * HOUR,
  DAY,
  DAY,
  DAY,
  DAY,
  DAY,
  DAY,
];
const CALLBACK = "https://business.example/webhooks/whatsapp";

export function createWebhookOutbox(
  state: SimulatorState,
  options: { readonly appSecret: string; readonly verifyToken: string },
): WebhookOutbox {
  const log: LoggedDelivery[] = [];
  const held: WebhookChange[] = [];
  let target: WebhookTarget | undefined;
  let paused = false;
  let copies = 1;

  const call = async (request: Request): Promise<Response> => {
    if (target === undefined) return new Response(null, { status: 200 });
    if (typeof target === "string")
      return fetch(target, { method: request.method, headers: request.headers, body: await request.text() });
    return typeof target === "function" ? target(request) : target.fetch(request);
  };

  const attempt = async (body: string, count: number): Promise<void> => {
    const headers = {
      "content-type": "application/json",
      "x-hub-signature-256": await signPayload({ rawBody: body, appSecret: options.appSecret }),
    };
    let status = 0;
    try {
      status = (await call(new Request(CALLBACK, { method: "POST", headers, body }))).status;
    } catch {
      // An endpoint that is down answers nothing.
    }
    log.push({ body, status, attempt: count, at: state.clock.now() });
    const delay = status === 200 ? undefined : RETRY_AFTER[count - 1];
    if (delay !== undefined)
      state.timeline.schedule(state.clock.now() + delay, () => attempt(body, count + 1));
    await outbox.quiet();
  };

  const outbox: WebhookOutbox = {
    log,
    connect: async (given) => {
      target = given;
      await handshake(call, given, options.verifyToken);
    },
    deliver: async (change) => {
      if (target === undefined) return;
      if (paused) {
        held.push(change);
        return;
      }
      const body = bodyOf(state, change);
      for (let copy = 0; copy < copies; copy++) await attempt(body, 1);
    },
    quiet: async () => {
      const idle = typeof target === "object" ? target.idle?.() : undefined;
      if (idle === undefined) return;
      // A handler that sleeps on the virtual clock never gets idle by itself: time has to move first.
      let stop = (): void => undefined;
      const asleep = new Promise<void>((resolve) => {
        stop = state.clock.onSleep(resolve);
      });
      await Promise.race([idle, asleep]);
      stop();
    },
    repeat: (times) => {
      copies = Math.max(1, Math.floor(times));
    },
    pause: () => {
      paused = true;
    },
    resume: async () => {
      paused = false;
      for (const change of held.splice(0)) await outbox.deliver(change);
    },
  };
  return outbox;
}

/** Meta writes everything beyond ASCII as `\u` escapes and signs those bytes. */
function bodyOf(state: SimulatorState, change: WebhookChange): string {
  const management = change.value.metadata === undefined;
  const json = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: state.businessAccountId,
        ...(management ? { time: Math.floor(state.clock.now() / 1_000) } : {}),
        changes: [{ field: change.field, value: change.value }],
      },
    ],
  });
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

async function handshake(
  call: (request: Request) => Promise<Response>,
  target: WebhookTarget,
  verifyToken: string,
): Promise<void> {
  const query = new URLSearchParams({
    "hub.mode": "subscribe",
    "hub.challenge": "1158201444",
    "hub.verify_token": verifyToken,
  });
  const response =
    typeof target === "string"
      ? await fetch(`${target}?${query.toString()}`)
      : await call(new Request(`${CALLBACK}?${query.toString()}`));
  const answer = await response.text();
  if (response.status === 200 && answer === "1158201444") return;
  throw new ValidationError(
    "INVALID_WEBHOOK",
    `The webhook handshake failed: HTTP ${String(response.status)}.`,
    {
      fix: "Answer GET with the hub.challenge when hub.verify_token is yours; the client and the simulator need the same verifyToken.",
    },
  );
}
