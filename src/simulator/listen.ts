import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Router } from "./router.js";

export interface SimulatorServer {
  /** Base URL for `new Waypost({ baseUrl })`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the simulator over HTTP on the loopback interface, for clients in any language. */
export async function listen(router: Router, port: number): Promise<SimulatorServer> {
  const server = createServer((request, response) => {
    readText(request).then(
      (body) => {
        const handled = router.handle({
          method: request.method ?? "GET",
          url: new URL(request.url ?? "/", "http://localhost").href,
          authorization: request.headers.authorization,
          body,
        });
        if ("lost" in handled) {
          // A time-out is an answer that never comes; the client gives up by itself.
          if (handled.lost !== "timeout") request.socket.destroy();
          return;
        }
        response.writeHead(handled.answer.status, { ...handled.answer.headers });
        response.end(handled.answer.body);
      },
      () => {
        request.socket.destroy();
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) text += chunk as string;
  return text;
}
