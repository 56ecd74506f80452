import { setupServer } from "msw/node";
import { afterEach, describe, expect, it } from "vitest";
import { fetchTransport, memoryStore, undiciTransport, Waypost } from "waypost";
import { ASHA, createSimulator, type Simulator } from "./harness.js";

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const BASE = "https://graph.facebook.com";

function request(sim: Simulator, base = BASE, body = "hello") {
  return {
    method: "POST" as const,
    url: `${base}/v26.0/${sim.credentials.phoneNumberId}/messages`,
    headers: { authorization: `Bearer ${sim.credentials.accessToken}`, "content-type": "application/json" },
    body: JSON.stringify({ messaging_product: "whatsapp", to: ASHA, type: "text", text: { body } }),
  };
}

describe("msw", () => {
  async function intercepted(): Promise<Simulator> {
    const sim = createSimulator();
    const server = setupServer(...sim.handlers);
    server.listen({ onUnhandledRequest: "error" });
    closing.push(() => server.close());
    await sim.user(ASHA).sendText("hi");
    return sim;
  }

  it("global fetch reaches the simulator", async () => {
    const sim = await intercepted();
    const { url, ...init } = request(sim);
    const answer = await fetch(url, init);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("facebook-api-version")).toBe("v26.0");
    expect(await answer.json()).toMatchObject({ messages: [{ id: sim.sent[0]?.id }] });
  });

  it("any other host is an unhandled request", async () => {
    await intercepted();
    await expect(fetch("https://elsewhere.example/")).rejects.toThrow();
  });

  it("broken exchanges are network errors; what was lost on the way back was carried out", async () => {
    const sim = await intercepted();
    const { url, ...init } = request(sim);
    sim.faults.next({ code: "reset_after" });
    await expect(fetch(url, init)).rejects.toThrow(TypeError);
    expect(sim.sent).toHaveLength(1);
    sim.faults.next({ code: "timeout" });
    await expect(fetchTransport().request({ ...request(sim), timeoutMs: 50 })).rejects.toMatchObject({
      code: "REQUEST_TIMEOUT",
      requestLeft: true,
    });
    expect(sim.sent).toHaveLength(2);
  });

  it("handlers are made once", () => {
    const sim = createSimulator();
    expect(sim.handlers).toBe(sim.handlers);
    expect(sim.handlers.length).toBeGreaterThan(0);
  });
});

describe("listen()", () => {
  async function served() {
    const sim = createSimulator();
    const server = await sim.listen();
    closing.push(() => server.close());
    await sim.user(ASHA).sendText("hi");
    return { sim, server };
  }

  it("answers real HTTP on the loopback interface", async () => {
    const { sim, server } = await served();
    expect(server.url).toBe(`http://127.0.0.1:${String(server.port)}`);
    const { url, ...init } = request(sim, server.url);
    const answer = await fetch(url, init);
    expect(answer.headers.get("content-type")).toContain("application/json");
    expect(await answer.json()).toMatchObject({ messages: [{ id: sim.sent[0]?.id }] });
    const refused = await fetch(url, { ...init, headers: { ...init.headers, authorization: "Bearer x" } });
    expect(refused.status).toBe(401);
  });

  it("media are downloaded from the same server, byte by byte", async () => {
    const { sim, server } = await served();
    const headers = { authorization: `Bearer ${sim.credentials.accessToken}` };
    const form = new FormData();
    form.set("messaging_product", "whatsapp");
    form.set("file", new Blob([new Uint8Array([0, 255, 128, 10])], { type: "image/png" }), "a.png");
    const upload = await fetch(`${server.url}/v26.0/${sim.credentials.phoneNumberId}/media`, {
      method: "POST",
      headers,
      body: form,
    });
    const { id } = (await upload.json()) as { id: string };
    const { url } = (await (await fetch(`${server.url}/v26.0/${id}`, { headers })).json()) as { url: string };
    expect(url.startsWith(server.url)).toBe(true);
    expect([...new Uint8Array(await (await fetch(url, { headers })).arrayBuffer())]).toEqual([
      0, 255, 128, 10,
    ]);
  });

  it("reset_after breaks the connection, and the message was accepted; a client is in doubt", async () => {
    const { sim, server } = await served();
    const transport = undiciTransport();
    closing.push(() => transport.close());
    sim.faults.next({ code: "reset_after" });
    await expect(transport.request({ ...request(sim, server.url), timeoutMs: 5_000 })).rejects.toMatchObject({
      code: "CONNECTION_LOST",
      requestLeft: true,
    });
    expect(sim.sent).toHaveLength(1);
    sim.faults.next({ code: "timeout" });
    await expect(transport.request({ ...request(sim, server.url), timeoutMs: 100 })).rejects.toMatchObject({
      code: "REQUEST_TIMEOUT",
    });
    expect(sim.sent).toHaveLength(2);
  });

  it("a port that is taken is an error", async () => {
    const { sim, server } = await served();
    await expect(sim.listen({ port: server.port })).rejects.toThrow(/EADDRINUSE/);
  });

  it("webhooks go to a URL", async () => {
    const { createServer } = await import("node:http");
    const bodies: string[] = [];
    const target = createServer((incoming, response) => {
      const url = new URL(incoming.url ?? "/", "http://localhost");
      if (incoming.method === "GET") return void response.end(url.searchParams.get("hub.challenge"));
      incoming.setEncoding("utf8").on("data", (chunk: string) => bodies.push(chunk));
      incoming.on("end", () => response.end());
    });
    await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
    closing.push(() => void target.close());
    const sim = createSimulator();
    await sim.deliverTo(`http://127.0.0.1:${String((target.address() as { port: number }).port)}/hook`);
    await sim.user(ASHA).sendText("over the wire");
    expect(bodies.join("")).toContain("over the wire");
  });
});

describe("transport()", () => {
  it("answers without any network", async () => {
    const sim = createSimulator();
    await sim.user(ASHA).sendText("hi");
    const answer = await sim.transport().request({ ...request(sim), timeoutMs: 1_000 });
    expect(JSON.parse(answer.body)).toMatchObject({ messages: [{ id: sim.sent[0]?.id }] });
  });

  it("an aborted request never left", async () => {
    const sim = createSimulator();
    const signal = AbortSignal.abort(new Error("no"));
    await expect(
      sim.transport().request({ ...request(sim), timeoutMs: 1_000, signal }),
    ).rejects.toMatchObject({ code: "ABORTED", requestLeft: false });
    expect(sim.requests).toHaveLength(0);
  });

  it("carries Waypost itself: a message in, the handler's answer on the phone, the ledger settled by the status", async () => {
    const sim = createSimulator();
    const waypost = new Waypost({
      ...sim.credentials,
      business: { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" } },
      store: memoryStore(),
      transport: sim.transport(),
      clock: sim.clock,
    });
    closing.push(() => waypost.close());
    const receipts: string[] = [];
    waypost.on("message.text", async ({ message, chat }) => {
      receipts.push((await chat.sendText(`You wrote: ${message.text.body}`)).id);
    });
    await sim.deliverTo(waypost.webhooks);
    const user = sim.user(ASHA, { name: "Asha" });
    await user.sendText("hello");
    expect(user.lastReceived?.text).toBe("You wrote: hello");
    await sim.advance("2s");
    expect(await waypost.ledger.get(receipts[0] ?? "")).toMatchObject({
      state: "accepted",
      status: "delivered",
    });
    await sim.advance("2d");
    await expect(waypost.chats.open(ASHA)).rejects.toMatchObject({ code: "WINDOW_CLOSED" });
    expect(sim.duplicates()).toEqual([]);
  });
});
