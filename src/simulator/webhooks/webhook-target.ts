import { ValidationError } from "../../core/index.js";

/** Where webhooks go: a URL, a Fetch handler, or an object with one (`waypost.webhooks`). */
export type WebhookTarget =
  | string
  | ((request: Request) => Promise<Response>)
  | {
      fetch(request: Request): Promise<Response>;
      /** Resolves when everything that was taken is handled. */
      idle?(): Promise<void>;
    };

/** A target behind one shape. */
export interface Receiver {
  post(body: string, headers: Readonly<Record<string, string>>): Promise<number>;
  get(query: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly body: string }>;
  idle(): Promise<void>;
}

/** Nobody resolves this address: it only fills the `Request` of a handler that is called directly. */
const DIRECT_URL = "https://webhooks.invalid/whatsapp";

export function receiverOf(target: WebhookTarget): Receiver {
  const url = typeof target === "string" ? target : DIRECT_URL;
  const call = async (request: Request): Promise<Response> => {
    if (typeof target === "string") return globalThis.fetch(request);
    return typeof target === "function" ? target(request) : target.fetch(request);
  };
  return {
    post: async (body, headers) => (await call(new Request(url, { method: "POST", body, headers }))).status,
    get: async (query) => {
      const address = new URL(url);
      for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
      const answer = await call(new Request(address.href));
      return { status: answer.status, body: await answer.text() };
    },
    idle: async () => {
      if (typeof target === "object") await target.idle?.();
    },
  };
}

/**
 * Meta's handshake before it sends anything: GET with a challenge that must come back.
 *
 * @throws ValidationError `INVALID_WEBHOOK` saying what came instead.
 */
export async function handshake(receiver: Receiver, verifyToken: string, challenge: string): Promise<void> {
  const answer = await receiver
    .get({ "hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verifyToken })
    .catch((error: unknown) => {
      throw failed("the target could not be reached", error);
    });
  if (answer.status !== 200) throw failed(`it answered HTTP ${String(answer.status)}`);
  if (answer.body !== challenge)
    throw failed("the body of its answer is not the challenge, and nothing but it");
}

function failed(problem: string, cause?: unknown): ValidationError {
  return new ValidationError("INVALID_WEBHOOK", `The webhook handshake failed: ${problem}.`, {
    fix: "Answer GET with 200 and hub.challenge as plain text when hub.verify_token is the simulator's verify token (sim.credentials.verifyToken).",
    cause,
  });
}
