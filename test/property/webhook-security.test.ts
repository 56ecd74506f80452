/** Nothing forged gets in, and no secret gets out. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import fc from "../support/seeded-properties.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchTransport, memoryStore, undiciTransport, Waypost, type Logger } from "waypost";
import {
  createWebhookReceiver,
  fetchHandler,
  signPayload,
  verifySignature,
} from "../../src/webhooks/index.js";
import { BUSINESS } from "../scenario/setup.js";
import { CORPUS } from "../unit/webhooks/corpus.js";

const accepted = (rawBody: Uint8Array, signature: string, appSecret: string): Promise<boolean> =>
  verifySignature({ rawBody, signature, appSecret }).then(
    () => true,
    () => false,
  );

/** `bytes` with one bit turned over. */
function flipped(bytes: Uint8Array, bit: number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

const body = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 400 }),
  fc.json().map((json) => new TextEncoder().encode(json)),
  fc.constantFrom(...Object.values(CORPUS)).map((json) => new TextEncoder().encode(JSON.stringify(json))),
);
const secret = fc.string({ minLength: 1, maxLength: 40, unit: "binary-ascii" });
const bit = fc.nat(1_000_000);

describe("one flipped bit is rejected", () => {
  it("of the body", () =>
    fc.assert(
      fc.asyncProperty(body, secret, bit, async (rawBody, appSecret, at) => {
        const signature = await signPayload({ rawBody, appSecret });
        expect(await accepted(rawBody, signature, appSecret)).toBe(true);
        expect(await accepted(flipped(rawBody, at), signature, appSecret)).toBe(false);
      }),
    ));

  it("of the header", () =>
    fc.assert(
      fc.asyncProperty(body, secret, bit, async (rawBody, appSecret, at) => {
        const signature = Buffer.from(await signPayload({ rawBody, appSecret }), "latin1");
        const forged = Buffer.from(flipped(signature, at)).toString("latin1");
        expect(await accepted(rawBody, forged, appSecret)).toBe(false);
      }),
    ));

  it("of the secret", () =>
    fc.assert(
      fc.asyncProperty(body, secret, bit, async (rawBody, appSecret, at) => {
        const signature = await signPayload({ rawBody, appSecret });
        const key = Buffer.from(appSecret, "latin1");
        // The eighth bit stays as it is: the secret stays text, one byte a character.
        const other = Buffer.from(flipped(key, at - (at % 8) + (at % 7))).toString("latin1");
        // HMAC fills a short key up with zeros: a key and the same with a zero behind it are one.
        fc.pre(other.replace(/\0+$/, "") !== appSecret.replace(/\0+$/, ""));
        expect(await accepted(rawBody, signature, other)).toBe(false);
      }),
    ));

  it("at the callback URL: 401, and nothing is recorded", async () => {
    const appSecret = "0123456789abcdef0123456789abcdef";
    let recorded = 0;
    const receive = fetchHandler(
      createWebhookReceiver({
        appSecret,
        verifyToken: "token",
        record: () => Promise.resolve(void recorded++),
      }),
    );
    await fc.assert(
      fc.asyncProperty(body, bit, async (rawBody, at) => {
        const headers = { "x-hub-signature-256": await signPayload({ rawBody, appSecret }) };
        const request = new Request("https://x.example", {
          method: "POST",
          body: flipped(rawBody, at),
          headers,
        });
        expect((await receive(request)).status).toBe(401);
        expect(recorded).toBe(0);
      }),
    );
  });
});

/** How Graph, or something on the way, may fail; each says back whatever it was sent. */
const FAULTS = ["oauth", "parameter", "html", "empty", "half", "hang_up", "not_json", "redirect"] as const;
type FaultKind = (typeof FAULTS)[number];

const server = createServer((request, response) => {
  const fault = (request.url ?? "").split("/")[1] as FaultKind;
  const echo = `${request.headers.authorization ?? ""} ${request.url ?? ""}`;
  const error = (code: number) =>
    JSON.stringify({
      error: {
        message: `Malformed access token ${echo}`,
        code,
        error_user_msg: echo,
        error_data: { details: echo },
        fbtrace_id: "trace",
      },
    });
  switch (fault) {
    case "oauth":
      response
        .writeHead(401, { "content-type": "application/json", "www-authenticate": echo })
        .end(error(190));
      return;
    case "parameter":
      response.writeHead(400, { "content-type": "application/json" }).end(error(100));
      return;
    case "html":
      response.writeHead(502, { "content-type": "text/html" }).end(`<html>${echo}</html>`);
      return;
    case "empty":
      response.writeHead(200).end();
      return;
    case "half":
      response.writeHead(200, { "content-length": "100000" });
      response.write(echo, () => request.socket.destroy());
      return;
    case "hang_up":
      request.socket.destroy();
      return;
    case "not_json":
      response.writeHead(200).end(echo);
      return;
    case "redirect":
      response.writeHead(302, { location: `https://a.example/?${encodeURIComponent(echo)}` }).end();
  }
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Everything a careless program could print of a value. */
function printed(value: unknown): string {
  const error = value as { readonly stack?: unknown; readonly cause?: unknown } | undefined;
  return [
    inspect(value, { depth: 20, showHidden: true, maxStringLength: null }),
    JSON.stringify(value),
    String(value),
    String(error?.stack),
  ].join("\n");
}

const token = fc
  .string({ minLength: 12, maxLength: 60, unit: fc.constantFrom(..."ABCXYZabcxyz0189-_.") })
  .map((text) => `EAA${text}`);
const hex = fc.string({ minLength: 32, maxLength: 32, unit: fc.constantFrom(..."0123456789abcdef") });

describe("no secret in a log or an error", () => {
  it("on any way in which a call, a delivery or a handler fails", () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({ accessToken: token, appSecret: hex, verifyToken: hex }),
        fc.constantFrom(...FAULTS),
        fc.boolean(),
        fc.boolean(),
        async (secrets, fault, overFetch, asFunction) => {
          const said: string[] = [];
          const note = (fields: Readonly<Record<string, unknown>>, message: string): void =>
            void said.push(message, printed(fields));
          const logger: Logger = { debug: note, info: note, warn: note, error: note };
          const { port } = server.address() as AddressInfo;
          const transport = overFetch ? fetchTransport() : undiciTransport();
          const waypost = new Waypost({
            ...secrets,
            accessToken: asFunction ? () => secrets.accessToken : secrets.accessToken,
            phoneNumberId: "1",
            businessAccountId: "2",
            business: BUSINESS,
            store: memoryStore(),
            baseUrl: `http://127.0.0.1:${String(port)}/${fault}`,
            transport,
            logger,
            appSecretProof: true,
            timeoutMs: 2_000,
          });
          waypost.on("message", () => {
            throw new Error(`the token is ${secrets.accessToken}, the secret ${secrets.appSecret}`);
          });
          const caught = (work: Promise<unknown>): Promise<void> =>
            work.then(
              (value) => void said.push(printed(value)),
              (error: unknown) => void said.push(printed(error)),
            );
          await caught(waypost.graph.post("/1/register", { body: { pin: "123456" } }));
          await caught(deliver(waypost, secrets.appSecret));
          await caught(deliver(waypost, secrets.verifyToken));
          await caught(deliver(waypost, secrets.accessToken));
          await waypost.webhooks.idle();
          await caught(waypost.chats.open("+16505551234").then((chat) => chat.sendText("hello")));
          await caught(waypost.webhooks.deadLetters());
          await waypost.close();
          await transport.close();
          const all = said.join("\n");
          expect(all.length).toBeGreaterThan(1_000);
          for (const [kind, value] of Object.entries(secrets))
            expect([kind, all.includes(value)]).toEqual([kind, false]);
        },
      ),
      { numRuns: 80 },
    ));
});

async function deliver(waypost: Waypost, appSecret: string): Promise<string> {
  const rawBody = JSON.stringify(CORPUS.text);
  const answer = await waypost.webhooks.fetch(
    new Request("https://x.example", {
      method: "POST",
      body: rawBody,
      headers: { "x-hub-signature-256": await signPayload({ rawBody, appSecret }) },
    }),
  );
  return `${String(answer.status)} ${await answer.text()}`;
}
