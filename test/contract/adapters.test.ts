import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve, type ServerType } from "@hono/node-server";
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { memoryStore, Waypost } from "waypost";
import { createSimulator } from "waypost/simulator";
import { signPayload } from "waypost/webhooks";
import { BUSINESS } from "../scenario/setup.js";
import { CORPUS } from "../unit/webhooks/corpus.js";

interface Mounted {
  readonly url: string;
  close(): Promise<unknown>;
}

const noted: { message: string }[] = [];
const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (fields: Readonly<Record<string, unknown>>) =>
    void noted.push({ message: String((fields.error as { message?: unknown } | undefined)?.message) }),
};

function listening(server: Server | ServerType, path = "/webhook"): Promise<Mounted> {
  return new Promise((resolve) => {
    const ready = (): void => {
      resolve({
        url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${path}`,
        close: () => new Promise((done) => server.close(done)),
      });
    };
    if (server.listening) ready();
    else server.once("listening", ready);
  });
}

/** Each framework as its users mount it, with a JSON parser on everything else. */
const FRAMEWORKS: Readonly<Record<string, (waypost: Waypost) => Promise<Mounted>>> = {
  "node:http": (waypost) => listening(createServer(waypost.webhooks.node()).listen(0, "127.0.0.1")),
  express: (waypost) => {
    const app = express();
    app.all("/webhook", waypost.webhooks.express());
    app.use(express.json());
    return listening(app.listen(0, "127.0.0.1"));
  },
  "express with express.raw()": (waypost) => {
    const app = express();
    app.all("/webhook", express.raw({ type: "*/*" }), waypost.webhooks.express());
    return listening(app.listen(0, "127.0.0.1"));
  },
  fastify: async (waypost) => {
    const app = Fastify();
    await app.register(waypost.webhooks.fastify(), { prefix: "/webhook" });
    app.post("/orders", (request) => request.body);
    const url = await app.listen({ port: 0, host: "127.0.0.1" });
    const other = await fetch(`${url}/orders`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"a":1}',
    });
    expect(await other.json()).toEqual({ a: 1 });
    return { url: `${url}/webhook`, close: () => app.close() };
  },
  "a Next.js route handler": (waypost) => {
    const GET = waypost.webhooks.fetch;
    const route: Readonly<Record<string, typeof GET>> = { GET, POST: GET };
    const answer = (request: Request): Promise<Response> | Response =>
      route[request.method]?.(request) ?? new Response(null, { status: 405 });
    return listening(serve({ fetch: answer, port: 0, hostname: "127.0.0.1" }));
  },
  hono: (waypost) => {
    const app = new Hono();
    app.all("/webhook", (context) => waypost.webhooks.fetch(context.req.raw));
    return listening(serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }));
  },
};

function open(): { waypost: Waypost; texts: string[]; secret: string; token: string } {
  const sim = createSimulator();
  const waypost = new Waypost({
    ...sim.credentials,
    business: BUSINESS,
    store: memoryStore(),
    transport: sim.transport(),
    logger,
  });
  const texts: string[] = [];
  waypost.on("message.text", ({ message }) => void texts.push(message.text.body));
  const { appSecret, verifyToken } = sim.credentials;
  return { waypost, texts, secret: appSecret, token: verifyToken };
}

// The escaped form is what Meta signs: bytes, not characters.
const rawBody = JSON.stringify(CORPUS.text).replace(
  /[\u007f-\uffff]/g,
  (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
);

describe.each(Object.entries(FRAMEWORKS))("%s", (_name, mount) => {
  it("handshake, signed delivery, forged delivery, too large", async () => {
    const { waypost, texts, secret, token } = open();
    const { url, close } = await mount(waypost);
    const query = (given: string): string =>
      `${url}?hub.mode=subscribe&hub.challenge=12%2045&hub.verify_token=${encodeURIComponent(given)}`;
    const hello = await fetch(query(token));
    expect([hello.status, await hello.text()]).toEqual([200, "12 45"]);
    expect((await fetch(query("other"))).status).toBe(403);

    const post = async (body: string, appSecret: string): Promise<number> =>
      (
        await fetch(url, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            "x-hub-signature-256": await signPayload({ rawBody: body, appSecret }),
          },
          body,
        })
      ).status;
    expect(await post(rawBody, secret)).toBe(200);
    expect(await post(rawBody, secret)).toBe(200);
    expect(await post(rawBody, "another secret")).toBe(401);
    expect(await post(`"${"x".repeat(3 * 1024 * 1024)}"`, secret)).toBe(413);
    await waypost.webhooks.idle();
    expect(texts.length).toBe(1);
    await close();
    await waypost.close();
  });
});

describe("a parser that came first", () => {
  it("Express: the log says how to mount it", async () => {
    const { waypost, texts, secret } = open();
    const app = express();
    app.use(express.json());
    app.all("/webhook", waypost.webhooks.express());
    const { url, close } = await listening(app.listen(0, "127.0.0.1"));
    noted.length = 0;
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-hub-signature-256": await signPayload({ rawBody, appSecret: secret }),
      },
      body: rawBody,
    });
    expect(answer.status).toBe(500);
    expect(noted[0]?.message).toMatch(/before the parser.*express\.raw/);
    expect(texts).toEqual([]);
    await close();
    await waypost.close();
  });
});

describe("AWS Lambda", () => {
  it.each(["v1", "v2", "function URL"])("%s: handshake, delivery, base64, forged", async (kind) => {
    const { waypost, texts, secret, token } = open();
    const handler = waypost.webhooks.lambda();
    const signature = await signPayload({ rawBody, appSecret: secret });
    const event = (method: string, more: object) =>
      kind === "v1"
        ? ({ httpMethod: method, headers: {}, ...more } as Partial<APIGatewayProxyEvent>)
        : ({
            version: "2.0",
            requestContext: { http: { method } },
            headers: {},
            ...more,
          } as unknown as Partial<APIGatewayProxyEventV2>);
    const query = { "hub.mode": "subscribe", "hub.challenge": "7", "hub.verify_token": token };
    const hello = await handler(
      event(
        "GET",
        kind === "v1"
          ? { queryStringParameters: query }
          : { rawQueryString: new URLSearchParams(query).toString() },
      ),
    );
    expect(hello).toMatchObject({ statusCode: 200, body: "7" });
    const headers = { [kind === "v1" ? "X-Hub-Signature-256" : "x-hub-signature-256"]: signature };
    expect((await handler(event("POST", { headers, body: rawBody }))).statusCode).toBe(200);
    const base64 = { headers, body: Buffer.from(rawBody).toString("base64"), isBase64Encoded: true };
    expect((await handler(event("POST", base64))).statusCode).toBe(200);
    expect((await handler(event("POST", { headers, body: `${rawBody} ` }))).statusCode).toBe(401);
    expect((await handler(event("POST", { headers: {}, body: null }))).statusCode).toBe(401);
    expect((await handler({})).statusCode).toBe(405);
    await waypost.webhooks.idle();
    expect(texts.length).toBe(1);
    await waypost.close();
  });
});
