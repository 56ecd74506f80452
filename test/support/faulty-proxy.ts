import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";

/** What may happen to a request on its way. */
export type ProxyFault = "none" | "reset_before" | "reset_during" | "reset_after" | "half_answer" | "delay";

/** An HTTP proxy that loses requests and answers as it is told. Nothing is repeated. */
export async function faultyProxy(
  target: string,
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
    const upstream = forward(
      new URL(incoming.url ?? "/", target),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const body = Buffer.concat(parts);
          const reply = (): void => {
            outgoing.writeHead(answer.statusCode ?? 500, {
              "content-type": "application/json",
              "content-length": body.byteLength,
            });
            outgoing.end(body);
          };
          if (fault === "reset_after") incoming.socket.destroy();
          else if (fault === "half_answer") {
            outgoing.writeHead(200, {
              "content-type": "application/json",
              "content-length": body.byteLength,
            });
            outgoing.write(body.subarray(0, body.byteLength / 2), () => incoming.socket.destroy());
          } else if (fault === "delay") setTimeout(reply, 5);
          else reply();
        });
      },
    );
    upstream.on("error", () => incoming.socket.destroy());
    incoming.pipe(upstream);
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
