import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Transport, TransportRequest } from "waypost";

/** What may happen to a request on its way. */
export type ProxyFault = "none" | "reset_before" | "reset_during" | "reset_after" | "half_answer" | "delay";

/** An HTTP server before Meta that loses requests and answers as it is told. Nothing is repeated. */
export async function faultyProxy(
  meta: Transport,
  faultOf: (path: string) => ProxyFault,
): Promise<{ readonly url: string; readonly seen: Record<ProxyFault, number>; close(): Promise<void> }> {
  const seen = { none: 0, reset_before: 0, reset_during: 0, reset_after: 0, half_answer: 0, delay: 0 };
  const server = createServer((incoming, outgoing) => {
    const fault = faultOf(incoming.url ?? "");
    seen[fault]++;
    if (fault === "reset_before") {
      incoming.socket.destroy();
      return;
    }
    if (fault === "reset_during") {
      // Half the body came; Meta never gets a whole request.
      incoming.once("data", () => incoming.socket.destroy());
      return;
    }
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      meta
        .request({
          method: incoming.method as TransportRequest["method"],
          url: `https://graph.facebook.com${incoming.url ?? "/"}`,
          headers: Object.fromEntries(
            Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
          ),
          body: Buffer.concat(parts).toString(),
          timeoutMs: 60_000,
        })
        .then(
          ({ status, body }) => {
            answer(Buffer.from(body), status);
          },
          () => incoming.socket.destroy(),
        );
    });
    const answer = (body: Buffer, status: number): void => {
      const head = { "content-type": "application/json", "content-length": body.byteLength };
      const reply = (): void => {
        outgoing.writeHead(status, head);
        outgoing.end(body);
      };
      if (fault === "reset_after") incoming.socket.destroy();
      else if (fault === "half_answer") {
        outgoing.writeHead(200, head);
        outgoing.write(body.subarray(0, body.byteLength / 2), () => incoming.socket.destroy());
      } else if (fault === "delay") setTimeout(reply, 5);
      else reply();
    };
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
