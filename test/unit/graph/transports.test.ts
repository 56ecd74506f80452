import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { TransportError } from "../../../src/core/index.js";
import { fetchTransport, type Transport, undiciTransport } from "../../../src/graph/index.js";

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/v26.0/1/messages?x=1`;
}

const request = (url: string, more = {}) => ({
  method: "POST" as const,
  url,
  headers: { "x-test": "1" },
  body: '{"a":1}',
  timeoutMs: 300,
  ...more,
});
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "answered",
    (error: unknown) =>
      TransportError.is(error)
        ? `${error.code} ${error.requestLeft ? "left" : "never left"}`
        : `other ${String(error)}`,
  );

describe.each([
  ["undici", () => undiciTransport()],
  ["fetch", () => fetchTransport()],
] as const)("%s transport", (_name, create: () => Transport) => {
  it("carries method, path, headers and body, and brings the answer", async () => {
    let seen = "";
    const url = await serve((incoming, response) => {
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => (seen += chunk));
      incoming.on("end", () => {
        seen += ` ${incoming.method ?? ""} ${incoming.url ?? ""} ${String(incoming.headers["x-test"])}`;
        response.writeHead(418, { "X-App-Usage": "{}" }).end("teapot");
      });
    });
    const transport = create();
    const answer = await transport.request(request(url));
    expect(answer).toMatchObject({ status: 418, body: "teapot", headers: { "x-app-usage": "{}" } });
    expect(seen).toBe('{"a":1} POST /v26.0/1/messages?x=1 1');
    await transport.close();
  });

  it("takes bytes and whatever yields them, and hands an answer on as it comes", async () => {
    const url = await serve((incoming, response) => {
      incoming.pipe(response);
    });
    const transport = create();
    const parts = [new Uint8Array([0, 255, 10]), new Uint8Array([13, 128])];
    const whole = Buffer.concat(parts);
    for (const body of [new Uint8Array(whole), Readable.from(parts)]) {
      const answer = await transport.stream?.(request(url, { body, timeoutMs: 5_000 }));
      const chunks: Uint8Array[] = [];
      for await (const chunk of answer?.body ?? []) chunks.push(chunk);
      expect(Buffer.concat(chunks).equals(whole)).toBe(true);
    }
    await transport.close();
  });

  it("tells when a stream breaks, and lets go of one that nobody wants", async () => {
    const url = await serve((_incoming, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => setImmediate(() => response.destroy()));
    });
    const broken = await create().stream?.(request(url));
    const read = async (): Promise<void> => {
      for await (const _ of broken?.body ?? []);
    };
    expect(await outcome(read())).toBe("CONNECTION_LOST left");
    const unwanted = await create().stream?.(request(url));
    await unwanted?.discard();
  });

  it("nobody listens: it never left", async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    expect(await outcome(create().request(request(url)))).toBe("CONNECTION_FAILED never left");
  });

  it.each([
    [
      "is cut before an answer",
      (_request: IncomingMessage, response: ServerResponse) => response.destroy(),
      "CONNECTION_LOST left",
    ],
    [
      "is cut in the middle of the answer",
      (_request: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half", () => setImmediate(() => response.destroy()));
      },
      "CONNECTION_LOST left",
    ],
    ["gets no answer in time", () => undefined, "REQUEST_TIMEOUT left"],
    [
      "gets an answer that trickles and never ends",
      (_request: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write("."), 50);
        response.on("close", () => {
          clearInterval(drip);
        });
      },
      "REQUEST_TIMEOUT left",
    ],
  ])("a request that %s: it may have been carried out", async (_what, answer, expected) => {
    expect(await outcome(create().request(request(await serve(answer))))).toBe(expected);
  });

  it("aborted before the start it never left, aborted later it may have", async () => {
    const url = await serve(() => undefined);
    expect(await outcome(create().request(request(url, { signal: AbortSignal.abort() })))).toBe(
      "ABORTED never left",
    );
    const later = new AbortController();
    const arrived = new Promise<void>((resolve) =>
      server?.once("request", () => {
        resolve();
      }),
    );
    const work = outcome(create().request(request(url, { signal: later.signal, timeoutMs: 5_000 })));
    await arrived;
    later.abort();
    expect(await work).toBe("ABORTED left");
  });
});

it("fetch does not follow a redirect with the token", async () => {
  const url = await serve((_request, response) =>
    response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
  );
  expect(await outcome(fetchTransport().request(request(url)))).toMatch(/left$/);
});
