import {
  type Logger,
  silentLogger,
  ValidationError,
  WaypostError,
  WebhookSignatureError,
} from "../core/index.js";
import type { WebhookEvent } from "./events.js";
import { parseWebhook } from "./parse/parse-webhook.js";
import { BodyTooLarge } from "./raw-body.js";
import { verifySignature } from "./signature.js";
import { equalTexts } from "./web-crypto.js";

/** A request as far as a webhook needs it, free of any framework. */
export interface WebhookRequest {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | null | undefined;
  /** The untouched bytes; rejects with `BodyTooLarge` beyond `maxBytes`. */
  readonly rawBody: (maxBytes: number) => Promise<Uint8Array>;
}

/** What Meta is answered. */
export interface WebhookAnswer {
  readonly status: number;
  readonly body: string;
}

/** Takes what Meta sends: checks, stores, answers. */
export interface WebhookReceiver {
  handle(request: WebhookRequest): Promise<WebhookAnswer>;
}

/** What a receiver needs. */
export interface WebhookReceiverOptions {
  readonly appSecret: string | readonly string[];
  readonly verifyToken: string | readonly string[];
  /** Stores the events durably. 200 goes out only after it resolved; if it rejects, Meta gets 500 and tries again. */
  readonly record: (events: readonly WebhookEvent[]) => Promise<void>;
  /** Only for the diagnosis: a failed check tells when the body was signed with it. */
  readonly accessToken?: string | undefined;
  /** Default 3 MiB, Meta's largest delivery. */
  readonly maxBodyBytes?: number | undefined;
  readonly logger?: Logger | undefined;
}

const MAX_BODY = 3 * 1024 * 1024;

/**
 * All HTTP rules of a callback URL, once: the GET handshake, and POST: raw bytes -> signature -> parse -> record -> 200.
 *
 * @throws ValidationError `INVALID_OPTIONS` when there is no secret or no verify token.
 */
export function createWebhookReceiver(options: WebhookReceiverOptions): WebhookReceiver {
  const { record, maxBodyBytes = MAX_BODY, logger = silentLogger } = options;
  const secrets = textsOf(options.appSecret, "appSecret");
  const tokens = textsOf(options.verifyToken, "verifyToken");

  const receive = async (request: WebhookRequest): Promise<WebhookAnswer> => {
    const rawBody = await request.rawBody(maxBodyBytes);
    await verifySignature({
      rawBody,
      signature: request.header("x-hub-signature-256"),
      appSecret: secrets,
      oldSignature: request.header("x-hub-signature"),
      otherSecrets: { verifyToken: tokens, accessToken: options.accessToken },
    });
    await record(parseWebhook(parseJson(rawBody)));
    return { status: 200, body: "" };
  };

  return {
    handle: async (request) => {
      if (request.method === "GET") return handshake(request.query, tokens);
      if (request.method !== "POST") return { status: 405, body: "" };
      try {
        return await receive(request);
      } catch (error) {
        const status = statusOf(error);
        const code = WaypostError.is(error) ? error.code : undefined;
        const mistake = WebhookSignatureError.is(error) ? { mistake: error.mistake } : {};
        logger[status === 500 ? "error" : "warn"](
          { status, code, ...mistake, error },
          "a webhook delivery was not taken",
        );
        return { status, body: "" };
      }
    },
  };
}

function handshake(query: URLSearchParams, tokens: readonly string[]): WebhookAnswer {
  const given = query.get("hub.verify_token") ?? "";
  const challenge = query.get("hub.challenge");
  // Every token is compared, whichever fits: the time tells nothing.
  const known = tokens.filter((token) => equalTexts(token, given)).length > 0;
  if (query.get("hub.mode") !== "subscribe" || challenge === null || !known) return { status: 403, body: "" };
  return { status: 200, body: challenge };
}

/** Nothing of the delivery and no reason goes back to whoever asked; the log has it. */
function statusOf(error: unknown): number {
  if (WebhookSignatureError.is(error)) return 401;
  if (error instanceof BodyTooLarge) return 413;
  return ValidationError.is(error) ? 400 : 500;
}

/** Made once: a decoder costs more than a small body. */
const UTF8 = new TextDecoder("utf-8", { fatal: true });

function parseJson(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(UTF8.decode(rawBody)) as unknown;
  } catch (error) {
    throw new ValidationError("INVALID_WEBHOOK", "The body is signed, but it is no JSON.", {
      fix: "Only Meta's deliveries belong at this URL.",
      cause: error,
    });
  }
}

function textsOf(value: string | readonly string[], field: string): readonly string[] {
  const texts = [value].flat().filter((text) => typeof text === "string" && text !== "");
  if (texts.length > 0) return texts;
  throw new ValidationError("INVALID_OPTIONS", `Webhooks cannot be received: ${field} is missing.`, {
    fix: `Give ${field}; without it nothing that comes in can be trusted.`,
    problems: [{ field, problem: "expected a string that is not empty" }],
  });
}
