/** One process that sends as fast as its limits let it, whenever it is told to. */
import { defineTemplate, memoryStore, type Transport, undiciTransport, Waypost } from "waypost";
import { redisLimits } from "waypost/redis";
import { somebody } from "../scenario/setup.js";

export interface SenderOrder {
  readonly baseUrl: string;
  readonly number: string;
  readonly perSecond: number;
  readonly seconds: number;
  readonly sender: number;
  /** Given: the number is shared with other processes over this Redis. */
  readonly redis?: { readonly url: string; readonly prefix: string };
}

const template = defineTemplate({
  name: "order_shipped",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, your order {{order}} left our shop today.",
  examples: { name: "Asha", order: "A-1001" },
});

/** Writes on each request when it left, on the clock that all processes of a machine share. */
function stamping(transport: Transport): Transport {
  return {
    request: (request) =>
      transport.request({
        ...request,
        headers: { ...request.headers, "x-left-at": String(Number(process.hrtime.bigint()) / 1e6) },
      }),
    close: () => transport.close(),
  };
}

async function work(order: SenderOrder): Promise<void> {
  const { number, perSecond, seconds, sender } = order;
  const store = memoryStore();
  const waypost = new Waypost({
    accessToken: "token",
    appSecret: "secret",
    verifyToken: "verify",
    phoneNumberId: number,
    businessAccountId: "2",
    business: { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" } },
    store,
    baseUrl: order.baseUrl,
    transport: stamping(undiciTransport()),
    messagesPerSecond: perSecond,
    limits: order.redis && redisLimits(order.redis),
  });
  const until = performance.now() + seconds * 1_000;
  let serial = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) {
      const n = ++serial;
      const ref = `${number}-${String(sender)}-${String(n)}`;
      const to = somebody(n * 8 + sender);
      // They wrote once: strangers are paced by another rule (G11).
      await store.windows.recordInbound({
        person: to.slice(1),
        phoneNumberId: number,
        lastInboundAt: Date.now() - 48 * 3_600_000,
        lastInboundMessageId: `wamid.${ref}`,
      });
      await waypost.messages.sendTemplate({
        to,
        template,
        params: { name: "Ravi", order: ref },
        cause: { kind: "order", ref, at: Date.now(), basis: "contract" },
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(perSecond, 300) }, lane));
  await waypost.close();
}

process.on("message", (order: SenderOrder) => {
  work(order).then(
    () => process.send?.("done"),
    (error: unknown) => process.send?.(String(error)),
  );
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
