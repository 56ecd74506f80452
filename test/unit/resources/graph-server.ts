import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { seededRandom, silentLogger } from "../../../src/core/index.js";
import {
  createGraphClient,
  fetchTransport,
  type GraphClient,
  type Transport,
  undiciTransport,
} from "../../../src/graph/index.js";
import { createResources, type Resources } from "../../../src/resources/index.js";

export interface Seen {
  readonly method: string;
  /** Without the version. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface GraphServer {
  readonly url: string;
  readonly seen: Seen[];
  readonly graph: GraphClient;
  readonly resources: Resources;
  /** How the next requests are answered. */
  answer: (seen: Seen, response: ServerResponse) => void;
  close(): Promise<void>;
}

/** A local HTTP server in Graph's place, and resources that talk to it over the real transport. Waiting takes no time. */
export async function graphServer(
  options: {
    /** Silence after which every request is given up, uploads too. */
    readonly mostMs?: () => number;
  } = {},
): Promise<GraphServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("error", () => undefined);
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://graph");
      const one: Seen = {
        method: request.method ?? "",
        path: url.pathname.replace(/^\/v\d+\.\d+/, ""),
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString("latin1"),
      };
      seen.push(one);
      made.answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const { mostMs } = options;
  const inner = mostMs === undefined ? undiciTransport() : fetchTransport();
  const hasty = <Request extends { readonly timeoutMs: number }>(request: Request): Request => ({
    ...request,
    timeoutMs: Math.min(request.timeoutMs, mostMs?.() ?? request.timeoutMs),
  });
  const transport: Transport = {
    request: (request) => inner.request(hasty(request)),
    stream: async (request) => {
      if (inner.stream === undefined) throw new Error("no stream");
      return inner.stream(hasty(request));
    },
    close: () => inner.close(),
  };
  const graph = createGraphClient({
    transport,
    accessToken: "TOKEN",
    baseUrl: url,
    clock: { now: () => 1_000, sleep: async () => undefined },
    logger: silentLogger,
    random: seededRandom(1),
    timeoutMs: 5_000,
  });
  const made: GraphServer = {
    url,
    seen,
    graph,
    resources: createResources(graph, {
      phoneNumberId: "100",
      businessAccountId: "200",
      clock: { now: () => 1_000, sleep: async () => undefined },
    }),
    answer: (_, response) => {
      json(response, {});
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await transport.close().catch(() => undefined);
    },
  };
  return made;
}

export function json(response: ServerResponse, value: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
}

/** An object that has every field that any endpoint needs, and one that nobody knows yet. */
export function universal(url: string): Record<string, unknown> {
  const item = {
    id: "upload:abc",
    success: true,
    code: "4O4YGZEG3RIVE2",
    status: "APPROVED",
    name: "name",
    metric: { name: "ENDPOINT_AVAILABILITY" },
    download_url: `${url}/file`,
    h: "4:handle",
    file_offset: 0,
    url: `${url}/file`,
    request_id: "r1",
    invite_link: "https://chat.whatsapp.com/x",
    join_request_id: "j1",
    access_token: "token",
    solution_id: "910",
    migration_intent_id: "920",
    mobility_intent_id: "900",
    oba_status: "PENDING",
    official_business_account: { oba_status: "NOT_STARTED" },
    permission: { status: "temporary" },
    calls: [{ id: "wacid.1" }],
    payments: [{ reference_id: "A-1" }],
    configuration_name: "upi",
    oauth_url: "https://razorpay.example",
    messaging_product: "whatsapp",
    object: "whatsapp_business_account",
    block_users: { added_users: [{ input: "1", wa_id: "1" }] },
    data_points: [{ start: 1, end: 2, brand_new_field: 1 }],
    brand_new_field: { nested_thing: 7, UPPER: 1 },
  };
  const points = { data: [{ data_points: [{ start: 1, end: 2 }] }] };
  return {
    ...item,
    analytics: { data_points: [{ start: 1, end: 2 }] },
    conversation_analytics: points,
    pricing_analytics: points,
    call_analytics: points,
    group_analytics: points,
    data: [{ ...item, metric: "BLOCK_RATE" }],
  };
}
