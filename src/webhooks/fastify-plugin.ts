import { headOf, type NodeRequest } from "./node-handler.js";
import { ANSWER_HEADERS, BodyAlreadyParsed, capped } from "./raw-body.js";
import type { WebhookReceiver } from "./receiver.js";

/** The part of a Fastify 4 or 5 request that is used. */
export interface FastifyRequestLike {
  readonly method: string;
  readonly url: string;
  readonly headers: NodeRequest["headers"];
  readonly body: unknown;
}

/** The part of a Fastify reply that is used. */
export interface FastifyReplyLike {
  code(status: number): { header(name: string, value: string): { send(body: string): unknown } };
}

/** The part of a Fastify instance that is used. */
export interface FastifyLike {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(
    type: "*",
    options: { readonly parseAs: "buffer"; readonly bodyLimit: number },
    parse: (request: unknown, body: Buffer, done: (error: Error | null, body: Buffer) => void) => void,
  ): unknown;
  all(
    path: string,
    handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>,
  ): unknown;
}

/** Fastify's own limit comes first and would answer before ours. */
const BODY_LIMIT = 4 * 1024 * 1024;

/**
 * A Fastify plugin: `app.register(plugin, { prefix: "/webhook" })`. It takes the raw bytes within its own scope, so the
 * JSON parser of the other routes stays as it is.
 */
export function fastifyPlugin(receiver: WebhookReceiver): (instance: FastifyLike) => Promise<void> {
  return (instance) => {
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser(
      "*",
      { parseAs: "buffer", bodyLimit: BODY_LIMIT },
      (_request, body, done) => {
        done(null, body);
      },
    );
    instance.all("/", async (request, reply) => {
      const { status, body } = await receiver.handle({
        ...headOf(request),
        rawBody: (maxBytes) => readBody(request.body, maxBytes),
      });
      return reply.code(status).header("content-type", ANSWER_HEADERS["content-type"]).send(body);
    });
    return Promise.resolve();
  };
}

async function readBody(body: unknown, maxBytes: number): Promise<Uint8Array> {
  if (!(body instanceof Uint8Array)) {
    throw new BodyAlreadyParsed(
      "Another plugin parsed the webhook's body. Register this plugin by itself, with its own prefix.",
    );
  }
  return capped(body, maxBytes);
}
