import { describe, expect, it } from "vitest";
import { defineTemplate, InDoubtError, type Transport, TransportError, type WaypostOptions } from "waypost";
import { createSimulator } from "waypost/simulator";
import { memoryStore } from "waypost";
import { connect, failSend, openWorld, optIn, RAVI, shipped, type World } from "./setup.js";

const code = defineTemplate({
  name: "login_code",
  language: "en",
  category: "authentication",
});

/** Requests that send are swallowed: they left, and Meta never saw them. */
function swallowing(transport: Transport, times: number): Transport & { swallowed: number } {
  const wrapped = {
    swallowed: 0,
    request: (request: Parameters<Transport["request"]>[0]) => {
      if (!request.url.endsWith("/messages") || wrapped.swallowed >= times) return transport.request(request);
      wrapped.swallowed++;
      return Promise.reject(
        new TransportError("REQUEST_TIMEOUT", "No answer.", { fix: "Look.", requestLeft: true }),
      );
    },
    close: () => transport.close(),
  };
  return wrapped;
}

async function world(
  options: Partial<WaypostOptions>,
  times = 1,
): Promise<World & { swallowed: () => number }> {
  const sim = createSimulator();
  const { orderShipped } = await import("./setup.js");
  sim.templates.add(orderShipped);
  sim.templates.add(code);
  const transport = swallowing(sim.transport(), times);
  const store = memoryStore();
  const waypost = connect(sim, { store, transport, ...options });
  await sim.deliverTo(waypost.webhooks);
  await optIn(waypost);
  await waypost.templates.sync();
  return { sim, store, waypost, swallowed: () => transport.swallowed };
}

async function doubtOf(sending: Promise<unknown>): Promise<InDoubtError> {
  const error: unknown = await sending.catch((thrown: unknown) => thrown);
  if (!InDoubtError.is(error)) throw new Error("expected InDoubtError", { cause: error });
  return error;
}

describe("a send in doubt", () => {
  it("settled() tells when the status webhook comes, also to whoever asks the ledger", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await waypost.templates.sync();
    failSend(sim, "reset_after");
    const error = await doubtOf(waypost.messages.sendTemplate(shipped(sim)));
    const outcomes = Promise.all([error.settled(), waypost.ledger.settled(error.sendId)]);
    await sim.advance("10s");
    const [first, second] = await outcomes;
    expect(first).toMatchObject({
      state: "accepted",
      messageId: expect.stringMatching(/^wamid\./) as string,
    });
    expect(second).toEqual(first);
  });

  it("a receipt's settled() tells delivery and failure", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    const receipt = await waypost.messages.sendTemplate(shipped(sim));
    expect(Object.keys(receipt)).not.toContain("settled");
    // Taken off the receipt it works as well.
    const { settled: ofReceipt } = receipt;
    const settled = Promise.all([receipt.settled(), ofReceipt()]).then(([first, second]) => {
      expect(second).toEqual(first);
      return first;
    });
    await sim.advance("10s");
    expect(await settled).toMatchObject({ state: "accepted", messageId: receipt.messageId });
  });

  it("stays in doubt, with its key, unless the business chose otherwise", async () => {
    const { sim, waypost, swallowed } = await world({});
    const error = await doubtOf(waypost.messages.sendTemplate(shipped(sim)));
    await sim.advance("2d");
    expect((await waypost.ledger.get(error.sendId))?.state).toBe("in_doubt");
    await doubtOf(waypost.messages.sendTemplate(shipped(sim)));
    expect(swallowed()).toBe(1);
    expect(sim.sent.length).toBe(0);
  });

  it("fail: after its time it failed, its key is free, and the caller may send again", async () => {
    const { sim, waypost } = await world({ inDoubt: { then: "fail", afterMs: 300_000 } });
    const error = await doubtOf(waypost.messages.sendTemplate(shipped(sim)));
    const settled = error.settled();
    await sim.advance("4m");
    expect((await waypost.ledger.get(error.sendId))?.state).toBe("in_doubt");
    await sim.advance("2m");
    expect(await settled).toMatchObject({ state: "failed", failure: { code: "DOUBT_EXPIRED" } });
    expect((await waypost.messages.sendTemplate(shipped(sim))).duplicate).toBe(false);
    expect(sim.sent.length).toBe(1);
    await waypost.close();
  });

  it("resend: a one-time code goes out once more, an order update does not", async () => {
    const { sim, waypost } = await world({ inDoubt: { then: "resend", afterMs: 60_000 } }, 2);
    const codeSend = () =>
      waypost.messages.sendTemplate({
        to: RAVI,
        template: code,
        params: { code: "123456" },
        cause: { kind: "authentication", ref: "L-1", at: sim.now, userInitiated: true },
      });
    await waypost.consent.grant({
      user: RAVI,
      scopes: ["authentication"],
      method: "web_form",
      evidence: {
        disclosureText: "We send your codes on WhatsApp",
        language: "en",
        pageUrl: "https://asha.example",
      },
    });
    const login = await doubtOf(codeSend());
    const order = await doubtOf(waypost.messages.sendTemplate(shipped(sim)));
    await sim.advance("5m");
    expect((await waypost.ledger.get(login.sendId))?.state).toBe("failed");
    expect((await waypost.ledger.get(order.sendId))?.state).toBe("failed");
    await waypost.close();
    expect(sim.sent.map(({ type }) => type)).toEqual(["template"]);
  });

  it("closing the client ends the waiting", async () => {
    const { sim, waypost } = await world({});
    const error = await doubtOf(waypost.messages.sendTemplate(shipped(sim)));
    const waiting = expect(error.settled()).rejects.toMatchObject({ code: "ABORTED" });
    await waypost.close();
    await waiting;
    await expect(waypost.ledger.settled(error.sendId)).rejects.toMatchObject({ code: "ABORTED" });
  });

  it("a later process gives up what an earlier one left in doubt", async () => {
    const { sim, store, waypost } = await world({});
    const error = await doubtOf(waypost.messages.sendTemplate(shipped(sim)));
    await waypost.close();
    await sim.advance("1h");
    const next = connect(sim, { store, inDoubt: { then: "fail" } });
    await next.start();
    expect(await next.ledger.settled(error.sendId)).toMatchObject({ state: "failed" });
    await next.close();
  });

  it("options that are none are refused", () => {
    const sim = createSimulator();
    const open = (inDoubt: unknown) =>
      connect(sim, { store: memoryStore(), inDoubt: inDoubt as WaypostOptions["inDoubt"] });
    for (const wrong of [{ then: "retry" }, { then: "fail", afterMs: 10 }, null])
      expect(() => open(wrong)).toThrow(expect.objectContaining({ code: "INVALID_OPTIONS" }));
  });
});

describe("cost", () => {
  it("adds up what status webhooks said, with amounts from a rate card", async () => {
    const { sim, waypost } = await openWorld();
    for (const to of [RAVI, "+919812345679", "+442079460958"]) {
      await optIn(waypost, to);
      await waypost.messages.sendTemplate(shipped(sim, `A-${to}`, to));
    }
    expect((await waypost.ledger.cost({ since: 0 })).unpriced).toBe(3);
    await sim.advance("10s");
    const summary = await waypost.ledger.cost({
      since: 0,
      rate: ({ category, country }) => (category === "utility" ? (country === "IN" ? 0.115 : 2) : undefined),
    });
    expect(summary).toMatchObject({ billable: 3, free: 0, unpriced: 0 });
    expect(summary.amount).toBeCloseTo(2.23);
    expect(summary.lines.map(({ country, messages }) => [country, messages])).toEqual([
      ["IN", 2],
      ["GB", 1],
    ]);
    const entries = [];
    for await (const entry of waypost.ledger.entries({ since: 0 })) entries.push(entry);
    expect(entries.length).toBe(3);
    await expect(waypost.ledger.cost({ since: Number.NaN })).rejects.toMatchObject({
      code: "INVALID_OPTIONS",
    });
  });
});

describe("deadline", () => {
  it("what waited too long is refused instead of arriving late", async () => {
    const { sim, waypost } = await openWorld();
    await optIn(waypost);
    await expect(
      waypost.messages.sendTemplate(shipped(sim), { deadline: sim.now - 1 }),
    ).rejects.toMatchObject({ code: "DEADLINE_PASSED" });
    await expect(waypost.messages.sendTemplate(shipped(sim), { deadline: Number.NaN })).rejects.toMatchObject(
      { code: "INVALID_MESSAGE" },
    );
    expect(sim.sent.length).toBe(0);
    expect(
      (await waypost.messages.sendTemplate(shipped(sim), { deadline: new Date(sim.now + 60_000) })).duplicate,
    ).toBe(false);
    expect(waypost.limits.snapshot()).toMatchObject({ backend: "local", pairs: 1 });
  });
});
