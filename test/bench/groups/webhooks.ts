import { createHmac, timingSafeEqual } from "node:crypto";
import { normalizeWebhook, verifySignature as kapsoVerify } from "@kapso/whatsapp-cloud-api/server";
import { WhatsAppAPI } from "whatsapp-api-js";
import { createHandlerRegistry, parseWebhook, signPayload, verifySignature } from "waypost/webhooks";
import { CORPUS } from "../../unit/webhooks/corpus.js";
import { interleaved, median, rate, ratio, type Report } from "../measure.js";

const COUNT = 20_000;
const SECRET = "secret";

/** As Meta writes a body: other characters than ASCII are `\u` escapes. Peers count on it before they hash. */
function asMetaWrites(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * One text message from raw bytes to its handler: signature, parsing, dispatch; beside Node's own HMAC and JSON. A peer that
 * does not take the delivery is reported and left out.
 */
export async function webhooks(report: Report, rounds: number): Promise<void> {
  const rawBody = asMetaWrites(CORPUS.text);
  const signature = await signPayload({ rawBody, appSecret: SECRET });
  let handled = 0;
  const handlers = createHandlerRegistry<object>();
  handlers.on("message.text", () => {
    handled++;
  });
  const pure = new WhatsAppAPI({ token: "token", appSecret: SECRET, v: "v26.0" });
  let heard = 0;
  pure.on.message = () => {
    heard++;
  };
  const digest = Buffer.from(signature.replace("sha256=", ""), "hex");
  const jobs: Readonly<Record<string, () => Promise<unknown>>> = {
    "@kapso/whatsapp-cloud-api": async () => {
      if (!kapsoVerify({ appSecret: SECRET, rawBody, signatureHeader: signature }))
        throw new Error("The signature is refused.");
      if (normalizeWebhook(JSON.parse(rawBody)).messages.length !== 1)
        throw new Error("The message is lost.");
    },
    "whatsapp-api-js": async () => {
      const before = heard;
      await pure.post(JSON.parse(rawBody) as never, rawBody, signature);
      if (heard !== before + 1) throw new Error("The message is lost.");
    },
  };
  const peers: Record<string, () => Promise<number>> = {};
  for (const [name, job] of Object.entries(jobs)) {
    try {
      await job();
      peers[name] = () => rate(COUNT, 1, job);
    } catch (error) {
      report.failed("webhook", name, error);
    }
  }
  const figures = await interleaved<string>(rounds, {
    bare: () =>
      rate(COUNT, 1, async () => {
        const own = createHmac("sha256", SECRET).update(rawBody).digest();
        if (!timingSafeEqual(own, digest)) throw new Error("The signature differs.");
        JSON.parse(rawBody);
      }),
    waypost: () =>
      rate(COUNT, 1, async () => {
        await verifySignature({ rawBody, signature, appSecret: SECRET });
        for (const event of parseWebhook(JSON.parse(rawBody))) await handlers.dispatch(event, {});
      }),
    ...peers,
  });
  const { bare = [], waypost = [] } = figures;
  if (handled === 0) throw new Error("A webhook did not reach its handler.");
  const unit = "webhooks/s";
  report.note("webhook", "HMAC and JSON.parse alone", median(bare), unit);
  report.note("webhook", "verify, parse, dispatch", median(waypost), unit);
  report.atLeast("webhook", "of HMAC and JSON.parse alone", ratio(waypost, bare) * 100, "%", 50);
  for (const peer of Object.keys(peers)) {
    const own = figures[peer] ?? [];
    report.note("webhook", peer, median(own), unit);
    report.atLeast("webhook", `of ${peer}`, ratio(waypost, own), "x", 1);
  }
}
