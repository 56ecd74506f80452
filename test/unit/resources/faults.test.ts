import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WaypostError } from "../../../src/core/index.js";
import { type Endpoint, RESOURCES } from "../../../src/resources/index.js";
import { type GraphServer, graphServer, json, universal } from "./graph-server.js";
import { call, type Method, METHODS } from "./samples.js";

let server: GraphServer;
// With a transport that gives up soon; the other one is ten times as fast.
let silent: GraphServer;
beforeAll(async () => {
  server = await graphServer();
  silent = await graphServer({ mostMs: () => 100 });
});
afterAll(async () => {
  await server.close();
  await silent.close();
});

const whole = (): string => JSON.stringify(universal(server.url));

/** What a network, a proxy or a bad day of Meta's makes of an answer. */
const FAULTS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "drops the connection": (response) => response.destroy(),
  "drops it in the middle of the head": (response) => {
    response.socket?.write("HTTP/1.1 200 OK\r\ncontent-le");
    response.socket?.destroy();
  },
  "drops it in the middle of the answer": (response) => {
    response.writeHead(200, { "content-length": "9999" });
    response.write('{"id":"1', () => setImmediate(() => response.destroy()));
  },
  "truncates the answer": (response) => response.end(whole().slice(0, 40)),
  "never answers": () => undefined,
  "stops half way and stays silent": (response) => {
    response.writeHead(200, { "content-length": "9999" });
    response.write('{"id":"1"');
  },
  "answers with a page": (response) => response.end("<html><body>It works!</body></html>"),
  "answers with nothing": (response) => response.end(),
  "answers with a list": (response) => {
    json(response, []);
  },
  "answers with a word": (response) => {
    json(response, "ok");
  },
  "answers with null": (response) => {
    json(response, null);
  },
  "answers with an empty object": (response) => {
    json(response, {});
  },
  "answers with fields of other types": (response) => {
    json(response, {
      id: {},
      data: 7,
      success: [],
      paging: "x",
      url: 3,
      file_offset: "no",
      metric: 1,
      block_users: 9,
    });
  },
  "answers with broken paging": (response) => {
    json(response, { data: [null, 1, "x"], paging: { cursors: null, next: "not a url" } });
  },
  "answers with bytes that are no text": (response) => response.end(Buffer.from([0xff, 0xfe, 0x00, 0x80])),
  "redirects elsewhere": (response) => response.writeHead(302, { location: "https://evil.example/" }).end(),
  "fails without an envelope": (response) => response.writeHead(502).end("Bad Gateway"),
  "fails with an envelope of nonsense": (response) => {
    json(response, { error: { code: "x", message: 7 } }, 500);
  },
};

const SILENT = ["never answers", "stops half way and stays silent"];

const typed = (outcome: unknown): void => {
  if (!(outcome instanceof Error)) return;
  expect(WaypostError.is(outcome), String(outcome.stack)).toBe(true);
  expect((outcome as { fix?: string }).fix).toBeTruthy();
  expect(JSON.stringify(outcome)).not.toContain("TOKEN");
};

const endpointOf = (method: Method): Endpoint | undefined =>
  (RESOURCES[method.resource].endpoints as Record<string, Endpoint>)[method.method];

describe.each(METHODS)("$name", (method) => {
  it("returns or throws a typed error, whatever becomes of the answer", async () => {
    for (const [fault, answer] of Object.entries(FAULTS)) {
      if (SILENT.includes(fault)) continue;
      server.seen.length = 0;
      server.answer = (_, response) => answer(response);
      const outcome: unknown = await call(server.resources, method).catch((error: unknown) => error);
      typed(outcome);
      // Silence is answered with a repetition only where doing it twice is as once.
      if (fault === "drops the connection") {
        expect(outcome, fault).toBeInstanceOf(Error);
        if (method.name === "media.createUploadHandle") continue;
        const first = server.seen.filter(({ path }) => path === server.seen[0]?.path);
        expect(first.length % 3 === 0).toBe(endpointOf(method)?.idempotent === true);
      }
    }
  });

  it("repeats what Meta says it did not do, and comes through", async () => {
    server.seen.length = 0;
    server.answer = (seen, response) => {
      const before = server.seen.filter(
        ({ path, method: verb }) => path === seen.path && verb === seen.method,
      ).length;
      if (before <= 2)
        json(response, { error: { code: before === 1 ? 2 : 80007, message: "busy" } }, 503, {
          "retry-after": "1",
        });
      else if (seen.path === "/file") response.end("bytes");
      else json(response, universal(server.url));
    };
    expect(await call(server.resources, method)).toBeDefined();
    expect(server.seen.length).toBeGreaterThanOrEqual(3);
  });

  it("does not repeat a no", async () => {
    server.seen.length = 0;
    server.answer = (_, response) => {
      json(response, { error: { code: 100, message: "no", fbtrace_id: "T" } }, 400);
    };
    await expect(call(server.resources, method)).rejects.toMatchObject({ code: "META_100", fbtraceId: "T" });
    expect(server.seen).toHaveLength(1);
  });
});

// All wait at the same time: silence costs its length once.
it.each(SILENT)("when Graph %s, every method throws a typed error in time", async (fault) => {
  silent.answer = (_, response) => FAULTS[fault]?.(response);
  const outcomes = await Promise.all(
    METHODS.map(async (method) => ({
      name: method.name,
      outcome: await call(silent.resources, method).catch((error: unknown) => error),
    })),
  );
  for (const { name, outcome } of outcomes) {
    expect(outcome, name).toBeInstanceOf(Error);
    typed(outcome);
  }
});
