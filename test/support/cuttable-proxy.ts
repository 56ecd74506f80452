import { createServer, connect, type Server, type Socket } from "node:net";

/** A TCP proxy that a test can cut, as if the server behind it had gone, and restore. */
export interface CuttableProxy {
  readonly port: number;
  /** Ends every connection and takes no new one. */
  cut(): Promise<void>;
  restore(): Promise<void>;
}

export async function cuttableProxy(target: { host: string; port: number }): Promise<CuttableProxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
    return socket;
  };
  const listen = (port: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer((near) => {
        const far = connect(target);
        keep(near).pipe(keep(far)).pipe(near);
        near.once("close", () => far.destroy());
        far.once("close", () => near.destroy());
      });
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        resolve(server);
      });
    });
  let server: Server | undefined = await listen(0);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    port,
    cut: async () => {
      const closing = server;
      server = undefined;
      if (closing === undefined) return;
      const closed = new Promise((resolve) => closing.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    restore: async () => {
      server ??= await listen(port);
    },
  };
}
