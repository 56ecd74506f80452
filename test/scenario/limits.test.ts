import { expect, it, vi } from "vitest";
import {
  HeldError,
  type LimitsBackend,
  localLimits,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "waypost";
import { signPayload } from "waypost/webhooks";
import { openWorld, optIn, shipped, somebody, type World } from "./setup.js";

/** The simulator, in front of which something answers first. */
function answering(
  inner: Transport,
  answer: (request: TransportRequest) => Partial<TransportResponse> | undefined,
): Transport {
  return {
    request: async (request) => {
      const own = answer(request);
      return own === undefined ? inner.request(request) : { status: 200, headers: {}, body: "{}", ...own };
    },
    close: () => inner.close(),
  };
}

/** A world whose Graph answers as told, where it is told. */
async function worldAnswering(
  answer: (request: TransportRequest) => Partial<TransportResponse> | undefined,
  options: Parameters<typeof openWorld>[0] = {},
): Promise<World> {
  const late: { inner?: Transport } = {};
  const transport = answering(
    {
      request: (request) => {
        if (late.inner === undefined) throw new Error("too early");
        return late.inner.request(request);
      },
      close: async () => undefined,
    },
    answer,
  );
  const world = await openWorld({ ...options, transport });
  late.inner = world.sim.transport();
  return world;
}

it.each([
  ["STANDARD", false, 80],
  ["HIGH", false, 1_000],
  ["HIGH", true, 20],
  ["NOT_APPLICABLE", false, 80],
])("a number at %s (beside the Business app: %s) may send %i a second", async (level, onApp, perSecond) => {
  const { sim, waypost } = await worldAnswering(
    ({ url }) =>
      url.includes("throughput")
        ? { body: JSON.stringify({ throughput: { level }, is_on_biz_app: onApp }) }
        : undefined,
    { messagesPerSecond: "account" },
  );
  await optIn(waypost);
  await waypost.messages.sendTemplate(shipped(sim));
  expect(waypost.limits.snapshot().numbers[sim.credentials.phoneNumberId]?.perSecond).toBe(perSecond);
});

it("an upgrade that a webhook tells of is read at once", async () => {
  let level = "STANDARD";
  const { sim, waypost } = await worldAnswering(
    ({ url }) =>
      url.includes("throughput") ? { body: JSON.stringify({ throughput: { level } }) } : undefined,
    { messagesPerSecond: "account" },
  );
  const { phoneNumberId, appSecret, businessAccountId } = sim.credentials;
  await optIn(waypost);
  await waypost.messages.sendTemplate(shipped(sim));
  level = "HIGH";
  const rawBody = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: businessAccountId,
        time: Math.floor(sim.now / 1_000),
        changes: [
          {
            field: "phone_number_quality_update",
            value: { display_phone_number: "911415550100", event: "THROUGHPUT_UPGRADE" },
          },
        ],
      },
    ],
  });
  const signature = await signPayload({ rawBody, appSecret });
  const headers = { "x-hub-signature-256": signature };
  await waypost.webhooks.fetch(
    new Request("https://shop.example/", { method: "POST", body: rawBody, headers }),
  );
  await waypost.webhooks.idle();
  expect(waypost.limits.snapshot().numbers[phoneNumberId]?.perSecond).toBe(1_000);
});

it("the hundred-and-first template of an hour is held here, and what Meta refused does not count", async () => {
  let refuse = true;
  const { sim, waypost } = await worldAnswering(({ method, url }) => {
    if (method !== "POST" || !url.includes("message_templates")) return undefined;
    if (refuse) return { status: 400, body: JSON.stringify({ error: { code: 100, message: "no" } }) };
    return { body: JSON.stringify({ id: "1", status: "PENDING", category: "UTILITY" }) };
  });
  const create = (n: number) =>
    waypost.messageTemplates.create({
      name: `t_${String(n)}`,
      language: "en",
      category: "UTILITY",
      components: [{ type: "BODY", text: "Hello there." }],
    });
  await expect(create(0)).rejects.toMatchObject({ graphCode: 100 });
  refuse = false;
  for (let n = 1; n <= 100; n++) await create(n);
  expect(waypost.limits.snapshot().templates).toEqual({ used: 100, of: 100 });
  const error: unknown = await create(101).catch((thrown: unknown) => thrown);
  if (!HeldError.is(error)) throw error;
  expect(error.code).toBe("TEMPLATE_QUOTA");
  await sim.advance(error.retryAfterMs);
  await create(101);
});

it("near the end of Graph's quota management calls wait, raw ones too; sends do not", async () => {
  let used = 95;
  const { sim, waypost } = await worldAnswering(({ method, url }) =>
    method === "GET" && url.includes("subscribed_apps")
      ? {
          body: JSON.stringify({ data: [] }),
          headers: { "x-app-usage": JSON.stringify({ call_count: used, total_time: 1, total_cputime: 1 }) },
        }
      : undefined,
  );
  const path = `/${sim.credentials.businessAccountId}/subscribed_apps`;
  await optIn(waypost);
  await waypost.graph.get(path);
  expect(waypost.limits.snapshot().graphQuota).toMatchObject({ percent: 95 });
  let read = false;
  const waiting = waypost.graph.get(path).then(() => (read = true));
  const listing = waypost.templates.sync();
  await waypost.messages.sendTemplate(shipped(sim));
  expect([read, sim.sent.length]).toEqual([false, 1]);
  used = 10;
  await sim.advance("4s");
  await Promise.all([waiting, listing]);
  expect(read).toBe(true);
  await waypost.graph.get(path);
});

it("who waits for room in flight (G24) pays one token of the number, like everybody", async () => {
  const paid = { tokens: 0, departures: 0, spent: 0 };
  const local = localLimits();
  const limits: LimitsBackend = {
    ...local,
    numberBucket: (id, options) => {
      const bucket = local.numberBucket(id, options);
      return {
        ...bucket,
        acquire: async (asked) => {
          await bucket.acquire(asked);
          paid.tokens++;
        },
        depart: (signal) => {
          paid.departures++;
          return bucket.depart(signal);
        },
        spend: (count = 1) => {
          paid.spent += count;
          bucket.spend(count);
        },
      };
    },
  };
  const meta: { answers?: Transport } = {};
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  let left = 0;
  const transport: Transport = {
    request: async (request) => {
      if (meta.answers === undefined) throw new Error("too early");
      if (request.url.endsWith("/messages")) {
        left++;
        await gate;
      }
      return meta.answers.request(request);
    },
    close: () => Promise.resolve(),
  };
  const policy = { tighten: { "sending.maxInFlight": 1 } };
  const { sim, waypost } = await openWorld({ limits, transport, policy });
  meta.answers = sim.transport();
  const people = [1, 2, 3, 4, 5].map(somebody);
  for (const user of people) await optIn(waypost, user);
  const sends = people.map((user, n) => waypost.messages.sendTemplate(shipped(sim, `A-${String(n)}`, user)));
  // All have their token; one is under way, the others wait for its place.
  await vi.waitFor(() => {
    expect([paid.tokens, left]).toEqual([5, 1]);
  }, 10_000);
  open();
  expect((await Promise.all(sends)).map(({ duplicate }) => duplicate)).toEqual(people.map(() => false));
  expect(paid).toEqual({ tokens: 5, departures: 5, spent: 0 });
});
