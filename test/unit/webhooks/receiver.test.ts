import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createWebhookReceiver,
  fetchHandler,
  nodeHandler,
  signPayload,
  verifySignature,
  type WebhookEvent,
  WebhookSignatureError,
} from "../../../src/webhooks/index.js";
import { CORPUS } from "./corpus.js";

const appSecret = "secret";
const body = JSON.stringify(CORPUS.text);

describe("verifySignature", () => {
  const verify = async (
    rawBody: string | Uint8Array,
    signature: string | null,
    secret: string | readonly string[] = appSecret,
  ): Promise<string> =>
    verifySignature({ rawBody, signature, appSecret: secret }).then(
      () => "ok",
      (error: unknown) => (WebhookSignatureError.is(error) ? `${error.code}: ${error.fix}` : "other"),
    );

  it("accepts Meta's signature over text and bytes, with any of several secrets", async () => {
    const signature = await signPayload({ rawBody: body, appSecret });
    expect(await verify(body, signature)).toBe("ok");
    expect(await verify(new TextEncoder().encode(body), signature)).toBe("ok");
    expect(await verify(body, signature, ["old", appSecret])).toBe("ok");
  });

  it("known vector: HMAC-SHA256 of RFC 4231, case 2", async () => {
    const signature = await signPayload({ rawBody: "what do ya want for nothing?", appSecret: "Jefe" });
    expect(signature).toBe("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  });

  it.each([
    ["no secret", body, "sha256=x", "", /^SECRET_MISSING/],
    ["an empty list of secrets", body, "sha256=x", [], /^SECRET_MISSING/],
    ["no header", body, null, appSecret, /^SIGNATURE_MISSING/],
    ["SHA-1", body, `sha1=${"a".repeat(40)}`, appSecret, /^SIGNATURE_MALFORMED/],
    ["upper-case digits", body, `sha256=${"A".repeat(64)}`, appSecret, /^SIGNATURE_MALFORMED/],
    [
      "another secret",
      body,
      `sha256=${"a".repeat(64)}`,
      appSecret,
      /^SIGNATURE_MISMATCH: What is configured as the app secret does not look like one/,
    ],
  ])("%s is rejected", async (_name, rawBody, signature, secret, expected) => {
    expect(await verify(rawBody, signature, secret)).toMatch(expected);
  });

  it.each([
    [
      "was parsed and written again",
      JSON.stringify(JSON.parse('{ "a": "b" }'), null, 2),
      '{"a":"b"}',
      /parsed and written again/,
    ],
    ["lost its escapes", '{"a":"é/"}', '{"a":"\\u00e9\\/"}', /parsed and written again/],
    ["got a line end", '{"a":1}\n', '{"a":1}', /Line ends/],
    ["got a byte order mark", '\uFEFF{"a":1}', '{"a":1}', /byte order mark/],
  ])("a body that %s is rejected, and the error says so", async (_name, received, sent, expected) => {
    const outcome = await verify(received, await signPayload({ rawBody: sent, appSecret }));
    expect(outcome).toMatch(/^SIGNATURE_MISMATCH/);
    expect(outcome).toMatch(expected);
  });
});

describe("the receiver", () => {
  let taken: WebhookEvent[];
  let broken: boolean;
  const receiver = () =>
    createWebhookReceiver({
      appSecret,
      verifyToken: ["token", "other"],
      maxBodyBytes: 2_000,
      record: async (events) => {
        if (broken) throw new Error("the store is away");
        taken.push(...events);
      },
    });
  beforeEach(() => {
    taken = [];
    broken = false;
  });

  const post = async (rawBody: string, more: RequestInit = {}): Promise<number> => {
    const headers = { "x-hub-signature-256": await signPayload({ rawBody, appSecret }) };
    return (
      await fetchHandler(receiver())(
        new Request("https://x.example/hook", { method: "POST", body: rawBody, headers, ...more }),
      )
    ).status;
  };

  it("stores the events before it says 200", async () => {
    expect(await post(body)).toBe(200);
    expect(taken.length).toBe(1);
  });
  it("says 500 when they could not be stored, so that Meta sends them again", async () => {
    broken = true;
    expect(await post(body)).toBe(500);
  });
  it.each([
    ["401 for a body that was changed", () => post(`${body} `, { body }), 401],
    ["400 for what is no JSON", () => post("hello"), 400],
    ["413 for too much", () => post(JSON.stringify({ a: "x".repeat(3_000) })), 413],
    ["200 and nothing for another product", () => post('{"object":"page"}'), 200],
    ["405 for other methods", () => post(body, { method: "PUT" }), 405],
  ])("%s", async (_name, act, status) => {
    expect(await act()).toBe(status);
    expect(taken).toEqual([]);
  });

  it.each([
    ["token", 200, "1158201444"],
    ["other", 200, "1158201444"],
    ["wrong", 403, ""],
    ["", 403, ""],
  ])("the handshake with %j answers %i", async (token, status, text) => {
    const query = new URLSearchParams({
      "hub.mode": "subscribe",
      "hub.challenge": "1158201444",
      "hub.verify_token": token,
    });
    const response = await fetchHandler(receiver())(
      new Request(`https://x.example/hook?${query.toString()}`),
    );
    expect([response.status, await response.text()]).toEqual([status, text]);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
  });

  it.each([{ appSecret: "" }, { verifyToken: "" }, { appSecret: [] }])(
    "%j is refused at the start",
    (wrong) => {
      const options = { appSecret, verifyToken: "t", record: async () => undefined, ...wrong };
      expect(() => createWebhookReceiver(options)).toThrow(
        expect.objectContaining({ code: "INVALID_OPTIONS" }) as Error,
      );
    },
  );

  describe("on node:http", () => {
    let server: Server;
    afterEach(() => new Promise((resolve) => server.close(resolve)));
    const serve = async (parse?: (request: Record<string, unknown>) => void): Promise<string> => {
      const handler = nodeHandler(receiver());
      server = createServer((request, response) => {
        parse?.(request as unknown as Record<string, unknown>);
        handler(request, response);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`;
    };
    const send = async (url: string, rawBody = body): Promise<number> =>
      (
        await fetch(url, {
          method: "POST",
          body: rawBody,
          headers: { "x-hub-signature-256": await signPayload({ rawBody, appSecret }) },
        })
      ).status;

    it("takes a signed delivery over a socket", async () => {
      expect(await send(await serve())).toBe(200);
      expect(taken[0]?.type).toBe("message");
    });
    it("answers the handshake", async () => {
      const response = await fetch(
        `${await serve()}?hub.mode=subscribe&hub.challenge=7&hub.verify_token=token`,
      );
      expect(await response.text()).toBe("7");
    });
    it("refuses more than the cap", async () => {
      expect(await send(await serve(), "x".repeat(3_000))).toBe(413);
    });
    it.each([
      [
        "a raw body kept beside the parsed one",
        (request: Record<string, unknown>) =>
          Object.assign(request, { rawBody: Buffer.from(body), body: JSON.parse(body) as unknown }),
        200,
      ],
      [
        "express.raw()",
        (request: Record<string, unknown>) => Object.assign(request, { body: Buffer.from(body) }),
        200,
      ],
      [
        "a body that was parsed already",
        (request: Record<string, unknown>) => Object.assign(request, { body: JSON.parse(body) as unknown }),
        500,
      ],
    ])("with %s", async (_name, parse, status) => {
      expect(await send(await serve(parse))).toBe(status);
    });
  });
});
