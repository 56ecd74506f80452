import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exchange } from "../exchange.js";
import type { World } from "../world.js";

/** Where the simulator listens. */
export interface ListenOptions {
  /** Default 0: any free port. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`: the simulator has no access control worth the name. */
  readonly host?: string | undefined;
}

/** The simulator as an HTTP server. */
export interface SimulatorServer {
  /** `http://127.0.0.1:PORT`: the `baseUrl` for a client. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

/** Serves Graph over HTTP. Faults break real connections: a client cannot tell `reset_before` from `reset_after`. */
export async function listen(
  world: World,
  { port = 0, host = "127.0.0.1" }: ListenOptions = {},
): Promise<SimulatorServer> {
  const server = createServer((request, response) => {
    serve(world, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  const name = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${name}:${String(bound)}`, port: bound, close: () => close(server) };
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const outcome = await exchange(world, {
    method: request.method ?? "GET",
    url: `http://${request.headers.host ?? "127.0.0.1"}${request.url ?? "/"}`,
    headers: plain(request.headers),
    body: Buffer.concat(chunks),
  });
  if (outcome.kind === "answer") {
    response.writeHead(outcome.response.status, { ...outcome.response.headers });
    response.end(outcome.response.body);
  } else if (outcome.kind !== "timeout") {
    request.socket.destroy();
  }
}

function plain(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
    server.closeAllConnections();
  });
}
