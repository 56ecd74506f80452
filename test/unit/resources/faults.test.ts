import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WaypostError } from "../../../src/core/index.js";
import { type Endpoint, RESOURCES } from "../../../src/resources/index.js";
import { type GraphServer, graphServer, json, universal } from "./graph-server.js";
import { call, METHODS } from "./samples.js";

let server: GraphServer;
let patience = 5_000;
beforeAll(async () => {
  server = await graphServer({ mostMs: () => patience });
});
afterAll(async () => {
  await server.close();
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

describe.each(METHODS)("$name", (method) => {
  const endpoint = (RESOURCES[method.resource].endpoints as Record<string, Endpoint>)[method.method];

  it.each(Object.keys(FAULTS))("when Graph %s, it returns or throws a typed error", async (fault) => {
    server.seen.length = 0;
    patience = SILENT.includes(fault) ? 15 : 5_000;
    server.answer = (_, response) => FAULTS[fault]?.(response);
    const outcome: unknown = await call(server.resources, method).catch((error: unknown) => error);
    if (outcome instanceof Error) {
      expect(WaypostError.is(outcome), String(outcome.stack)).toBe(true);
      expect((outcome as { fix?: string }).fix).toBeTruthy();
      expect(JSON.stringify(outcome)).not.toContain("TOKEN");
    }
    // Silence is answered with a repetition only where doing it twice is as once.
    if (fault === "drops the connection") {
      expect(outcome).toBeInstanceOf(Error);
      const first = server.seen.filter(({ path }) => path === server.seen[0]?.path);
      if (method.name === "media.createUploadHandle") return;
      expect(first.length % 3 === 0).toBe(endpoint?.idempotent === true);
    }
  });

  it("repeats what Meta says it did not do, and comes through", async () => {
    server.seen.length = 0;
    patience = 5_000;
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
